"""The arrangement: tracks of clips on a grid, counted in integers so that equal arrangements are equal bytes.

    {"version": 1, "tempo_millibpm": 140000, "key": "C minor", "time_signature": [4, 4], "length_samples": 1323000,
     "tracks": [{"id": "bass", "name": "Bass", "kind": "bass", "gain_cdb": 0, "pan_percent": 0,
       "clips": [{"id": "bass-1", "source": DIGEST, "start_samples": 0, "offset_samples": 0, "length_samples": 1323000,
         "gain_cdb": 0, "fade_in_samples": 0, "fade_out_samples": 0}]}]}

Gains count hundredths of a decibel, pans go from −100 (left) to 100. Ids stay the same as long as the thing is the same
thing: comparing and merging go by them. What is muted or soloed is how somebody listens, and no part of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any, TypeVar

from repos.vcs.canonical import DIGEST, Digest, canonical

VERSION = 1
KINDS = ("drums", "percussion", "bass", "chords", "melody", "vocals", "hum", "other")
MAX_TRACKS, MAX_CLIPS = 200, 10_000
TEMPO_MILLIBPM = (10_000, 999_000)
GAIN_CDB = (-14_400, 2_400)
SAMPLES = (0, 1 << 40)
_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")
_Part = TypeVar("_Part", "Clip", "Track", "Arrangement")


class Malformed(ValueError):
    """This is no arrangement; the sentence says where and why."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of a blob at a place on the timeline."""

    id: str
    source: Digest
    start_samples: int
    """Where it begins in the arrangement."""
    offset_samples: int
    """Where it begins in its source."""
    length_samples: int
    gain_cdb: int = 0
    fade_in_samples: int = 0
    fade_out_samples: int = 0


@dataclass(frozen=True, slots=True)
class Track:
    """One lane."""

    id: str
    name: str
    kind: str
    """Out of `KINDS`."""
    gain_cdb: int
    pan_percent: int
    clips: tuple[Clip, ...]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The whole document."""

    tempo_millibpm: int
    key: str
    """Like "C minor", or "" where nobody knows."""
    time_signature: tuple[int, int]
    length_samples: int
    tracks: tuple[Track, ...]

    @property
    def bpm(self) -> float:
        """The tempo as people say it."""
        return self.tempo_millibpm / 1000

    def sources(self) -> set[Digest]:
        """Every blob that some clip plays."""
        return {clip.source for track in self.tracks for clip in track.clips}


def to_bytes(arrangement: Arrangement) -> bytes:
    """The canonical bytes of a document. Raises Malformed for what `parse` would refuse."""
    _check(arrangement)
    return canonical({"version": VERSION} | asdict(arrangement))


def parse(data: bytes) -> Arrangement:
    """Read and check a document. Raises Malformed with a sentence for anything else, however hostile."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Malformed("An arrangement is JSON.") from error
    if not isinstance(document, dict) or document.pop("version", None) != VERSION:
        raise Malformed(f"An arrangement is an object of version {VERSION}.")
    arrangement = _arrangement(document)
    _check(arrangement)
    return arrangement


def of_stems(bpm: float, key: str, stems: Iterable[tuple[str, str, Digest, int]]) -> Arrangement:
    """The arrangement of stems (track id, kind, blob, frames) that lie side by side from the start, as they are."""
    tracks = tuple(_whole_track(*stem) for stem in stems)
    frames = max((clip.length_samples for track in tracks for clip in track.clips), default=0)
    arrangement = Arrangement(round(bpm * 1000), key, (4, 4), frames, tracks)
    _check(arrangement)
    return arrangement


def _whole_track(id: str, kind: str, blob: Digest, frames: int) -> Track:
    clip = Clip(f"{id}-1", blob, 0, 0, frames)
    return Track(id, id.replace("-", " ").capitalize(), kind, 0, 0, (clip,))


