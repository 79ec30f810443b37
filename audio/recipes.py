"""Everything that a blob can be turned into: one table for the worker that does it and the pages that offer it."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """What comes out."""

    media_type: str
    suffix: str
    """The file ending, without a dot."""
    format: str = ""
    """How `audio.dsp.codec` calls it; "" for what is no audio file."""


_MASTER = re.compile(r"master-\d{3,4}")
RECIPES: dict[str, Recipe] = {
    "flac": Recipe("audio/flac", "flac", "flac24"),
    "wav-24": Recipe("audio/wav", "wav", "wav24"),
    "wav-16": Recipe("audio/wav", "wav", "wav16"),
    "mp3-320": Recipe("audio/mpeg", "mp3", "mp3_320"),
    "mp3-192": Recipe("audio/mpeg", "mp3", "mp3_192"),
    "mp3-128": Recipe("audio/mpeg", "mp3", "mp3_128"),
    "ogg": Recipe("audio/ogg", "ogg", "ogg"),
    "peaks-256": Recipe("application/octet-stream", "peaks"),
}


def is_known(recipe: str) -> bool:
    """Whether it is one of `RECIPES`, or a master that somebody asked for: "master-900" at −9 LUFS."""
    return recipe in RECIPES or bool(_MASTER.fullmatch(recipe))


def recipe_for(suffix: str, quality: str = "") -> str:
    """The recipe behind a file ending: the best of that kind, or the named quality ("16", "192").

    Raises ValueError where there is no such thing.
    """
    names = [name for name, recipe in RECIPES.items() if recipe.suffix == suffix]
    wanted = [name for name in names if not quality or name == f"{suffix}-{quality}"]
    if not wanted:
        raise ValueError(f"There is no “{suffix}” of quality “{quality}”." if names else f"There is no “{suffix}”.")
    return wanted[0]
