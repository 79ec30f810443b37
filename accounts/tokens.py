"""Tokens: keys that programs bring instead of a password. A secret is shown once, and only its digest is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from accounts.models import Token, User
from beatflow_site.lib.text import one_line

PREFIX = "beatflow_"
"""By which people and scanners know what they have found."""
MAX_NAME = 80
MAX_TOKENS = 50
NOTED_EVERY = timedelta(minutes=1)
"""A token that is used all the time costs a write this often."""


def issue(user: User, name: str, scope: str, *, expires_at: datetime | None) -> tuple[Token, str]:
    """A new token of a user, and its secret, which nobody can show again.

    Raises ValueError with a sentence for a bad name, scope or time, and where somebody has too many.
    """
    name = one_line(name)
    if not 0 < len(name) <= MAX_NAME:
        raise ValueError(f"A name has 1 to {MAX_NAME} characters.")
    if scope not in Token.Scope.values:
        raise ValueError(f"A token may {' or '.join(Token.Scope.values)}.")
    if expires_at is not None and expires_at <= timezone.now():
        raise ValueError("It would have expired already.")
    if user.tokens.count() >= MAX_TOKENS:
        raise ValueError(f"You have {MAX_TOKENS} tokens. Revoke one that you no longer need.")
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(user=user, name=name, scope=scope, digest=_digest(secret), expires_at=expires_at)
    return token, secret


def user_of(secret: str, scope: str) -> User | None:
    """Whom a secret speaks for, where it is good for that now; None else. Notes that it was used."""
    wide_enough = [Token.Scope.WRITE] if scope == Token.Scope.WRITE else Token.Scope.values
    fresh = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    found = Token.objects.filter(fresh, digest=_digest(secret), scope__in=wide_enough, user__is_active=True)
    token = found.select_related("user").first()
    if token is None:
        return None
    _note_use(token)
    return token.user


def revoke(token: Token, *, by: User) -> None:
    """It opens nothing from now on. Raises PermissionError for anybody but its owner."""
    if token.user_id != by.pk:
        raise PermissionError("Only its owner may do that.")
    token.delete()


def _note_use(token: Token) -> None:
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > NOTED_EVERY:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)


def _digest(secret: str) -> str:
    """Plain SHA-256: what is as long and random as a secret needs no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
