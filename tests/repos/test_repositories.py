"""Repos: what they are called, and who may change them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from repos.models import Repo
from repos.services import repositories
from tests.make import make_repo

pytestmark = pytest.mark.django_db


def test_a_number_that_became_free_is_given_again(alice: User) -> None:
    repos = [repositories.create(alice, "Beat") for _ in range(3)]
    repositories.delete(repos[1], by=alice)
    assert repositories.create(alice, "Beat").name == "beat-2"


def test_long_titles_have_different_names_too(alice: User) -> None:
    names = [repositories.create(alice, "a" * 120).name for _ in range(11)]
    assert len(set(names)) == 11
    assert max(map(len, names)) <= 100


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=130))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_title_makes_a_good_address_or_is_refused(alice: User, title: str) -> None:
    try:
        repo = repositories.create(alice, title)
    except ValueError:
        return
    assert repo.get_absolute_url() == f"/~alice/{repo.name}/"
    repo.full_clean()


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        (" a \n\t b ", "a b"),
        ("a\0b\x07", "a b"),
        ("beat\u202etaeb", "beat taeb"),
        ("👩\u200d🎤 می\u200cروم", "👩\u200d🎤 می\u200cروم"),
    ],
)
def test_a_title_is_one_line_that_looks_like_what_it_is(alice: User, title: str, kept: str) -> None:
    assert repositories.create(alice, title).title == kept


def test_only_the_owner_changes_or_deletes_a_repo(alice: User, charlie: User) -> None:
    repo = make_repo(alice, visibility="public")
    with pytest.raises(PermissionError):
        repositories.update(repo, by=charlie, title="Mine", description="", visibility="public")
    with pytest.raises(PermissionError):
        repositories.delete(repo, by=charlie)
    repo.refresh_from_db()
    assert repo.title == "Night Drive"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Night Drive", "night-drive"),
        ("Ünïcödé Beat", "unicode-beat"),
        ("夜のドライブ", "beat"),
        ("👩‍🎤🔥", "beat"),
        ("a" * 120, "a" * 80),
        ("  spaced \n out\x07 ", "spaced-out"),
        ("../../etc/passwd", "etcpasswd"),
    ],
)
def test_the_address_of_a_repo_follows_from_its_title(alice: User, title: str, name: str) -> None:
    assert repositories.create(alice, title).name == name


def test_titles_that_give_the_same_name_are_numbered_for_each_owner_alone(alice: User, bob: User) -> None:
    assert [repositories.create(alice, title).name for title in ("夜", "Beat", "beat!", "🔥")] == [
        "beat",
        "beat-2",
        "beat-3",
        "beat-4",
    ]
    assert repositories.create(bob, "Beat").name == "beat"


@pytest.mark.parametrize("wrong", [{"title": " "}, {"title": "x" * 121}, {"visibility": "secret"}])
def test_what_cannot_be_said_about_a_repo_is_refused_in_a_sentence(alice: User, wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"^A .*\.$"):
        repositories.create(alice, **{"title": "Night Drive"} | wrong)
    assert not Repo.objects.exists()
