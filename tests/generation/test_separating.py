"""A stem or the mix of a beat taken apart: the parts stand in its place, and sum to it."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.test import Client

from accounts.models import User
from audio import store
from audio.dsp.codec import encode, read
from audio.dsp.separation import weights
from audio.dsp.sound import Sound
from generation import separations
from generation.brief_errors import BriefErrors
from generation.engines.base import Done
from generation.engines.facilities import Facilities
from generation.engines.tools import separating
from generation.models import Generation, Job
from generation.work.child import Child
from repos import changes
from repos.models import Tree
from repos.services import mixes
from tests.hands import tip, work
from tests.make import make_commit, make_louder, make_repo, make_sound


@pytest.fixture(autouse=True)
def _no_models(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Where torch is installed and where it isn't, the same."""
    monkeypatch.setattr(weights, "here", lambda models: weights.BUILTIN)


def sounds(tree: Tree) -> dict[str, Sound]:
    return {entry.track_id: read(store.path(entry.blob_id)) for entry in tree.stems()}


def test_the_parts_of_a_stem_stand_in_its_place_and_sum_to_it(alice: User, child: Child) -> None:
    repo = make_repo(alice)
    louder = make_louder(repo, "chords", -600, by=alice)
    separations.split(louder, "chords", "drums", repo=repo, branch="main", by=alice)
    job = work(child)
    assert (job.state, job.error) == ("completed", "")
    commit, before = tip(repo), sounds(louder.tree)
    after = sounds(commit.tree)
    assert set(after) == {"drums", "bass", "chords-drums", "chords-rest", "melody"}
    np.testing.assert_array_equal(after["chords-drums"] + after["chords-rest"], before["chords"])
    tracks = changes.arranged(commit.tree).tracks
    assert [track.id for track in tracks] == ["drums", "bass", "chords-drums", "chords-rest", "melody"]
    assert {track.gain_cdb for track in tracks if track.id.startswith("chords")} == {-600}
    assert commit.made["taken_apart"] == "chords"
    assert commit.made["engine"]
    assert commit.parents.get() == louder


def test_the_mix_comes_apart_into_stems_that_sum_to_it(alice: User, child: Child) -> None:
    repo = make_repo(alice)
    first = tip(repo)
    separations.split(first, separations.MIX, "drums", repo=repo, branch="main", by=alice)
    assert work(child).state == "completed"
    tree = tip(repo).tree
    parts = sounds(tree)
    assert set(parts) == {"drums", "rest"}
    assert first.tree.mix is not None
    np.testing.assert_array_equal(sum(parts.values()), read(store.path(first.tree.mix.digest)))
    assert (tree.mix, tree.master, tree.frames) == (first.tree.mix, first.tree.master, first.tree.frames)
    assert "score.json" in {entry.path for entry in tree.entries.all()}


def test_what_nobody_has_heard_yet_is_mixed_before_it_comes_apart(alice: User, child: Child) -> None:
    repo = make_repo(alice)
    louder = make_louder(repo, "bass", -1200, by=alice)
    separations.split(louder, separations.MIX, "bass", repo=repo, branch="main", by=alice)
    assert work(child).state == "completed"
    louder.tree.refresh_from_db()
    assert louder.tree.mix is not None
    assert tip(repo).tree.mix == louder.tree.mix


def test_the_mix_that_stays_is_what_the_parts_sum_to(alice: User, child: Child) -> None:
    repo = make_repo(alice)
    louder = make_louder(repo, "melody", -600, by=alice)
    mixes.prepare(louder.tree)
    separations.split(louder, "melody", "drums", repo=repo, branch="main", by=alice)
    work(child)
    tree = tip(repo).tree
    parts, tracks = sounds(tree), changes.arranged(tree).tracks
    summed = sum(parts[track.id] * np.float32(10 ** (track.gain_cdb / 2000)) for track in tracks)
    assert tree.mix is not None
    np.testing.assert_allclose(read(store.path(tree.mix.digest)), summed, atol=3e-7)


def test_a_branch_that_moved_on_is_left_alone(alice: User, child: Child) -> None:
    repo = make_repo(alice)
    first = tip(repo)
    separations.split(first, "bass", "drums", repo=repo, branch="main", by=alice)
    later = make_commit(repo, "Meanwhile", by=alice)
    job = work(child)
    assert tip(repo) == later
    assert repo.refs.get(name=job.result["branch"]).tip.parents.get() == first


def test_a_preset_that_nothing_here_can_do_is_refused_at_once(alice: User) -> None:
    repo = make_repo(alice)
    with pytest.raises(BriefErrors, match="--ml"):
        separations.split(tip(repo), "bass", "vocals", repo=repo, branch="main", by=alice)
    assert not Generation.objects.exists()


@pytest.mark.parametrize("address", ["split/", "stems/bass/split/"])
def test_the_page_says_who_will_do_it_and_orders_it(alice: User, browser_of: Any, address: str) -> None:
    repo = make_repo(alice)
    place = f"/~alice/{repo.name}/commits/{tip(repo).digest}/{address}"
    page = browser_of(alice).get(place)
    assert page.status_code == 200
    assert weights.BUILTIN.says in page.content.decode()
    assert "disabled" in page.content.decode()
    refused = browser_of(alice).post(place, {"preset": "accordion"})
    assert refused.status_code == 422
    assert "Choose what to take out" in refused.content.decode()
    ordered = browser_of(alice).post(place, {"preset": "drums"})
    assert ordered.headers["Location"] == Generation.objects.get().get_absolute_url()
    assert Job.objects.get().type == "stems"


def test_a_stranger_cannot_take_a_beat_apart(alice: User, charlie: User, browser_of: Any) -> None:
    repo = make_repo(alice, visibility="public")
    place = f"/~alice/{repo.name}/commits/{tip(repo).digest}/"
    assert browser_of(charlie).post(f"{place}split/", {"preset": "drums"}).status_code == 403
    assert Client().post(f"{place}split/", {"preset": "drums"}).status_code == 302
    with pytest.raises(PermissionError):
        separations.split(tip(repo), "bass", "drums", repo=repo, branch="main", by=charlie)
    assert "Split into stems" not in browser_of(charlie).get(place).content.decode()
    assert "Split into stems" in browser_of(alice).get(place).content.decode()
    assert not Job.objects.exists()


def test_credits_say_which_separator_it_was(alice: User, child: Child, browser_of: Any) -> None:
    repo = make_repo(alice)
    separations.split(tip(repo), "bass", "drums", repo=repo, branch="main", by=alice)
    work(child)
    page = browser_of(alice).get(f"/~alice/{repo.name}/commits/{tip(repo).digest}/credits/").content.decode()
    assert weights.BUILTIN.name in page


def test_what_is_missing_is_said_with_the_job(tmp_path: Path) -> None:
    (tmp_path / "whole.flac").write_bytes(encode(make_sound(), "flac24"))
    request = {"file": str(tmp_path / "whole.flac"), "preset": "four-stems", "folder": str(tmp_path)}
    *_, done = separating.work(request, Facilities(tmp_path))
    assert isinstance(done, Done)
    assert [stem["name"] for stem in done.answer["stems"]] == ["drums", "bass", "other"]
    assert "vocals" in done.answer["notices"][0]
