"""The composer's bench: speed and memory, then what its beats measure: `script/bench composer [options]`.

Without options everything runs; `--speed`, `--matrix`, `--distances`, `--controls` and `--sameness` choose a part.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["PYTHONPATH"] = str(ROOT)
for pool in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(pool, "1")

from generation.engines.composer.genres import GENRES  # noqa: E402
from script.composer_bench import controls, distances, matrix, sameness, speed  # noqa: E402
from script.composer_bench.beats import SECONDS, SEEDS  # noqa: E402

SPEED_S = 30.0
PARTS = ("speed", "matrix", "distances", "controls", "sameness")


def main() -> None:
    """Run the parts that were asked for, in order."""
    wanted = arguments()
    parts = [part for part in PARTS if getattr(wanted, part)] or list(PARTS)
    for part in parts:
        print(f"\n— {part} —", flush=True)
        _RUN[part](wanted)


def _speed(wanted: argparse.Namespace) -> None:
    genres = wanted.genres or ["house", "jazz", "trap"]
    speed.run(genres, SPEED_S, wanted.sounds)
    speed.run_shares(genres, SPEED_S, wanted.sounds)
    for genre in genres:
        speed.run_lengths(genre, wanted.sounds)


def _matrix(wanted: argparse.Namespace) -> None:
    matrix.run(wanted.genres or list(GENRES), wanted.seeds, wanted.seconds, wanted.sounds)


def _distances(wanted: argparse.Namespace) -> None:
    distances.run(wanted.genres or list(GENRES), wanted.sounds)


def _controls(wanted: argparse.Namespace) -> None:
    controls.run(wanted.genres or list(GENRES), wanted.sounds)


def _sameness(wanted: argparse.Namespace) -> None:
    sameness.run(wanted.genres or list(GENRES), wanted.sounds)


_RUN = {"speed": _speed, "matrix": _matrix, "distances": _distances, "controls": _controls, "sameness": _sameness}


def arguments() -> argparse.Namespace:
    """What was asked on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for part in PARTS:
        parser.add_argument(f"--{part}", action="store_true", help=f"the {part} alone")
    parser.add_argument("--genres", type=_genres, default=[], help="separated by commas, or “all”")
    parser.add_argument("--seeds", type=_numbers(int), default=list(SEEDS), help="separated by commas")
    parser.add_argument("--seconds", type=_numbers(float), default=list(SECONDS), help="lengths, separated by commas")
    parser.add_argument("--sounds", type=Path, default=ROOT / "node_modules", help="the folder of the sound packages")
    return parser.parse_args()


def _genres(text: str) -> list[str]:
    """The genres that are named."""
    names = list(GENRES) if text == "all" else [name.strip() for name in text.split(",")]
    unknown = [name for name in names if name not in GENRES]
    if unknown:
        raise argparse.ArgumentTypeError(f"unknown genre “{unknown[0]}”: choose from {', '.join(GENRES)}, all")
    return names


def _numbers(kind: type[int] | type[float]) -> Callable[[str], list[float]]:
    """A reader of numbers separated by commas."""
    return lambda text: [kind(number) for number in text.split(",")]


if __name__ == "__main__":
    main()
