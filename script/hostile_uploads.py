"""Files that nobody should send: broken, mislabelled, lying and hostile ones, the same for the same seed."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

import numpy as np
import soundfile

RATE_HZ = 44_100
NAMES = (
    "song.wav",
    "beat.mp3",
    "loop.flac",
    "take.ogg",
    "memo.m4a",
    "stem.aiff",
    "a.txt",
    "../../etc/passwd",
    "x" * 200,
)
_FORMATS = (
    ("WAV", "PCM_16"), ("WAV", "FLOAT"), ("FLAC", "PCM_24"), ("OGG", "VORBIS"), ("MP3", "MPEG_LAYER_III"),
    ("AIFF", "PCM_16"), ("RF64", "PCM_24"), ("WAV", "MS_ADPCM"),
)  # fmt: skip


def hostile(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """So many files as (name, bytes): every kind in turn."""
    rng = random.Random(seed)
    for number in range(count):
        make = _KINDS[number % len(_KINDS)]
        yield rng.choice(NAMES), make(rng)


def _whole(rng: random.Random) -> bytes:
    container, subtype = rng.choice(_FORMATS)
    times_s = np.arange(RATE_HZ // 2) / RATE_HZ
    tone = 0.4 * np.sin(2 * np.pi * rng.randint(50, 2_000) * times_s)
    data = io.BytesIO()
    soundfile.write(data, np.stack([tone, tone], axis=1), RATE_HZ, format=container, subtype=subtype)
    return data.getvalue()


def _truncated(rng: random.Random) -> bytes:
    data = _whole(rng)
    return data[: rng.randint(1, len(data) - 1)]


def _flipped(rng: random.Random) -> bytes:
    """Some bytes are others, mostly in the header."""
    data = bytearray(_whole(rng))
    for _ in range(rng.randint(1, 40)):
        data[min(int(rng.expovariate(0.02)), len(data) - 1)] = rng.randrange(256)
    return bytes(data)


def _torn(rng: random.Random) -> bytes:
    """A stretch in the middle is missing."""
    data = _whole(rng)
    first, last = sorted(rng.sample(range(len(data)), 2))
    return data[:first] + data[last:]


def _wav_that_lies(rng: random.Random) -> bytes:
    """Channels, rate, width and sizes that its sound doesn't have."""
    channels, rate_hz = rng.choice((0, 1, 2, 255, 65_535)), rng.choice((0, 1, 44_100, 4_294_967_295))
    width, size = rng.choice((0, 1, 8, 16, 24, 64, 65_535)), rng.choice((0, 1, 1_000, 0x7FFFFFFF, 0xFFFFFFFF))
    block = min(channels * width // 8, 65_535)
    rate_bytes = min(rate_hz * block, 0xFFFFFFFF)
    kind = rng.choice((0, 1, 3, 6, 17, 85, 65_534))
    head = b"fmt " + struct.pack("<IHHIIHH", 16, kind, channels, rate_hz, rate_bytes, block, width)
    return b"RIFF" + struct.pack("<I", size) + b"WAVE" + head + b"data" + struct.pack("<I", size) + bytes(4_000)


_MAGIC = (
    b"RIFF\xff\xff\xff\xffWAVEfmt ", b"fLaC\0\0\0\x22", b"OggS\0\2", b"ID3\4\0\0\x7f\x7f\x7f\x7f",
    b"\xff\xfb\x90\x44", b"FORM\0\0\xff\xffAIFFCOMM", b"\0\0\0\x18ftypmp42", b"RF64\xff\xff\xff\xffWAVE",
)  # fmt: skip


def _magic_and_noise(rng: random.Random) -> bytes:
    return rng.choice(_MAGIC) + rng.randbytes(rng.randint(0, 20_000))


def _no_sound(rng: random.Random) -> bytes:
    return rng.choice((
        b"", b"\0", bytes(10_000), b"#!/bin/sh\nrm -rf ~\n", b"<?php system($_GET[0]); ?>", b"<svg onload=alert(1)>",
        b"%PDF-1.7\n" + rng.randbytes(400), b"MZ" + rng.randbytes(400), b"\x7fELF" + rng.randbytes(400),
        b"MThd\0\0\0\6\0\1\0\1\0\x60" + rng.randbytes(60), b"\x89PNG\r\n\x1a\n" + rng.randbytes(200),
        rng.randbytes(5_000),
        b"nur Text, sonst nichts\n" * 50, b'{"a":1}', b"\xef\xbb\xbf<html></html>",
    ))  # fmt: skip


def _bomb(rng: random.Random) -> bytes:
    """A great deal of nothing, packed small."""
    if rng.random() < 0.5:
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("song.wav", bytes(50_000_000))
        return data.getvalue()
    return b"\x1f\x8b\x08\0\0\0\0\0\0\3" + zlib.compress(bytes(20_000_000))


def _long_silence(rng: random.Random) -> bytes:
    """An hour in a small FLAC."""
    data = io.BytesIO()
    with soundfile.SoundFile(data, "w", 8_000, 1, "PCM_16", format="FLAC") as out:
        for _ in range(60):
            out.write(np.zeros(8_000 * 60, np.int16))
    return data.getvalue()


def _odd_numbers(rng: random.Random) -> bytes:
    """Floats that no loudspeaker plays."""
    sound = np.full((4_410, 2), rng.choice((np.nan, np.inf, -np.inf, 3e38, 1e-45)), np.float32)
    data = io.BytesIO()
    soundfile.write(data, sound, RATE_HZ, format="WAV", subtype="FLOAT")
    return data.getvalue()


_KINDS: tuple[Callable[[random.Random], bytes], ...] = (
    _truncated, _flipped, _wav_that_lies, _magic_and_noise, _no_sound, _torn, _flipped, _truncated, _odd_numbers,
    _whole, _magic_and_noise, _wav_that_lies, _no_sound, _torn, _bomb, _long_silence,
)  # fmt: skip