def _arrangement(document: dict[str, Any]) -> Arrangement:
    values = _values(Arrangement, document, "the arrangement")
    signature = _list(values["time_signature"], 2, "time_signature")
    tracks = tuple(map(_track, _list(values["tracks"], MAX_TRACKS, "tracks")))
    return Arrangement(**values | {"time_signature": signature, "tracks": tracks})


def _track(document: Any) -> Track:
    values = _values(Track, document, "a track")
    clips = _list(values["clips"], MAX_CLIPS, "clips")
    return Track(**values | {"clips": tuple(Clip(**_values(Clip, clip, "a clip")) for clip in clips)})


def _values(part: type[_Part], document: Any, what: str) -> dict[str, Any]:
    names = {field.name for field in fields(part)}
    if not isinstance(document, dict) or set(document) != names:
        raise Malformed(f"Of {what} one says {', '.join(sorted(names))}, and nothing else.")
    return document


def _list(value: Any, most: int, what: str) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple) or len(value) > most:
        raise Malformed(f"There are at most {most} {what}, as a list.")
    return tuple(value)


def _check(arrangement: Arrangement) -> None:
    _whole("tempo_millibpm", arrangement.tempo_millibpm, *TEMPO_MILLIBPM)
    _text("key", arrangement.key, 24)
    _signature(arrangement.time_signature)
    _whole("length_samples", arrangement.length_samples, *SAMPLES)
    clips = [clip for track in arrangement.tracks for clip in track.clips]
    if len(clips) > MAX_CLIPS or len(arrangement.tracks) > MAX_TRACKS:
        raise Malformed(f"There are at most {MAX_TRACKS} tracks and {MAX_CLIPS} clips.")
    for track in arrangement.tracks:
        _check_track(track)
    for clip in clips:
        _check_clip(clip)
    _all_different("track", [track.id for track in arrangement.tracks])
    _all_different("clip", [clip.id for clip in clips])


def _check_track(track: Track) -> None:
    _id(track.id)
    _text("name", track.name, 80)
    if track.kind not in KINDS:
        raise Malformed(f"A track is one of {', '.join(KINDS)}.")
    _whole("gain_cdb", track.gain_cdb, *GAIN_CDB)
    _whole("pan_percent", track.pan_percent, -100, 100)


def _check_clip(clip: Clip) -> None:
    _id(clip.id)
    if not isinstance(clip.source, str) or not DIGEST.fullmatch(clip.source):
        raise Malformed("The source of a clip is a digest.")
    _whole("start_samples", clip.start_samples, *SAMPLES)
    _whole("offset_samples", clip.offset_samples, *SAMPLES)
    _whole("length_samples", clip.length_samples, 1, SAMPLES[1])
    _whole("gain_cdb", clip.gain_cdb, *GAIN_CDB)
    _whole("fade_in_samples", clip.fade_in_samples, 0, clip.length_samples)
    _whole("fade_out_samples", clip.fade_out_samples, 0, clip.length_samples - clip.fade_in_samples)


def _whole(what: str, value: Any, low: int, high: int) -> None:
    if type(value) is not int or not low <= value <= high:
        raise Malformed(f"{what} is a whole number from {low} to {high}.")


def _text(what: str, value: Any, most: int) -> None:
    if not isinstance(value, str) or len(value) > most or not value.isprintable():
        raise Malformed(f"{what} is text of at most {most} characters on one line.")


def _id(value: Any) -> None:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise Malformed("Ids are up to 60 lower-case letters, digits and hyphens.")


def _signature(value: tuple[Any, ...]) -> None:
    if len(value) != 2 or any(type(part) is not int for part in value):
        raise Malformed("A time signature is two whole numbers.")
    if not 1 <= value[0] <= 64 or value[1] not in (1, 2, 4, 8, 16, 32):
        raise Malformed("A time signature is like [4, 4] or [7, 8].")


def _all_different(what: str, ids: list[str]) -> None:
    if len(set(ids)) < len(ids):
        raise Malformed(f"Each {what} has an id of its own.")
