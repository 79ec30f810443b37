"""Everything at once: `analyse(sound)`."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import asdict, dataclass
from typing import Any, cast

import numpy as np

from audio.dsp.analysis import VERSION, bars, beats, keys, levels, onsets, periods, pitches, tempo
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound

_ALTERNATIVES = 3
_LEAST_CONFIDENCE = 0.02
_SAME = 0.02
Listener = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Tempo:
    """Beats a minute, 40 to 220."""

    bpm: float
    confidence: float
    alternatives: tuple[tempo.Guess, ...]
    """What else it may be, the likeliest first; half and double are always among them where they are in range."""
    is_steady: bool
    """Whether the beats are evenly spaced throughout, as machines play."""


@dataclass(frozen=True, slots=True)
class Key:
    """The likeliest key, what else it may be, and how far the tuning is from A = 440 Hz."""

    name: str
    camelot: str
    confidence: float
    alternatives: tuple[keys.Key, ...]
    tuning_cents: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found. Tempo, key and levels are None where a sound has none."""

    duration_s: float
    tempo: Tempo | None
    beats_s: tuple[float, ...]
    downbeats_s: tuple[float, ...]
    """The first beats of bars of four; those of `beats_s` at which a bar begins."""
    downbeat_confidence: float
    key: Key | None
    levels: levels.Levels

    def facts(self) -> dict[str, Any]:
        """As JSON, with the version of the method."""
        return {"version": VERSION, **asdict(self)}


def analyse(sound: Sound, on_progress: Listener = lambda percent, stage: None) -> Analysis:
    """Listen to a sound of any length. Three minutes take about two seconds.

    `on_progress` is told how far it is, 0 to 100, and what is being listened for.
    """
    listening = steps(sound)
    while True:
        try:
            on_progress(*next(listening))
        except StopIteration as ended:
            return cast(Analysis, ended.value)


def steps(sound: Sound) -> Generator[tuple[int, str], None, Analysis]:
    """The same for whoever has other things to do meanwhile."""
    mono = np.ascontiguousarray(sound.mean(axis=1), dtype=np.float32)
    yield 5, "Listening for the tempo"
    found = onsets.onsets(mono)
    tempi = tempo.guesses(periods.likeness(found))
    grid = beats.grid(mono, found, tempi[0].bpm) if tempi else None
    yield 40, "Listening for the key"
    heard = pitches.pitches(mono)
    yield 70, "Measuring loudness"
    times, first, confidence = bars.counted(grid, found, heard) if grid else ((), 0, 0.0)
    return Analysis(
        duration_s=round(len(sound) / SAMPLE_RATE_HZ, 3),
        tempo=_tempo(grid, tempi) if grid else None,
        beats_s=times,
        downbeats_s=times[first :: bars.BEATS_PER_BAR],
        downbeat_confidence=round(confidence, 3),
        key=_key(heard),
        levels=levels.levels(sound),
    )


def _tempo(grid: beats.Grid, tempi: list[tempo.Guess]) -> Tempo:
    """The best guess, its speed as the beats have it."""
    share = grid.bpm / tempi[0].bpm
    others = [tempo.Guess(_rounded(guess.bpm * share), round(guess.confidence, 3)) for guess in tempi[1:]]
    octaves = [_as_heard(grid.bpm * relation, others) for relation in (2.0, 0.5)]
    told = {guess.bpm: guess for guess in octaves if tempo.SLOWEST_BPM <= guess.bpm <= tempo.FASTEST_BPM}
    told |= {guess.bpm: guess for guess in others if guess.confidence >= _LEAST_CONFIDENCE}
    alternatives = sorted(told.values(), key=lambda guess: -guess.confidence)
    return Tempo(_rounded(grid.bpm), round(tempi[0].confidence, 3), tuple(alternatives), grid.is_steady)


def _as_heard(bpm: float, others: list[tempo.Guess]) -> tempo.Guess:
    """The guess next to a tempo; one without any confidence where there is none."""
    return next((guess for guess in others if abs(guess.bpm / bpm - 1.0) <= _SAME), tempo.Guess(_rounded(bpm), 0.0))


def _rounded(bpm: float) -> float:
    return round(bpm, 2)


def _key(heard: pitches.Pitches) -> Key | None:
    found = keys.guesses(heard)
    if not found:
        return None
    best, *others = (keys.Key(key.name, key.camelot, round(key.confidence, 3)) for key in found)
    told = tuple(key for key in others if key.confidence >= _LEAST_CONFIDENCE)
    return Key(best.name, best.camelot, best.confidence, told[:_ALTERNATIVES], round(100 * heard.tuning))
