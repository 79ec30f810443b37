"""Reading any audio file into a sound, and writing a sound in the formats that leave the house."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from audio.dsp import channels
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound

FULL_SCALE_24 = 1 << 23
_FULL_SCALE_16 = 1 << 15
_MP3_MIN_KBPS, _MP3_MAX_KBPS = 32, 320

FORMATS: dict[str, str] = {
    "flac24": "flac",
    "wav24": "wav",
    "wav16": "wav",
    "mp3_320": "mp3",
    "mp3_192": "mp3",
    "mp3_128": "mp3",
    "ogg": "ogg",
}
"""What `encode` can write, and the file suffix of each."""


def read(source: Path | bytes) -> Sound:
    """Decode an audio file at any rate, mono or with more channels (of which the first two are kept).

    Raise ValueError with a sentence for what is no readable audio, and FileNotFoundError for what isn't there.
    """
    samples, rate_hz = _decode(source)
    if not len(samples):
        raise ValueError("This file holds no sound.")
    if rate_hz != SAMPLE_RATE_HZ:
        samples = soxr.resample(samples, rate_hz, SAMPLE_RATE_HZ)
    return _stereo(np.nan_to_num(samples, nan=0.0, posinf=1.0, neginf=-1.0))


def _decode(source: Path | bytes) -> tuple[NDArray[np.float32], int]:
    if isinstance(source, Path) and not source.is_file():
        raise FileNotFoundError(source)
    stream = io.BytesIO(source) if isinstance(source, bytes) else str(source)
    try:
        samples, rate_hz = soundfile.read(stream, dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, TypeError, RuntimeError) as error:
        raise ValueError("This file is not audio that BeatFlow can read (WAV, FLAC, MP3, OGG, AIFF).") from error
    return samples, int(rate_hz)


def _stereo(samples: NDArray[np.float32]) -> Sound:
    pair = samples[:, :2] if samples.shape[1] > 1 else np.repeat(samples, 2, axis=1)
    return np.ascontiguousarray(pair, dtype=np.float32)


def encode(sound: Sound, format: str) -> bytes:
    """Write a sound as one of `FORMATS`.

    FLAC, WAV and MP3 repeat byte for byte; OGG streams carry a serial number drawn anew each time. MP3s open with
    a LAME tag that tells decoders how many samples of delay to skip. What exceeds full scale is clipped.
    """
    if format not in FORMATS:
        raise ValueError(f"“{format}” is not a format. Choose one of {', '.join(FORMATS)}.")
    kind, _, detail = format.partition("_")
    if kind in ("flac24", "wav24"):
        return _write(_integers(sound, FULL_SCALE_24) << 8, kind[:-2].upper(), "PCM_24")
    if kind == "wav16":
        return _write((_integers(_dithered(sound), _FULL_SCALE_16) << 16), "WAV", "PCM_16")
    if kind == "mp3":
        return _write_mp3(sound, int(detail))
    return _write(np.clip(sound, -1.0, 1.0), "OGG", "VORBIS")


def quantise(sound: Sound) -> Sound:
    """The sound on the 24-bit grid: what `encode(…, "flac24")` and `read` give back exactly."""
    return quantise_in_place(sound.copy())


def quantise_in_place(sound: Sound) -> Sound:
    """As `quantise`, changing the sound that it is given."""
    channels.along(lambda stretch: _to_grid(sound[stretch]), len(sound))
    return sound


def _to_grid(stretch: Sound) -> None:
    _steps(stretch, FULL_SCALE_24, stretch)
    stretch /= np.float32(FULL_SCALE_24)


def _integers(sound: Sound, full_scale: int) -> NDArray[np.int32]:
    return _steps(sound, full_scale).astype(np.int32)


def _steps(sound: Sound, full_scale: int, out: Sound | None = None) -> Sound:
    """Whole steps of the grid. Single precision holds them exactly up to 24 bit."""
    scaled = np.multiply(sound, np.float32(full_scale), out=out)
    np.rint(scaled, out=scaled)
    return np.clip(scaled, -full_scale, full_scale - 1, out=scaled)


def _dithered(sound: Sound) -> Sound:
    """With triangular noise of one 16-bit step, always the same."""
    rng = np.random.default_rng(16)
    noise = rng.random(sound.shape, dtype=np.float32) - rng.random(sound.shape, dtype=np.float32)
    return sound + noise / np.float32(_FULL_SCALE_16)


def _write(samples: NDArray[np.int32] | Sound, container: str, subtype: str) -> bytes:
    stream = io.BytesIO()
    soundfile.write(stream, samples, SAMPLE_RATE_HZ, format=container, subtype=subtype)
    return stream.getvalue()


def _write_mp3(sound: Sound, kbps: int) -> bytes:
    compression = (_MP3_MAX_KBPS - kbps) / (_MP3_MAX_KBPS - _MP3_MIN_KBPS)
    stream = io.BytesIO()
    soundfile.write(
        stream,
        np.clip(sound, -1.0, 1.0),
        SAMPLE_RATE_HZ,
        format="MP3",
        subtype="MPEG_LAYER_III",
        bitrate_mode="CONSTANT",
        compression_level=compression,
    )
    return stream.getvalue()
