"""The stems of a song that came as one sound: told apart here, and never at the price of the song."""

from __future__ import annotations

import traceback
from collections.abc import Generator

from audio.dsp.separation.presets import Preset
from audio.dsp.separation.separating import Means, separation
from audio.dsp.sound import Sound
from generation.engines import models
from generation.engines.base import Progress
from generation.engines.facilities import Facilities
from generation.engines.telling import within

_INSTRUMENTAL = Preset("music", "Music", "Drums, bass and everything else.", ("drums", "bass"), "other")
"""What a song without voices is taken apart into."""
_FROM, _TO = 72, 84


def found(mix: Sound, here: Facilities) -> Generator[Progress, None, tuple[dict[str, Sound], str]]:
    """The stems by kind, none where that fails, and a notice of who found them.

    On the processor, for the graphics card belongs to the workers of its own queue.
    """
    steps = separation(mix, _INSTRUMENTAL, Means(here.models, "cpu", models.held))
    try:
        separated = yield from within(steps, _FROM, _TO)
    except (ValueError, RuntimeError, MemoryError, OSError):  # the song is paid for, and is kept without them
        traceback.print_exc()
        return {}, "Its stems could not be told apart, so it has one only."
    return dict(separated.stems), f"Its stems were found by: {separated.separator.title}."
