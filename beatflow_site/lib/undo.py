"""A passing word that offers to take back what it tells of."""

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

_UNDO = "undo:"


def tell(request: HttpRequest, sentence: str, undo_url: str) -> None:
    """Tell the user that something is done, with a button that posts to an address."""
    messages.success(request, sentence, extra_tags=f"{_UNDO}{undo_url}")


def url_of(message: Message) -> str:
    """Where the button of a message posts to; "" for a message without one."""
    tags = str(message.extra_tags or "")
    return tags.removeprefix(_UNDO) if tags.startswith(_UNDO) else ""
