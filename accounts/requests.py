"""Requests, as views behind a sign-in see them."""

from django.http import HttpRequest

from accounts.models import User


class OwnRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User
