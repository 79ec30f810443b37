"""The matrix: every genre, seed and length held to every criterion, in worker processes of their own."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from itertools import product
from multiprocessing import get_context
from pathlib import Path

from generation.engines.base import Brief
from script.composer_bench.beats import brief_of, take_of
from tests.generation.composer.measuring.criteria import CRITERIA, Finding, findings

WORKERS = 2


@dataclass(frozen=True)
class Result:
    """One beat of the matrix."""

    brief: Brief
    findings: list[Finding]
    wall_s: float


def measured(sounds: Path, brief: Brief) -> Result:
    """Make a beat and hold it to every criterion."""
    started = time.perf_counter()
    return Result(brief, findings(take_of(brief, sounds), sounds), time.perf_counter() - started)


def run(genres: Iterable[str], seeds: Iterable[int], seconds: Iterable[float], sounds: Path) -> list[Result]:
    """Measure the whole matrix, print it, and give it back."""
    started = time.perf_counter()
    results = []
    for genre, rows in _by_genre(list(genres), list(seeds), list(seconds), sounds):
        print(f"\n{genre}", flush=True)
        _print_table(rows)
        results += rows
    print_totals(results)
    print(f"{len(results)} beats in {time.perf_counter() - started:.0f} s with {WORKERS} processes")
    return results


def _by_genre(
    genres: list[str], seeds: list[int], seconds: list[float], sounds: Path
) -> Iterator[tuple[str, list[Result]]]:
    """Each genre's results as soon as they are complete."""
    briefs = [brief_of(*each) for each in product(genres, seeds, seconds)]
    waiting = {genre: len(seeds) * len(seconds) for genre in genres}
    found: dict[str, list[Result]] = {genre: [] for genre in genres}
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        for future in as_completed([pool.submit(partial(measured, sounds), brief) for brief in briefs]):
            result = future.result()
            genre = result.brief.genre
            found[genre].append(result)
            if len(found[genre]) == waiting[genre]:
                yield genre, sorted(found[genre], key=lambda each: (each.brief.duration_s, each.brief.seed))


def _print_table(rows: list[Result]) -> None:
    """One line of figures per beat, then one for each criterion that it fails."""
    print(f"{'':32}" + "".join(f"{criterion.name:>12}" for criterion in CRITERIA))
    for result in rows:
        figures = {finding.criterion: finding for finding in result.findings}
        cells = (_cell(figures.get(criterion.name)) for criterion in CRITERIA)
        print(f"{_named(result.brief):32}" + "".join(f"{cell:>12}" for cell in cells))
    for result in rows:
        for finding in (finding for finding in result.findings if not finding.holds):
            print(f"  ✗ {_named(result.brief)}: {finding.criterion} {finding.value:.3g} {finding.detail}".rstrip())


def _cell(finding: Finding | None) -> str:
    """A figure, marked where it fails."""
    return "·" if finding is None else f"{'✗ ' if not finding.holds else ''}{finding.value:.4g}"


def _named(brief: Brief) -> str:
    return f"{brief.duration_s:g} s, seed {brief.seed}, {brief.bpm:g} {brief.key}"


def print_totals(results: list[Result]) -> None:
    """Per criterion, in how many beats it is met beside how many it has to be met in."""
    print(f"\n{'criterion':<14}{'met':>10}{'share':>8}{'wanted':>8}   range of what was measured")
    for criterion in CRITERIA:
        found = [each for result in results for each in result.findings if each.criterion == criterion.name]
        if found:
            met, values = sum(each.holds for each in found), [each.value for each in found]
            mark = "" if met >= criterion.share * len(found) else "  ✗"
            print(
                f"{criterion.name:<14}{f'{met}/{len(found)}':>10}{met / len(found):>8.0%}{criterion.share:>8.0%}"
                f"   {min(values):.4g} … {max(values):.4g} {criterion.unit}{mark}"
            )
