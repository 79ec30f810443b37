"""How long the composer takes over a beat, step by step, and in how much memory."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

from audio.dsp.codec import quantise
from generation.engines.base import Brief, Take
from generation.engines.composer import mixing, render, write
from generation.engines.composer.engine import Composer
from generation.engines.composer.genres import GENRES
from script.memory import peak_mb

STEPS = ("compose", "render", "mix", "master", "all")
KINDS = ("drums", "bass", "chords", "melody", "other")
PIECES = ("compose", *KINDS, "mix", "master")
LENGTHS_S = (30.0, 90.0, 300.0)
RUNS, SEED = 5, 7
GOAL_LENGTH_S, SPEED_GOAL_S, MEMORY_GOAL_MB = 30.0, 1.0, 500.0
"""What thirty seconds may take, on two cores that have nothing else to do."""


def run(genres: list[str], seconds: float, sounds: Path) -> None:
    """Print a table: the median of each step over the runs, by genre."""
    composer = Composer(sounds)
    print(f"{machine()}; {seconds:g} s of {len(KINDS)} stems, median of {RUNS} runs, in seconds")
    print(f"{'genre':<16}" + "".join(f"{step:>9}" for step in STEPS) + f"{'first':>9}{'CPU':>9}")
    for genre in genres:
        print(_row(genre, [timed(composer, genre, seconds) for _ in range(RUNS)]), flush=True)


def timed(composer: Composer, name: str, seconds: float) -> dict[str, float]:
    """Seconds by step of one beat, as its take tells them; the whole and the processor's time by the clock."""
    brief = _brief(name, seconds)
    started, worked = time.perf_counter(), time.process_time()
    *_, take = composer.compose(brief)
    assert isinstance(take, Take)
    return {**take.timings_s, "all": time.perf_counter() - started, "cpu": time.process_time() - worked}


def _brief(name: str, seconds: float) -> Brief:
    """What the bench asks for: always the same beat of a genre."""
    genre = GENRES[name]
    return Brief(name, float(genre.default_bpm), "C minor", genre.moods[0], seconds, SEED, kinds=KINDS)


def _row(genre: str, runs: list[dict[str, float]]) -> str:
    """One line of the table: medians, then the first run (with cold caches) and the processor's time."""
    medians = [statistics.median(run[step] for run in runs) for step in STEPS]
    cpu_s = statistics.median(run["cpu"] for run in runs)
    mark = "  ✗" if medians[-1] > SPEED_GOAL_S else ""
    return (
        f"{genre:<16}" + "".join(f"{value:>9.2f}" for value in medians) + f"{runs[0]['all']:>9.2f}{cpu_s:>9.2f}{mark}"
    )


def run_shares(genres: list[str], seconds: float, sounds: Path) -> None:
    """Print where the time goes: the processor's milliseconds for each piece of the work, one after the other."""
    print(f"\nThe processor's time by piece of the work, median of {RUNS} runs on one thread, in milliseconds")
    print(f"{'genre':<16}" + "".join(f"{piece:>9}" for piece in (*PIECES, "all")))
    for genre in genres:
        runs = [_shares(genre, seconds, sounds) for _ in range(RUNS + 1)][1:]
        medians = [statistics.median(run[piece] for run in runs) for piece in PIECES]
        print(f"{genre:<16}" + "".join(f"{1_000 * value:>9.0f}" for value in (*medians, sum(medians))), flush=True)


def _shares(name: str, seconds: float, sounds: Path) -> dict[str, float]:
    """Seconds of the processor's time by piece of the work."""
    clock = _Clock()
    score, _ = write.compose_score(_brief(name, seconds))
    clock.lap("compose")
    mix, stems = GENRES[name].mix, {}
    for kind in render.kinds_of(score):
        stems[kind] = render.render_stem(score, kind, mix, sounds)
        clock.lap(kind)
    balanced = mixing.balance(stems, mix)
    clock.lap("mix")
    mixing.mastered(quantise(mixing.sum_of(balanced)), mix, score.looping)
    clock.lap("master")
    return clock.laps_s


class _Clock:
    """The time that the processor spent, lap by lap; nothing in laps that were not run."""

    def __init__(self) -> None:
        self.laps_s = dict.fromkeys(PIECES, 0.0)
        self._since = time.process_time()

    def lap(self, piece: str) -> None:
        now = time.process_time()
        self.laps_s[piece] = now - self._since
        self._since = now


def run_lengths(genre: str, sounds: Path) -> None:
    """Print time and memory over the length, each length in a fresh process: the second of two beats is timed."""
    print(f"\n{genre} by length: a second beat in a fresh process, and the most memory it held")
    print(f"{'seconds':>8}{'all':>9}{'per 30 s':>10}{'CPU':>9}{'per 30 s':>10}{'peak MB':>9}")
    for seconds in LENGTHS_S:
        found = _in_a_fresh_process(genre, seconds, sounds)
        mark = "  ✗" if seconds <= GOAL_LENGTH_S and found["peak_mb"] > MEMORY_GOAL_MB else ""
        spent = "".join(f"{found[of]:>9.2f}{found[of] * 30.0 / seconds:>10.2f}" for of in ("all", "cpu"))
        print(f"{seconds:>8g}{spent}{found['peak_mb']:>9.0f}{mark}", flush=True)


def _in_a_fresh_process(genre: str, seconds: float, sounds: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "script.composer_bench.speed", genre, str(seconds), "--sounds", str(sounds)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def machine() -> str:
    """The processor's model and how many cores this process may use."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        lines = [line for line in cpuinfo.read_text().splitlines() if line.startswith("model name")]
        model = lines[0].partition(":")[2].strip() if lines else model
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{model}, {cores} cores"


def _main() -> None:
    """Two beats in this process; the second one's figures, as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("genre")
    parser.add_argument("seconds", type=float)
    parser.add_argument("--sounds", type=Path, required=True)
    wanted = parser.parse_args()
    composer = Composer(wanted.sounds)
    timed(composer, wanted.genre, wanted.seconds)
    print(json.dumps({**timed(composer, wanted.genre, wanted.seconds), "peak_mb": peak_mb()}))


if __name__ == "__main__":
    _main()
