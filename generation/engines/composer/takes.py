"""The end of every way to a take: stems summed, mastered and measured."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping

from audio.dsp.codec import quantise
from audio.dsp.sound import Sound
from generation.engines.base import Brief, Progress, Take
from generation.engines.composer import midi, mixing, notation
from generation.engines.composer.drive import leaning
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
    mixed = quantise(mixing.sum_of(stems))
    watch.lap("mix")
    yield Progress(85, "Mastering…")
    mix = leaning(GENRES[score.genre].mix, score.energy)
    record = mixing.mastered(mixed, mix, score.looping)
    watch.lap("master")
    yield Progress(100, "Done")
    yield Take(
        brief=brief,
        engine=ENGINE,
        stems=stems,
        mix=mixed,
        master=record.sound,
        loudness_lufs=round(record.loudness_lufs, 2),
        true_peak_dbtp=round(record.true_peak_dbtp, 2),
        score=notation.score_to_dict(score, mix),
        midi=midi.midi_file(score),
        kept=kept,
        notices=notices,
        timings_s=watch.timings_s,
    )
