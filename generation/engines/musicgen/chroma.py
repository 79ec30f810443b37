"""A melody as MusicGen melody hears it: for each moment the pitch class that sounds most, C first.

The published extractor needs torchaudio; the sums are the same. It hears a frame of half a second every 128 ms.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from audio.dsp.sound import SAMPLE_RATE_HZ, Sound
from generation.engines.base import TuneNote

RATE_HZ = 32_000
HOP = 4_096
SIZE = 16_384
CLASSES = 12
MOMENTS_PER_S = RATE_HZ / HOP


def of_sound(sound: Sound) -> Tensor:
    """The chroma (moments, 12) of a sound: one 1 in each row. What is shorter than half a second is set in silence."""
    import soxr

    mono = soxr.resample(sound.mean(axis=1), SAMPLE_RATE_HZ, RATE_HZ)
    return of_waveform(torch.from_numpy(np.ascontiguousarray(mono, dtype=np.float32)))


def of_waveform(mono: Tensor) -> Tensor:
    """The same, from samples at `RATE_HZ`."""
    short = SIZE - len(mono)
    if short > 0:
        mono = torch.nn.functional.pad(mono, (short // 2, short - short // 2))
    window = torch.hann_window(SIZE)
    spectrum = torch.stft(mono, SIZE, HOP, SIZE, window, center=True, pad_mode="reflect", return_complex=True)
    return _strongest((_filters() @ spectrum.abs().square()).T)


def _filters() -> Tensor:
    """How much each frequency counts for each pitch class: (12, frequencies)."""
    from transformers.audio_utils import chroma_filter_bank

    bank = chroma_filter_bank(num_frequency_bins=SIZE, num_chroma=CLASSES, sampling_rate=RATE_HZ, tuning=0)
    return torch.from_numpy(bank).float()


def _strongest(classes: Tensor) -> Tensor:
    return torch.nn.functional.one_hot(classes.argmax(dim=1), CLASSES).float()


def of_tune(tune: Sequence[TuneNote], bpm: float) -> Tensor:
    """The chroma of written notes; the highest where several sound, and through rests the note before."""
    end_beats = max(note.start_beats + note.length_beats for note in tune)
    moments = max(1, round(end_beats * 60 / bpm * MOMENTS_PER_S))
    pitches = [_pitch_at(tune, moment / MOMENTS_PER_S * bpm / 60) for moment in range(moments)]
    return torch.nn.functional.one_hot(torch.tensor(pitches) % CLASSES, CLASSES).float()


def _pitch_at(tune: Sequence[TuneNote], beat: float) -> int:
    sounding = [note.pitch for note in tune if note.start_beats <= beat < note.start_beats + note.length_beats]
    before = [note for note in tune if note.start_beats <= beat]
    return max(sounding) if sounding else max(before, key=lambda note: note.start_beats, default=tune[0]).pitch


def from_moment(chroma: Tensor, start_s: float, moments: int) -> Tensor:
    """So many moments from a time on; a melody that is over begins again."""
    at = (round(start_s * MOMENTS_PER_S) + torch.arange(moments)) % len(chroma)
    return chroma[at]
