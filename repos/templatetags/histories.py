"""What a history repeats in every row, written without a template: a page has hundreds of it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from beatflow_site.templatetags.ui import avatar, icon, kind_class, plain, short, when
from repos.chips import Chip, Chips
from repos.log import LogRow
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
def lanes(drawing: Drawing, width: float, has_halo: bool) -> SafeString:
    """The lines beside a commit, in a picture as wide as those of the rows around it; a halo marks a tip."""
    curves = "".join(f'<path class="lane-{curve.colour}" d="{curve.path}"/>' for curve in drawing.curves)
    spot = f'd="M{drawing.x:g} 50h.01"/>'
    halo = f'<path class="halo" {spot}' if has_halo else ""
    box = f'width="{width:g}" viewBox="0 0 {width:g} 100" preserveAspectRatio="none"'
    return mark_safe(  # noqa: S308  numbers only
        f'<svg class="graph" {box} aria-hidden="true" focusable="false">{curves}{halo}<path class="node" {spot}</svg>'
    )


@register.simple_tag
def change_chips(chips: Chips) -> SafeString:
    """What a commit changed, in a list of chips."""
    shown = "".join(map(_chip, chips.shown))
    return mark_safe(  # noqa: S308  every text in it is escaped
        f'<ul class="chips changed" aria-label="Changes">{shown}{_more(chips.hidden)}</ul>' if shown else ""
    )


@register.simple_tag
def log_words(row: LogRow, takes_focus: bool = False) -> SafeString:
    """What a row of a log says of its commit: subject, refs, who and when."""
    commit, focus = row.commit, " autofocus" if takes_focus else ""
    subject, refs = escape(commit.subject), "".join(map(_ref, row.refs))
    digest = f'<code class="digest wide-only">{short(commit.digest)}</code>'
    return mark_safe(  # noqa: S308  every text in it is escaped
        f'''<div class="log-words">
      <div class="row log-subject"><a class="tit" href="{row.url}"{focus}>{subject}</a>{refs}</div>
      <div class="row mute small by">{_by(row)} {when(commit.created_at)} {digest}</div>
    </div>'''
    )


@register.simple_tag
def log_player(row: LogRow, by: str) -> SafeString:
    """The button that plays the commit of a row, on top of its waveform."""
    tree, url, subject = row.commit.tree, row.url, escape(row.commit.subject)
    told = f'data-bpm="{escape(plain(tree.bpm))}" data-key="{escape(tree.key)}" data-length="{tree.duration_s:.3f}"'
    peaks = f' src="{url}master.peaks"' if tree.master_id else ""
    return mark_safe(  # noqa: S308  every text in it is escaped
        f'<play-button class="log-play" data-src="{url}master.mp3" data-href="{url}" data-peaks="{url}master.peaks" '
        f'data-title="{subject}" data-by="{escape(by)}" {told}>'
        f'<button type="button" aria-label="Play {subject}" aria-pressed="false">'
        f'<span class="when-off">{icon("play", 15)}</span><span class="when-on">{icon("pause", 15)}</span>'
        f'<wave-form mode="bars" data-follows{peaks}></wave-form></button></play-button>'
    )


def _ref(ref: Ref) -> str:
    drawn = icon("tag" if ref.kind == Ref.Kind.TAG else "git-branch", 11)
    return f'<span class="chip ref">{drawn} <span class="clip">{escape(ref.name)}</span></span>'


def _by(row: LogRow) -> str:
    name = row.commit.author_name
    face, told = avatar(name, 18), escape(name)
    if not row.by_url:
        return f'{face}<span class="tit">{told}</span>'
    return f'{face}<a class="tit" href="{row.by_url}">{told}</a>'


def _chip(chip: Chip) -> str:
    text, words = escape(chip.text), escape(chip.words)
    kind = f' kind" data-kind="{kind_class(chip.kind)}' if chip.kind else ""
    before = f'<span aria-hidden="true">{chip.sign}</span> ' if chip.sign else ""
    after = f'<span class="sr"> {words}</span>' if chip.sign else ""
    return f'<li class="chip{kind}" title="{words}">{before}<span class="clip">{text}</span>{after}</li>'


def _more(hidden: tuple[Chip, ...]) -> str:
    told = escape(", ".join(f"{chip.sign} {chip.text}".strip() for chip in hidden))
    return f'<li class="chip" title="{told}">{len(hidden)} more</li>' if hidden else ""
