"""The arrangement: what can be written can be read, and nothing else."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repos.vcs import arrangement, objects
from repos.vcs.arrangement import Arrangement, Clip, Malformed, Track, of_stems, parse, to_bytes
from repos.vcs.canonical import digest_of

BLOB = digest_of(b"bass")
STEMS = {"drums": (digest_of(b"drums"), 1000), "bass": (BLOB, 900)}

ids = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?", fullmatch=True)


@st.composite
def clips(draw: st.DrawFn, id: str) -> Clip:
    length = draw(st.integers(1, 10**7))
    fade = draw(st.integers(0, length))
    source = digest_of(bytes([draw(st.integers(0, 9))]))
    places = draw(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)))
    return Clip(
        id, source, *places, length, draw(st.integers(-14_400, 2_400)), fade, draw(st.integers(0, length - fade))
    )


@st.composite
def arrangements(draw: st.DrawFn) -> Arrangement:
    tracks = []
    for id in draw(st.lists(ids, unique=True, max_size=4)):
        part = [draw(clips(f"{id}-{n}")) for n in range(draw(st.integers(0, 3)))]
        kind, pan = draw(st.sampled_from(arrangement.KINDS)), draw(st.integers(-100, 100))
        tracks.append(Track(id, f"Track {id} ✓", kind, draw(st.integers(-14_400, 2_400)), pan, tuple(part)))
    named = {clip.id for track in tracks for clip in track.clips}
    if len(named) < sum(len(track.clips) for track in tracks):
        tracks = tracks[:1]
    return Arrangement(
        draw(st.integers(10_000, 999_000)), "F# dorian", (7, 8), draw(st.integers(0, 10**9)), tuple(tracks)
    )


@given(arrangements())
def test_what_is_written_is_read_again_exactly(made: Arrangement) -> None:
    assert parse(to_bytes(made)) == made
    assert to_bytes(parse(to_bytes(made))) == to_bytes(made)


def test_stems_lie_side_by_side_from_the_start_in_their_order() -> None:
    made = parse(objects.arrangement(92.5, "C minor", STEMS))
    assert (made.bpm, made.tempo_millibpm, made.key, made.time_signature) == (92.5, 92_500, "C minor", (4, 4))
    assert [(track.id, track.kind, track.name) for track in made.tracks] == [
        ("drums", "drums", "Drums"),
        ("bass", "bass", "Bass"),
    ]
    assert made.tracks[1].clips == (Clip("bass-1", BLOB, 0, 0, 900),)
    assert made.length_samples == 1000
    assert made.sources() == {blob for blob, _ in STEMS.values()}


def test_two_tracks_of_one_kind_have_ids_of_their_own() -> None:
    made = of_stems(120, "", [("lead", "melody", BLOB, 9), ("lead-2", "melody", BLOB, 9)])
    assert [track.name for track in made.tracks] == ["Lead", "Lead 2"]
    with pytest.raises(Malformed, match="id of its own"):
        of_stems(120, "", [("lead", "melody", BLOB, 9), ("lead", "melody", BLOB, 9)])


def _document() -> Any:
    return json.loads(objects.arrangement(140, "C minor", STEMS))


def _at(path: str) -> tuple[Any, Any, Any]:
    """The document, the thing in it that holds a value, and the name of the value."""
    document = inner = _document()
    *steps, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
    for step in steps:
        inner = inner[step]
    return document, inner, last


CLIP = "tracks.0.clips.0."


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("version", 2),
        ("version", "1"),
        ("tempo_millibpm", 140.0),
        ("tempo_millibpm", 9_999),
        ("tempo_millibpm", True),
        ("key", "x" * 25),
        ("key", "C\nminor"),
        ("key", None),
        ("time_signature", [4, 3]),
        ("time_signature", [4]),
        ("time_signature", "44"),
        ("length_samples", -1),
        ("tracks", {}),
        ("tracks", [None]),
        ("tracks", ["x"] * 201),
        ("tracks.0.id", "../x"),
        ("tracks.0.id", "Bass"),
        ("tracks.0.id", "bass"),
        ("tracks.0.id", ""),
        ("tracks.0.id", 7),
        ("tracks.0.kind", "tuba"),
        ("tracks.0.kind", []),
        ("tracks.0.name", "x" * 81),
        ("tracks.0.name", "a\u202eb"),
        ("tracks.0.pan_percent", 101),
        ("tracks.0.gain_cdb", 2_401),
        ("tracks.0.clips", None),
        (CLIP + "id", "bass-1"),
        (CLIP + "source", "drums"),
        (CLIP + "source", BLOB.upper()),
        (CLIP + "start_samples", -1),
        (CLIP + "start_samples", 10**30),
        (CLIP + "offset_samples", 0.5),
        (CLIP + "length_samples", 0),
        (CLIP + "fade_in_samples", 1001),
        (CLIP + "fade_out_samples", None),
    ],
)
def test_what_cannot_be_played_is_refused_in_a_sentence(path: str, wrong: Any) -> None:
    document, inner, name = _at(path)
    inner[name] = wrong
    with pytest.raises(Malformed, match=r"\.$"):
        parse(json.dumps(document).encode())


@pytest.mark.parametrize("path", ["key", "tracks", "tracks.0.clips", "tracks.0.name", CLIP + "source", "version"])
def test_nothing_may_be_missing_and_nothing_added(path: str) -> None:
    document, inner, name = _at(path)
    inner["solo"] = True
    with pytest.raises(Malformed):
        parse(json.dumps(document).encode())
    document, inner, name = _at(path)
    del inner[name]
    with pytest.raises(Malformed):
        parse(json.dumps(document).encode())


@given(
    st.binary(max_size=60)
    | st.recursive(st.none() | st.integers() | st.text(max_size=3), st.lists).map(str).map(str.encode)
)
def test_whatever_else_comes_is_malformed_and_nothing_worse(data: bytes) -> None:
    with pytest.raises(Malformed):
        parse(data)


def test_depth_breaks_nothing() -> None:
    with pytest.raises(Malformed):
        parse(b"[" * 100_000)


def test_what_could_not_be_read_is_not_written() -> None:
    made = of_stems(120, "C minor", [("bass", "bass", BLOB, 900)])
    for wrong in ({"tempo_millibpm": 5}, {"key": "\ud800"}, {"length_samples": -1}, {"tracks": made.tracks * 2}):
        with pytest.raises(Malformed):
            to_bytes(replace(made, **wrong))
