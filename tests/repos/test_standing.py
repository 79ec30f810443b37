"""What the head of a repo's pages counts, for each who looks."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from repos import standing
from repos.models import Collaborator, Repo, Star
from tests.make import make_repo


def _of(user: User | AnonymousUser, repo: Repo) -> standing.Standing:
    return standing.of(standing.shown(user, repo.owner.username, repo.name), user)


def test_everybody_counts_the_forks_that_they_see_as_it_is_now(alice: User, bob: User, charlie: User) -> None:
    repo, fork = make_repo(alice, stems=["bass"], visibility="public"), make_repo(bob, "Fork", stems=["bass"])
    Repo.objects.filter(pk=fork.pk).update(origin=repo, origin_title=repo.title)
    viewers = (alice, bob, charlie, AnonymousUser())
    assert [_of(user, repo).forks_count for user in viewers] == [0, 1, 0, 0]
    Collaborator.objects.create(repo=fork, user=charlie, role="read")
    assert [_of(user, repo).forks_count for user in viewers] == [0, 1, 1, 0]
    Collaborator.objects.all().delete()
    assert [_of(user, repo).forks_count for user in viewers] == [0, 1, 0, 0]


def test_a_star_is_ones_own_and_counted_for_all(alice: User, bob: User) -> None:
    repo = make_repo(alice, stems=["bass"], visibility="public")
    for stars in (0, 1):
        told = [(_of(user, repo).stars_count, _of(user, repo).is_starred) for user in (alice, bob, AnonymousUser())]
        assert told == [(stars, False), (stars, bool(stars)), (stars, False)]
        Star.objects.get_or_create(repo=repo, user=bob)


def test_the_same_is_told_where_the_repo_was_loaded_without_it(alice: User, bob: User) -> None:
    repo = make_repo(alice, stems=["bass"], visibility="public")
    assert standing.of(Repo.objects.get(pk=repo.pk), bob) == _of(bob, repo)
    assert _of(bob, repo).tip == repo.refs.get(name="main").tip.digest
