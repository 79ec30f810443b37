"""How often tempo, key, beats and bars are found, and how long that takes."""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import numpy as np

from audio.dsp.analysis.analyse import Analysis, analyse
from audio.dsp.sound import SAMPLE_RATE_HZ
from generation.engines.theory import parse_key
from script.analysis_bench import cases
from script.analysis_bench.cases import Case

CLOSE = 0.005
"""A tempo is found within half a per cent."""
BEAT_S = 0.01
_TEMPI = tuple(float(bpm) for bpm in range(50, 201, 5))


class Result(NamedTuple):
    """What was found out about one case."""

    name: str
    tempo: str
    """ "right", "half", "double" or "wrong"."""
    key: str
    """ "right", "relative", "parallel", "fifth" or "wrong"; nothing for clicks."""
    beats: float
    """The share of the true beats that have one within `BEAT_S`."""
    downbeats: float
    told: str
    processor_s: float
    duration_s: float


def run(sounds: Path, processes: int) -> None:
    """Measure the beats of which nothing was learnt, then clicks; print what is wrong and how much is right."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(partial(_of_beat, sounds), cases.beats(cases.MEASURED_SEEDS)))
    report("beats of the composer", found)
    report("click tracks, 50 to 200 bpm", [measured(case) for case in cases.clicks(_TEMPI)])


def _of_beat(sounds: Path, which: tuple[str, int]) -> Result:
    return measured(cases.beat(*which, sounds))


def measured(case: Case) -> Result:
    """Analyse a case and hold it against what is known of it."""
    began = time.process_time()
    found = analyse(case.sound)
    processor_s, duration_s = time.process_time() - began, len(case.sound) / SAMPLE_RATE_HZ
    beats_s = np.arange(case.first_s, duration_s, 60.0 / case.bpm)
    return Result(
        case.name,
        _tempo(found, case.bpm),
        _key(found, case),
        _share(beats_s, found.beats_s),
        _share(beats_s[::4], found.downbeats_s),
        f"{found.tempo.bpm if found.tempo else 0:g} for {case.bpm:g} bpm, {found.key.name if found.key else 'no key'}",
        processor_s,
        duration_s,
    )


def _tempo(found: Analysis, bpm: float) -> str:
    ratios = {"right": 1.0, "half": 0.5, "double": 2.0}
    heard = found.tempo.bpm / bpm if found.tempo else 0.0
    return next((name for name, ratio in ratios.items() if abs(heard / ratio - 1.0) <= CLOSE), "wrong")


def _key(found: Analysis, case: Case) -> str:
    if case.is_minor is None:
        return ""
    if found.key is None:
        return "wrong"
    heard = parse_key(found.key.name)
    steps = (heard.tonic - case.tonic) % 12
    if heard.is_minor == case.is_minor:
        return {0: "right", 5: "fifth", 7: "fifth"}.get(steps, "wrong")
    return {0: "parallel", 3 if case.is_minor else 9: "relative"}.get(steps, "wrong")


def _share(true_s: np.ndarray, found_s: tuple[float, ...]) -> float:
    if not found_s:
        return 0.0
    apart = np.abs(true_s[:, None] - np.array(found_s)[None, :]).min(axis=1)
    return float((apart <= BEAT_S).mean())


def report(title: str, results: list[Result]) -> None:
    """Print what went wrong and how much went right."""
    print(f"\n{title}: {len(results)}")
    for each in results:
        if each.tempo != "right" or each.key not in {"", "right"}:
            print(f"  ✗ {each.name}: heard {each.told}; tempo {each.tempo} {each.key and 'key ' + each.key}".rstrip())
    for what in ("tempo", "key"):
        if counts := Counter(getattr(each, what) for each in results if getattr(each, what)):
            print(f"  {what}: {counts['right'] / len(results):.0%} right; {dict(counts)}")
    if results[0].key:
        print(f"  beats within {BEAT_S * 1000:.0f} ms: {np.mean([each.beats for each in results]):.0%}")
        print(f"  downbeats within {BEAT_S * 1000:.0f} ms: {np.mean([each.downbeats for each in results]):.0%}")
    speed = sum(each.processor_s for each in results) / sum(each.duration_s for each in results)
    print(f"  {180.0 * speed:.1f} s of one processor for three minutes")
