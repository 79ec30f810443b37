"""What each pitched instrument is good for: where it sounds well, and how bright it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Voice:
    """The MIDI range in which an instrument sounds like itself, and its tone (−1 dark … 1 bright)."""

    low: int
    high: int
    tone: float
    chordal: bool = False
    """Whether it can hold several notes at once."""


VOICES: dict[str, Voice] = {
    "bass_808": Voice(26, 48, -0.4), "bass_sub": Voice(28, 48, -0.8), "bass_reese": Voice(28, 50, -0.3),
    "bass_wobble": Voice(28, 48, 0.0), "bass_saw": Voice(28, 52, 0.4), "bass_fm": Voice(28, 52, 0.3),
    "bass_acid": Voice(33, 57, 0.6), "bass_electric": Voice(28, 52, 0.0), "bass_picked": Voice(28, 52, 0.4),
    "bass_upright": Voice(28, 52, -0.3), "bass_808_hard": Voice(26, 48, 0.3), "bass_growl": Voice(28, 48, 0.4),
    "bass_log": Voice(31, 55, -0.1), "bass_donk": Voice(31, 55, 0.4), "bass_organ": Voice(31, 55, 0.0),
    "bass_moog": Voice(28, 52, -0.1),
    "piano": Voice(48, 88, 0.2, True), "piano_felt": Voice(48, 84, -0.4, True), "rhodes": Voice(48, 84, -0.1, True),
    "wurlitzer": Voice(48, 84, 0.1, True), "organ": Voice(48, 84, 0.2, True), "harpsichord": Voice(48, 84, 0.5, True),
    "clavinet": Voice(45, 79, 0.5, True), "stab_saw": Voice(50, 79, 0.5, True), "stab_house": Voice(50, 79, 0.2, True),
    "pad_warm": Voice(48, 79, -0.1, True), "pad_dark": Voice(45, 76, -0.8, True), "pad_glass": Voice(52, 86, 0.5, True),
    "ep_fm": Voice(48, 84, 0.3, True), "strings_synth": Voice(48, 84, 0.1, True),
    "stab_hoover": Voice(50, 76, 0.4, True), "celesta": Voice(64, 96, 0.4, True), "harp": Voice(48, 88, 0.2, True),
    "strings": Voice(48, 86, 0.0, True), "choir": Voice(50, 79, -0.3, True), "brass": Voice(46, 76, 0.5, True),
    "guitar_nylon": Voice(45, 79, -0.2, True), "guitar_clean": Voice(45, 81, 0.2, True),
    "guitar_muted": Voice(45, 76, 0.1, True), "guitar_distorted": Voice(40, 81, 0.6, True),
    "lead_saw": Voice(57, 86, 0.7), "lead_square": Voice(57, 86, 0.5), "lead_super": Voice(57, 86, 0.9, True),
    "lead_soft": Voice(60, 88, -0.1), "pluck": Voice(55, 88, 0.4, True), "pluck_string": Voice(52, 84, 0.0, True),
    "bell": Voice(64, 96, 0.3, True), "bell_fm": Voice(64, 96, 0.1, True), "kalimba": Voice(60, 88, 0.1, True),
    "vibraphone": Voice(57, 88, 0.0, True), "marimba": Voice(52, 88, 0.1, True), "flute": Voice(62, 91, 0.2),
    "trumpet": Voice(57, 82, 0.6), "trumpet_muted": Voice(57, 82, 0.1), "sax": Voice(52, 80, 0.1),
    "lead_rage": Voice(57, 86, 0.8), "lead_hoover": Voice(50, 79, 0.3), "lead_whistle": Voice(67, 91, 0.2),
    "steel_pan": Voice(60, 86, 0.5, True),
    "violin": Voice(57, 91, 0.2), "sitar": Voice(52, 79, 0.3),
}  # fmt: skip


def is_bass(instrument: str) -> bool:
    """Whether it plays the bass stem."""
    return instrument.startswith("bass_")


def sustains(instrument: str) -> bool:
    """Whether a held note of it keeps its strength."""
    return instrument.startswith("pad_") or instrument in ("organ", "strings", "strings_synth", "choir", "brass")


def doubles(instrument: str) -> bool:
    """Whether two of it beside each other are what a band has."""
    return instrument == "guitar_distorted"


KIT_TONES: dict[str, float] = {
    "memphis": -0.6, "dusty": -0.5, "lofi": -0.3, "brushed": -0.2, "brushes": -0.3, "industrial": -0.6, "jungle": 0.1,
    "gated": 0.4, "808": 0.0, "909": 0.3, "techno": 0.0, "trap": 0.2, "drill": -0.2, "edm": 0.5, "pop": 0.5,
}  # fmt: skip
"""How dark (−1) or bright (1) a kit is; the others lie in between."""
