"""What a program brings in its Authorization header: a token, as `Bearer` or as the password of `Basic`."""

from __future__ import annotations

import base64
import binascii

from django.http import HttpRequest

MAX_HEADER = 1000


def secret_of(request: HttpRequest) -> str | None:
    """The token that a request brings, good or not; None where it brings nothing. The name that comes with a password
    means nothing; a token may also stand in its place."""
    header = request.headers.get("Authorization", "")[:MAX_HEADER]
    scheme, _, told = header.partition(" ")
    if scheme.lower() == "bearer":
        return told.strip()
    if scheme.lower() == "basic":
        return _password(told.strip())
    return None


def _password(told: str) -> str:
    """The password of a Basic header, or the name where there is none; "" for what cannot be read."""
    try:
        pair = base64.b64decode(told, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
    name, _, password = pair.partition(":")
    return password or name
