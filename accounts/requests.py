"""Requests, as views behind a sign-in see them."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from accounts.models import User


class OwnRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, as limits on tries count it."""
    return str(get_adapter().get_client_ip(request))
