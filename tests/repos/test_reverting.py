"""What one commit changed is taken back, and what came after it stays."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from accounts.models import User
from audio import services as audio
from audio import store
from repos.models import Commit, Repo
from repos.services import history, merging, repositories, versions
from repos.vcs import objects
from tests.make import make_blob, make_repo

STEMS = ("bass", "drums")


@pytest.fixture
def repo(alice: User) -> Repo:
    return repositories.create(alice, "Night Drive")


def _commit(repo: Repo, message: str, by: User, hz: dict[str, float], **more: Any) -> Commit:
    """A commit of stems at their pitches; its score says the pitch of each."""
    blobs = {kind: make_blob(pitch) for kind, pitch in hz.items()}
    document = objects.arrangement(120, "", {kind: (blob.digest, blob.frames or 0) for kind, blob in blobs.items()})
    score = json.dumps({"parts": [{"kind": kind, "hz": pitch} for kind, pitch in hz.items()]}).encode()
    entries = [history.EntryOf(f"stems/{kind}", kind, blob) for kind, blob in blobs.items()]
    for path, data in (("arrangement.json", document), ("score.json", score)):
        entries.append(history.EntryOf(path, "document", audio.keep(data, media_type="application/json")))
    mix = make_blob(sum(hz.values()) / 2)
    tree = history.plant(entries, mix=mix, master=mix, bpm=120, frames=mix.frames or 0)
    branch = more.pop("branch", "main")
    onto = more.pop("onto", None) or history.tip(repo, branch)
    return history.record(repo, branch, tree, message, onto=onto, made={}, by=by, **more)


def _stems(commit: Commit) -> dict[str, str]:
    return {entry.track_id: entry.blob_id for entry in commit.tree.stems()}


def _score(commit: Commit) -> Sequence[Any]:
    with store.open(commit.tree.entries.get(path="score.json").blob_id) as file:
        parts: Sequence[Any] = json.load(file)["parts"]
    return parts


def test_the_last_commit_is_taken_back_to_the_very_tree_before_it(alice: User, repo: Repo) -> None:
    first = _commit(repo, "One", alice, {"bass": 50, "drums": 90})
    second = _commit(repo, "Two", alice, {"bass": 60, "drums": 90})
    back = versions.revert(repo, "main", second, onto=second, by=alice).commit
    assert (back.tree, list(back.parents.all())) == (first.tree, [second])
    assert back.subject == "Revert “Two”"
    assert back.made == {"operation": "revert", "from": second.digest}


def test_an_older_commit_is_taken_back_and_what_came_after_stays(alice: User, repo: Repo) -> None:
    first = _commit(repo, "One", alice, {"bass": 50, "drums": 90})
    bass = _commit(repo, "New bass", alice, {"bass": 60, "drums": 90})
    drums = _commit(repo, "New drums", alice, {"bass": 60, "drums": 95})
    back = versions.revert(repo, "main", bass, onto=drums, by=alice).commit
    assert _stems(back) == {"bass": _stems(first)["bass"], "drums": _stems(drums)["drums"]}
    assert _score(back) == [{"kind": "bass", "hz": 50}, {"kind": "drums", "hz": 95}]


def test_a_stem_that_was_changed_again_is_named_and_nothing_happens(alice: User, repo: Repo) -> None:
    _commit(repo, "One", alice, {"bass": 50, "drums": 90})
    second = _commit(repo, "Two", alice, {"bass": 60, "drums": 90})
    third = _commit(repo, "Three", alice, {"bass": 70, "drums": 90})
    with pytest.raises(merging.Conflicted, match="Bass"):
        versions.revert(repo, "main", second, onto=third, by=alice)
    assert (history.tip(repo), repo.commits.count()) == (third, 3)


def test_what_cannot_be_taken_back_is_said(alice: User, charlie: User, repo: Repo) -> None:
    first = _commit(repo, "One", alice, {"bass": 50})
    second = _commit(repo, "Two", alice, {"bass": 60})
    side = _commit(repo, "Aside", alice, {"bass": 80}, branch="idea", merged=[first])
    back = versions.revert(repo, "main", second, onto=second, by=alice).commit
    for commit, told in ((first, "Nothing came before"), (second, "is left"), (side, "does not rest")):
        with pytest.raises(ValueError, match=told):
            versions.revert(repo, "main", commit, onto=back, by=alice)
    with pytest.raises(PermissionError):
        versions.revert(repo, "main", back, onto=back, by=charlie)
    assert history.tip(repo) == back


def test_a_branch_is_merged_stem_by_stem(alice: User, repo: Repo) -> None:
    first = _commit(repo, "One", alice, {"bass": 50, "drums": 90})
    history.branch_off(repo, "idea", first)
    idea = _commit(repo, "New drums", alice, {"bass": 50, "drums": 95}, branch="idea")
    main = _commit(repo, "New bass", alice, {"bass": 60, "drums": 90})
    merged = versions.merge(repo, "main", idea, onto=main, by=alice).commit
    assert list(merged.parents.order_by("child_edges__position")) == [main, idea]
    assert _stems(merged) == {"bass": _stems(main)["bass"], "drums": _stems(idea)["drums"]}
    assert _score(merged) == [{"kind": "bass", "hz": 60}, {"kind": "drums", "hz": 95}]
    with pytest.raises(versions.NothingToDo):
        versions.merge(repo, "main", idea, onto=merged, by=alice)


def test_a_branch_that_rests_on_the_other_only_moves_it_on(alice: User, repo: Repo) -> None:
    first = _commit(repo, "One", alice, {"bass": 50})
    history.branch_off(repo, "idea", first)
    idea = _commit(repo, "Two", alice, {"bass": 60}, branch="idea")
    assert versions.merge(repo, "main", idea, onto=first, by=alice).commit == idea
    assert history.tip(repo) == idea


def test_a_conflict_is_settled_by_what_somebody_chose(alice: User, repo: Repo) -> None:
    first = _commit(repo, "One", alice, {"bass": 50, "drums": 90})
    history.branch_off(repo, "idea", first)
    idea = _commit(repo, "Theirs", alice, {"bass": 70, "drums": 90}, branch="idea")
    main = _commit(repo, "Ours", alice, {"bass": 60, "drums": 90})
    with pytest.raises(merging.Conflicted, match="Bass") as told:
        versions.merge(repo, "main", idea, onto=main, by=alice)
    (conflict,) = told.value.conflicts
    both = versions.merge(repo, "main", idea, onto=main, by=alice, choices={conflict.id: "both"}).commit
    assert _stems(both) == _stems(main) | {"bass-2": _stems(idea)["bass"]}
    theirs = versions.merge(repo, "main", idea, onto=main, by=alice, choices={conflict.id: "theirs"})
    assert _stems(theirs.commit)["bass"] == _stems(idea)["bass"]
    assert theirs.branch == "main-alice-1", "the first merge came before"


def test_versions_of_different_repos_are_not_merged(alice: User, repo: Repo) -> None:
    first = _commit(repo, "One", alice, {"bass": 50})
    foreign = make_repo(alice, "Other", stems=["chords"]).refs.get().tip
    with pytest.raises(ValueError, match="hold"):
        versions.merge(repo, "main", foreign, onto=first, by=alice)
