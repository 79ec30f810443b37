"""The score as JSON: plain data that a commit keeps and a program can read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from generation.engines.composer.genre import Mix
from generation.engines.composer.score import Chord, Hit, Note, Part, Score, Section, Sweep

VERSION = 1


def score_to_dict(score: Score, mix: Mix | None = None) -> dict[str, Any]:
    """The score as dicts, lists, strings and numbers; `score_from_dict` gives an equal one back. With a mix it says too
    how its master is made, for whoever makes another out of the same stems."""
    told = {"version": VERSION, **_listed(asdict(score))}
    return told | ({"master": {"tilt_db": round(mix.tilt_db, 3), "drive": mix.drive}} if mix else {})


def _listed(value: Any) -> Any:
    """The same data with lists for tuples, as JSON would read it back."""
    if isinstance(value, dict):
        return {name: _listed(inner) for name, inner in value.items()}
    return [_listed(inner) for inner in value] if isinstance(value, list | tuple) else value


def score_from_dict(data: Mapping[str, Any]) -> Score:
    """The score that `score_to_dict` wrote; ValueError for another version, KeyError or TypeError for other data."""
    if data.get("version") != VERSION:
        raise ValueError(f"This score has version {data.get('version')}; this program reads version {VERSION}.")
    plain = {name: value for name, value in data.items() if name not in ("version", "master")}
    sections = tuple(Section(**section) for section in data["sections"])
    chords = tuple(Chord(**{**chord, "pitches": tuple(chord["pitches"])}) for chord in data["chords"])
    parts = tuple(_part(part) for part in data["parts"])
    lists = {"sections": sections, "chords": chords, "parts": parts, "traits": tuple(data["traits"])}
    return Score(**{**plain, **lists})


def _part(data: Mapping[str, Any]) -> Part:
    """One part with its notes, hits and sweeps (which the oldest scores lack)."""
    notes, hits = tuple(Note(**note) for note in data["notes"]), tuple(Hit(**hit) for hit in data["hits"])
    sweeps = tuple(Sweep(**sweep) for sweep in data.get("sweeps", ()))
    return Part(**{**data, "notes": notes, "hits": hits, "sweeps": sweeps})
