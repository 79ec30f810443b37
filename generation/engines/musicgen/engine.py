"""MusicGen as an engine: a brief, and perhaps a sound to follow, become takes with stems."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from audio.dsp.separation.presets import MUSIC, PRESETS, Preset
from audio.dsp.separation.separating import Means, Separated, separation
from audio.dsp.sound import Sound, frames_at
from audio.dsp.steps import Steps
from generation.engines import finishing, models
from generation.engines.base import Brief, Progress, Refused, Take
from generation.engines.composer.takes import Stopwatch
from generation.engines.facilities import Facilities
from generation.engines.musicgen import audiocraft, playing, weights
from generation.engines.musicgen.playing import Asked
from generation.engines.telling import within

Separate: TypeAlias = Callable[[Sound, Preset, Means], Steps[Separated]]
"""What a beat is taken apart into: MusicGen was taught on music without voices."""
Player: TypeAlias = Callable[[Facilities, str, Asked, Stopwatch], Steps[list[Sound]]]
"""What goes from what is asked to sound: a runtime."""
_LOADED, _PLAYED, _SEPARATED = 4, 80, 94
_OVERLAP_S = 1.0
"""How much of a loop's end is heard under its beginning."""
_BY_EAR = "MusicGen takes tempo and key as a wish: count on {bpm:g} bpm and {key} only as far as your ears agree."
_IN_LINE = "Written. Its stems are found after those of the takes before it…"


class MusicGen:
    """The models of Meta's MusicGen. What is heavy is loaded with the first beat and stays."""

    name = "musicgen"

    def __init__(self, facilities: Facilities, separate: Separate = separation) -> None:
        self._here, self._separate = facilities, separate

    def compose(self, brief: Brief) -> Iterator[Progress | Take]:
        """A beat from words, and around the brief's tune where it has one; that takes the melody model."""
        return (step for _, step in self._made([brief], None, lambda index: True))

    def follow(self, brief: Brief, reference: Sound) -> Iterator[Progress | Take]:
        """A beat around what a sound plays: a hum, or the melody of a track."""
        return (step for _, step in self._made([brief], reference, lambda index: True))

    def compose_batch(
        self, briefs: Sequence[Brief], is_wanted: Callable[[int], bool]
    ) -> Iterator[tuple[int, Progress | Take]]:
        """The takes of briefs that differ in their seed, written in the same steps. Each is what it would be alone."""
        return self._made(briefs, None, is_wanted)

    def _made(
        self, briefs: Sequence[Brief], reference: Sound | None, is_wanted: Callable[[int], bool]
    ) -> Iterator[tuple[int, Progress | Take]]:
        watch = Stopwatch()
        asked = _asked(briefs, reference)
        model = self._model_for(asked)
        yield from _to_all(briefs, Progress(0, "Loading MusicGen…"))
        steps = within(self._player(asked)(self._here, model, asked, watch), _LOADED, _PLAYED)
        played_by = f"musicgen-{model}" + (" (audiocraft)" if self._is_audiocraft(asked) else "")
        sounds = yield from _together(steps, briefs, is_wanted)
        for index, (brief, sound) in enumerate(zip(briefs, sounds, strict=False)):
            yield from _to_all(briefs[index + 1 :], Progress(_PLAYED, _IN_LINE), index + 1)
            for made in self._finished(brief, played_by, sound, watch):
                if not is_wanted(index):
                    break
                yield index, made

    def _finished(self, brief: Brief, played_by: str, sound: Sound, watch: Stopwatch) -> Iterator[Progress | Take]:
        """One take of what was played: exactly as long as it is to be, taken apart, summed and mastered."""
        watch = watch.branch()
        frames = frames_at(brief.duration_s)
        whole = finishing.looped(sound, frames) if brief.looping else finishing.fitted(sound, frames)
        separated = yield from self._taken_apart(whole)
        watch.lap("separate")
        notices = (
            _BY_EAR.format(bpm=brief.bpm, key=brief.key),
            f"Its stems were found by: {separated.separator.title}.",
        )
        further = {"model": played_by, "notices": notices}
        yield from finishing.finished(brief, self.name, separated.stems, watch, **further)

    def _taken_apart(self, sound: Sound) -> Generator[Progress, None, Separated]:
        """The stems; Demucs takes the place of MusicGen in memory where both don't fit."""
        steps = self._separate(sound, PRESETS[MUSIC], Means(self._here.models, self._here.device, models.held))
        return (yield from within(steps, _PLAYED, _SEPARATED))

    def _player(self, asked: Asked) -> Player:
        """The runtime that is chosen; what follows a melody goes by ours."""
        return audiocraft.played if self._is_audiocraft(asked) else playing.played

    def _is_audiocraft(self, asked: Asked) -> bool:
        return self._here.musicgen_runtime == "audiocraft" and not asked.has_melody

    def _model_for(self, asked: Asked) -> str:
        """The model that can do it. Raises Refused where its weights are not here."""
        model = weights.melody_model(self._here) if asked.has_melody else self._here.musicgen_model
        if self._is_audiocraft(asked):
            return model
        if lacks := weights.lacks_model(self._here, model):
            raise Refused("no_weights", lacks)
        return model


def _asked(briefs: Sequence[Brief], reference: Sound | None) -> Asked:
    """What is asked of the model. Raises ValueError where briefs differ in more than their seed."""
    first = briefs[0]
    if any(replace(brief, seed=first.seed) != first for brief in briefs):
        raise ValueError("Takes of a batch may differ in their seed alone.")
    return Asked(
        brief=first,
        seeds=tuple(brief.seed for brief in briefs),
        length_s=first.duration_s + (_OVERLAP_S if first.looping else 0.0),
        reference=reference,
    )


def _together(
    steps: Generator[Progress, None, list[Sound]], briefs: Sequence[Brief], is_wanted: Callable[[int], bool]
) -> Generator[tuple[int, Progress], None, list[Sound]]:
    """Steps of work for all takes; gives their sounds, or none as soon as nobody wants any."""
    while any(is_wanted(index) for index in range(len(briefs))):
        try:
            step = next(steps)
        except StopIteration as done:
            sounds: list[Sound] = done.value
            return sounds
        yield from _to_all(briefs, step)
    steps.close()
    return []


def _to_all(briefs: Sequence[Brief], step: Progress, first: int = 0) -> Iterator[tuple[int, Progress]]:
    """The same step for each of the takes, which are numbered from `first`."""
    return ((first + index, step) for index in range(len(briefs)))
