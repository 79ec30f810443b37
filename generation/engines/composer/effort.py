"""About how long each stem takes to play, so that threads that share them end together."""

from __future__ import annotations

from audio.dsp.sound import SAMPLE_RATE_HZ
from generation.engines.composer.score import Part, Score
from generation.engines.composer.sound import instruments, kits

_STEM, _ECHO, _RECORDING = 2.7, 1.5, 2.5
"""Per second of a stem, of its echo, and of a player who is a recording: in milliseconds, as all of these."""
_HIT, _EFFECT, _SWEEP = 0.2, 12.0, 30.0
_HELD, _STRUCK, _VOICED = 1.6, 2.5, 7.0
"""Per second of a recorded note, and of each different one that is struck or, at its longest, synthesised."""
_RELEASE_S = 0.3


def effort_of(score: Score, kind: str) -> float:
    """How long the parts of a kind take together beside others; it is only good for comparing."""
    parts = [part for part in score.parts if part.kind == kind]
    per_s = _STEM + _ECHO * any(part.echo > 0.0 for part in parts)
    return per_s * score.frames / SAMPLE_RATE_HZ + sum(_of(score, part) for part in parts)


def _of(score: Score, part: Part) -> float:
    """One player's share."""
    sweeps = _SWEEP * len(part.sweeps)
    if part.instrument == "effects":
        return sweeps + _EFFECT * len(part.hits)
    if part.instrument in kits.KITS:
        return sweeps + _HIT * len(part.hits)
    if part.instrument in instruments.SAMPLED:
        held_beats = sum(note.length_beats for note in part.notes)
        return sweeps + _RECORDING * score.frames / SAMPLE_RATE_HZ + _HELD * held_beats * 60.0 / score.bpm
    struck = part.instrument in instruments.STRUCK
    longest: dict[tuple[float, ...], float] = {}
    for note in sorted(part.notes, key=lambda note: note.length_beats):
        length = round(note.length_beats, 2) if struck else 0.0
        longest[note.pitch, round(note.velocity, 1), length] = note.length_beats
    sounding_s = sum(beats * 60.0 / score.bpm + _RELEASE_S for beats in longest.values())
    return sweeps + sounding_s * (_STRUCK if struck else _VOICED)
