"""A merged tree: what was there keeps its blob, what is new is told, and the score goes with the sound."""

import json
from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import given

from repos.vcs import objects
from repos.vcs.arrangement import Arrangement, Track, of_stems, to_bytes
from repos.vcs.canonical import digest_of
from repos.vcs.trees import MergedTree, base_of, merge_trees
from repos.vcs.versions import Version, sounding
from tests.repos.arrangements import any_arrangement, edited, examples, put, seeds, without

STORE: dict[str, bytes] = {}


def _stored(data: bytes) -> str:
    STORE[digest_of(data)] = data
    return digest_of(data)


def _rendered(track: Track) -> str:
    """What stands in for the rendering of a track."""
    is_plain = len(track.clips) == 1 and sounding(track)[0][1:3] == (0, 0) and track.clips[0].gain_cdb == 0
    return track.clips[0].source if is_plain else digest_of(repr(sounding(track)).encode())


def _version(made: Arrangement, **documents: bytes) -> Version:
    blobs = {f"stems/{track.id}": _rendered(track) for track in made.tracks}
    blobs |= {f"sources/{source}": source for source in made.sources() - set(blobs.values())}
    blobs |= {"arrangement.json": _stored(to_bytes(made))}
    return Version(made, blobs | {path.replace("_", "."): _stored(data) for path, data in documents.items()})


def _blobs(merged: MergedTree) -> dict[str, str]:
    return {path: blob for path, _, blob in merged.entries}


def _merged(base: Version | None, ours: Version, theirs: Version, **choices: str) -> MergedTree:
    named = {name.replace("__", "/").replace("_", "."): choice for name, choice in choices.items()}
    return merge_trees(base, ours, theirs, named, read=STORE.__getitem__)


def _score(*parts: tuple[str, str], **head: Any) -> bytes:
    told = [{"name": f"the {kind}", "kind": kind, "notes": [notes]} for kind, notes in parts]
    return json.dumps({"version": 1, "bpm": 140.0, "chords": ["Cm"]} | head | {"parts": told}).encode()


def _beat(bass: str, drums: str = "drums", bpm: float = 140) -> Arrangement:
    stems = [("drums", "drums", digest_of(drums.encode()), 900), ("bass", "bass", digest_of(bass.encode()), 900)]
    return of_stems(bpm, "C minor", stems)


def _composed(bass: str, drums: str = "drums", midi: bytes = b"midi", **head: Any) -> Version:
    return _version(_beat(bass, drums), score_json=_score(("drums", drums), ("bass", bass), **head), beat_mid=midi)


BEAT = _composed("bass")


@given(seeds)
@examples(200)
def test_a_side_that_changed_nothing_lets_the_tree_of_the_other_through_exactly(seed: int) -> None:
    random = Random(seed)
    old = any_arrangement(random)
    base = _version(old, score_json=_score(("bass", "a")), beat_mid=b"1")
    new = edited(random, old)
    kinds = (("bass", random.choice("ab")), ("drums", "c"))
    changed = _version(new, score_json=_score(*random.sample(kinds, 2)), beat_mid=random.choice((b"1", b"2")))
    for merged in (_merged(base, base, changed), _merged(base, changed, base), _merged(base, changed, changed)):
        assert _blobs(merged) == changed.blobs
        assert (merged.conflicts, merged.to_render, merged.to_make) == ((), (), ())


@given(seeds)
@examples(300)
def test_every_track_has_its_stem_or_is_told_to_need_one_and_every_source_is_there(seed: int) -> None:
    random = Random(seed)
    old = any_arrangement(random)
    base, ours, theirs = _version(old), _version(edited(random, old)), _version(edited(random, old))
    offered = _merged(base, ours, theirs)
    choices = {one.id: random.choice(one.choices) for one in offered.conflicts}
    merged = merge_trees(base, ours, theirs, choices, read=STORE.__getitem__)
    blobs = _blobs(merged)
    objects.tree_digest(merged.entries)
    tracks = {track.id: track for track in merged.arrangement.tracks}
    assert {path[6:] for path in blobs if path.startswith("stems/")} == tracks.keys() - set(merged.to_render)
    for id, track in tracks.items():
        assert blobs.get(f"stems/{id}", _rendered(track)) == _rendered(track)
    assert merged.arrangement.sources() <= set(blobs.values())
    assert blobs["arrangement.json"] == digest_of(merged.written["arrangement.json"])


