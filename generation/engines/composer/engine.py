"""The composer as an engine: from a brief to a take, saying how far it is."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from pathlib import Path

from audio.dsp import loudness
from audio.dsp.sound import Sound
from generation.engines.base import Brief, Progress, Take
from generation.engines.composer import midi, mixing, notation, render, write
from generation.engines.composer.genre import Mix
from generation.engines.composer.genres import GENRES
from generation.engines.composer.score import Score

_STAGES = {
    "drums": "Creating drums…",
    "percussion": "Creating percussion…",
    "bass": "Creating bassline…",
    "chords": "Playing the chords…",
    "melody": "Playing the melody…",
    "other": "Adding atmosphere…",
}
_RENDER_FROM, _RENDER_TO = 15, 75


class Composer:
    """The built-in engine. `sounds` is the folder that holds the sound packages."""

    name = "composer"

    def __init__(self, sounds: Path) -> None:
        self._sounds = sounds

    def compose(self, brief: Brief) -> Iterator[Progress | Take]:
        """Write, play, mix and master a beat; the same brief gives the same bytes on one machine and lock."""
        watch = Stopwatch()
        yield Progress(0, "Writing the chords…")
        score, notices = write.compose_score(brief)
        watch.lap("compose")
        yield from self.produce(brief, score, notices, watch)

    def produce(
        self, brief: Brief, score: Score, notices: tuple[str, ...], watch: Stopwatch
    ) -> Iterator[Progress | Take]:
        """Everything after the writing: also for scores that came about in another way."""
        mix = GENRES[score.genre].mix
        stems = yield from self._rendered(score, mix)
        watch.lap("render")
        yield Progress(_RENDER_TO, "Mixing…")
        balanced = mixing.balance(stems, mix)
        mixed = mixing.sum_of(balanced)
        watch.lap("mix")
        yield Progress(85, "Mastering…")
        master = mixing.mastered(mixed, mix, score.looping)
        watch.lap("master")
        yield Progress(100, "Done")
        yield _take(brief, score, notices, balanced, mixed, master, watch)

    def _rendered(self, score: Score, mix: Mix) -> Generator[Progress, None, dict[str, Sound]]:
        """The stems; what was held on the way to them is let go."""
        stems: dict[str, Sound] = {}
        for progress, kind, stem in self._played(score, mix):
            yield progress
            stems |= {kind: stem} if stem is not None else {}
        return stems

    def _played(self, score: Score, mix: Mix) -> Iterator[tuple[Progress, str, Sound | None]]:
        """Before each stem the stage that names it, then the stem."""
        kinds = render.kinds_of(score)
        ready = render.stems_one_by_one(score, mix, self._sounds)
        for number, kind in enumerate(kinds):
            percent = _RENDER_FROM + (_RENDER_TO - _RENDER_FROM) * number // len(kinds)
            yield Progress(percent, _STAGES[kind]), kind, None
            _, stem = next(ready)
            yield Progress(percent, _STAGES[kind]), kind, stem


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


def _take(
    brief: Brief,
    score: Score,
    notices: tuple[str, ...],
    stems: dict[str, Sound],
    mixed: Sound,
    master: Sound,
    watch: Stopwatch,
) -> Take:
    return Take(
        brief=brief,
        engine=Composer.name,
        stems=stems,
        mix=mixed,
        master=master,
        loudness_lufs=round(loudness.integrated_lufs(master), 2),
        true_peak_dbtp=round(loudness.true_peak_dbtp(master), 2),
        score=notation.score_to_dict(score),
        midi=midi.midi_file(score),
        notices=notices,
        timings_s=watch.timings_s,
    )
