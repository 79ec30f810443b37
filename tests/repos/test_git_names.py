"""What git calls a version is known before anybody clones it, so that no sound is read while somebody waits."""

from collections.abc import Iterable
from typing import Any

import pytest

from accounts.models import User
from audio import store
from repos import clones
from repos.models import GitObject, Repo
from repos.services import git_names, history
from tests.make import make_commit, make_louder, make_repo


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> Iterable[list[str]]:
    """The digests of what is read in order to name it."""
    read: list[str] = []
    pieces_of = git_names.pieces_of

    def noted(digest: str) -> Any:
        read.append(digest)
        return pieces_of(digest)

    monkeypatch.setattr(git_names, "pieces_of", noted)
    return read


@pytest.mark.django_db(transaction=True)
def test_a_commit_is_named_when_it_is_made_and_a_clone_reads_nothing(alice: User, unread: list[str]) -> None:
    repo = make_repo(alice)
    make_louder(repo, "bass", 300, by=alice)
    assert len(unread) == len(set(unread)) > 0
    unread.clear()
    offered = clones.offer(repo)
    assert unread == []
    GitObject.objects.all().delete()
    assert clones.offer(repo).refs == offered.refs


@pytest.mark.django_db(transaction=True)
def test_lost_sound_keeps_nobody_from_committing(alice: User) -> None:
    repo = make_repo(alice)
    tip = repo.refs.get().tip
    GitObject.objects.all().delete()
    store.discard(tip.tree.entries.get(path="stems/bass").blob_id)
    again = history.record(repo, "main", tip.tree, "Again", onto=tip, made={}, by=alice)
    assert repo.refs.get().tip == again
    assert not GitObject.objects.filter(kind="commit").exists()


def test_once_a_day_the_rest_is_named_but_for_what_is_lost(alice: User) -> None:
    whole, broken = make_repo(alice), make_repo(alice, "Broken", stems=["hum"])
    make_commit(whole, "Second", by=alice, hz=150)
    lost = make_commit(broken, "Lost", by=alice, stems=["hum"], hz=777)
    make_commit(broken, "After it", by=alice, stems=["hum"], hz=160)
    store.discard(lost.tree.entries.get(path="stems/hum").blob_id)
    assert not GitObject.objects.exists()
    assert git_names.name_the_rest() == 3
    assert git_names.name_the_rest() == 0
    named = GitObject.objects.filter(kind="commit").values_list("digest", flat=True)
    assert set(named) == {*_digests(whole), broken.commits.get(message="First take").digest}
    names = dict(GitObject.objects.filter(kind="commit").values_list("digest", "git_id"))
    assert clones.offer(whole).refs["refs/heads/main"] == names[whole.refs.get().tip.digest]


def _digests(repo: Repo) -> set[str]:
    return set(repo.commits.values_list("digest", flat=True))