def test_changing_one_stem_changes_one_entry_and_the_arrangement_that_names_it() -> None:
    new = _version(_beat("new bass"), score_json=STORE[BEAT.blobs["score.json"]], beat_mid=b"midi")
    merged = _merged(BEAT, new, BEAT)
    assert {path for path, blob in _blobs(merged).items() if BEAT.blobs[path] != blob} == {
        "stems/bass",
        "arrangement.json",
    }
    assert set(_blobs(merged).values()) - set(BEAT.blobs.values()) == {
        digest_of(b"new bass"),
        digest_of(to_bytes(_beat("new bass"))),
    }


def test_one_regenerates_the_bass_and_the_other_the_drums() -> None:
    merged = _merged(BEAT, _composed("new bass"), _composed("bass", "new drums", midi=b"other"))
    assert (merged.conflicts, merged.to_render, merged.to_make) == ((), (), ("beat.mid",))
    blobs = _blobs(merged)
    assert (blobs["stems/bass"], blobs["stems/drums"]) == (digest_of(b"new bass"), digest_of(b"new drums"))
    score = json.loads(merged.written["score.json"])
    assert score == json.loads(_score(("drums", "new drums"), ("bass", "new bass")))
    assert blobs["score.json"] == digest_of(merged.written["score.json"])


def test_the_score_and_the_midi_follow_the_bass_that_was_chosen() -> None:
    ours, theirs = _composed("my bass", midi=b"mine"), _composed("your bass", midi=b"yours")
    for choice, taken in (("ours", ours), ("theirs", theirs)):
        merged = _merged(BEAT, ours, theirs, **{"bass__bass-1__sound": choice})
        assert [one.id for one in merged.conflicts] == ["bass/bass-1/sound"]
        assert _blobs(merged) == taken.blobs
        assert merged.to_make == ()


def test_a_bass_that_was_recorded_over_takes_no_notes_along() -> None:
    ours = _composed("my bass")
    theirs = _version(_beat("played by hand"), score_json=STORE[BEAT.blobs["score.json"]], beat_mid=b"midi")
    merged = _merged(BEAT, ours, theirs, **{"bass__bass-1__sound": "theirs"})
    assert _blobs(merged)["score.json"] == BEAT.blobs["score.json"]


def test_chords_that_both_changed_are_asked_for() -> None:
    ours, theirs = _composed("bass", chords=["Fm"]), _composed("new bass", chords=["Gm"])
    merged = _merged(BEAT, ours, theirs)
    assert [one.id for one in merged.open] == ["score.json/document"]
    chosen = _merged(BEAT, ours, theirs, score_json__document="theirs")
    assert _blobs(chosen)["score.json"] == theirs.blobs["score.json"]
    ours_with_their_bass = json.loads(merged.written["score.json"])
    assert ours_with_their_bass == json.loads(_score(("drums", "drums"), ("bass", "new bass"), chords=["Fm"]))


def test_a_score_that_cannot_be_read_is_asked_for_as_a_whole() -> None:
    ours, theirs = _composed("new bass"), _version(_beat("bass", "new drums"), score_json=b"[", beat_mid=b"midi")
    merged = _merged(BEAT, ours, theirs)
    assert [one.id for one in merged.open] == ["score.json/document"]
    assert _blobs(merged)["score.json"] == ours.blobs["score.json"]


def test_faders_need_no_rendering_and_mixed_clips_do() -> None:
    bass = _beat("bass").tracks[1]
    softer = _version(put(_beat("bass"), replace(bass, gain_cdb=-150)))
    merged = _merged(BEAT, _version(_beat("new bass")), softer)
    assert (merged.to_render, _blobs(merged)["stems/bass"]) == ((), digest_of(b"new bass"))
    later = _version(put(_beat("bass"), replace(bass, clips=(replace(bass.clips[0], start_samples=100),))))
    merged = _merged(BEAT, _version(_beat("new bass")), later)
    assert merged.to_render == ("bass",)
    assert _blobs(merged)[f"sources/{digest_of(b'new bass')}"] == digest_of(b"new bass")


