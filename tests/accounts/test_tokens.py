"""Tokens open doors for programs, and only those that they are for, for as long as they are good."""

from base64 import b64encode
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts import tokens
from accounts.credentials import secret_of
from accounts.models import Token, User

READ, WRITE = Token.Scope.READ, Token.Scope.WRITE


def secret_for(user: User, scope: str = READ) -> str:
    return tokens.issue(user, "git", scope, expires_at=None)[1]


def test_a_secret_speaks_for_its_user_and_is_stored_nowhere(alice: User) -> None:
    token, secret = tokens.issue(alice, "git", READ, expires_at=None)
    assert tokens.user_of(secret, READ) == alice
    assert secret not in str(Token.objects.filter(pk=token.pk).values().get())


def test_a_wrong_secret_speaks_for_nobody(alice: User) -> None:
    secret = secret_for(alice)
    for wrong in ("", secret[:-1], secret.upper(), Token.objects.get().digest, "\0", "ü"):
        assert tokens.user_of(wrong, READ) is None


def test_who_may_only_read_may_not_write(alice: User) -> None:
    assert tokens.user_of(secret_for(alice, READ), WRITE) is None
    wide = secret_for(alice, WRITE)
    assert tokens.user_of(wide, WRITE) == tokens.user_of(wide, READ) == alice


def test_a_token_ends_when_it_expires_is_revoked_or_its_user_is_gone(alice: User, bob: User) -> None:
    secret = secret_for(alice)
    Token.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert tokens.user_of(secret, READ) is None
    assert Token.objects.get().is_expired
    Token.objects.update(expires_at=None)
    alice.is_active = False
    alice.save()
    assert tokens.user_of(secret, READ) is None
    alice.is_active = True
    alice.save()
    with pytest.raises(PermissionError):
        tokens.revoke(Token.objects.get(), by=bob)
    tokens.revoke(Token.objects.get(), by=alice)
    assert tokens.user_of(secret, READ) is None


def test_its_use_is_noted_and_not_with_every_request(alice: User, django_assert_num_queries: Any) -> None:
    secret = secret_for(alice)
    tokens.user_of(secret, READ)
    assert Token.objects.get().last_used_at is not None
    with django_assert_num_queries(1):
        tokens.user_of(secret, READ)


@pytest.mark.parametrize(
    ("header", "secret"),
    [
        ("Bearer abc", "abc"),
        ("bearer  abc ", "abc"),
        ("Basic " + b64encode(b"alice:abc").decode(), "abc"),
        ("Basic " + b64encode(b"abc:").decode(), "abc"),
        ("Basic " + b64encode(b"a:b:c").decode(), "b:c"),
        ("Basic ???", ""),
        ("Basic " + b64encode(b"\xff:\xff").decode(), ""),
        ("Digest x", None),
        ("", None),
    ],
)
def test_a_token_is_found_in_the_header(header: str, secret: str | None) -> None:
    assert secret_of(RequestFactory().get("/", headers={"Authorization": header})) == secret


def test_a_new_token_is_shown_once(alice: User, browser_of: Any) -> None:
    browser = browser_of(alice)
    answer = browser.post("/settings/tokens/", {"name": "My laptop", "scope": "read", "lasts": "30"})
    page = answer.content.decode()
    secret = tokens.PREFIX + page.split(f'value="{tokens.PREFIX}')[1].split('"')[0]
    assert tokens.user_of(secret, READ) == alice
    assert 'hx-history="false"' in page
    assert "no-store" in answer["Cache-Control"]
    again = browser.get("/settings/tokens/").content.decode()
    assert ("My laptop" in again, secret in again) == (True, False)
    token = Token.objects.get()
    assert token.expires_at is not None
    assert timedelta(days=29) < token.expires_at - timezone.now() < timedelta(days=31)


def test_bad_tokens_are_said_at_their_field_and_not_made(alice: User, browser_of: Any) -> None:
    browser = browser_of(alice)
    good = {"name": "git", "scope": "read", "lasts": "revoked"}
    for bad in ({"name": " \n "}, {"name": "x" * 81}, {"scope": "admin"}, {"lasts": "9999"}, {"lasts": ""}):
        assert browser.post("/settings/tokens/", {**good, **bad}).status_code == 422
    assert not Token.objects.exists()


def test_nobody_makes_tokens_without_end(alice: User, browser_of: Any) -> None:
    for _ in range(tokens.MAX_TOKENS):
        secret_for(alice)
    answer = browser_of(alice).post("/settings/tokens/", {"name": "git", "scope": "read", "lasts": "revoked"})
    assert (answer.status_code, b"Revoke one" in answer.content) == (422, True)


def test_one_revokes_ones_own_tokens_only(alice: User, bob: User, browser_of: Any) -> None:
    secret_for(alice)
    place = f"/settings/tokens/{Token.objects.get().pk}/revoke/"
    assert browser_of(bob).post(place).status_code == 404
    assert Client().post(place).status_code == 302
    assert Token.objects.exists()
    assert browser_of(alice).post(place, follow=True).status_code == 200
    assert not Token.objects.exists()
