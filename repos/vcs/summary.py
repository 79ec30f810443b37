"""A diff in a musician's words: a line per track, ready to be shown as a chip."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from audio.dsp.rate import SAMPLE_RATE_HZ
from repos.vcs.arrangement import GAIN_CDB, Arrangement, Track
from repos.vcs.aspects import tracks_of
from repos.vcs.diff import Change

_CLIP_WORDS = {
    "added": "added",
    "removed": "removed",
    "start": "moved",
    "home": "moved here",
    "trim": "trimmed",
    "gain": "turned up or down",
    "fades": "faded",
}


@dataclass(frozen=True, slots=True)
class Line:
    """What happened to one thing."""

    what: str
    """As in `Change`; "clips" where clips came, went or were moved, trimmed, faded."""
    subject: str
    """The name of a track, "Tempo", "Key", the path of a document."""
    words: str
    """"re-recorded", "−1.5 dB", "140 → 150"."""
    track: str = ""
    kind: str = ""
    """Of the track, for its colour."""

    def __str__(self) -> str:
        return (
            f"{self.subject}: {self.words}" if self.track or self.what == "document" else f"{self.subject} {self.words}"
        )


def summary(changes: Iterable[Change], old: Arrangement, new: Arrangement) -> tuple[Line, ...]:
    """The lines of a diff of two arrangements (and of their documents), in its order."""
    tracks = tracks_of(old) | tracks_of(new)
    return tuple(
        line
        for track, found in groupby(changes, key=lambda change: change.track)
        for line in (_of_track(tracks[track], list(found)) if track else map(_of_song, found))
    )


def decibels(change_cdb: int) -> str:
    """ "−1.5 dB", "+2 dB"."""
    return f"{_signed(change_cdb / 100)} dB"


def _turned(before_cdb: int, after_cdb: int) -> str:
    if after_cdb <= GAIN_CDB[0]:
        return "silenced"
    return decibels(after_cdb) + ", silent before" if before_cdb <= GAIN_CDB[0] else decibels(after_cdb - before_cdb)


def place(pan_percent: int) -> str:
    """Where a pan lies: "centre", "30 % left"."""
    return f"{abs(pan_percent)} % {'left' if pan_percent < 0 else 'right'}" if pan_percent else "centre"


def clock(samples: int) -> str:
    """ "0:30", "1:07.5"."""
    tenths = round(samples * 10 / SAMPLE_RATE_HZ)
    minutes, rest = divmod(tenths, 600)
    return f"{minutes}:{rest // 10:02}" + (f".{rest % 10}" if rest % 10 else "")


def _signed(number: float) -> str:
    return f"{'−' if number < 0 else '+'}{abs(number):g}"


_SONG: Mapping[str, tuple[str, Callable[[Change], str]]] = {
    "tempo": ("Tempo", lambda change: f"{change.before / 1000:g} → {change.after / 1000:g}"),
    "key": ("Key", lambda change: f"{change.before or 'unknown'} → {change.after or 'unknown'}"),
    "time_signature": (
        "Time",
        lambda change: " → ".join("{}/{}".format(*side) for side in (change.before, change.after)),
    ),
    "length": ("Length", lambda change: f"{clock(change.before)} → {clock(change.after)}"),
    "order": ("Tracks", lambda change: "reordered"),
}
_TRACK: Mapping[str, Callable[[Change], str]] = {
    "added": lambda change: "added",
    "removed": lambda change: "removed",
    "name": lambda change: f"was “{change.before}”",
    "kind": lambda change: f"{change.before} → {change.after}",
    "gain": lambda change: _turned(change.before, change.after),
    "pan": lambda change: f"{place(change.before)} → {place(change.after)}",
}


def _of_song(change: Change) -> Line:
    if change.what == "document":
        done = "removed" if change.after is None else "added" if change.before is None else "changed"
        return Line("document", change.path, done)
    subject, words = _SONG[change.what]
    return Line(change.what, subject, words(change))


def _of_track(track: Track, changes: list[Change]) -> Iterator[Line]:
    def line(what: str, words: str) -> Line:
        return Line(what, track.name, words, track.id, track.kind)

    if any(change.what == "sound" for change in changes):
        yield line("sound", "re-recorded")
    for change in changes:
        if not change.clip:
            yield line(change.what, _TRACK[change.what](change))
    if not any(change.what in ("added", "removed") and not change.clip for change in changes):
        yield from (line("clips", words) for words in _of_clips(changes))


def _of_clips(changes: list[Change]) -> Iterator[str]:
    """ "clip added", "3 clips moved"."""
    counts = Counter(change.what for change in changes if change.clip and change.what in _CLIP_WORDS)
    for what, count in counts.items():
        yield f"clip {_CLIP_WORDS[what]}" if count == 1 else f"{count} clips {_CLIP_WORDS[what]}"
