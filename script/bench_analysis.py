"""The bench of analysis: accuracy over 84 beats and click tracks, and speed: `script/bench analysis [--learn]`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["PYTHONPATH"] = str(ROOT)
for pool in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(pool, "1")

from script.analysis_bench import accuracy, learning  # noqa: E402


def main() -> None:
    """Measure; where it is asked for, learn anew before."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learn", action="store_true", help="find the weights in learned.json anew first")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--sounds", type=Path, default=ROOT / "node_modules")
    wanted = parser.parse_args()
    if wanted.learn:
        learning.learn(wanted.sounds, wanted.processes)
    accuracy.run(wanted.sounds, wanted.processes)


if __name__ == "__main__":
    main()
