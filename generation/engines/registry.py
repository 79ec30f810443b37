"""Which engines there are, and whether each can run here. Asking loads none of them: web processes ask too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generation.engines.base import Engine
from generation.engines.composer.sound import packages


def _composer(sounds: Path) -> Engine:
    from generation.engines.composer.engine import Composer

    return Composer(sounds)


_MAKERS: dict[str, Callable[[Path], Engine]] = {
    "composer": _composer,
}
_WANTS: dict[str, Callable[[Path], str | None]] = {
    "composer": packages.missing,
}


def names() -> tuple[str, ...]:
    """Every engine that this version knows, the default first."""
    return tuple(_MAKERS)


def engines(sounds: Path) -> dict[str, Engine]:
    """The engines that can run, by name."""
    return {name: make(sounds) for name, make in _MAKERS.items() if _WANTS[name](sounds) is None}


def availability(sounds: Path) -> dict[str, str | None]:
    """For each engine None where it can run, else a sentence that says what it lacks."""
    return {name: want(sounds) for name, want in _WANTS.items()}
