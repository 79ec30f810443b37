"""Hums that are made up, with the notes that are in them: a voice of harmonics under a formant, with vibrato."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from audio.dsp.humming.notes import HumNote
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound

KINDS = ("clean", "legato", "low", "noisy")
TUNES: Sequence[Sequence[tuple[float, int]]] = (
    ((1, 60), (1, 62), (1, 64), (1, 65), (2, 67), (1, 64), (1, 60), (2, 62), (2, 60)),
    ((0.5, 69), (0.5, 72), (1, 71), (0.5, 69), (0.5, 67), (1, 64), (1, 67), (0.5, 69), (0.5, 69), (2, 69)),
    ((1, 57), (0.5, 60), (0.5, 64), (1.5, 62), (0.5, 60), (1, 59), (1, 55), (2, 57)),
    ((0.5, 62), (0.5, 62), (1, 69), (0.5, 65), (0.5, 64), (1, 62), (1, 60), (1, 57), (2, 62)),
)
"""Beats and pitch of each note."""


def made_up(kind: str, tune: int = 0, bpm: float = 96.0, lead_s: float = 0.3) -> tuple[Sound, list[HumNote]]:
    """A hum of some kind of `KINDS`, and what is hummed."""
    rng = np.random.default_rng(1000 * KINDS.index(kind) + tune)
    notes = _notes(TUNES[tune], bpm, lead_s, down=12 if kind == "low" else 0, is_legato=kind == "legato")
    frames = round((notes[-1].end_s + 0.4) * SAMPLE_RATE_HZ)
    mono = _voice(notes, frames, rng, glide_s=0.07 if kind == "legato" else 0.025)
    if kind == "noisy":
        mono += _room(frames, rng) * np.sqrt(np.mean(mono**2)) * 10 ** (-14 / 20)
    mono *= 0.4 / np.abs(mono).max()
    return np.repeat(mono[:, None], 2, axis=1).astype(np.float32), notes


def made_up_notes(tune: int, bpm: float) -> list[HumNote]:
    """The notes alone."""
    return _notes(TUNES[tune], bpm, 0.3, down=0, is_legato=False)


def _notes(
    tune: Sequence[tuple[float, int]], bpm: float, lead_s: float, *, down: int, is_legato: bool
) -> list[HumNote]:
    beat_s, at, found = 60.0 / bpm, lead_s, []
    for index, (beats, pitch) in enumerate(tune):
        again = index + 1 < len(tune) and tune[index + 1][1] == pitch
        held_s = beats * beat_s * (1.0 if is_legato and not again else 0.85)
        found.append(HumNote(at, at + held_s, pitch - down))
        at += beats * beat_s
    return found


def _voice(notes: Sequence[HumNote], frames: int, rng: np.random.Generator, glide_s: float) -> NDArray[np.float64]:
    """Eleven harmonics that fall by 9 dB an octave, lifted around 500 Hz, with vibrato and a breath at each start."""
    at_s = np.arange(frames) / SAMPLE_RATE_HZ
    pitch, level = np.full(frames, float(notes[0].pitch)), np.zeros(frames)
    for note in notes:
        pitch[at_s >= note.start_s] = note.pitch
        level[(at_s >= note.start_s) & (at_s < note.end_s)] = 0.7 + 0.3 * rng.random()
    pitch, level = _smooth(pitch, glide_s), _smooth(level, 0.03)
    wander = _smooth(rng.normal(0, 1, frames), 0.2)
    wander *= 0.1 / (np.abs(wander).max() + 1e-9)
    vibrato = 0.25 * np.sin(2 * np.pi * 5.4 * at_s) * np.clip(np.sin(np.pi * at_s), 0, 1)
    hz = 440.0 * 2 ** ((pitch + wander + vibrato - 69) / 12)
    turn = 2 * np.pi * np.cumsum(hz) / SAMPLE_RATE_HZ
    harmonics = (np.sin(n * turn) * n**-1.5 * (1 + 2 * np.exp(-(((n * hz - 500) / 250) ** 2))) for n in range(1, 12))
    return np.asarray(level * sum(harmonics) + 0.01 * level * rng.normal(0, 1, frames))


def _smooth(values: NDArray[np.float64], width_s: float) -> NDArray[np.float64]:
    width = max(1, round(width_s * SAMPLE_RATE_HZ))
    padded = np.pad(values, (width // 2, width - 1 - width // 2), mode="edge")
    sums = np.cumsum(np.concatenate([[0.0], padded]))
    return (sums[width:] - sums[:-width]) / width


def _room(frames: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Pinkish noise and a mains hum, at a level of one."""
    spectrum = np.fft.rfft(rng.normal(0, 1, frames))
    spectrum /= np.sqrt(np.arange(1, len(spectrum) + 1))
    noise = np.fft.irfft(spectrum, frames)
    noise /= noise.std()
    return np.asarray(noise + 0.3 * np.sin(2 * np.pi * 50 * np.arange(frames) / SAMPLE_RATE_HZ))


def f1(found: Sequence[HumNote], true: Sequence[HumNote], within_s: float = 0.05) -> float:
    """Of notes: found where the pitch is right and the beginning is within 50 ms."""
    left, hits = list(true), 0
    for note in found:
        match = next(
            (one for one in left if one.pitch == note.pitch and abs(one.start_s - note.start_s) <= within_s), None
        )
        if match:
            left.remove(match)
            hits += 1
    return 2 * hits / (len(found) + len(true)) if found or true else 1.0
