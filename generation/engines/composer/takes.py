"""The end of every way to a take: stems summed, mastered and measured."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any

from audio.dsp.codec import quantise
from audio.dsp.sound import Sound
from generation.engines.base import Brief, Progress, Take
from generation.engines.composer import midi, mixing, notation
from generation.engines.composer.drive import leaning
from generation.engines.composer.genre import Mix
from generation.engines.composer.genres import GENRES
from generation.engines.composer.score import Score

ENGINE = "composer"


class Stopwatch:
    """Seconds that each step took."""

    def __init__(self) -> None:
        self.timings_s: dict[str, float] = {}
        self._since = time.perf_counter()

    def lap(self, step: str) -> None:
        """End a step; the next begins."""
        now = time.perf_counter()
        self.timings_s[step] = round(now - self._since, 4)
        self._since = now

    def branch(self) -> Stopwatch:
        """One that goes on from here by itself: takes that began together end one after the other."""
        branch = Stopwatch()
        branch.timings_s = dict(self.timings_s)
        return branch


def finished(
    brief: Brief,
    score: Score,
    stems: Mapping[str, Sound],
    watch: Stopwatch,
    *,
    notices: tuple[str, ...] = (),
    kept: tuple[str, ...] = (),
) -> Iterator[Progress | Take]:
    """Sum and master stems that are in balance already; the last thing is the take."""
    mix = leaning(GENRES[score.genre].mix, score.energy)
    written = {"score": notation.score_to_dict(score, mix), "midi": midi.midi_file(score)}
    told = {"brief": brief, "engine": ENGINE, "kept": kept, "notices": notices}
    yield from summed(stems, mix, watch, looping=score.looping, at_percent=85, **written, **told)


def summed(
    stems: Mapping[str, Sound], mix: Mix, watch: Stopwatch, *, looping: bool, at_percent: int, **further: Any
) -> Iterator[Progress | Take]:
    """Stems on the 24-bit grid summed and mastered; the last thing is the take. `further` are more fields of it."""
    whole = quantise(mixing.sum_of(stems))
    watch.lap("mix")
    yield Progress(at_percent, "Mastering…")
    record = mixing.mastered(whole, mix, looping)
    watch.lap("master")
    yield Progress(100, "Done")
    yield Take(
        stems=stems,
        mix=whole,
        master=record.sound,
        loudness_lufs=round(record.loudness_lufs, 2),
        true_peak_dbtp=round(record.true_peak_dbtp, 2),
        timings_s=watch.timings_s,
        **further,
    )
