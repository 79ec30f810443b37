"""The bench of hums: how many notes are found of hums that are made up, how often the tempo, and how fast."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from statistics import mean, median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
for pool in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(pool, "1")

from audio.dsp.humming import hearing, timing  # noqa: E402
from tests import hums  # noqa: E402

_TEMPI_BPM = (70.0, 84.0, 96.0, 118.0, 130.0)


def main() -> None:
    """Every kind of hum, with every tune at every tempo."""
    hearing.notes_of(hums.made_up("clean")[0])  # loads the model
    told: list[float] = []
    for kind in hums.KINDS:
        scores, hits, tempi = [], 0, []
        for tune in range(len(hums.TUNES)):
            for bpm in _TEMPI_BPM:
                sound, true = hums.made_up(kind, tune, bpm)
                began = time.perf_counter()
                found = hearing.notes_of(sound)
                tempi.append((time.perf_counter() - began) / (len(sound) / 44_100) * 10)
                scores.append(hums.f1(found, true))
                hits += abs(timing.tempo_of(found).bpm / bpm - 1) < 0.02
        told += tempi
        print(f"{kind:8} {len(scores)} hums: note F1 {mean(scores):.3f} (least {min(scores):.3f}), tempo right {hits}")
    print(f"10 s of humming: {median(told):.2f} s")


if __name__ == "__main__":
    main()
