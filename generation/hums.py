"""What people do with hums: bring one, put its notes right, have a beat made around it, delete it."""

from __future__ import annotations

import math
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, replace
from typing import Any

from django.db import transaction

from accounts.models import User
from audio.dsp.humming.notes import GRIDS, HumNote
from beatflow_site.lib.text import one_line
from generation import brief_checks, facilities, humming, imports, orders, roll, services
from generation.brief_errors import BriefError, BriefErrors, Refusals
from generation.briefs import complete
from generation.engines import registry
from generation.engines.base import MAX_SEED, TuneNote
from generation.engines.musicgen import weights
from generation.humming import Edits, Line
from generation.imports import UploadedFile
from generation.models import Generation, Hum

FOLLOWER, ARRANGER = "musicgen", services.DEFAULT_ENGINE
"""The engine that listens to a hum itself, and the one that arranges its notes."""
LATEST_BEATS, SHORTEST_BEATS = 1600.0, 0.05
"""Where a note may be put, and how short it may be."""
_NO_NOTES = "No notes are left to make a beat around. Put them back first."


def bring(files: Sequence[UploadedFile], *, name: str = "", bpm: str = "", by: User) -> Generation:
    """Have a recording written down. `bpm` is the tempo of its count-in, "" where it was hummed freely.

    Raises BriefErrors (hum, name, bpm) and OverQuota.
    """
    imports.check(files, "hum", 1)
    refusals = Refusals()
    counted = refusals.of(brief_checks.bpm, bpm.strip() or None)
    title = refusals.of(_title, name)
    refusals.settle()
    told = imports.shown(files[0])
    named, shown = title or f"Hum, {told}", {"file": told}
    if counted:
        shown["tempo"] = f"counted in at {counted:g} BPM"
    return imports.sent(
        files,
        "hum",
        lambda kept: orders.order("hum", name=named, by=by, settings=shown, params={"files": kept, "bpm": counted}),
        by=by,
    )


def _title(name: object) -> str:
    title = one_line(str(name))
    if len(title) > 120:
        raise BriefError("name", "name_too_long", "A name has at most 120 characters.")
    return title


def edits_of(hum: Hum) -> Edits:
    """What was changed of a hum so far."""
    told = dict(hum.edits)
    moved = {int(id): int(steps) for id, steps in told.pop("moved", {}).items()}
    placed = {int(id): (float(start), float(end)) for id, (start, end) in told.pop("placed", {}).items()}
    removed = tuple(told.pop("removed", ()))
    return Edits(**{"bpm": hum.heard_bpm, **told, "moved": moved, "placed": placed, "removed": removed})


def line_of(hum: Hum) -> Line:
    """The line as it is to be played."""
    return humming.line_of(heard(hum), edits_of(hum), was_counted_in=counts_in(hum))


def heard(hum: Hum) -> list[HumNote]:
    """The notes as they were heard."""
    return [HumNote(start, end, pitch, force, id) for id, (start, end, pitch, force) in enumerate(hum.heard)]


def counts_in(hum: Hum) -> bool:
    """Whether the recording begins with a bar: as long as nobody says that the count was another."""
    return hum.was_counted_in and edits_of(hum).bpm == hum.heard_bpm


def change(hum: Hum, said: Mapping[str, str], *, by: User) -> None:
    """Count and place the line otherwise: bpm, key, grid, octave, first_beat, is_snapped; `do` may be one of `TIMES`,
    by which it is counted more slowly or faster than it was. Raises BriefErrors."""
    _only_own(hum, by)
    refusals = Refusals()
    bpm = said.get("bpm")
    if times := TIMES.get(said.get("do", "")):
        bpm = f"{edits_of(hum).bpm * times:g}"
    edits = replace(
        edits_of(hum),
        bpm=refusals.of(brief_checks.bpm, bpm) or hum.heard_bpm,
        key=refusals.of(lambda said: brief_checks.key(said) or "", said.get("key")) or "",
        grid=refusals.of(_grid, said.get("grid", "")) or "",
        octave=refusals.of(_octave, said.get("octave", "0")) or 0,
        first_beat=refusals.of(_first_beat, said.get("first_beat", "0")) or 0.0,
        is_snapped=said.get("is_snapped") == "yes",
    )
    refusals.settle()
    _keep(hum, edits)


TIMES = {"half": 0.5, "double": 2.0}
"""How a line is counted at one press: hums are easily heard twice or half as fast as they are meant."""


def change_notes(hum: Hum, ids: Sequence[str], action: str, *, by: User) -> None:
    """Do something with some of its notes: an action of `ACTIONS`. Raises BriefErrors (notes)."""
    _only_own(hum, by)
    if action == "restore":
        _keep(hum, replace(edits_of(hum), removed=(), moved={}, placed={}))
        return
    known = {str(id): id for id in range(len(hum.heard))}
    chosen = [known[id] for id in ids if id in known]
    if not chosen:
        raise BriefErrors([BriefError("notes", "notes_missing", "Choose the notes first.")])
    if action == "delete":
        _keep(hum, humming.without_notes(edits_of(hum), chosen))
    else:
        _keep(hum, humming.with_notes(edits_of(hum), chosen, ACTIONS[action]))


