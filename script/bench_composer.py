"""How long the composer takes over a beat, step by step, and in how much memory: `python script/bench_composer.py`."""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
for pool in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(pool, "1")

from generation.engines.base import Brief, Take  # noqa: E402
from generation.engines.composer.engine import Composer  # noqa: E402
from generation.engines.composer.genres import GENRES  # noqa: E402

STEPS = ("compose", "render", "mix", "master", "all")
KINDS = ("drums", "bass", "chords", "melody", "other")


def main() -> None:
    """Print a table: the median of each step over the runs, by genre."""
    wanted = arguments()
    composer = Composer(wanted.sounds)
    genres = list(GENRES) if wanted.genres == ["all"] else wanted.genres
    print(f"{machine()}; {wanted.seconds:g} s of {len(KINDS)} stems, median of {wanted.runs} runs, in seconds")
    print(f"{'genre':<16}" + "".join(f"{step:>9}" for step in STEPS) + f"{'first':>9}{'CPU':>9}")
    for genre in genres:
        print(row(genre, [timed(composer, genre, wanted.seconds, wanted.seed) for _ in range(wanted.runs)]), flush=True)
    print(f"peak memory {peak_memory_mb():.0f} MB")


def arguments() -> argparse.Namespace:
    """What was asked on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("genres", nargs="*", default=["house"], help="genres, or “all” (default: house)")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--sounds", type=Path, default=ROOT / "node_modules", help="the folder of the sound packages")
    wanted = parser.parse_args()
    unknown = [genre for genre in wanted.genres if genre not in GENRES and genre != "all"]
    if unknown:
        parser.error(f"unknown genre “{unknown[0]}”: choose from {', '.join(GENRES)}, all")
    return wanted


def timed(composer: Composer, name: str, seconds: float, seed: int) -> dict[str, float]:
    """Seconds by step of one beat, as its take tells them; the whole and the processor's time by the clock."""
    genre = GENRES[name]
    brief = Brief(name, float(genre.default_bpm), "C minor", genre.moods[0], seconds, seed, kinds=KINDS)
    started, worked = time.perf_counter(), time.process_time()
    *_, take = composer.compose(brief)
    assert isinstance(take, Take)
    return {**take.timings_s, "all": time.perf_counter() - started, "cpu": time.process_time() - worked}


def row(genre: str, runs: list[dict[str, float]]) -> str:
    """One line of the table: medians, then the first run (with cold caches) and the processor's time."""
    medians = [statistics.median(run[step] for run in runs) for step in STEPS]
    cpu_s = statistics.median(run["cpu"] for run in runs)
    return f"{genre:<16}" + "".join(f"{value:>9.2f}" for value in medians) + f"{runs[0]['all']:>9.2f}{cpu_s:>9.2f}"


def machine() -> str:
    """The processor's model and how many cores this process may use."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        lines = [line for line in cpuinfo.read_text().splitlines() if line.startswith("model name")]
        model = lines[0].partition(":")[2].strip() if lines else model
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{model}, {cores} cores"


def peak_memory_mb() -> float:
    """The most memory that this process ever held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


if __name__ == "__main__":
    main()
