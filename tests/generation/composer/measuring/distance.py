"""How far two beats are from each other, by ear alone: in harmony, groove, melody and palette."""

from __future__ import annotations

from dataclasses import dataclass

import libsonare
import numpy as np
from numpy.typing import NDArray

from audio.dsp.sound import SAMPLE_RATE_HZ, Sound
from generation.engines.base import Take
from generation.engines.composer.score import BEATS_PER_BAR
from tests.generation.composer.measuring import bands, spectrum

ASPECTS = ("harmony", "groove", "melody", "palette")
Vector = NDArray[np.float64]
_STEPS = 16
_GROOVE_HZ = (30.0, 150.0, 2_500.0, 16_000.0)
_LOWEST_HZ, _HIGHEST_HZ = 55.0, 2_000.0
_WINDOW = 8_192
_FLOOR_DB = -45.0
_TONAL = ("bass", "chords", "melody", "other")


@dataclass(frozen=True)
class Portrait:
    """What is compared of a beat."""

    harmony: Vector
    """Chroma of what is pitched, per beat: shape (beats, 12), each row of length 1."""
    groove: Vector
    """Mean rise per sixteenth of a bar in three bands of the mix, each of length 1: shape (48,)."""
    melody: Vector
    """How often each interval and pitch class occurs in the melody, and when in the bar it begins: three unit rows."""
    palette: dict[str, Vector]
    """Per stem, its spectrum in thirds of an octave (dB beside its loudest band) and how much each band moves."""


def portrait(take: Take) -> Portrait:
    """The portrait of a beat, from its sound; only tempo and stem names are taken from the brief."""
    beat_s = 60.0 / take.brief.bpm
    return Portrait(
        harmony=_harmony(take, beat_s),
        groove=_pattern(take.mix, beat_s, _GROOVE_HZ).reshape(-1),
        melody=_melody(take.stems["melody"], beat_s) if "melody" in take.stems else np.zeros(24 + 12 + _STEPS),
        palette={name: _colour(stem) for name, stem in take.stems.items()},
    )


def distances(one: Portrait, other: Portrait) -> dict[str, float]:
    """Per aspect; 0 is alike. All but the palette lie in 0 … 1, the palette is in dB."""
    beats = min(len(one.harmony), len(other.harmony))
    common = [name for name in one.palette if name in other.palette]
    return {
        "harmony": float(1.0 - (one.harmony[:beats] * other.harmony[:beats]).sum(axis=1).mean()),
        "groove": _apart(one.groove, other.groove),
        "melody": _apart(one.melody, other.melody),
        "palette": float(np.mean([_rms(one.palette[name] - other.palette[name]) for name in common])),
    }


def _apart(one: Vector, other: Vector) -> float:
    """1 − cosine."""
    norm = float(np.linalg.norm(one) * np.linalg.norm(other))
    return 1.0 - float(one @ other) / norm if norm else 1.0


def _rms(values: Vector) -> float:
    return float(np.sqrt(np.square(values).mean()))


def _unit(rows: Vector) -> Vector:
    """Rows of length 1; what is empty stays so."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-12))


def _harmony(take: Take, beat_s: float) -> Vector:
    """Beat-synchronous chroma of the pitched stems together."""
    mono = sum(stem.mean(axis=1) for name, stem in take.stems.items() if name in _TONAL)
    if isinstance(mono, int):
        return np.zeros((1, 12))
    padded = np.pad(mono, _WINDOW // 2)
    hop = _WINDOW // 4
    windows = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::hop] * np.hanning(_WINDOW)
    spectrogram = np.abs(np.fft.rfft(windows, axis=1)) @ _chroma_bins()
    beats = int(len(mono) / SAMPLE_RATE_HZ / beat_s)
    edges = np.round(np.arange(beats + 1) * beat_s * SAMPLE_RATE_HZ / hop).astype(int)
    return _unit(np.stack([spectrogram[edges[n] : edges[n + 1] + 1].mean(axis=0) for n in range(beats)]))


def _chroma_bins() -> Vector:
    """Which pitch class each bin of the spectrum counts for, shape (bins, 12)."""
    bins_hz = np.arange(_WINDOW // 2 + 1) * SAMPLE_RATE_HZ / _WINDOW
    heard = (bins_hz >= _LOWEST_HZ) & (bins_hz <= _HIGHEST_HZ)
    classes = np.round(12.0 * np.log2(np.maximum(bins_hz, 1.0) / 440.0) + 9.0).astype(int) % 12
    return np.asarray(np.eye(12)[classes] * heard[:, None])


def _pattern(sound: Sound, beat_s: float, edges_hz: tuple[float, ...]) -> Vector:
    """The mean rise on each sixteenth of a bar, shape (bands, 16), each band of length 1."""
    risen = bands.rises(bands.picture(sound, edges_hz))
    hops = np.arange(len(risen))
    step = np.round(hops / bands.HOPS_PER_S / beat_s * _STEPS / BEATS_PER_BAR).astype(int) % _STEPS
    totals = np.stack([np.bincount(step, risen[:, band], _STEPS) for band in range(risen.shape[1])])
    return _unit(totals - totals.min(axis=1, keepdims=True))


def _melody(stem: Sound, beat_s: float) -> Vector:
    """Intervals, pitch classes and rhythm of a line."""
    mono = np.ascontiguousarray(stem.mean(axis=1), dtype=np.float32)
    found = libsonare.pitch_yin(mono, SAMPLE_RATE_HZ, hop_length=bands.HOP_FRAMES, fmin=110.0)
    voiced = np.asarray(found.voiced_flag, dtype=bool)
    pitches = np.where(voiced, np.round(12.0 * np.log2(np.maximum(found.f0, 1.0) / 440.0) + 69.0), 0.0).astype(int)
    steady = _steady(pitches)
    intervals = np.clip(np.diff(steady), -12, 12)
    moves = np.bincount(intervals[intervals != 0] + 12, minlength=25)[np.arange(25) != 12]
    classes = np.bincount(pitches[pitches > 0] % 12, minlength=12)
    rhythm = _pattern(stem, beat_s, (110.0, 8_000.0))[0]
    return np.concatenate([_unit(moves.astype(float)), _unit(classes.astype(float)), rhythm])


def _steady(pitches: NDArray[np.int_]) -> NDArray[np.int_]:
    """The notes in their order: pitches that were held for at least four hops."""
    ends = np.flatnonzero(np.diff(pitches, append=-1))
    lengths = np.diff(ends, prepend=-1)
    notes: NDArray[np.int_] = pitches[ends][(lengths >= 4) & (pitches[ends] > 0)]
    return notes


def _colour(stem: Sound) -> Vector:
    """A stem's spectrum and its motion."""
    energies = bands.picture(stem, tuple(spectrum.CENTRES_HZ[::2]))
    levels_db = bands.decibels(energies, _FLOOR_DB)
    mean_db = bands.decibels(energies.mean(axis=0), _FLOOR_DB)
    return np.concatenate([mean_db - mean_db.max(), levels_db.std(axis=0)])
