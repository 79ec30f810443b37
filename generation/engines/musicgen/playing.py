"""From what is asked to sound: the model that transformers loaded writes codes, and EnCodec plays them."""

from __future__ import annotations

import math
import os
from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from audio.dsp.sound import SAMPLE_RATE_HZ, Sound
from audio.dsp.steps import Step, Steps
from generation.engines import models
from generation.engines.base import Brief
from generation.engines.composer.takes import Stopwatch
from generation.engines.facilities import Facilities
from generation.engines.musicgen import weights
from generation.engines.musicgen.prompt import words_of

if TYPE_CHECKING:  # torch is loaded with the first beat
    from torch import Tensor

    from generation.engines.musicgen.loading import Musicgen

_WRITTEN = 0.93
"""The share of the work after which all codes are written."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A brief, and a take of it for each seed."""

    brief: Brief
    seeds: tuple[int, ...]
    length_s: float
    """How much is to be played: a little more than the brief says where the end is to lead into the beginning."""
    reference: Sound | None
    """A sound to follow; it says more than the brief's tune."""

    @property
    def has_melody(self) -> bool:
        """Whether there is something to follow."""
        return self.reference is not None or bool(self.brief.tune)


def played(here: Facilities, model: str, asked: Asked, watch: Stopwatch) -> Steps[list[Sound]]:
    """The sounds of all takes, in the order of their seeds. As many are written at once as memory allows."""
    with _loaded(here, model) as loaded:
        watch.lap("load")
        codes: list[Tensor] = []
        yield from _written(here, loaded, asked, codes)
        watch.lap("write")
        yield Step(_WRITTEN, "Playing it…")
        sounds = [_sound(loaded, one) for one in codes]
    watch.lap("decode")
    return sounds


def _loaded(here: Facilities, model: str) -> AbstractContextManager[Musicgen]:
    """The model, laid out for this machine."""
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # read when torch is loaded: threads that wait don't spin
    import torch

    from generation.engines.musicgen import loading

    device = here.device
    torch.set_num_threads(here.threads or os.cpu_count() or 1)  # the workers' one thread is for numpy
    folder = weights.found(here.models, model)
    precision = loading.chosen(here.musicgen_precision, device)
    needed = loading.bytes_needed(folder, precision, device)
    return models.held(f"musicgen-{model}", needed, lambda: loading.load(folder, precision, device), device)


def _written(here: Facilities, model: Musicgen, asked: Asked, codes: list[Tensor]) -> Iterator[Step]:
    """Add the codes of every take to `codes`: as many at once as fit, and half as many where that was too many."""
    from generation.engines.musicgen import loading

    most = len(asked.seeds)
    while len(codes) < len(asked.seeds):
        left = asked.seeds[len(codes) :][:most]
        count = models.fitting(len(left), loading.bytes_of_take(model, here.musicgen_guidance), here.device)
        try:
            written = yield from _told(here, model, asked, len(codes), left[:count])
            codes.extend(written)
        except (MemoryError, RuntimeError) as error:
            if count == 1 or not models.is_out_of_memory(error):
                raise
            most = count // 2
        models.free()


def _told(here: Facilities, model: Musicgen, asked: Asked, before: int, seeds: tuple[int, ...]) -> Steps[Tensor]:
    """Write the takes of some seeds at once; tells whenever a percent is done. Returns codes (takes, books, frames)."""
    frames, told = math.ceil(asked.length_s * model.frames_per_s), -1
    steps = _steps(here, model, asked, frames, seeds)
    while True:
        try:
            done = next(steps)
        except StopIteration as end:
            codes: Tensor = end.value
            return codes
        percent = 100 * (before * frames + len(seeds) * done) // (len(asked.seeds) * frames)
        if percent > told:
            told = percent
            yield Step(_WRITTEN * percent / 100, _stage(asked, before, len(seeds), done / model.frames_per_s))


def _stage(asked: Asked, before: int, count: int, done_s: float) -> str:
    what = "Writing the music"
    if len(asked.seeds) > 1:
        last = before + count
        which = f"take {last}" if count == 1 else f"takes {before + 1} to {last} at once"
        what = f"Writing {which}"
    return f"{what}: {done_s:.0f} of {asked.length_s:.0f} s…"


def _steps(
    here: Facilities, model: Musicgen, asked: Asked, frames: int, seeds: tuple[int, ...]
) -> Generator[int, None, Tensor]:
    from generation.engines.musicgen import loading, writing
    from generation.engines.musicgen.sampling import Sampling

    wish = loading.Following(model, words_of(asked.brief), _melody(asked))
    sampling = Sampling(here.musicgen_top_k, here.musicgen_guidance, here.musicgen_temperature)
    return writing.write(model.decoder, wish, frames, sampling, seeds, writing.Sight())


def _melody(asked: Asked) -> Tensor | None:
    """The chroma to follow; a sound says more than notes."""
    from generation.engines.musicgen import chroma

    if asked.reference is not None:
        return chroma.of_sound(asked.reference)
    return chroma.of_tune(asked.brief.tune, asked.brief.bpm) if asked.brief.tune else None


def _sound(model: Musicgen, codes: Tensor) -> Sound:
    """What codes sound like."""
    from generation.engines.musicgen import decoding

    samples: Any = decoding.channels(model.codec, codes, model.channels).cpu().numpy()
    return stereo(samples, model.codec.config.sampling_rate)


def stereo(samples: Any, rate_hz: int) -> Sound:
    """Samples (channels, frames) as a sound; both sides alike where there is one channel."""
    import numpy as np
    import soxr

    sides = soxr.resample(samples.T, rate_hz, SAMPLE_RATE_HZ).astype(np.float32)
    return np.ascontiguousarray(sides if sides.shape[1] == 2 else np.repeat(sides, 2, axis=1))
