"""The composer as an engine: from a brief to a take, saying how far it is."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from functools import partial
from pathlib import Path

from audio.dsp.sound import Sound
from generation.engines.base import Brief, Held, Progress, Take
from generation.engines.composer import mixing, render, write
from generation.engines.composer.extending import extended
from generation.engines.composer.genre import Mix
from generation.engines.composer.genres import GENRES
from generation.engines.composer.regenerating import regenerated
from generation.engines.composer.score import Score
from generation.engines.composer.takes import ENGINE, Stopwatch, finished

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

    name = ENGINE

    def __init__(self, sounds: Path) -> None:
        self._sounds = sounds

    def compose(self, brief: Brief) -> Iterator[Progress | Take]:
        """Write, play, mix and master a beat; the same brief gives the same bytes on one machine and lock."""
        watch = Stopwatch()
        yield Progress(0, "Writing the chords…")
        score, notices = write.compose_score(brief)
        watch.lap("compose")
        yield from self._produced(brief, score, notices, watch)

    def regenerate(self, held: Held, stem: str, brief: Brief) -> Iterator[Progress | Take]:
        """A new take of one stem of a commit, by the seed and the wishes of a brief; the others stay as they are."""
        yield from regenerated(self._sounds, held, stem, brief)

    def extend(self, held: Held, bars: int, place: str, brief: Brief) -> Iterator[Progress | Take]:
        """A commit's beat, longer by so many bars "before" it or "after" it."""
        yield from extended(self._sounds, held, bars, place, brief)

    def _produced(
        self, brief: Brief, score: Score, notices: tuple[str, ...], watch: Stopwatch
    ) -> Iterator[Progress | Take]:
        """Everything after the writing."""
        mix = GENRES[score.genre].mix
        stems = yield from self._rendered(score, mix)
        watch.lap("render")
        yield Progress(_RENDER_TO, "Mixing…")
        yield from finished(brief, score, mixing.with_headroom(stems), watch, notices=notices)

    def _rendered(self, score: Score, mix: Mix) -> Generator[Progress, None, dict[str, Sound]]:
        """The stems, in balance; what was held on the way to them is let go."""
        stems: dict[str, Sound] = {}
        for progress, kind, stem in self._played(score, mix):
            yield progress
            stems |= {kind: stem} if stem is not None else {}
        return stems

    def _played(self, score: Score, mix: Mix) -> Iterator[tuple[Progress, str, Sound | None]]:
        """Before each stem the stage that names it, then the stem."""
        kinds = render.kinds_of(score)
        level = partial(mixing.levelled, mix=mix)
        ready = render.stems_one_by_one(score, mix, self._sounds, then=level)
        for number, kind in enumerate(kinds):
            percent = _RENDER_FROM + (_RENDER_TO - _RENDER_FROM) * number // len(kinds)
            yield Progress(percent, _STAGES[kind]), kind, None
            _, stem = next(ready)
            yield Progress(percent, _STAGES[kind]), kind, stem
