"""MusicGen as an engine: a brief, and perhaps a sound to follow, become a beat with stems."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, TypeAlias

from audio.dsp.separation.presets import MUSIC, PRESETS, Preset
from audio.dsp.separation.separating import Means, Separated, separation
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound, frames_at
from audio.dsp.steps import Steps
from generation.engines import finishing, models
from generation.engines.base import Brief, Progress, Refused, Take
from generation.engines.composer.takes import Stopwatch
from generation.engines.facilities import Facilities
from generation.engines.musicgen import weights
from generation.engines.musicgen.prompt import words_of
from generation.engines.telling import within

if TYPE_CHECKING:  # torch is loaded with the first beat
    from torch import Tensor

    from generation.engines.musicgen.loading import Musicgen

Separate: TypeAlias = Callable[[Sound, Preset, Means], Steps[Separated]]
"""What a beat is taken apart into: MusicGen was taught on music without voices."""
_LOADED, _WRITTEN, _DECODED, _SEPARATED = 4, 74, 80, 94
_OVERLAP_S = 1.0
"""How much of a loop's end is heard under its beginning."""
_BY_EAR = "MusicGen takes tempo and key as a wish: count on {bpm:g} bpm and {key} only as far as your ears agree."


class MusicGen:
    """The models of Meta's MusicGen. What is heavy is loaded with the first beat and stays."""

    name = "musicgen"

    def __init__(self, facilities: Facilities, separate: Separate = separation) -> None:
        self._here, self._separate = facilities, separate

    def compose(self, brief: Brief) -> Iterator[Progress | Take]:
        """A beat from words, and around the brief's tune where it has one; that takes the melody model."""
        yield from self._made(brief, None)

    def follow(self, brief: Brief, reference: Sound) -> Iterator[Progress | Take]:
        """A beat around what a sound plays: a hum, or the melody of a track."""
        yield from self._made(brief, reference)

    def _made(self, brief: Brief, reference: Sound | None) -> Iterator[Progress | Take]:
        watch = Stopwatch()
        model = self._model_for(brief, reference)
        yield Progress(0, "Loading MusicGen…")
        sound = yield from self._played(model, brief, reference, watch)
        separated = yield from self._taken_apart(sound)
        watch.lap("separate")
        notices = (
            _BY_EAR.format(bpm=brief.bpm, key=brief.key),
            f"Its stems were found by: {separated.separator.title}.",
        )
        further = {"model": f"musicgen-{model}", "notices": notices}
        yield from finishing.finished(brief, self.name, separated.stems, watch, **further)

    def _taken_apart(self, sound: Sound) -> Generator[Progress, None, Separated]:
        """The stems; Demucs takes the place of MusicGen in memory where both don't fit."""
        steps = self._separate(sound, PRESETS[MUSIC], Means(self._here.models, self._here.device, models.held))
        return (yield from within(steps, _DECODED, _SEPARATED))

    def _model_for(self, brief: Brief, reference: Sound | None) -> str:
        """The model that can do it. Raises Refused where its weights are not here."""
        model = weights.MELODY if brief.tune or reference is not None else self._here.musicgen_model
        if lacks := weights.lacks_model(self._here, model):
            raise Refused("no_weights", lacks)
        return model

    def _played(
        self, model: str, brief: Brief, reference: Sound | None, watch: Stopwatch
    ) -> Generator[Progress, None, Sound]:
        """The sound, exactly as long as it is to be."""
        with self._loaded(model) as loaded:
            watch.lap("load")
            frames = frames_at(brief.duration_s)
            length_s = brief.duration_s + (_OVERLAP_S if brief.looping else 0.0)
            codes = yield from self._written(loaded, brief, length_s, _melody(brief, reference))
            watch.lap("write")
            yield Progress(_WRITTEN, "Playing it…")
            sound = _sound(loaded, codes)
        watch.lap("decode")
        return finishing.looped(sound, frames) if brief.looping else finishing.fitted(sound, frames)

    def _loaded(self, model: str) -> AbstractContextManager[Musicgen]:
        """The model, laid out for this machine."""
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # read when torch is loaded: threads that wait don't spin
        import torch

        from generation.engines.musicgen import loading

        device = self._here.device
        torch.set_num_threads(self._here.threads or os.cpu_count() or 1)  # the workers' one thread is for numpy
        folder = weights.found(self._here.models, model)
        precision = loading.chosen(self._here.musicgen_precision, device)
        needed = loading.bytes_needed(folder, precision, device)
        return models.held(f"musicgen-{model}", needed, lambda: loading.load(folder, precision, device), device)

    def _written(
        self, model: Musicgen, brief: Brief, length_s: float, melody: Tensor | None
    ) -> Generator[Progress, None, Tensor]:
        """The codes of so many seconds."""
        from generation.engines.musicgen import loading, writing
        from generation.engines.musicgen.sampling import Sampling

        frames = math.ceil(length_s * model.frames_per_s)
        wish = loading.Following(model, words_of(brief), melody)
        here = self._here
        sampling = Sampling(here.musicgen_top_k, here.musicgen_guidance, here.musicgen_temperature)
        steps = writing.write(model.decoder, wish, frames, sampling, brief.seed, writing.Sight())
        return (yield from _told(steps, frames, model.frames_per_s))


def _told(steps: Generator[int, None, Tensor], frames: int, frames_per_s: float) -> Generator[Progress, None, Tensor]:
    """Progress whenever a percent is done; returns what the steps return."""
    told = -1
    while True:
        try:
            done = next(steps)
        except StopIteration as end:
            codes: Tensor = end.value
            return codes
        percent = _LOADED + (_WRITTEN - _LOADED) * done // frames
        if percent > told:
            told = percent
            yield Progress(percent, f"Writing the music: {done / frames_per_s:.0f} of {frames / frames_per_s:.0f} s…")


def _melody(brief: Brief, reference: Sound | None) -> Tensor | None:
    """The chroma to follow; a sound says more than notes."""
    from generation.engines.musicgen import chroma

    if reference is not None:
        return chroma.of_sound(reference)
    return chroma.of_tune(brief.tune, brief.bpm) if brief.tune else None


def _sound(model: Musicgen, codes: Tensor) -> Sound:
    """Stereo at our rate; both sides alike, as the model hears one."""
    import numpy as np
    import soxr

    from generation.engines.musicgen import decoding

    samples: Any = decoding.waveform(model.codec, codes).cpu().numpy()
    mono = soxr.resample(samples, model.codec.config.sampling_rate, SAMPLE_RATE_HZ).astype(np.float32)
    return np.repeat(mono[:, None], 2, axis=1)