def place_notes(hum: Hum, said: Mapping[str, str], *, by: User) -> None:
    """Put notes where their fields say: pitch-ID ("A4" or a MIDI number), start-ID and length-ID (in beats, from the
    first bar on). Fields that are not there, or say what is so already, change nothing. Raises BriefErrors (notes).
    """
    _only_own(hum, by)
    edits, line = edits_of(hum), line_of(hum)
    counted = line.melody.notes if line.melody else ()
    shown = {note.id: as_played for note, as_played in zip(line.notes, counted, strict=True)}
    for note in heard(hum):
        edits = _placed(edits, line, note, shown.get(note.id), said)
    if edits != edits_of(hum):
        _keep(hum, edits)


def _placed(edits: Edits, line: Line, note: HumNote, shown: TuneNote | None, said: Mapping[str, str]) -> Edits:
    pitch, start, length = (said.get(f"{name}-{note.id}") for name in ("pitch", "start", "length"))
    if pitch is not None and (wanted := _pitch(pitch)) != (shown.pitch if shown else None):
        edits = humming.with_pitch(edits, note, wanted)
    if start is None or length is None:
        return edits
    place = _beats(start, 0.0, LATEST_BEATS), _beats(length, SHORTEST_BEATS, LATEST_BEATS)
    is_there = shown and all(map(_is_near, place, (shown.start_beats, shown.length_beats)))
    return edits if is_there else humming.with_place(edits, line, note.id, *place)


def _is_near(one: float, other: float) -> bool:
    """Whether two numbers of beats are the same as fields show them."""
    return abs(one - other) < 0.002


def _pitch(said: str) -> int:
    try:
        pitch = roll.pitch_of(said)
    except ValueError as error:
        raise _unplaced("A pitch is a note with its octave, like A4 or Eb3.") from error
    return pitch


def _beats(said: str, least: float, most: float) -> float:
    value = math.nan
    with suppress(ValueError):
        value = float(said.replace(",", "."))
    if not least <= value <= most:
        raise _unplaced(f"A note begins 0 to {most:g} beats after the first bar and lasts {SHORTEST_BEATS:g} or more.")
    return value


def _unplaced(sentence: str) -> BriefErrors:
    return BriefErrors([BriefError("notes", "note_unplaced", sentence)])


ACTIONS = {"octave-up": 12, "octave-down": -12, "up": 1, "down": -1, "delete": 0, "restore": 0}
"""What can be done with chosen notes, and by how many semitones they move."""


def order_beat(hum: Hum, said: Mapping[str, str], *, by: User) -> Generation:
    """Have a beat made around the line, with the hum as a stem. Raises BriefErrors and OverQuota."""
    _only_own(hum, by)
    line = line_of(hum)
    if line.melody is None:
        raise BriefErrors([BriefError("notes", "notes_missing", _NO_NOTES)])
    asked = {name: said[name] for name in ("prompt", "genre", "duration", "seed") if said.get(name, "").strip()}
    told = {**asked, "bpm": line.bpm, "key": line.key, "tune": line.melody}
    brief, notices = complete(told, seed=secrets.randbelow(MAX_SEED + 1))
    engine, fallbacks = _engines(said.get("engine", ""))
    return services.order(
        brief,
        by=by,
        engine=engine,
        fallbacks=fallbacks,
        name=said.get("name", "") or hum.name,
        notices=notices,
        beside={"hum": {"digest": hum.sound_id, "zero_s": round(line.zero_s, 6)}},
    )


def can_be_followed() -> bool:
    """Whether MusicGen can listen to a hum here."""
    here = facilities.here()
    return (
        registry.ENGINES[FOLLOWER].lacks(here) is None and weights.lacks_model(here, weights.melody_model(here)) is None
    )


def _engines(wanted: str) -> tuple[str, tuple[str, ...]]:
    if wanted not in ("", FOLLOWER, ARRANGER):
        raise BriefErrors([BriefError("engine", "engine_unknown", "Choose who plays it from the list.")])
    if wanted == ARRANGER or not can_be_followed():
        return ARRANGER, ()
    return FOLLOWER, (ARRANGER,)


@transaction.atomic
def delete(hum: Hum, *, by: User) -> None:
    """Forget it; beats that were made around it keep their stems."""
    _only_own(hum, by)
    hum.delete()


def _only_own(hum: Hum, by: User) -> None:
    if hum.user_id != by.pk:
        raise PermissionError("Only whoever hummed it may do that.")


@transaction.atomic
def _keep(hum: Hum, edits: Edits) -> None:
    plain: dict[str, Any] = {one.name: getattr(edits, one.name) for one in fields(Edits)}
    moved = {str(id): by for id, by in edits.moved.items()}
    placed = {str(id): list(place) for id, place in edits.placed.items()}
    hum.edits = plain | {"removed": list(edits.removed), "moved": moved, "placed": placed}
    hum.save(update_fields=["edits"])


def _grid(said: object) -> str:
    if said not in GRIDS:
        raise BriefError("grid", "grid_unknown", "Choose a note value from the list.")
    return str(said)


def _octave(said: object) -> int:
    octaves = {str(octave): octave for octave in humming.OCTAVES}
    if str(said) not in octaves:
        raise BriefError("octave", "octave_unknown", "Choose an octave from the list.")
    return octaves[str(said)]


def _first_beat(said: object) -> float:
    places = {f"{place:g}": place for place in humming.FIRST_BEATS}
    if str(said) not in places:
        raise BriefError("first_beat", "first_beat_unknown", "Choose a beat from the list.")
    return places[str(said)]
