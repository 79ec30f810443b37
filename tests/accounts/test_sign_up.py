"""Somebody becomes a user."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db
FORM = {"username": "dora", "email": "dora@example.com", "password1": "correct horse battery"}


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def sign_up(client: Client, **changes: str) -> object:
    return client.post("/accounts/signup/", {**FORM, **changes})


def test_a_visitor_signs_up_and_is_signed_in(client: Client) -> None:
    answer = sign_up(client)
    assert answer.status_code == 302
    assert answer.url == "/create/"
    assert client.session["_auth_user_id"] == str(User.objects.get(username="dora").pk)


def test_the_confirmation_link_confirms_the_address(client: Client) -> None:
    sign_up(client)
    letter = mail.outbox[0]
    assert letter.subject == "[BeatFlow] Welcome: confirm your e-mail address"
    assert "Hello dora" in letter.body
    link = re.search(r"http\S+", letter.body)[0]
    client.post(link)
    assert User.objects.get(username="dora").emailaddress_set.get().verified


def test_a_name_is_kept_in_lower_case_and_taken_in_any_case(client: Client, alice: User) -> None:
    sign_up(client, username="Dora")
    assert User.objects.filter(username="dora").exists()
    answer = Client().post("/accounts/signup/", {**FORM, "username": "ALICE", "email": "other@example.com"})
    assert answer.status_code == 200
    assert "username" in answer.context["form"].errors


@pytest.mark.parametrize("name", ["", "-dora", "do ra", "döra", "a/b", "..", "x" * 40, "~dora", "dora\n", "<b>"])
def test_a_name_that_is_no_part_of_a_url_is_refused_at_its_field(client: Client, name: str) -> None:
    answer = sign_up(client, username=name)
    if name == "dora\n":  # surrounding space is trimmed, as in every form
        assert User.objects.get().username == "dora"
        return
    assert answer.status_code == 200
    assert "username" in answer.context["form"].errors
    assert not User.objects.exists()


@pytest.mark.parametrize("password", ["", "short", "12345678901", "password"])
def test_a_weak_password_is_refused_at_its_field(client: Client, password: str) -> None:
    answer = sign_up(client, password1=password)
    assert "password1" in answer.context["form"].errors
    assert not User.objects.exists()


def test_a_form_without_its_csrf_token_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/accounts/signup/", FORM).status_code == 403
    assert not User.objects.exists()