def test_a_stem_that_one_side_rendered_anew_is_taken() -> None:
    anew = replace(BEAT, blobs=BEAT.blobs | {"stems/bass": digest_of(b"rendered anew")})
    for merged in (_merged(BEAT, anew, _composed("bass", "new")), _merged(BEAT, _composed("bass", "new"), anew)):
        assert _blobs(merged)["stems/bass"] == digest_of(b"rendered anew")


def test_both_basses_have_their_blobs_already() -> None:
    merged = _merged(BEAT, _composed("my bass"), _composed("your bass"), **{"bass__bass-1__sound": "both"})
    blobs = _blobs(merged)
    assert merged.to_render == ()
    assert (blobs["stems/bass"], blobs["stems/bass-2"]) == (digest_of(b"my bass"), digest_of(b"your bass"))


def test_a_track_added_at_the_old_tempo_is_told_to_be_out_of_time() -> None:
    pad = replace(_beat("pad").tracks[1], id="pad", clips=(replace(_beat("pad").tracks[1].clips[0], id="pad-1"),))
    faster = _version(_beat("faster bass", "faster drums", bpm=150))
    assert _merged(BEAT, faster, _version(put(_beat("bass"), pad))).out_of_time == ("pad",)
    relabelled = _version(_beat("bass", bpm=150))
    assert _merged(BEAT, relabelled, BEAT).out_of_time == ()


def test_a_revert_takes_one_change_out_and_leaves_what_came_later() -> None:
    second = _version(_beat("new bass"))
    third = _version(put(_beat("new bass"), replace(_beat("new bass").tracks[0], gain_cdb=-300)))
    merged = _merged(second, third, _version(_beat("bass")))
    assert [(track.gain_cdb, track.clips[0].source) for track in merged.arrangement.tracks] == [
        (-300, digest_of(b"drums")),
        (0, digest_of(b"bass")),
    ]


# Which base


def test_after_a_criss_cross_all_bases_count() -> None:
    versions = {
        "root": BEAT,
        "a1": _composed("my bass"),
        "b1": _composed("bass", "your drums"),
    }
    history = {"root": [], "a1": ["root"], "b1": ["root"], "a2": ["a1", "b1"], "b2": ["b1", "a1"], "stranger": []}
    base = base_of(history.__getitem__, versions.__getitem__, "a2", "b2", read=STORE.__getitem__)
    assert base
    assert base.arrangement == _beat("my bass", "your drums")
    again = _composed("my bass", "mine again"), _composed("my third bass", "your drums")
    merged = _merged(base, *again)
    assert not merged.conflicts
    assert merged.arrangement == _beat("my third bass", "mine again")
    assert base_of(history.__getitem__, versions.__getitem__, "a2", "stranger", read=STORE.__getitem__) is None
    assert base_of(history.__getitem__, versions.__getitem__, "a1", "b1", read=STORE.__getitem__) == BEAT


def test_a_ladder_of_criss_crosses_has_an_end() -> None:
    history: dict[str, list[str]] = {"a0": [], "b0": []}
    for n in range(1, 200):
        history |= {f"a{n}": [f"a{n - 1}", f"b{n - 1}"], f"b{n}": [f"b{n - 1}", f"a{n - 1}"]}
    loaded: list[str] = []

    def load(commit: str) -> Version:
        loaded.append(commit)
        return _composed(f"bass of {commit}")

    assert base_of(history.__getitem__, load, "a199", "b199", read=STORE.__getitem__)
    assert len(loaded) < 30


def test_beats_that_share_nothing_are_merged_two_ways() -> None:
    other = _version(without(_beat("your bass"), "drums"), score_json=_score(("bass", "your bass")))
    merged = _merged(None, BEAT, other, **{"bass__track": "both"})
    assert [track.id for track in merged.arrangement.tracks] == ["drums", "bass", "bass-2"]
    assert merged.to_render == ()
