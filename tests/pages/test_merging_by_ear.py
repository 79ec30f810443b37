"""Before anything is merged or taken back: what is to be chosen, what would be out of time, and how it would sound."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from accounts.models import User
from audio import pruning, store
from audio import services as audio
from audio.dsp.codec import read
from audio.dsp.sound import SAMPLE_RATE_HZ
from audio.models import Blob
from repos import changes, plans
from repos.models import Collaborator, Commit, Repo
from repos.services import history, previews
from repos.vcs import arrangement as arrangements
from tests.make import make_commit, make_repo

BrowserOf = Callable[[User], Client]
HOME = "/~alice/night-drive/"


@pytest.fixture
def repo(alice: User) -> Repo:
    return make_repo(alice, stems=["bass"], visibility="public")


@pytest.fixture
def first(repo: Repo) -> Commit:
    return repo.refs.get().tip


@pytest.fixture
def main(alice: User, repo: Repo, first: Commit) -> Commit:
    return make_commit(repo, "My bass", by=alice, stems=["bass"], hz=140)


@pytest.fixture
def idea(alice: User, repo: Repo, first: Commit, main: Commit) -> Commit:
    return _on_idea(repo, first, alice, make_commit(make_repo(alice, "Other"), "x", by=alice, stems=["bass"], hz=150))


def _on_idea(repo: Repo, first: Commit, by: User, like: Commit) -> Commit:
    history.branch_off(repo, "idea", first)
    return history.record(repo, "idea", like.tree, "Their bass", onto=first, made={}, by=by)


def _at_tempo(commit: Commit, bpm: int, repo: Repo, by: User) -> Commit:
    """The same with another tempo, as if all of it were recorded at that."""
    made = replace(changes.arranged(commit.tree), tempo_millibpm=bpm * 1000)
    document = audio.keep(arrangements.to_bytes(made), media_type="application/json")
    entries = [
        history.EntryOf(e.path, e.kind, document if e.path == "arrangement.json" else e.blob)
        for e in commit.tree.entries.select_related("blob")
    ]
    tree = history.plant(entries, mix=None, master=None, bpm=bpm, frames=commit.tree.frames)
    return history.record(repo, "main", tree, f"{bpm} BPM", onto=commit, made={}, by=by)


def _page(commit: Commit, verb: str) -> str:
    return f"{HOME}commits/{commit.digest}/{verb}/"


def _onto(tip: Commit, **choices: str) -> dict[str, str]:
    return {"branch": f"{tip.digest}:main"} | {f"choice:{name}": side for name, side in choices.items()}


BASS = "bass/bass-1/sound"


def test_the_result_is_heard_as_chosen_and_nothing_is_committed(
    alice: User, repo: Repo, main: Commit, idea: Commit, browser_of: BrowserOf
) -> None:
    browser = browser_of(alice)
    for side, hz in (("theirs", 150), ("ours", 140)):
        answer = browser.post(_page(idea, "merge") + "preview/", _onto(main, **{BASS: side}))
        assert answer.status_code == 200
        assert f'value="{side}" checked' in answer.content.decode()
        heard = browser.get(answer.context["preview"] + ".flac")
        assert heard.status_code == 200
        assert -15 < float(heard["X-Loudness-LUFS"]) < -13
        assert _pitch_hz(heard) == pytest.approx(hz, abs=2)
    assert (repo.commits.count(), history.tip(repo)) == (3, main)
    assert browser.get(answer.context["preview"] + ".peaks").status_code == 200
    assert browser.get(answer.context["preview"] + ".nothing").status_code == 404


def _pitch_hz(answer: Any) -> float:
    blob = audio.keep(answer.getvalue(), media_type="audio/flac")
    sound = read(store.path(blob.digest))[:, 0]
    return float(np.abs(np.fft.rfft(sound)).argmax()) * SAMPLE_RATE_HZ / len(sound)


def test_a_preview_is_for_whoever_asked_and_for_a_while(
    alice: User, bob: User, charlie: User, repo: Repo, main: Commit, idea: Commit, browser_of: BrowserOf
) -> None:
    Collaborator.objects.create(repo=repo, user=bob, role="write")
    place = browser_of(alice).post(_page(idea, "merge") + "preview/", _onto(main)).context["preview"] + ".peaks"
    assert browser_of(alice).get(place).status_code == 200
    for browser in (browser_of(bob), browser_of(charlie)):
        assert browser.get(place).status_code == 404
    assert Client().get(place)["Location"].startswith("/accounts/login/")
    blob = Blob.objects.get(pk=main.tree.master_id)
    forged = signing.dumps([str(repo.pk), alice.pk, blob.digest], salt="mine")
    for ticket in (forged, blob.digest, "x", f"{forged[:-1]}x", signing.dumps("x", salt="repos.previews")):
        assert browser_of(alice).get(f"/previews/{ticket}.flac").status_code == 404
    assert browser_of(charlie).post(_page(idea, "merge") + "preview/", _onto(main)).status_code == 403
    mine = previews.ticket(repo, blob, by=bob)
    Repo.objects.update(visibility="private")
    assert browser_of(bob).get(f"/previews/{mine}.flac").status_code == 200
    Collaborator.objects.all().delete()
    assert browser_of(bob).get(f"/previews/{mine}.flac").status_code == 404, "he may not see the repo any more"


def test_previews_are_pruned_and_made_once(
    alice: User, repo: Repo, main: Commit, idea: Commit, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    merged = plans.of_merge(repo, idea, main).merged({BASS: "both"})
    made = previews.of(merged)
    monkeypatch.setattr("audio.bouncing.bounce", None)
    assert previews.of(merged) == made
    Blob.objects.update(kept_at=timezone.now() - timedelta(hours=25))
    pruning.prune(timedelta(hours=24))
    assert not Blob.objects.filter(pk=made.pk).exists()
    assert Blob.objects.filter(pk=main.tree.master_id).exists()


def test_a_stem_made_for_another_tempo_is_told_of_before_it_is_merged(
    alice: User, repo: Repo, first: Commit, browser_of: BrowserOf
) -> None:
    """Main is at 150 by now, and the branch has drums that were played at 120."""
    drums = make_commit(make_repo(alice, "Other"), "x", by=alice, stems=["bass", "drums"])
    idea = _on_idea(repo, first, alice, drums)
    faster = _at_tempo(make_commit(repo, "New bass", by=alice, stems=["bass"], hz=140), 150, repo, alice)
    browser = browser_of(alice)
    told = browser.post(_page(idea, "merge"), _onto(faster))
    assert told.status_code == 422
    page = told.content.decode()
    assert "“Drums” was made for 120 BPM, and this will have 150." in page
    assert "Merge anyway" in page
    assert history.tip(repo) == faster
    again = browser.post(_page(idea, "merge"), _onto(faster) | {"known": told.context["question"].known})
    assert again.status_code == 302
    tip = history.tip(repo)
    assert tip is not None
    assert set(tip.parents.all()) == {faster, idea}


def test_what_later_versions_changed_too_is_chosen_when_a_change_is_taken_back(
    alice: User, repo: Repo, first: Commit, main: Commit, browser_of: BrowserOf
) -> None:
    later = make_commit(repo, "Once more", by=alice, stems=["bass"], hz=160)
    browser = browser_of(alice)
    asked = browser.post(_page(main, "revert"), _onto(later))
    assert asked.status_code == 422
    (choice,) = asked.context["question"].choices
    assert [option.words for option in choice.options] == [
        "as on the branch",
        "as it was before",
        "both, one beside the other",
    ]
    assert choice.theirs.url == f"{HOME}commits/{first.digest}/stems/bass"
    preview = browser.post(_page(main, "revert") + "preview/", _onto(later, **{BASS: "theirs"}))
    assert preview.status_code == 200
    assert browser.post(_page(main, "revert"), _onto(later, **{BASS: "ours"})).status_code == 422, "nothing is left"
    browser.post(_page(main, "revert"), _onto(later, **{BASS: "theirs"}))
    tip = history.tip(repo)
    assert tip is not None
    assert (tip.tree, tip.subject) == (first.tree, "Revert “My bass”")


def test_how_loud_a_stem_is_to_be_is_heard_too(alice: User, repo: Repo, first: Commit, browser_of: BrowserOf) -> None:
    def turned(branch: str, gain_cdb: int) -> Commit:
        old = changes.arranged(first.tree)
        made = replace(old, tracks=(replace(old.tracks[0], gain_cdb=gain_cdb),))
        document = audio.keep(arrangements.to_bytes(made), media_type="application/json")
        entries = [
            history.EntryOf(e.path, e.kind, document if e.path == "arrangement.json" else e.blob)
            for e in first.tree.entries.select_related("blob")
        ]
        tree = history.plant(entries, mix=None, master=None, bpm=120, frames=first.tree.frames)
        return history.record(repo, branch, tree, "Turned", onto=first, made={}, by=alice)

    history.branch_off(repo, "idea", first)
    theirs, ours = turned("idea", 200), turned("main", -300)
    asked = browser_of(alice).post(_page(theirs, "merge"), _onto(ours))
    (choice,) = asked.context["question"].choices
    assert [option.words for option in choice.options] == ["as on the branch: −3 dB", "as in this version: +2 dB"]
    assert (choice.ours.gain_db, choice.theirs.gain_db) == (-3, 2)


def test_what_cannot_be_previewed_is_said(
    alice: User, repo: Repo, main: Commit, idea: Commit, browser_of: BrowserOf
) -> None:
    browser = browser_of(alice)
    for told in ({}, {"branch": "main"}, _onto(main, **{BASS: "neither"}), _onto(main, tempo="ours")):
        answer = browser.post(_page(idea, "merge") + "preview/", told)
        assert answer.status_code == 422
        assert answer.context["form"].errors["branch"]
    assert browser.get(_page(idea, "merge") + "preview/").status_code == 405
