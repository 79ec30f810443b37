"""Who was let out of a repo, or whose repo went, in the moment in which they did something, is told so."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from repos import access
from repos.models import Collaborator, MergeRequest, Repo
from repos.services import refs, repositories
from tests.make import make_louder, make_repo

BrowserOf = Callable[[User], Client]
AUTHORISED = ("readable", "writable", "administered")


@pytest.fixture
def repo(alice: User, bob: User) -> Repo:
    repo = make_repo(alice, visibility="public")
    Collaborator.objects.create(repo=repo, user=bob, role="admin")
    return repo


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Let something happen once, right after a view has authorised whoever comes."""

    def arrange(happens: Callable[[], object]) -> None:
        waiting, asked = [happens], list[int]()

        def after(authorise: Any) -> Any:
            def authorised(*args: Any, **rest: Any) -> Any:
                asked.append(1)
                found = authorise(*args, **rest)
                asked.pop()
                while waiting and not asked:
                    waiting.pop()()
                return found

            return authorised

        monkeypatch.undo()
        for name in AUTHORISED:
            monkeypatch.setattr(access, name, after(getattr(access, name)))

    return arrange


def _do_all(repo: Repo, browser: Client, digest: str) -> list[tuple[str, Callable[[], HttpResponse]]]:
    base = repo.get_absolute_url()
    told: dict[str, dict[str, str]] = {
        f"{base}branches/idea/delete/": {"seen": digest},
        f"{base}branches/idea/rename/": {"name": "trunk"},
        f"{base}commits/{digest}/branch/": {"name": "mine"},
        f"{base}commits/{digest}/tag/": {"name": "v1"},
        f"{base}rename/": {"name": "new-name"},
        f"{base}collaborators/": {"who": "charlie", "role": "read"},
        f"{base}merge-requests/new/": {"source": "alice/night-drive:idea", "target": "main", "title": "Idea"},
    }
    return [(address, lambda a=address, t=said: browser.post(a, t)) for address, said in told.items()]  # type: ignore[misc]


def test_who_was_let_out_meanwhile_is_refused(
    repo: Repo, alice: User, bob: User, browser_of: BrowserOf, meanwhile: Any
) -> None:
    digest = make_louder(_with_branch(repo, alice), "bass", 100, by=alice, branch="idea").digest
    for address, act in _do_all(repo, browser_of(bob), digest):
        Collaborator.objects.update_or_create(repo=repo, user=bob, defaults={"role": "admin"})
        meanwhile(lambda: Collaborator.objects.filter(user=bob).delete())
        assert act().status_code in (403, 422), address
    assert list(repo.refs.values_list("name", flat=True)) == ["idea", "main"]
    assert not MergeRequest.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_whose_repo_is_deleted_meanwhile_finds_it_missing(
    alice: User, bob: User, browser_of: BrowserOf, meanwhile: Any
) -> None:
    browser = browser_of(bob)
    for number in range(7):
        repo = make_repo(alice, stems=["bass"], visibility="public")
        Collaborator.objects.create(repo=repo, user=bob, role="admin")
        digest = make_louder(_with_branch(repo, alice), "bass", 100, by=alice, branch="idea").digest
        address, act = _do_all(repo, browser, digest)[number]
        meanwhile(lambda repo=repo: repositories.delete(repo, by=alice))
        assert act().status_code in (403, 404, 422), address


@pytest.mark.django_db(transaction=True)
def test_a_star_for_a_repo_that_is_deleted_meanwhile_is_not_kept(
    alice: User, charlie: User, browser_of: BrowserOf, meanwhile: Any
) -> None:
    repo = make_repo(alice, stems=["bass"], visibility="public")
    meanwhile(lambda: repositories.delete(Repo.objects.get(pk=repo.pk), by=alice))
    answer = browser_of(charlie).post(f"{repo.get_absolute_url()}star/", {"wanted": "yes"})
    assert answer.status_code == 404
    assert not charlie.stars.exists()


def _with_branch(repo: Repo, by: User) -> Repo:
    refs.branch(repo, "idea", at=repo.refs.get().tip, by=by)
    return repo
