"""Pruning gives back what nothing refers to, and never anything else."""

import os
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from audio import pruning, services, store
from audio.models import Blob, Rendition
from repos.services import repositories
from tests.make import make_blob, make_commit, make_repo

DAY = timedelta(days=1)
LONG_AGO = timedelta(days=9)


def _age(age: timedelta = LONG_AGO) -> None:
    """Let everything that is stored be as old as this."""
    then = timezone.now() - age
    Blob.objects.update(kept_at=then)
    for file in (*map(store.path, store.digests()), *store.temporaries()):
        os.utime(file, (then.timestamp(), then.timestamp()))


def test_every_foreign_key_counts_also_those_without_a_name_backwards() -> None:
    names = {str(relation.field) for relation in pruning._relations()}
    assert {"repos.Tree.mix", "repos.Tree.master", "repos.Entry.blob"} <= names
    assert not any(name.startswith("audio.Rendition") for name in names)


def _prune(**options: object) -> str:
    told = StringIO()
    call_command("prune_blobs", stdout=told, **options)
    return told.getvalue()


def _stray(data: bytes = b"nobody's") -> str:
    """Bytes that a process stored before it died, without a row."""
    return store.put(data)


def _rendition_of(source: Blob, data: bytes = b"an mp3") -> Blob:
    made = services.keep(data, media_type="audio/mpeg")
    services.remember(source, "mp3-320", made)
    return made


@pytest.fixture
def repo_of_alice(alice: User) -> set[str]:
    """The digests of everything that a repo holds, with a rendition."""
    repo = make_repo(alice)
    make_commit(repo, "Louder", by=alice, hz=140)
    _rendition_of(repo.refs.get().tip.tree.mix)
    return set(Blob.objects.values_list("pk", flat=True))


def test_what_commits_hold_stays_with_its_renditions(repo_of_alice: set[str]) -> None:
    _age()
    assert _prune() == "Removed 0 blobs and 0 stray files: 0 bytes.\n"
    assert set(store.digests()) == set(Blob.objects.values_list("pk", flat=True)) == repo_of_alice


def test_when_the_last_repo_goes_everything_it_held_goes(alice: User, repo_of_alice: set[str]) -> None:
    repositories.delete(alice.repos.get(), by=alice)
    _age()
    size = sum(map(store.size, store.digests()))
    assert pruning.prune(DAY) == pruning.Pruned(blobs=len(repo_of_alice), strays=0, size_bytes=size)
    assert (Blob.objects.count(), Rendition.objects.count(), list(store.digests())) == (0, 0, [])


def test_what_another_repo_still_holds_stays(alice: User, bob: User, repo_of_alice: set[str]) -> None:
    other = make_repo(bob)
    held = {entry.blob_id for entry in other.refs.get().tip.tree.entries.all()} | {other.refs.get().tip.tree.mix_id}
    repositories.delete(alice.repos.get(), by=alice)
    _age()
    _prune()
    assert set(store.digests()) >= held
    assert set(store.digests()) < repo_of_alice | held


def test_a_rendition_that_a_commit_holds_as_its_own_stays_without_its_source(alice: User) -> None:
    source = make_blob(990)
    commit = make_commit(repositories.create(alice, "Night Drive"), "First", by=alice)
    services.remember(source, "wav-24", commit.tree.mix)
    _age()
    _prune()
    assert store.exists(commit.tree.mix_id)
    assert not store.exists(source.pk)
    assert not Rendition.objects.exists()


def test_what_was_kept_lately_is_spared_for_the_commit_that_is_being_made(db: None) -> None:
    blob = make_blob()
    _age(timedelta(hours=23))
    _prune()
    assert store.exists(blob.pk)
    _prune(grace_hours=22)
    assert not store.exists(blob.pk)


def test_to_keep_the_same_again_spares_it_anew(db: None) -> None:
    for keep_again in (make_blob, lambda: _stray(b"twice")):
        blob = keep_again()
        _age()
        keep_again()
        _prune()
        assert store.exists(blob.pk if isinstance(blob, Blob) else blob)


def test_bytes_without_a_row_and_unfinished_files_are_swept_up(db: None) -> None:
    digest, part = _stray(), store.temporary()
    part.write_bytes(b"half")
    _prune()
    assert store.exists(digest)
    assert part.exists()
    _age()
    assert _prune() == "Removed 0 blobs and 2 stray files: 12 bytes.\n"
    assert not store.exists(digest)
    assert not part.exists()
    assert not Blob.objects.exists()


def test_a_file_that_may_still_be_written_to_stays_whatever_the_grace(db: None) -> None:
    part = store.temporary()
    part.write_bytes(b"half")
    _age(timedelta(minutes=50))
    _prune(grace_hours=0)
    assert part.exists()


def test_a_dry_run_says_what_would_go_and_takes_nothing(db: None) -> None:
    make_blob()
    _stray()
    _age()
    told = _prune(dry_run=True)
    assert told.startswith("Would remove 1 blobs and 1 stray files: ")
    assert (Blob.objects.count(), len(list(store.digests()))) == (1, 2)
    assert _prune() == told.replace("Would remove", "Removed")


def test_what_is_no_blob_in_the_store_is_left_alone(db: None, tmp_path: Path) -> None:
    store.path("ab" + "0" * 62).parent.mkdir(parents=True)
    note = store.path("ab" + "0" * 62).parent / "README"
    note.write_text("not ours")
    os.utime(note, (0, 0))
    _prune()
    assert note.exists()


def test_a_row_whose_bytes_are_gone_is_pruned_too(db: None) -> None:
    store.discard(make_blob().pk)
    Blob.objects.update(kept_at=timezone.now() - LONG_AGO)
    _prune()
    assert not Blob.objects.exists()


@pytest.mark.parametrize("hours", [-1, float("nan"), float("inf")])
def test_a_grace_period_that_makes_no_sense_is_refused(db: None, hours: float) -> None:
    with pytest.raises(CommandError, match="grace-hours"):
        _prune(grace_hours=hours)
