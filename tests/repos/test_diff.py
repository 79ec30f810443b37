"""A diff tells everything that is different between two versions, and nothing else."""

from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import given

from repos.vcs.arrangement import Arrangement, Clip, Track, of_stems, parse, to_bytes
from repos.vcs.aspects import CLIP, SONG, TRACK, clips_of, retold, tracks_of
from repos.vcs.canonical import digest_of
from repos.vcs.diff import Change, diff, diff_entries
from repos.vcs.summary import clock, summary
from tests.repos.arrangements import any_arrangement, edited, examples, put, put_clip, seeds, without

OLD_BASS, NEW_BASS, DRUMS = (digest_of(name) for name in (b"old bass", b"new bass", b"drums"))
BEAT = of_stems(140, "C minor", [("drums", "drums", DRUMS, 900), ("bass", "bass", OLD_BASS, 900)])
BASS, BASS_CLIP = BEAT.tracks[1], BEAT.tracks[1].clips[0]


def _lines(new: Arrangement, old: Arrangement = BEAT) -> list[str]:
    return [str(line) for line in summary(diff(old, new), old, new)]


def _applied(old: Arrangement, changes: tuple[Change, ...]) -> tuple[Arrangement, dict[str, Any], dict[str, Any]]:
    """The beat, its tracks and its clips after some changes, worked out from what the changes say alone."""
    heads = {id: replace(track, clips=()) for id, track in tracks_of(old).items()}
    clips = clips_of(old)
    for change in changes:
        if change.clip:
            _apply_to_clip(clips, change)
        elif change.track:
            _apply_to_track(heads, clips, change)
        elif change.what in SONG:
            old = retold(old, SONG, {change.what: change.after})
    return old, heads, {id: clip for id, clip in clips.items() if clip[0] in heads}


def _apply_to_track(heads: dict[str, Track], clips: dict[str, tuple[str, Clip]], change: Change) -> None:
    if change.what == "removed":
        del heads[change.track]
    elif change.what == "added":
        heads[change.track] = replace(change.after, clips=())
        clips |= {clip.id: (change.track, clip) for clip in change.after.clips}
    else:
        heads[change.track] = retold(heads[change.track], TRACK, {change.what: change.after})


def _apply_to_clip(clips: dict[str, tuple[str, Clip]], change: Change) -> None:
    if change.what == "removed":
        del clips[change.clip]
    elif change.what == "added":
        clips[change.clip] = (change.track, change.after)
    elif change.what == "home":
        clips[change.clip] = (change.after, clips[change.clip][1])
    else:
        track, clip = clips[change.clip]
        values = {change.what: change.after}
        clips[change.clip] = (track, retold(clip, CLIP, values))


@given(seeds)
@examples(400)
def test_what_a_diff_says_makes_the_new_version_out_of_the_old_one(seed: int) -> None:
    random = Random(seed)
    old = any_arrangement(random)
    new = edited(random, old) if random.random() < 0.7 else any_arrangement(random)
    song, heads, clips = _applied(old, diff(old, new))
    assert replace(song, tracks=()) == replace(new, tracks=())
    assert heads == {id: replace(track, clips=()) for id, track in tracks_of(new).items()}
    assert clips == clips_of(new)


def _tidy(made: Arrangement) -> Arrangement:
    """The order of clips within a track says nothing."""
    tracks = (replace(track, clips=tuple(sorted(track.clips, key=lambda clip: clip.id))) for track in made.tracks)
    return replace(made, tracks=tuple(tracks))


@given(seeds)
@examples(200)
def test_there_is_something_to_tell_exactly_where_bytes_are_different(seed: int) -> None:
    random = Random(seed)
    old = any_arrangement(random)
    new = edited(random, old)
    assert (diff(old, new) == ()) is (to_bytes(_tidy(old)) == to_bytes(_tidy(new)))
    assert diff(old, parse(to_bytes(old))) == ()
    assert all(line.words for line in summary(diff(old, new), old, new))


