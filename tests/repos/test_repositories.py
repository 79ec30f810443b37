"""Any title makes a good address, or is refused."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from repos.services import repositories

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
