"""How long separating takes, and in how much memory: each measurement in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from audio.dsp.separation import weights
from audio.dsp.separation.presets import FOUR_STEMS, PRESETS
from audio.dsp.separation.separating import Means, separate
from audio.dsp.sound import Sound, frames_at
from script.memory import peak_mb

LENGTHS_S = (60.0, 900.0)
REAL_SIZE_S = 15.0


def run(models: Path) -> None:
    """Print seconds per second and the most memory, by length."""
    print(f"\n{weights.here(models).title}, by length: seconds of work per second of sound, and the most memory held")
    print(f"{'seconds':>8}{'s per s':>10}{'CPU s per s':>13}{'peak MB':>9}{'of it the sound and stems':>28}")
    for seconds in LENGTHS_S:
        found = _fresh("separate", str(seconds), str(models))
        held_mb = 4 * frames_at(seconds) * 8 / 2**20 * 1.25
        print(
            f"{seconds:>8g}{found['wall_s'] / seconds:>10.3f}{found['cpu_s'] / seconds:>13.3f}"
            f"{found['peak_mb']:>9.0f}{held_mb:>28.0f}",
            flush=True,
        )


def run_demucs(seconds: float = REAL_SIZE_S, device: str = "cpu") -> None:
    """Print our chunks against Demucs' own `Separator`, with random weights of the real size of htdemucs."""
    print(f"\nHTDemucs of its real size, random weights, {seconds:g} s on {device}: seconds per second, most memory")
    ours, stock = (_fresh(how, str(seconds), device) for how in ("ours", "stock"))
    for name, found in (("BeatFlow", ours), ("demucs.api", stock)):
        print(f"{name:<12}{found['wall_s'] / seconds:>8.3f}{found['peak_mb']:>9.0f} MB", flush=True)
    print(f"the sums of their vocals' magnitudes differ by {abs(ours['sum'] / stock['sum'] - 1.0):.1e} of them")


def _fresh(how: str, *arguments: str) -> dict[str, float]:
    command = [sys.executable, "-m", "script.separation_bench.speed", how, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _noise(seconds: float) -> Sound:
    """Something like music: bursts over tones."""
    frames, rng = frames_at(seconds), np.random.default_rng(1)
    sound = np.empty((frames, 2), np.float32)
    for start in range(0, frames, 22_050):
        piece = sound[start : start + 22_050]
        at = np.arange(len(piece))
        piece[:] = (0.1 * rng.standard_normal(len(piece)) * np.exp(-at / 3_000))[:, None]
        piece += (0.2 * np.sin(at * 2 * np.pi * 55 / 44_100))[:, None]
    return sound


def _separate(seconds: str, models: str) -> float:
    return float(sum(np.abs(stem).sum() for stem in separate(
        _noise(float(seconds)), PRESETS[FOUR_STEMS], Means(Path(models))).stems.values()))  # fmt: skip


def _ours(seconds: str, device: str) -> float:
    from audio.dsp.separation import demucs

    stems: dict[str, Sound] = {}
    for _ in demucs.separate(_htdemucs(), _noise(float(seconds)), ("vocals",), stems, device):
        pass
    return float(np.abs(stems["vocals"]).sum())


def _stock(seconds: str, device: str) -> float:
    import torch
    from demucs.api import Separator

    separator = Separator.__new__(Separator)
    separator._model, separator._samplerate, separator._audio_channels = _htdemucs(), 44_100, 2
    separator.update_parameter(device=device, shifts=0, overlap=0.25, split=True, segment=None, jobs=0,
                               progress=False, callback=None, callback_arg=None)  # fmt: skip
    _, stems = separator.separate_tensor(torch.from_numpy(_noise(float(seconds)).T.copy()), 44_100)
    return float(stems["vocals"].abs().sum())


def _htdemucs() -> object:
    """The settings of the published model."""
    import torch
    from demucs.htdemucs import HTDemucs

    from audio.dsp.separation.threads import use_all_cores

    use_all_cores()
    torch.manual_seed(1)
    return HTDemucs(
        sources=["drums", "bass", "other", "vocals"], segment=7.8, bottom_channels=512, t_layers=5, t_heads=8
    ).eval()


_HOW = {"separate": _separate, "ours": _ours, "stock": _stock}


def _main() -> None:
    how, *arguments = sys.argv[1:]
    started, worked = time.perf_counter(), time.process_time()
    total = _HOW[how](*arguments)
    wall_s, cpu_s = time.perf_counter() - started, time.process_time() - worked
    print(json.dumps({"wall_s": wall_s, "cpu_s": cpu_s, "peak_mb": peak_mb(), "sum": total}))


if __name__ == "__main__":
    _main()
