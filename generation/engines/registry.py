"""Which engines there are, and whether each can run here. Asking loads none of them: web processes ask too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from generation.engines.base import Engine
from generation.engines.composer.sound import packages
from generation.engines.facilities import Facilities
from generation.engines.musicgen import weights

DEFAULT = "composer"


@dataclass(frozen=True, slots=True)
class Row:
    """An engine as it is offered."""

    title: str
    says: str
    """What it is, in a sentence for whoever chooses."""
    runs_on: Literal["cpu", "model", "hosted"]
    """"cpu": numpy. "model": a neural network, on the GPU where there is one. "hosted": it waits for somebody else."""
    make: Callable[[Facilities], Engine]
    """Cheap: what is heavy is loaded with the first beat."""
    lacks: Callable[[Facilities], str | None]
    """None where it can run, else a sentence that says what is missing and how to get it. Looks at files only."""
    at_once: int = 1
    """How many takes of a brief it makes together where they wait together: a `base.Batcher` where more than one."""


def _composer(facilities: Facilities) -> Engine:
    from generation.engines.composer.engine import Composer

    return Composer(facilities.sounds)


def _musicgen(facilities: Facilities) -> Engine:
    from generation.engines.musicgen.engine import MusicGen

    return MusicGen(facilities)


def _beatoven(facilities: Facilities) -> Engine:
    from generation.engines.beatoven import Beatoven

    return Beatoven(facilities)


def _elevenlabs(facilities: Facilities) -> Engine:
    from generation.engines.elevenlabs import ElevenLabs

    return ElevenLabs(facilities)


def _needs_key(key: str, setting: str) -> str | None:
    return None if key else f"It needs a key of your own: set {setting}, and start BeatFlow again."


ENGINES: Mapping[str, Row] = {
    "composer": Row(
        "Composer",
        "Writes and plays the beat here, in seconds. The only engine that can change what it made.",
        "cpu",
        _composer,
        lambda facilities: packages.missing(facilities.sounds),
    ),
    "musicgen": Row(
        "MusicGen",
        "Meta's model plays here what words describe. It follows a melody; tempo and key it takes as a wish.",
        "model",
        _musicgen,
        weights.lacks,
        at_once=8,
    ),
    "beatoven": Row(
        "Beatoven",
        "Beatoven.ai composes it in a few minutes, on this server’s account there. What you write is sent to it.",
        "hosted",
        _beatoven,
        lambda facilities: _needs_key(facilities.beatoven_key, "BEATOVEN_API_KEY"),
    ),
    "elevenlabs": Row(
        "ElevenLabs",
        "ElevenLabs Music makes it in a minute or more, on this server’s account there. What you write is sent to it.",
        "hosted",
        _elevenlabs,
        lambda facilities: _needs_key(facilities.elevenlabs_key, "ELEVENLABS_API_KEY"),
    ),
}


def names() -> tuple[str, ...]:
    """Every engine that this version knows, the default first."""
    return tuple(ENGINES)


def engines(facilities: Facilities) -> dict[str, Engine]:
    """The engines that can run, by name."""
    return {name: row.make(facilities) for name, row in ENGINES.items() if row.lacks(facilities) is None}


def availability(facilities: Facilities) -> dict[str, str | None]:
    """For each engine None where it can run, else a sentence that says what it lacks."""
    return {name: row.lacks(facilities) for name, row in ENGINES.items()}
