"""Template tags that every page may use: icons, covers, faces, and numbers as musicians write them."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template.base import FilterExpression, Node, Parser, TextNode, Token, Variable
from django.template.library import SimpleNode
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from beatflow_site.lib import covers, faces, undo
from beatflow_site.lib.times import since

register = template.Library()
KINDS = ("mix", "bass", "chords", "melody", "percussion", "drums", "vocals", "hum", "other")
_OUTER = re.compile(r"^.*?<svg[^>]*>|</svg>\s*$", re.DOTALL)


@lru_cache(maxsize=256)
def _drawing(name: str) -> str:
    """The inside of one lucide icon; nothing where the packages are not installed."""
    file = settings.NODE_MODULES_DIR / "lucide-static" / "icons" / f"{name}.svg"
    return " ".join(_OUTER.sub("", file.read_text()).split()) if file.is_file() else ""


@lru_cache(maxsize=1024)
def icon(name: str, size: int = 16) -> SafeString:
    """A lucide icon beside a text or in a labelled button: it says nothing to a screen reader."""
    return format_html(
        '<svg class="icon" width="{0}" height="{0}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        'stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
        "{1}</svg>",
        size,
        mark_safe(_drawing(name)),  # noqa: S308  a file of an installed package
    )


@register.tag("icon")
def drawn_icon(parser: Parser, token: Token) -> Node:
    """`{% icon "play" 15 %}`: drawn as the template is read, once for all pages, where it depends on no variable."""
    given = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    if all(map(_is_constant, given)):
        return TextNode(icon(*(one.resolve(template.Context()) for one in given)))
    return SimpleNode(icon, False, given, {}, None)


def _is_constant(given: FilterExpression) -> bool:
    is_variable = isinstance(given.var, Variable) and given.var.lookups is not None
    return not is_variable and not given.filters


@register.simple_tag
def cover(digest: Any, size: str = "m") -> SafeString:
    """Cover art for a digest: sizes xs, s, m, l, xl."""
    art = mark_safe(covers.draw(str(digest)))  # noqa: S308  numbers only
    return format_html('<span class="cover cover-{}">{}</span>', size, art)


@register.simple_tag
@lru_cache(maxsize=4096)
def avatar(name: str, size: int = 22) -> SafeString:
    """A person's initials on a colour of their own."""
    return format_html(
        '<svg class="avatar" width="{0}" height="{0}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<circle cx="12" cy="12" r="12" fill="hsl({1} 55% 38%)"/>'
        '<text x="12" y="15.6" text-anchor="middle">{2}</text></svg>',
        size,
        faces.hue(str(name)),
        faces.initials(str(name)),
    )


@register.simple_tag
def wave(seed: str, width: int = 420, height: int = 40) -> SafeString:
    """A drawn waveform for where there is no sound to show: decoration that follows from a word."""
    return mark_safe(covers.wave(str(seed), width, height))  # noqa: S308  numbers only


@register.filter
def clock(seconds: Any) -> str:
    """Seconds as a player shows them: 3:07."""
    try:
        whole = round(float(seconds))
    except (TypeError, ValueError):
        return "–"
    return f"{whole // 60}:{whole % 60:02d}"


@register.filter
def ago(moment: datetime) -> str:
    """How long ago something was, in one unit: 2 days ago."""
    words = since(moment)
    return f"{words} ago" if words else "just now"


@register.simple_tag
def when(moment: datetime) -> SafeString:
    """How long ago something was, with the moment itself behind it."""
    exactly = f"{moment:%d %B %Y, %H:%M} UTC".lstrip("0")
    return mark_safe(  # noqa: S308  numbers and names of months and units
        f'<time datetime="{moment.isoformat()}" title="{exactly}">{ago(moment)}</time>'
    )


@register.filter
def plain(number: Any) -> str:
    """A number without needless noughts: 140, 92.5."""
    try:
        return f"{float(number):.2f}".rstrip("0").rstrip(".")
    except (TypeError, ValueError):
        return str(conditional_escape(number)) if number is not None else ""


@register.filter
def lufs(number: Any) -> str:
    """A loudness with a real minus sign: −14.1 LUFS."""
    return "" if number is None else f"{float(number):.1f} LUFS".replace("-", "−")


@register.filter
def dbtp(number: Any) -> str:
    """A true peak with a real minus sign: −1.0 dBTP."""
    return "" if number is None else f"{float(number):.1f} dBTP".replace("-", "−")


@register.filter
def kind_class(kind: Any) -> str:
    """The kind whose colour a thing wears."""
    return str(kind) if kind in KINDS else "other"


@register.filter
def last_part(address: Any) -> str:
    """What an address ends in: the digest in that of a commit's page."""
    return str(address).rstrip("/").rsplit("/", 1)[-1]


@register.filter
def short(digest: Any) -> str:
    """A digest as people quote it."""
    return str(digest)[:8]


@register.filter
def spaced(name: str) -> str:
    """ "hat_closed" as one says it."""
    return name.replace("_", " ")


@register.filter
def undo_url(message: Any) -> str:
    """Where to post to take back what a passing word tells of; "" where one can't."""
    return undo.url_of(message)
