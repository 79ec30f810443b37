"""The cards of a grid, written without a template: a page has dozens of them."""

from __future__ import annotations

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from beatflow_site.templatetags.ui import cover, icon, plain
from repos.cards import Card
from repos.models import Repo

register = template.Library()


@register.simple_tag
def beat_card(card: Card, with_owner: bool = False) -> SafeString:
    """One repo as a card; with whose it is, and what others think of it, where a page shows those of many people."""
    title, words, by = escape(card.title), escape(_words(card)), _by(card) if with_owner else ""
    link = f'<a class="tit" href="{card.url}">{title}</a>'
    return mark_safe(  # noqa: S308  every text in it is escaped
        f"""<li class="card beat-card" data-beat>
  <span class="cover-play big">
    {cover(card.cover, "full")}
    {_player(card, title) if card.tip_url else ""}
  </span>
  <div class="stack beat-card-words">{link}<p class="mute small clip">{words}</p>{by}</div>
</li>"""
    )


def _player(card: Card, title: str) -> str:
    told = f'data-bpm="{plain(card.bpm)}" data-key="{escape(card.key)}" data-length="{card.duration_s:.3f}"'
    return (
        f'<play-button data-src="{card.tip_url}master.mp3" data-title="{title}" data-by="{escape(card.owner_name)}" '
        f'data-href="{card.url}" data-peaks="{card.tip_url}master.peaks" {told}>'
        f'<button type="button" aria-label="Play {title}" aria-pressed="false">'
        f'<span class="when-off">{icon("play", 22)}</span><span class="when-on">{icon("pause", 22)}</span>'
        "</button></play-button>"
    )


def _words(card: Card) -> str:
    seen_by = "" if card.visibility == Repo.Visibility.PUBLIC else f"{card.visibility.label.lower()} · "
    return seen_by + (f"{card.genre} · {plain(card.bpm)} BPM · {card.key}" if card.tip_url else "empty")


def _by(card: Card) -> str:
    owner = f'<a class="tit grow" href="{card.owner_url}">{escape(card.owner_name)}</a>'
    told = _count(card.stars_count, "star", "stars") + _count(card.forks_count, "git-fork", "forks")
    return f'<p class="row small mute card-by">{owner}{told}</p>'


def _count(count: int, drawn: str, word: str) -> str:
    return f'<span class="num">{icon(drawn, 12)} {count}<span class="sr"> {word}</span></span>' if count else ""
