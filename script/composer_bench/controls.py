"""Whether energy and mood are heard: in density, brightness and register, and in how far moods are from each other."""

from __future__ import annotations

import statistics
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations
from multiprocessing import get_context
from pathlib import Path

from generation.engines.base import Brief, Take
from generation.engines.composer.genres import GENRES
from script.composer_bench.beats import take_of
from tests.generation.composer.measuring import bands, spectrum
from tests.generation.composer.measuring.distance import ASPECTS, Portrait, distances, portrait

WORKERS, SECONDS, SEED, KEY = 2, 20.0, 21, "C minor"
CALM, DRIVING = 0.15, 0.95
DENSER, BRIGHTER = 1.05, 1.03
"""How much more the driving beat has to have."""


@dataclass(frozen=True)
class Face:
    """What is told of a beat."""

    onsets_per_s: float
    centre_hz: float
    mean_pitch: float
    portrait: Portrait


def run(genres: list[str], sounds: Path) -> None:
    """Print one line per genre: calm → driving, then how far the moods are from each other."""
    faces = _faces(genres, sounds)
    print(f"energy {CALM:g} → {DRIVING:g}; moods: median distance of all pairs; {SECONDS:g} s, seed {SEED}, {KEY}")
    heads = ("beginnings/s", "brightness Hz", "mean pitch", *(f"moods: {aspect}" for aspect in ASPECTS))
    print(f"{'':16}" + "".join(f"{head:>18}" for head in heads))
    for genre in genres:
        calm, driving = faces[genre, "calm"], faces[genre, "driving"]
        moods = [faces[genre, mood].portrait for mood in GENRES[genre].moods]
        print(f"{genre:16}" + "".join(f"{cell:>18}" for cell in (*_change(calm, driving), *_apart(moods))))
        for fault in _faults(calm, driving):
            print(f"  ✗ {genre}: {fault}")


def _faces(genres: list[str], sounds: Path) -> dict[tuple[str, str], Face]:
    wanted = {(genre, name): brief for genre in genres for name, brief in _briefs(genre).items()}
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        return dict(zip(wanted, pool.map(partial(_face, sounds), wanted.values()), strict=True))


def _briefs(name: str) -> dict[str, Brief]:
    """A calm and a driving beat, and one of each mood."""
    genre = GENRES[name]
    plain = Brief(name, float(genre.default_bpm), KEY, genre.moods[0], SECONDS, SEED, kinds=genre.kinds)
    moods = {mood: replace(plain, mood=mood) for mood in genre.moods}
    return {"calm": replace(plain, energy=CALM), "driving": replace(plain, energy=DRIVING), **moods}


def _face(sounds: Path, brief: Brief) -> Face:
    take = take_of(brief, sounds)
    onsets = bands.onsets_per_s(bands.beginnings(bands.picture(take.master)))
    return Face(onsets, spectrum.centre_hz(take.master), _mean_pitch(take), portrait(take))


def _mean_pitch(take: Take) -> float:
    """Of chords and melody, as MIDI number."""
    parts = [part for part in take.score["parts"] if part["kind"] in ("chords", "melody")]
    return float(statistics.mean(note["pitch"] for part in parts for note in part["notes"]))


def _change(calm: Face, driving: Face) -> tuple[str, ...]:
    return (
        f"{calm.onsets_per_s:.1f} → {driving.onsets_per_s:.1f}",
        f"{calm.centre_hz:.0f} → {driving.centre_hz:.0f}",
        f"{calm.mean_pitch:.1f} → {driving.mean_pitch:.1f}",
    )


def _apart(moods: list[Portrait]) -> tuple[str, ...]:
    pairs = [distances(one, other) for one, other in combinations(moods, 2)]
    return tuple(f"{statistics.median(pair[aspect] for pair in pairs):.3f}" for aspect in ASPECTS)


def _faults(calm: Face, driving: Face) -> list[str]:
    denser = driving.onsets_per_s >= DENSER * calm.onsets_per_s
    brighter = driving.centre_hz >= BRIGHTER * calm.centre_hz
    return [
        *([] if denser else ["driving is no denser than calm"]),
        *([] if brighter else ["driving is no brighter than calm"]),
    ]
