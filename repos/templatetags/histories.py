"""What a history repeats in every row, written without a template: a page has hundreds of it."""

from __future__ import annotations

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from beatflow_site.templatetags.ui import kind_class, plain
from repos.chips import Chip, Chips
from repos.models import Commit
from repos.vcs.lines import Drawing

register = template.Library()


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
def plays(commit: Commit, url: str, by: str) -> SafeString:
    """The attributes of a <play-button> for a commit at an address."""
    tree = commit.tree
    told = (commit.subject, by, plain(tree.bpm), tree.key, f"{tree.duration_s:.3f}")
    return format_html(
        'data-src="{0}master.mp3" data-href="{0}" data-peaks="{0}master.peaks" data-title="{1}" data-by="{2}" '
        'data-bpm="{3}" data-key="{4}" data-length="{5}"',
        url,
        *told,
    )


def _chip(chip: Chip) -> str:
    text, words = escape(chip.text), escape(chip.words)
    kind = f' kind" data-kind="{kind_class(chip.kind)}' if chip.kind else ""
    before = f'<span aria-hidden="true">{chip.sign}</span> ' if chip.sign else ""
    after = f'<span class="sr"> {words}</span>' if chip.sign else ""
    return f'<li class="chip{kind}" title="{words}">{before}<span class="clip">{text}</span>{after}</li>'


def _more(hidden: tuple[Chip, ...]) -> str:
    told = escape(", ".join(f"{chip.sign} {chip.text}".strip() for chip in hidden))
    return f'<li class="chip" title="{told}">{len(hidden)} more</li>' if hidden else ""
