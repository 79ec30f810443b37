"""The genres, one file each: whatever module here holds a `GENRE` is offered."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from generation.engines.composer.genre import Genre


def _found() -> list[Genre]:
    """Every genre of this package in listing order."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    genres: list[Genre] = [module.GENRE for module in modules]
    return sorted(genres, key=lambda genre: (genre.order, genre.name))


GENRES: dict[str, Genre] = {genre.name: genre for genre in _found()}
"""Genre by name, in the order in which they are listed."""
