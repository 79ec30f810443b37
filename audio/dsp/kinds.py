"""The kind of player that the name of a file speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence

_KINDS: Sequence[tuple[str, str]] = (
    (r"drum|kick|snare|hat|clap|beat", "drums"),
    (r"perc|shaker|conga|bongo|tamb", "percussion"),
    (r"bass|808|sub", "bass"),
    (r"chord|piano|keys|pad|guitar|rhodes|organ|strings", "chords"),
    (r"melod|lead|synth|flute|sax|pluck|arp", "melody"),
    (r"voc|vox|voice|sing|rap|acapella|a cappella", "vocals"),
    (r"hum", "hum"),
)


def kind_of(name: str) -> str:
    """The kind of stem that the name of a file speaks of, else "other"."""
    words = name.lower()
    return next((kind for pattern, kind in _KINDS if re.search(pattern, words)), "other")
