"""A merge keeps what each side did, and asks where both did something else to the same thing."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given

from repos.vcs.arrangement import Arrangement, Clip, Malformed, Track, of_stems, parse, to_bytes
from repos.vcs.aspects import CLIP, SONG, TRACK, clips_of, told, tracks_of
from repos.vcs.canonical import digest_of
from repos.vcs.conflicts import BASE, Conflict, Referee
from repos.vcs.merge import Merged, merge, settled
from tests.repos.arrangements import any_arrangement, any_track, edited, examples, put, put_clip, seeds, without

OLD, MINE, YOURS, DRUMS = (digest_of(name) for name in (b"old bass", b"my bass", b"your bass", b"drums"))
BEAT = of_stems(140, "C minor", [("drums", "drums", DRUMS, 900), ("bass", "bass", OLD, 900)])
BASS, CLIP_1 = BEAT.tracks[1], BEAT.tracks[1].clips[0]


def _bass(source: str = OLD, **changes: Any) -> Arrangement:
    return put(BEAT, replace(BASS, clips=(replace(CLIP_1, source=source),), **changes))


def _three(random: Random) -> tuple[Arrangement | None, Arrangement, Arrangement]:
    base = any_arrangement(random)
    if random.random() < 0.1:
        return None, base, edited(random, base)
    return base, edited(random, base), edited(random, base)


def _chosen(random: Random, merged: Merged, *offered: str) -> dict[str, str]:
    sides = {one.id: [choice for choice in one.choices if choice in offered] for one in merged.conflicts}
    return {id: random.choice(choices) for id, choices in sides.items() if choices and random.random() < 0.8}


# What holds for every merge


@given(seeds)
@examples(200)
def test_a_side_that_changed_nothing_lets_the_other_through_exactly(seed: int) -> None:
    base, changed, _ = _three(Random(seed))
    base = base or changed
    for merged in (merge(base, base, changed), merge(base, changed, base), merge(base, changed, changed)):
        assert merged == Merged(changed, (), ())


@given(seeds)
@examples(400)
def test_swapping_the_sides_swaps_ours_and_theirs_and_nothing_else(seed: int) -> None:
    random = Random(seed)
    base, ours, theirs = _three(random)
    offered = merge(base, ours, theirs)
    choices = {one.id: random.choice(("ours", "theirs")) for one in offered.conflicts}
    other_way = {id: {"ours": "theirs", "theirs": "ours"}[choice] for id, choice in choices.items()}
    one, other = merge(base, ours, theirs, choices), merge(base, theirs, ours, other_way)
    assert one.arrangement == other.arrangement
    mirrored = {replace(conflict, ours=conflict.theirs, theirs=conflict.ours) for conflict in other.conflicts}
    assert set(one.conflicts) == mirrored


@given(seeds)
@examples(400)
def test_whatever_is_chosen_the_result_is_valid_and_the_same_each_time(seed: int) -> None:
    random = Random(seed)
    base, ours, theirs = _three(random)
    offered = merge(base, ours, theirs)
    choices = _chosen(random, offered, "ours", "theirs", "both")
    merged = merge(base, ours, theirs, choices)
    assert parse(to_bytes(merged.arrangement)) == merged.arrangement
    assert merged == merge(base, ours, theirs, dict(reversed(choices.items())))
    assert merged.conflicts == offered.conflicts
    assert {one.id for one in merged.open} == {one.id for one in merged.conflicts} - choices.keys()
    assert len({one.id for one in merged.conflicts}) == len(merged.conflicts)


@given(seeds)
@examples(300)
def test_changes_to_different_tracks_are_simply_both_there(seed: int) -> None:
    """The oracle puts the tracks of each side in by hand."""
    random = Random(seed)
    base = any_arrangement(random)
    ours, theirs, both = base, replace(base, tempo_millibpm=155_000), replace(base, tempo_millibpm=155_000)
    for track in base.tracks:
        fresh = any_track(random, track.id)
        match random.randrange(5):
            case 0:
                ours, both = put(ours, fresh), put(both, fresh)
            case 1:
                theirs, both = put(theirs, fresh), put(both, fresh)
            case 2:
                ours, both = without(ours, track.id), without(both, track.id)
            case 3:
                ours, theirs, both = put(ours, fresh), put(theirs, fresh), put(both, fresh)
    merged = merge(base, ours, theirs)
    assert not merged.conflicts
    assert replace(merged.arrangement, length_samples=0) == replace(both, length_samples=0)


Cells = Mapping[tuple[str, str, str], Any]


def _cells(made: Arrangement | None) -> Cells:
    """Every single value of a beat, by what it is a value of; which track a clip is on, and what there is at all."""
    if made is None:
        return {}
    cells = {("song", "", name): value for name, value in told(made, SONG).items()}
    for id, track in tracks_of(made).items():
        cells |= {("track", id, name): value for name, value in told(track, TRACK).items()}
    for id, (home, clip) in clips_of(made).items():
        cells |= {("clip", id, name): value for name, value in (told(clip, CLIP) | {"home": home}).items()}
    return cells


@given(seeds)
@examples(500)
def test_without_conflicts_every_single_value_is_the_one_that_somebody_changed(seed: int) -> None:
    """The oracle knows no tracks and no clips, just values. Lengths and fades may follow what they belong to."""
    random = Random(seed)
    base, ours, theirs = _three(random)
    merged = merge(base, ours, theirs)
    if merged.conflicts:
        return
    before, mine, others, result = map(_cells, (base, ours, theirs, merged.arrangement))
    for cell in before.keys() | mine.keys() | others.keys() | result.keys():
        if cell[2] not in ("length", "fades"):
            wanted = others.get(cell) if mine.get(cell) == before.get(cell) else mine.get(cell)
            assert result.get(cell) == wanted
            assert len({str(side.get(cell)) for side in (before, mine, others)}) < 3


@given(seeds)
@examples(400)
def test_each_conflict_is_about_something_that_both_changed_and_each_choice_is_heard(seed: int) -> None:
    random = Random(seed)
    base, ours, theirs = _three(random)
    for conflict in merge(base, ours, theirs).conflicts:
        if conflict.what != "clip":  # which may be the same on different tracks
            assert len({str(side) for side in (conflict.base, conflict.ours, conflict.theirs)}) == 3
        for choice in ("ours", "theirs"):
            result = merge(base, ours, theirs, {conflict.id: choice}).arrangement
            _assert_heard(result, conflict, conflict.side(choice))


def _assert_heard(result: Arrangement, conflict: Conflict, wanted: Any) -> None:
    track, clip = tracks_of(result).get(conflict.track), clips_of(result).get(conflict.clip)
    if conflict.what in ("tempo", "key"):
        assert told(result, SONG)[conflict.what] == wanted
    elif conflict.what == "track":
        assert (track is None) is (wanted is None)
        assert track is None or told(track, TRACK) == told(wanted, TRACK)
    elif conflict.what == "sound":
        assert clip is None or (clip[1].source, told(clip[1], CLIP)["trim"]) == (
            wanted.source,
            told(wanted, CLIP)["trim"],
        )
    elif not conflict.clip and conflict.what in TRACK:
        assert track is not None
        assert told(track, TRACK)[conflict.what] == wanted


@given(seeds)
@examples(300)
def test_nothing_that_either_side_made_is_lost_where_both_are_kept(seed: int) -> None:
    random = Random(seed)
    base, ours, theirs = _three(random)
    offered = merge(base, ours, theirs)
    choices = {one.id: "both" for one in offered.conflicts if "both" in one.choices}
    made = merge(base, ours, theirs, choices).arrangement
    for one in offered.conflicts:
        if one.what in ("sound", "clip") and "both" in one.choices and clips_of(theirs)[one.clip][0] in tracks_of(made):
            assert {one.ours.source, one.theirs.source} <= made.sources()
        if one.what in ("track", "clips") and "both" in one.choices:
            assert {clip.source for clip in (*one.ours.clips, *one.theirs.clips)} <= made.sources()


# What musicians do


def test_one_regenerates_the_bass_and_the_other_turns_it_down() -> None:
    merged = merge(BEAT, _bass(MINE), _bass(gain_cdb=-150))
    assert merged == Merged(_bass(MINE, gain_cdb=-150), (), ())


def test_both_regenerate_the_bass_and_each_version_can_be_heard() -> None:
    ours, theirs = _bass(MINE), _bass(YOURS)
    (conflict,) = merge(BEAT, ours, theirs).open
    assert (conflict.id, conflict.choices) == ("bass/bass-1/sound", ("ours", "theirs", "both"))
    assert [clip.source for clip in (conflict.base, conflict.ours, conflict.theirs)] == [OLD, MINE, YOURS]
    assert merge(BEAT, ours, theirs, {conflict.id: "ours"}).arrangement == ours
    assert merge(BEAT, ours, theirs, {conflict.id: "theirs"}).arrangement == theirs


def test_both_basses_are_kept_as_two_tracks_side_by_side() -> None:
    theirs = replace(_bass(YOURS, pan_percent=20), tracks=_bass(YOURS, pan_percent=20).tracks[::-1])
    merged = merge(BEAT, _bass(MINE), theirs, {"bass/bass-1/sound": "both"})
    assert [(track.id, track.name) for track in merged.arrangement.tracks] == [
        ("bass", "Bass"),
        ("bass-2", "Bass 2"),
        ("drums", "Drums"),
    ]
    bass, second, _ = merged.arrangement.tracks
    assert (bass.clips[0].source, second.clips[0].source) == (MINE, YOURS)
    assert (second.clips[0].id, second.pan_percent) == ("bass-1-2", 20)
    assert not merged.open


def test_a_recording_keeps_its_own_trim() -> None:
    ours = put_clip(BEAT, replace(CLIP_1, source=MINE, length_samples=500))
    theirs = put_clip(BEAT, replace(CLIP_1, source=YOURS, offset_samples=100, length_samples=300, start_samples=7))
    merged = merge(BEAT, ours, theirs, {"bass/bass-1/sound": "ours"})
    assert merged.arrangement.tracks[1].clips[0] == replace(CLIP_1, source=MINE, length_samples=500, start_samples=7)
    assert [one.id for one in merged.conflicts] == ["bass/bass-1/sound"]


def test_what_one_faded_and_the_other_shortened_fades_within_its_new_length() -> None:
    faded = put_clip(BEAT, replace(CLIP_1, fade_in_samples=600, fade_out_samples=300))
    shortened = put_clip(BEAT, replace(CLIP_1, length_samples=700))
    clip = merge(BEAT, faded, shortened).arrangement.tracks[1].clips[0]
    assert (clip.length_samples, clip.fade_in_samples, clip.fade_out_samples) == (700, 600, 100)


def test_what_one_cut_up_and_the_other_recorded_anew_is_asked_for_as_a_whole() -> None:
    halves = (replace(CLIP_1, length_samples=400), replace(CLIP_1, id="b", start_samples=400, offset_samples=400))
    ours, theirs = put(BEAT, replace(BASS, clips=halves)), _bass(YOURS, gain_cdb=-150)
    (conflict,) = merge(BEAT, ours, theirs).open
    assert (conflict.id, conflict.ours.clips) == ("bass/clips", halves)
    mine = merge(BEAT, ours, theirs, {conflict.id: "ours"}).arrangement
    assert mine == put(BEAT, replace(BASS, clips=halves, gain_cdb=-150))
    assert merge(BEAT, ours, theirs, {conflict.id: "theirs"}).arrangement == theirs
    both = merge(BEAT, ours, theirs, {conflict.id: "both"}).arrangement
    assert [(track.id, len(track.clips)) for track in both.tracks] == [("drums", 1), ("bass", 2), ("bass-2", 1)]


def test_one_removes_what_the_other_changes() -> None:
    gone, louder = without(BEAT, "bass"), _bass(gain_cdb=200)
    (conflict,) = merge(BEAT, gone, louder).open
    assert (conflict.id, conflict.ours, conflict.choices) == ("bass/track", None, ("ours", "theirs"))
    assert merge(BEAT, gone, louder, {"bass/track": "ours"}).arrangement == gone
    assert merge(BEAT, gone, louder, {"bass/track": "theirs"}).arrangement == louder
    assert merge(BEAT, gone, without(BEAT, "bass")).arrangement == gone


def test_both_add_a_track_of_the_same_id() -> None:
    def vocals(source: str) -> Track:
        return Track("vocals", "Vocals", "vocals", 0, 0, (Clip("vocals-1", source, 0, 0, 900),))

    ours, theirs = put(BEAT, vocals(MINE)), put(BEAT, vocals(YOURS))
    assert [one.id for one in merge(BEAT, ours, theirs).open] == ["vocals/track"]
    both = merge(BEAT, ours, theirs, {"vocals/track": "both"}).arrangement
    assert [track.id for track in both.tracks] == ["drums", "bass", "vocals", "vocals-2"]
    assert both.sources() == {DRUMS, OLD, MINE, YOURS}
    assert merge(BEAT, ours, ours).arrangement == ours


def test_tempo_key_and_order_have_their_own_conflicts() -> None:
    pad = Track("pad", "Pad", "other", 0, 0, ())
    base = put(BEAT, pad)
    drums, bass, pad = base.tracks
    ours = replace(base, tempo_millibpm=150_000, tracks=(bass, drums, pad))
    theirs = replace(base, tempo_millibpm=160_000, key="D minor", tracks=(drums, pad, bass))
    assert [one.id for one in merge(base, ours, theirs).conflicts] == ["tempo", "order"]
    merged = merge(base, ours, theirs, {"tempo": "theirs", "order": "ours"}).arrangement
    assert (merged.bpm, merged.key, merged.tracks) == (160, "D minor", (bass, drums, pad))


def test_a_track_added_by_one_finds_its_place_in_the_order_of_the_other() -> None:
    pad, bell = (Track(id, id.title(), "other", 0, 0, ()) for id in ("pad", "bell"))
    ours = replace(BEAT, tracks=(BEAT.tracks[0], pad, BEAT.tracks[1]))
    theirs = replace(BEAT, tracks=(*BEAT.tracks[::-1], bell))
    assert [track.id for track in merge(BEAT, ours, theirs).arrangement.tracks] == ["bass", "drums", "bell", "pad"]


def test_a_track_that_both_added_in_different_places_stands_in_the_same_place_whoever_merges() -> None:
    pad = Track("pad", "Pad", "other", 0, 0, ())
    first, last = replace(BEAT, tracks=(pad, *BEAT.tracks)), put(BEAT, pad)
    assert merge(BEAT, first, last) == merge(BEAT, last, first)


def test_a_beat_shortened_by_one_is_long_enough_for_what_the_other_added() -> None:
    base = replace(BEAT, length_samples=1800)
    late = put(base, replace(BASS, clips=(CLIP_1, replace(CLIP_1, id="late", start_samples=900))))
    assert merge(base, replace(base, length_samples=900), late).arrangement.length_samples == 1800


def test_beats_that_share_nothing_are_put_side_by_side() -> None:
    other = of_stems(92, "C minor", [("drums", "drums", DRUMS, 900), ("keys", "chords", MINE, 800)])
    merged = merge(None, BEAT, other)
    assert [one.id for one in merged.conflicts] == ["tempo"]
    assert [track.id for track in merged.arrangement.tracks] == ["drums", "bass", "keys"]


def test_a_choice_that_nobody_offered_is_refused() -> None:
    for choices in ({"tempo": "ours"}, {"bass/bass-1/sound": "base"}, {"bass/bass-1/sound": "mine"}):
        with pytest.raises(ValueError, match="nothing to choose"):
            merge(BEAT, _bass(MINE), _bass(YOURS), choices)


def _ground(base: Arrangement | None, ours: Arrangement, theirs: Arrangement) -> Arrangement:
    return settled(base, ours, theirs, Referee({}, otherwise=BASE))


def test_after_a_criss_cross_what_was_settled_differently_is_asked_again() -> None:
    """Both merged −1 dB and +1 dB; one settled for the first, the other for the second."""
    softer, louder = _bass(gain_cdb=-100), _bass(gain_cdb=100)
    ground = _ground(BEAT, softer, louder)
    assert ground == BEAT
    assert [one.id for one in merge(ground, softer, louder).conflicts] == ["bass/gain"]
    assert merge(ground, louder, louder).arrangement == louder


@given(seeds)
@examples(200)
def test_common_ground_is_valid_and_no_conflict_is_won_by_either_side(seed: int) -> None:
    base, ours, theirs = _three(Random(seed))
    ground = _ground(base, ours, theirs)
    assert parse(to_bytes(ground)) == ground
    if base and not merge(base, ours, theirs).conflicts:
        assert ground == merge(base, ours, theirs).arrangement


def test_two_sides_that_are_too_much_together_are_refused_in_a_sentence() -> None:
    def many(prefix: str) -> Arrangement:
        return replace(BEAT, tracks=tuple(Track(f"{prefix}-{n}", "Pad", "other", 0, 0, ()) for n in range(150)))

    with pytest.raises(Malformed, match="at most 200 tracks"):
        merge(replace(BEAT, tracks=()), many("mine"), many("yours"))


def test_ids_and_names_of_the_greatest_length_still_make_room_for_a_second_one() -> None:
    def vocals(source: str) -> Arrangement:
        return put(BEAT, Track("v" * 60, "V" * 80, "vocals", 0, 0, (Clip("c" * 60, source, 0, 0, 900),)))

    merged = merge(BEAT, vocals(MINE), vocals(YOURS), {"v" * 60 + "/track": "both"}).arrangement
    assert [track.id for track in merged.tracks[2:]] == ["v" * 60, "v" * 54 + "-2"]
    assert merged.sources() == {OLD, DRUMS, MINE, YOURS}


def test_ten_thousand_clips_are_merged_within_seconds() -> None:
    clips = tuple(replace(CLIP_1, id=f"c-{n}", start_samples=n) for n in range(9_000))
    base = put(BEAT, replace(BASS, clips=clips))
    ours = put(BEAT, replace(BASS, clips=tuple(replace(clip, source=MINE) for clip in clips)))
    theirs = put(BEAT, replace(BASS, clips=tuple(replace(clip, gain_cdb=100) for clip in clips[::-1])))
    merged = merge(base, ours, theirs)
    assert not merged.conflicts
    assert {(clip.source, clip.gain_cdb) for clip in merged.arrangement.tracks[1].clips} == {(MINE, 100)}
