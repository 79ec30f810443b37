"""What was merged is heard: its mix is the sum of its clips, made when somebody first listens."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

import numpy as np
import pytest
from django.test import Client

from accounts.models import User
from audio import bouncing, store, transcoding
from audio import services as audio
from audio.dsp import bounce
from audio.dsp.codec import encode, read
from generation.engines.base import Take
from repos import mastering
from repos.models import Tree
from repos.services import history, mixes, versions
from repos.vcs import arrangement as arrangements
from repos.vcs import objects
from tests.generation.composer.commits import take_of
from tests.make import make_blob, make_commit, make_repo, make_sound

FLAC = "audio/flac"


def _unmixed(owner: User) -> Tree:
    commit = make_repo(owner, stems=["bass", "drums"]).refs.get().tip
    Tree.objects.filter(pk=commit.tree_id).update(mix=None, master=None)
    return Tree.objects.get(pk=commit.tree_id)


def test_the_mix_is_the_sum_of_the_stems_and_made_once(
    alice: User, browser_of: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = _unmixed(alice)
    digest = tree.commits.get().digest
    browser = browser_of(alice)
    assert browser.get(f"/~alice/night-drive/commits/{digest}/").status_code == 200
    assert browser.get(f"/~alice/night-drive/commits/{digest}/master.flac").status_code == 200
    tree.refresh_from_db()
    assert tree.mix is not None
    assert tree.master is not None
    heard = read(store.path(tree.mix.digest))
    stems = sum(read(store.path(entry.blob_id)) for entry in tree.stems())
    assert np.abs(heard - stems).max() < 1e-6
    assert tree.master.loudness_lufs == pytest.approx(-14, abs=0.3)
    monkeypatch.setattr(transcoding, "in_child", None)
    mixes.prepare(tree)


def test_gains_pans_fades_and_places_are_heard() -> None:
    sound, blob = make_sound(220, 0.5), "a" * 64
    one = arrangements.of_stems(120, "", [("bass", "bass", blob, len(sound))])
    level = {"gain_cdb": -602, "fade_in_samples": 100, "fade_out_samples": 200}
    clip = replace(one.tracks[0].clips[0], start_samples=1000, offset_samples=500, length_samples=2000, **level)
    track = replace(one.tracks[0], pan_percent=-50, gain_cdb=602, clips=(clip,))
    plan = asdict(replace(one, length_samples=2500, tracks=(track,)))
    bounce._read.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bounce, "_read", lambda _: sound)
        mix = bounce.bounce(plan)
    assert mix.shape == (2500, 2)
    assert not mix[:1001].any()
    assert mix[1100:2500] == pytest.approx(sound[600:2000] * np.array([1.0, 0.5]), abs=1e-6)
    assert mix[1050] == pytest.approx(sound[550] * np.array([0.5, 0.25]), abs=1e-6)


def test_what_is_too_long_or_has_no_arrangement_is_not_mixed(alice: User) -> None:
    blob = make_blob()
    plain = history.plant([history.EntryOf("beat.mid", "document", blob)], mix=None, master=None)
    mixes.prepare(plain)
    assert plain.mix is None
    long = replace(arrangements.of_stems(120, "", [("bass", "bass", blob.digest, 10)]), length_samples=1 << 40)
    with pytest.raises(transcoding.Failed, match="15 minutes"):
        bouncing.bounce(asdict(long))


def test_a_merge_can_be_listened_to(alice: User, browser_of: Callable[[User], Client]) -> None:
    repo = make_repo(alice, stems=["bass"])
    first = repo.refs.get().tip
    history.branch_off(repo, "idea", first)
    both = make_commit(repo, "Drums", by=alice, stems=["bass", "drums"])
    other = make_commit(make_repo(alice, "Other", stems=["bass"]), "Chords", by=alice, stems=["bass", "chords"])
    idea = history.record(repo, "idea", other.tree, "Chords", onto=first, made={}, by=alice)
    merged = versions.merge(repo, "main", idea, onto=both, by=alice).commit
    assert merged.tree.mix is None
    answer = browser_of(alice).get(f"/~alice/night-drive/commits/{merged.digest}/mix.flac")
    assert answer.status_code == 200
    assert answer.getvalue()[:4] == b"fLaC"


def _planted(take: Take, score: bytes) -> Tree:
    blobs = {
        kind: audio.keep(encode(one, "flac24"), media_type=FLAC, frames=len(one)) for kind, one in take.stems.items()
    }
    rows = {kind: (blob.digest, blob.frames or 0) for kind, blob in blobs.items()}
    document = objects.arrangement(take.brief.bpm, take.brief.key, rows)
    entries = [history.EntryOf(f"stems/{kind}", kind, blob) for kind, blob in blobs.items()]
    for path, data in (("arrangement.json", document), ("score.json", score)):
        entries.append(history.EntryOf(path, "document", audio.keep(data, media_type="application/json")))
    return history.plant(entries, mix=None, master=None)


def test_a_master_that_is_made_again_sounds_as_the_composers(alice: User) -> None:
    take = take_of("drill", 1, 6.0)
    tree = _planted(take, json.dumps(take.score).encode())
    mixes.prepare(tree)
    assert tree.master is not None
    again = read(store.path(tree.master.digest))
    assert np.abs(again - take.master).max() < 1e-4
    assert tree.master.loudness_lufs == pytest.approx(take.loudness_lufs, abs=0.05)
    plain = _planted(take, b"{}")
    mixes.prepare(plain)
    assert plain.master is not None
    assert np.abs(read(store.path(plain.master.digest)) - take.master).max() > 1e-3, "drill leans its own way"


@pytest.mark.parametrize(
    ("score", "told"),
    [
        (b'{"master": {"tilt_db": 1e9, "drive": -4}}', {"tilt_db": 12, "drive": 0, "looping": False}),
        (b'{"master": {"tilt_db": "1", "drive": 0.5}, "looping": true}', {"tilt_db": 1, "drive": 0.5, "looping": True}),
        (b'{"master": {"tilt_db": NaN, "drive": 0}}', {}),
        (b'{"master": {"tilt_db": "loud", "drive": 0}}', {}),
        (b'{"master": [1]}', {}),
        (b"[[[", {}),
    ],
)
def test_a_score_says_no_nonsense_to_the_master(db: None, score: bytes, told: dict[str, Any]) -> None:
    entry = history.EntryOf("score.json", "document", audio.keep(score, media_type="application/json"))
    assert mastering.of_tree(history.plant([entry], mix=None, master=None)) == told
