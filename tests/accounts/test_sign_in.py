"""A user comes back."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts.models import User

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def sign_in(client: Client, login: str, password: str = PASSWORD) -> object:
    return client.post("/accounts/login/", {"login": login, "password": password})


@pytest.mark.parametrize("login", ["alice", "ALICE", "alice@example.com"])
def test_a_user_signs_in_by_name_or_address(client: Client, alice: User, login: str) -> None:
    assert sign_in(client, login).url == "/library/"


def test_a_wrong_password_says_neither_what_is_wrong_nor_who_exists(client: Client, alice: User) -> None:
    known = sign_in(client, "alice", "wrong")
    unknown = sign_in(client, "nobody", "wrong")
    assert known.context["form"].errors == unknown.context["form"].errors


def test_guessing_is_stopped_after_a_few_tries(client: Client, alice: User) -> None:
    for _ in range(12):
        sign_in(client, "alice", "wrong")
    answer = sign_in(client, "alice")
    assert "_auth_user_id" not in client.session, answer


def test_signing_out_needs_a_post_and_ends_the_session(browser_of, alice: User) -> None:
    client = browser_of(alice)
    client.get("/accounts/logout/")
    assert "_auth_user_id" in client.session
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


def test_a_forgotten_password_is_set_anew_by_the_link_in_the_mail(client: Client, alice: User) -> None:
    client.post("/accounts/password/reset/", {"email": "alice@example.com"})
    link = re.search(r"http\S+", mail.outbox[0].body)[0]
    form_url = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form_url, {"password1": "a new and better one", "password2": "a new and better one"})
    assert sign_in(Client(), "alice", "a new and better one").url == "/library/"


def test_asking_for_a_reset_does_not_tell_whether_an_address_is_known(client: Client, alice: User) -> None:
    known = client.post("/accounts/password/reset/", {"email": "alice@example.com"})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.com"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
