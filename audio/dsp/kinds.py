"""The kind of player that the name of a file speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence

_KINDS: Sequence[tuple[str, str]] = (
    (r"vocals?|vox|voices?|sing(?:ing|ers?)?|raps?|rapper|choir|acapella|cappella", "vocals"),
    (r"hum|hummed|humming", "hum"),
    (r"drum\w*|kicks?|snare\w*|hi hats?|hats?|hihats?|claps?|cymbals?|toms?|breakbeat", "drums"),
    (r"perc\w*|shakers?|congas?|bongos?|tamb\w*", "percussion"),
    (r"bass|basses|bassline|808s?|sub", "bass"),
    (r"chords?|pianos?|keys|keyboards?|pads?|guitars?|rhodes|organ|strings", "chords"),
    (r"melod\w*|lead\w*|synths?|flutes?|sax\w*|plucks?|arps?", "melody"),
)


def kind_of(name: str) -> str:
    """The kind of stem that the name of a file speaks of, by whole words, else "other": "Dark Trap Beat" is a song."""
    apart = re.sub(r"(?<=[a-z]{2})(?=[A-Z0-9])", " ", name)
    words = re.sub(r"[^a-z0-9]+", " ", apart.lower())
    return next((kind for pattern, kind in _KINDS if re.search(rf"\b(?:{pattern})\b", words)), "other")
