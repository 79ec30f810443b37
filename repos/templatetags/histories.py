"""What a history repeats in every row, written without a template: a page has hundreds of it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from beatflow_site.templatetags.ui import avatar, icon, kind_class, plain, when
from repos.chips import Chip, Chips
from repos.log import LogPage, LogRow
from repos.models import Ref
from repos.vcs.lines import Drawing

register = template.Library()


@register.simple_tag
def branch_options(branches: Iterable[Ref], chosen: Ref | None) -> SafeString:
    """The options of a select that chooses among branches, of which there may be hundreds."""
    here = chosen and chosen.pk
    options = (f"<option{' selected' * (ref.pk == here)}>{escape(ref.name)}</option>" for ref in branches)
    return mark_safe("".join(options))  # noqa: S308  every text in it is escaped


@register.simple_tag
def log_rows(page: LogPage, title: str, is_more: object) -> SafeString:
    """The rows of a log of a repo with that title. Where they came after others, the first takes the focus."""
    focused = page.rows[0] if is_more and page.rows else None
    rows = [_row(row, page.width, title, row is focused) for row in page.rows]
    return mark_safe("\n  ".join(rows))  # noqa: S308  every text in it is escaped


@register.simple_tag
def change_chips(chips: Chips) -> SafeString:
    """What a commit changed, in a list of chips."""
    return mark_safe(_changed(chips))  # noqa: S308  every text in it is escaped


def _row(row: LogRow, width: float, title: str, takes_focus: bool) -> str:
    subject = escape(row.subject)
    return f"""<li class="lane-{row.drawing.colour}" data-beat>
    {_lanes(row.drawing, width, has_halo=bool(row.refs))}
    {_words(row, subject, takes_focus)}
    {_changed(row.chips)}
    {_player(row, subject, title)}
  </li>"""


def _lanes(drawing: Drawing, width: float, *, has_halo: bool) -> str:
    """The lines beside a commit, in a picture as wide as those of the rows around it; a halo marks a tip."""
    curves = "".join([f'<path class="lane-{curve.colour}" d="{curve.path}"/>' for curve in drawing.curves])
    spot = f'd="M{drawing.x:g} 50h.01"/>'
    halo = f'<path class="halo" {spot}' if has_halo else ""
    box = f'width="{width:g}" viewBox="0 0 {width:g} 100" preserveAspectRatio="none"'
    return (
        f'<svg class="graph" {box} aria-hidden="true" focusable="false">{curves}{halo}<path class="node" {spot}</svg>'
    )


def _words(row: LogRow, subject: str, takes_focus: bool) -> str:
    """What a row says of its commit: subject, refs, who and when."""
    focus, refs = " autofocus" * takes_focus, "".join(map(_ref, row.refs))
    digest = f'<code class="digest wide-only">{row.digest[:8]}</code>'
    return f"""<div class="log-words">
      <div class="row log-subject"><a class="tit" href="{row.url}"{focus}>{subject}</a>{refs}</div>
      <div class="row mute small by">{_by(row.author_name, row.by_url)} {when(row.created_at)} {digest}</div>
    </div>"""


def _changed(chips: Chips) -> str:
    shown = "".join(map(_chip, chips.shown))
    return f'<ul class="chips changed" aria-label="Changes">{shown}{_more(chips.hidden)}</ul>' if shown else ""


def _player(row: LogRow, subject: str, title: str) -> str:
    """The button that plays the commit of a row, on top of its waveform."""
    url, told = row.url, f'data-bpm="{plain(row.bpm)}" data-key="{escape(row.key)}" data-length="{row.duration_s:.3f}"'
    peaks = f' src="{url}master.peaks"' if row.has_master else ""
    return (
        f'<play-button class="log-play" data-src="{url}master.mp3" data-href="{url}" data-peaks="{url}master.peaks" '
        f'data-title="{subject}" data-by="{escape(title)}" {told}>'
        f'<button type="button" aria-label="Play {subject}" aria-pressed="false">'
        f'<span class="when-off">{icon("play", 15)}</span><span class="when-on">{icon("pause", 15)}</span>'
        f'<wave-form mode="bars" data-follows{peaks}></wave-form></button></play-button>'
    )


def _ref(ref: Ref) -> str:
    drawn = icon("tag" if ref.kind == Ref.Kind.TAG else "git-branch", 11)
    return f'<span class="chip ref">{drawn} <span class="clip">{escape(ref.name)}</span></span>'


@lru_cache(maxsize=1024)
def _by(name: str, url: str) -> str:
    face, told = avatar(name, 18), escape(name)
    return f'{face}<a class="tit" href="{url}">{told}</a>' if url else f'{face}<span class="tit">{told}</span>'


@lru_cache(maxsize=4096)
def _chip(chip: Chip) -> str:
    text, words = escape(chip.text), escape(chip.words)
    kind = f' kind" data-kind="{kind_class(chip.kind)}' if chip.kind else ""
    before = f'<span aria-hidden="true">{chip.sign}</span> ' if chip.sign else ""
    after = f'<span class="sr"> {words}</span>' if chip.sign else ""
    return f'<li class="chip{kind}" title="{words}">{before}<span class="clip">{text}</span>{after}</li>'


def _more(hidden: tuple[Chip, ...]) -> str:
    told = escape(", ".join(f"{chip.sign} {chip.text}".strip() for chip in hidden))
    return f'<li class="chip" title="{told}">{len(hidden)} more</li>' if hidden else ""
