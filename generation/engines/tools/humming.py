"""What somebody hummed, decoded as any file that somebody brings, and written down as notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from audio.dsp.codec import read
from audio.dsp.humming import hearing, timing
from audio.dsp.limits import Limits
from generation.engines.base import Done, Progress, Refused
from generation.engines.facilities import Facilities
from generation.engines.tools.importing import taken_in

MOST_NOTES = 2000
_SILENT = "No hummed notes can be heard in this. Hum closer to the microphone, on “da” or “mm”, and try again."
_CROWDED = "This has far too many notes to be one hummed melody."


def work(request: Mapping[str, Any], facilities: Facilities) -> Iterator[Progress | Done]:
    """Decode `"hum"` (`{"name", "file"}`) within `"limits"` into `"folder"`, and listen.

    Done has what `importing` tells of the file as `"taken"`, `"notes"` (`[[start_s, end_s, pitch, velocity]]`) and
    `"bpm"`, how fast they are hummed.
    """
    folder, limits = Path(request["folder"]), Limits(**request["limits"])
    yield Progress(5, "Reading the recording…")
    taken = taken_in(request["hum"], folder, 0, limits)
    yield Progress(40, "Listening for notes…")
    notes = hearing.notes_of(read(folder / taken["file"]))
    if not notes:
        raise Refused("hum_silent", _SILENT)
    if len(notes) > MOST_NOTES:
        raise Refused("hum_crowded", _CROWDED)
    yield Progress(90, "Counting beats…")
    rows = [[note.start_s, note.end_s, note.pitch, note.velocity] for note in notes]
    yield Done({"taken": taken, "notes": rows, "bpm": timing.tempo_of(notes).bpm})
