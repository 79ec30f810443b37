"""Where recordings are out of tune, as measured on long notes, and by how much each stretch of keys is put right."""

from __future__ import annotations

CORRECTIONS: dict[str, tuple[tuple[int, int, float], ...]] = {
    "bass_picked": ((28, 28, 4.8),),
    "piano": ((63, 70, -2.4), (71, 78, -8.0), (79, 88, -6.1),),
    "piano_felt": ((71, 84, -5.6),),
    "harpsichord": ((48, 48, 3.1),),
    "clavinet": ((45, 48, 3.3), (49, 55, -3.8), (61, 67, 3.9), (73, 79, 3.9),),
    "strings": ((52, 54, 9.8), (66, 68, 6.3), (78, 81, -4.6), (82, 82, 5.9), (83, 85, 4.8), (86, 86, 3.7),),
    "choir": ((55, 57, -4.7), (61, 63, 3.3), (70, 75, -3.5), (76, 78, -6.4), (79, 79, -3.0),),
    "guitar_nylon": ((63, 67, 3.4),),
    "guitar_muted": ((45, 50, 2.2), (59, 64, -4.7), (67, 69, -6.5), (71, 76, -5.5),),
    "vibraphone": ((64, 66, 4.5), (67, 71, -5.7), (72, 78, -2.8), (79, 81, 3.0), (86, 88, 2.7),),
    "flute": ((63, 65, -5.9), (66, 68, -2.4), (72, 75, 10.0), (79, 81, 3.4), (82, 84, -3.2), (85, 91, 2.6),),
    "sax": ((58, 59, 2.8), (60, 61, 4.6), (62, 63, 10.4), (64, 69, 2.3), (72, 73, 4.8),),
    "violin": ((59, 61, -2.5), (65, 67, 3.7), (84, 86, 3.4), (90, 91, -6.2),),
    "celesta": ((84, 89, -9.6), (96, 96, -5.8)),
    "harp": ((48, 55, -2.8), (69, 71, 2.6), (76, 81, 4.5), (82, 88, -5.7)),
    "steel_pan": ((60, 86, 4.2),),
    "sitar": ((52, 79, 3.6),),
}  # fmt: skip
"""Instrument → lowest and highest key of a stretch, and the cents that are added to it."""


def cents_of(instrument: str, pitch: int) -> float:
    """What brings a key of a sampled instrument into tune."""
    return next((cents for low, high, cents in CORRECTIONS.get(instrument, ()) if low <= pitch <= high), 0.0)