@given(seeds)
@examples(200)
def test_the_way_back_tells_the_same_with_before_and_after_changed_over(seed: int) -> None:
    random = Random(seed)
    old = any_arrangement(random)
    new = edited(random, old)
    swapped = {"added": "removed", "removed": "added"}
    there = {(swapped.get(c.what, c.what), c.clip or c.track, str(c.after), str(c.before)) for c in diff(old, new)}
    assert {(c.what, c.clip or c.track, str(c.before), str(c.after)) for c in diff(new, old)} == there


def test_a_re_recorded_stem_says_so_and_names_both_sounds() -> None:
    new = put_clip(BEAT, replace(BASS_CLIP, source=NEW_BASS))
    assert diff(BEAT, new) == (Change("sound", OLD_BASS, NEW_BASS, "bass", "bass-1"),)
    assert _lines(new) == ["Bass: re-recorded"]


def test_faders_are_told_in_decibels_and_places() -> None:
    new = put(BEAT, replace(BASS, gain_cdb=-150, pan_percent=-30))
    assert _lines(new) == ["Bass: −1.5 dB", "Bass: centre → 30 % left"]
    assert _lines(BEAT, new) == ["Bass: +1.5 dB", "Bass: 30 % left → centre"]


def test_the_beat_as_a_whole_comes_first() -> None:
    new = replace(put(BEAT, replace(BASS, gain_cdb=200)), tempo_millibpm=150_500, key="", time_signature=(7, 8))
    new = replace(new, length_samples=44_100 * 61)
    assert _lines(new) == [
        "Tempo 140 → 150.5",
        "Key C minor → unknown",
        "Time 4/4 → 7/8",
        "Length 0:00 → 1:01",
        "Bass: +2 dB",
    ]


def test_tracks_come_go_change_places_and_names() -> None:
    pad = Track("pad", "Pad", "other", 0, 0, (Clip("pad-1", NEW_BASS, 0, 0, 9),))
    assert _lines(put(BEAT, pad)) == ["Pad: added"]
    assert _lines(without(BEAT, "drums")) == ["Drums: removed"]
    assert _lines(replace(BEAT, tracks=BEAT.tracks[::-1])) == ["Tracks reordered"]
    assert _lines(put(BEAT, replace(BASS, name="Sub", kind="other"))) == ["Sub: was “Bass”", "Sub: bass → other"]


def test_a_track_that_comes_or_goes_does_not_reorder_the_others() -> None:
    pad = Track("pad", "Pad", "other", 0, 0, ())
    new = replace(BEAT, tracks=(pad, *BEAT.tracks[1:]))
    assert [change.what for change in diff(BEAT, new)] == ["added", "removed"]


def test_what_happens_to_clips_is_counted_per_track() -> None:
    halves = (replace(BASS_CLIP, length_samples=400), replace(BASS_CLIP, id="b", start_samples=400, offset_samples=400))
    new = put(BEAT, replace(BASS, clips=halves))
    assert _lines(new) == ["Bass: clip trimmed", "Bass: clip added"]
    later = put(new, replace(BASS, clips=tuple(replace(clip, start_samples=clip.start_samples + 9) for clip in halves)))
    assert _lines(later, new) == ["Bass: 2 clips moved"]
    carried = replace(new, tracks=(replace(new.tracks[0], clips=(*new.tracks[0].clips, halves[1])), BEAT.tracks[1]))
    assert "Drums: clip moved here" in _lines(carried, new)


def test_documents_are_told_by_their_digests() -> None:
    old = {"score.json": OLD_BASS, "beat.mid": DRUMS, "stems/bass": OLD_BASS, "arrangement.json": DRUMS}
    new = {"score.json": NEW_BASS, "stems/bass": NEW_BASS, "arrangement.json": NEW_BASS, "notes.txt": DRUMS}
    changes = diff_entries(old, new)
    assert [str(line) for line in summary(changes, BEAT, BEAT)] == [
        "beat.mid: removed",
        "notes.txt: added",
        "score.json: changed",
    ]
    assert (changes[2].before, changes[2].after) == (OLD_BASS, NEW_BASS)


def test_times_are_read_off_a_clock() -> None:
    assert [clock(seconds * 4_410) for seconds in (0, 300, 675, 599)] == ["0:00", "0:30", "1:07.5", "0:59.9"]
