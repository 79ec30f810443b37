"""Masters of all genres for all places: `python script/bench_mastering.py [SECONDS] [SEED]`.

Composes a beat of each genre (by default 20 s) and masters its mix by each preset: the loudness and the true peak that
were reached, by ITU-R BS.1770-4 as pyloudnorm reads it and by our own meter, how much of the crest went, and how many
seconds a minute of sound costs.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
from pyloudnorm import Meter

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from audio.dsp import mastering  # noqa: E402
from audio.dsp.master_presets import CEILING_DBTP, PRESETS  # noqa: E402
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound  # noqa: E402
from generation.engines.base import Brief, Take  # noqa: E402
from generation.engines.composer.genres import GENRES  # noqa: E402
from generation.engines.facilities import Facilities  # noqa: E402
from generation.engines.registry import engines  # noqa: E402

_TOLERANCE_LU = 0.3


def main() -> int:
    """1 where a master misses its loudness or goes over the ceiling."""
    seconds, seed = (int(said) for said in (sys.argv[1:] + ["20", "7"][len(sys.argv) - 1 :]))
    misses, cases = 0, 0
    print(f"{'genre':<14} {'preset':<10} {'before':>7} {'LUFS':>7} {'off':>6} {'dBTP':>6} {'crest':>6} {'s/min':>6}")
    for genre in GENRES:
        mix = mix_of(genre, seconds, seed)
        for preset in PRESETS:
            cases, misses = cases + 1, misses + (not told(genre, preset, mix))
    print(f"{cases - misses} of {cases} within ±{_TOLERANCE_LU:g} LU and at most {CEILING_DBTP:g} dBTP")
    return 1 if misses else 0


def mix_of(genre: str, seconds: int, seed: int) -> Sound:
    """The mix of a beat of this genre."""
    chosen = GENRES[genre]
    composer = engines(Facilities(ROOT / "node_modules"))["composer"]
    brief = Brief(genre, chosen.default_bpm, "A minor", chosen.moods[0], seconds, seed=seed)
    return next(step for step in composer.compose(brief) if isinstance(step, Take)).mix


def told(genre: str, preset: str, mix: Sound) -> bool:
    """Print one line; whether the master is what was asked for."""
    began = time.process_time()
    done = mastering.to_preset(mix, preset)
    cost_s = (time.process_time() - began) * 60 * SAMPLE_RATE_HZ / len(mix)
    lufs = Meter(SAMPLE_RATE_HZ).integrated_loudness(done.sound.astype(np.float64))
    off, peak = lufs - PRESETS[preset].target_lufs, done.after.true_peak_dbtp
    reached = f"{done.before.integrated_lufs:7.2f} {lufs:7.2f} {off:+6.2f} {peak:6.2f} {crest_db(done.sound):6.1f}"
    print(f"{genre:<14} {preset:<10} {reached} {cost_s:6.1f}", flush=True)
    return abs(off) <= _TOLERANCE_LU and peak <= CEILING_DBTP


def crest_db(sound: Sound) -> float:
    """How far the highest sample stands above the root of the mean square."""
    return float(20 * np.log10(np.abs(sound).max() / np.sqrt(np.mean(np.square(sound, dtype=np.float64)))))


if __name__ == "__main__":
    sys.exit(main())
