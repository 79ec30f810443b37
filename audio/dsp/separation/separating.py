"""Taking a mix apart by the best separator that is installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from audio.dsp.codec import quantise
from audio.dsp.separation import blocks, builtin, demucs, residual, vocals, weights
from audio.dsp.separation.presets import Preset
from audio.dsp.separation.weights import Separator
from audio.dsp.sound import Sound
from audio.dsp.steps import Step, Steps, finished

Hold = Callable[[str, int, Callable[[], Any], str], AbstractContextManager[Any]]
"""Hands out a loaded model: its name, the bytes that it needs, how to load it, and the device."""


@dataclass(frozen=True, slots=True)
class Separated:
    """Stems on the 24-bit grid, exactly as long as the mix, that sum to it exactly; and who found them."""

    stems: dict[str, Sound]
    separator: Separator


@contextmanager
def _loaded(name: str, bytes_needed: int, load: Callable[[], Any], device: str) -> Iterator[Any]:
    """A model for this once."""
    yield load()


@dataclass(frozen=True, slots=True)
class Means:
    """What a separation may use."""

    models: Path
    """The folder of local weights."""
    device: str = "cpu"
    hold: Hold = _loaded


def separate(
    sound: Sound, preset: Preset, means: Means, on_progress: Callable[[float, str], None] | None = None
) -> Separated:
    """Take a mix apart. `on_progress` hears the share that is done (0–1) and the stage; raising in it cancels.

    Raises ValueError with a sentence where nothing here can find these stems.
    """
    return finished(separation(sound, preset, means), on_progress)


def separation(sound: Sound, preset: Preset, means: Means) -> Steps[Separated]:
    """`separate`, step by step; closing it cancels. Where no voice can be found, four stems come without vocals."""
    separator = weights.here(means.models)
    if lack := weights.lacks(separator, preset.stems):
        raise ValueError(lack)
    if separator is weights.BUILTIN_WITH_VOICE and not preset.may_have_voice:
        separator = weights.BUILTIN
    mix = quantise(sound)
    if separator is weights.DEMUCS:
        estimates = yield from _by_demucs(mix, preset, means)
    else:
        estimates = yield from _by_builtin(mix, preset, means, with_voice=separator is weights.BUILTIN_WITH_VOICE)
    return Separated(residual.summing(estimates, mix, preset.rest), separator)


def _by_demucs(mix: Sound, preset: Preset, means: Means) -> Steps[dict[str, Sound]]:
    stems: dict[str, Sound] = {}
    yield Step(0.0, "Loading Demucs…")
    with means.hold(demucs.NAME, demucs.BYTES_NEEDED, lambda: demucs.load(means.models), means.device) as model:
        for share in demucs.separate(model, mix, preset.stems, stems, means.device):
            yield Step(share, "Taking the mix apart with Demucs…")
    return stems


def _by_builtin(mix: Sound, preset: Preset, means: Means, *, with_voice: bool) -> Steps[dict[str, Sound]]:
    """The voice first, so that it is not taken for an instrument; then the instruments in what is left."""
    instruments = [name for name in preset.stems if name != "vocals"]
    found: dict[str, Sound] = {}
    voice_share = 0.0 if not with_voice else 0.5 if instruments else 1.0
    if with_voice:
        for share in _voice(mix, means, found):
            yield Step(voice_share * share, "Listening for the voice…")
    music = mix - found["vocals"] if with_voice else mix
    if instruments:
        separate_block = partial(builtin.separate, wanted=instruments)
        for share in blocks.each(separate_block, music, builtin.BLOCK_FRAMES, builtin.OVERLAP_FRAMES, found):
            yield Step(voice_share + (1.0 - voice_share) * share, "Telling drums and bass from the rest…")
    return {name: found[name] for name in preset.stems if name in found}


def _voice(mix: Sound, means: Means, found: dict[str, Sound]) -> Iterator[float]:
    def load() -> Any:
        return vocals.load(means.device)

    with means.hold(vocals.NAME, vocals.BYTES_NEEDED, load, means.device) as network:

        def separator(block: Sound) -> dict[str, Sound]:
            return vocals.separate(network, block, means.device)

        yield from blocks.each(separator, mix, vocals.BLOCK_FRAMES, vocals.OVERLAP_FRAMES, found)
