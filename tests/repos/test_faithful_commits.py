"""What a commit was addressed by is what the database gives back."""

import pytest

from accounts.models import User
from audio import services
from audio.models import Blob
from repos.models import Commit, Tree
from repos.services import history
from repos.vcs import arrangement, objects
from tests.make import AT, make_commit, make_repo

MADE = {"engine": "composer", "seed": 7, "brief": {"bpm": 92.5, "duration_s": 30.0, "without": ()}}


def test_a_digest_can_be_worked_out_again_from_what_is_stored(alice: User) -> None:
    repo = make_repo(alice)
    first = make_commit(repo, "Louder", by=alice, hz=140)
    recorded = history.record(repo, "main", first.tree, "Again\r\nand again", onto=first, made=MADE, by=alice, at=AT)
    commit = Commit.objects.get(pk=recorded.pk)
    parents = [edge.parent.digest for edge in commit.parent_edges.all()]
    facts = (commit.author_name, commit.message, commit.created_at, commit.made)
    assert objects.commit_digest(commit.tree_id, parents, *facts) == commit.digest
    rows = [(entry.path, entry.kind, entry.blob_id) for entry in commit.tree.entries.all()]
    assert objects.tree_digest(rows) == commit.tree_id


def test_a_changed_stem_is_one_new_blob(db: None) -> None:
    def planted(*sounds: bytes) -> None:
        blobs = [services.keep(sound, media_type="audio/flac", frames=1) for sound in sounds]
        entries = [history.EntryOf(f"stems/{n}", "other", blob) for n, blob in enumerate(blobs)]
        history.plant(entries, mix=None, master=None)

    planted(b"drums", b"bass", b"chords")
    planted(b"drums", b"another bass", b"chords")
    assert Blob.objects.count() == 4


@pytest.mark.parametrize("forged", [b"[[[", b"{}", b"null", b"\xff", b'{"version":2}'])
def test_a_forged_arrangement_plants_nothing(db: None, forged: bytes) -> None:
    blob = services.keep(forged, media_type="application/json")
    with pytest.raises(arrangement.Malformed):
        history.plant([history.EntryOf("arrangement.json", "document", blob)], mix=None, master=None)
    assert not Tree.objects.exists()


def test_an_arrangement_cannot_play_what_the_commit_does_not_hold(db: None) -> None:
    own, secret = (services.keep(data, media_type="audio/flac", frames=9) for data in (b"own", b"a secret"))
    document = objects.arrangement(120, "C minor", {"bass": (secret.digest, 9)})
    entries = [
        history.EntryOf("stems/bass", "bass", own),
        history.EntryOf("arrangement.json", "document", services.keep(document, media_type="application/json")),
    ]
    with pytest.raises(ValueError, match="does not hold"):
        history.plant(entries, mix=None, master=None)
