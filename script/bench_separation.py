"""The separators' bench: `script/bench separation [options]`.

Mixes are the composer's own beats, whose stems are known, and speech by espeak-ng (Debian: espeak-ng) for a voice.
`--quality`, `--speed` and `--demucs` choose a part; without them quality and speed run. `--demucs` needs what
`script/setup --ml` installs, and compares with Demucs' own code, with random weights of the real size.
"""

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

from generation.engines.composer.genres import GENRES  # noqa: E402
from script.separation_bench import quality, speed  # noqa: E402


def main() -> None:
    """Run the parts that were asked for, in order."""
    wanted = arguments()
    is_chosen = wanted.quality or wanted.speed or wanted.demucs
    if wanted.quality or not is_chosen:
        quality.run(wanted.genres or list(GENRES), wanted.seconds, wanted.sounds, wanted.models)
    if wanted.speed or not is_chosen:
        speed.run(wanted.models)
    if wanted.demucs:
        speed.run_demucs(device=wanted.device)


def arguments() -> argparse.Namespace:
    """What was asked on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for part in ("quality", "speed", "demucs"):
        parser.add_argument(f"--{part}", action="store_true", help=f"the {part} alone")
    parser.add_argument("--genres", type=lambda text: text.split(","), default=[], help="separated by commas")
    parser.add_argument("--seconds", type=float, default=20.0, help="of each genre")
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu", help="for --demucs")
    parser.add_argument("--models", type=Path, default=ROOT / "data" / "models", help="the folder of local weights")
    parser.add_argument("--sounds", type=Path, default=ROOT / "node_modules", help="the folder of the sound packages")
    return parser.parse_args()


if __name__ == "__main__":
    main()
