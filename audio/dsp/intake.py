"""`python -m audio.dsp.intake SOURCE TARGET PEAKS LIMITS`: a file from anywhere as 24-bit FLAC, or why not.

Whoever uploads a file may be hostile, so this runs in a process of its own, which may use so much memory and processor
time and no more (`LIMITS` is JSON: the fields of `Limits`). The sound passes through in blocks, twice: once to learn
how long and how loud it is, once to write it. Prints one line of JSON, `Taken`; exits with 2 and one sentence where the
file is refused.
"""

from __future__ import annotations

import contextlib
import json
import math
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import soundfile
import soxr

from audio.dsp import sniffing
from audio.dsp.codec import read
from audio.dsp.dying import die_with_parent
from audio.dsp.limits import Limits
from audio.dsp.peaks import peaks
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound

MAX_CHANNELS = 64
RATES_HZ = (1_000, 768_000)
_BLOCK_FRAMES = 1 << 16
_FULL_SCALE_24 = 1 << 23
_SUBTYPES_OVER_FULL_SCALE = ("FLOAT", "DOUBLE", "VORBIS", "OPUS", "MPEG_LAYER_I", "MPEG_LAYER_II", "MPEG_LAYER_III")
_OVER = 1.0 + 1e-6
_FORMATS = ("WAV", "WAVEX", "RF64", "FLAC", "OGG", "AIFF", "MP3", "MPEG")
_NO_FFMPEG = "M4A files need ffmpeg, which is not installed on this server. Export it as WAV, FLAC or MP3."


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file."""

    frames: int
    """At 44.1 kHz."""
    container: str
    coding: str
    rate_hz: int
    """Of the original."""
    channels: int
    peak_db: float | None
    """Of the original, in dBFS; None for silence."""
    turned_down_db: float
    """By how much it was turned down because it went over full scale; 0 where it didn't."""


class Unfit(ValueError):
    """The file is refused; the sentence says why."""


def take(source: Path, target: Path, limits: Limits) -> Taken:
    """Check a file and write it as 24-bit FLAC. Raises Unfit, and leaves no target then."""
    container = _container(source, limits)
    try:
        with _readable(source, container, limits) as file:
            return _taken(file, container, target, limits)
    except soundfile.LibsndfileError as error:
        target.unlink(missing_ok=True)
        raise Unfit("This file is damaged: its sound can't be decoded.") from error
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _container(source: Path, limits: Limits) -> str:
    size = source.stat().st_size
    if size == 0:
        raise Unfit("This file is empty.")
    if size > limits.bytes:
        raise Unfit(f"This file has {size / 1e6:.0f} MB; at most {limits.bytes / 1e6:.0f} MB are taken.")
    with source.open("rb") as file:
        head = file.read(sniffing.HEAD_BYTES)
    container = sniffing.container_of(head)
    if container is None:
        raise Unfit(f"This is no audio file: it is {sniffing.what_else(head)}.")
    return container


@contextlib.contextmanager
def _readable(source: Path, container: str, limits: Limits) -> Iterator[soundfile.SoundFile]:
    if container != "mp4":
        with soundfile.SoundFile(str(source)) as file:
            yield file
        return
    with tempfile.TemporaryDirectory(dir=source.parent) as folder:
        decoded = Path(folder) / "decoded.wav"
        _decode_mp4(source, decoded, limits)
        with soundfile.SoundFile(str(decoded)) as file:
            yield file


def _decode_mp4(source: Path, target: Path, limits: Limits) -> None:
    """By an ffmpeg that may open this file and nothing else, and takes it for nothing but an MP4."""
    ffmpeg = shutil.which("ffmpeg")
    if ffmpeg is None:
        raise Unfit(_NO_FFMPEG)
    reads = ["-protocol_whitelist", "file", "-f", "mov", "-codec_whitelist", "aac,alac,mp3", "-i", f"file:{source}"]
    most = ["-t", f"{limits.duration_s + 1:.3f}", "-fs", str(limits.decoded_bytes)]
    writes = ["-map", "0:a:0", "-vn", "-sn", "-dn", "-ac", "2", "-c:a", "pcm_f32le", "-f", "wav", f"file:{target}"]
    command = [ffmpeg, "-nostdin", "-v", "error", "-threads", "1", *reads, *most, *writes]
    # This process has one thread, so that the new one may set itself up before it becomes ffmpeg.
    ended = subprocess.run(
        command, capture_output=True, check=False, timeout=limits.processor_s, preexec_fn=die_with_parent
    )
    if ended.returncode or not target.is_file():
        raise Unfit("This file holds no sound that can be decoded (AAC or ALAC in an MP4).")


def _taken(file: soundfile.SoundFile, container: str, target: Path, limits: Limits) -> Taken:
    _check_header(file, limits)
    frames, peak = _measured(file, limits)
    if frames == 0:
        raise Unfit("This file holds no sound.")
    gain = 1.0 / peak if peak > _OVER and file.subtype in _SUBTYPES_OVER_FULL_SCALE else 1.0
    _write(file, target, gain)
    return Taken(
        frames=frames,
        container=container,
        coding="AAC or ALAC" if container == "mp4" else str(file.subtype_info),
        rate_hz=file.samplerate,
        channels=file.channels,
        peak_db=20.0 * math.log10(peak) if peak > 0.0 else None,
        turned_down_db=abs(20.0 * math.log10(gain)),
    )


def _check_header(file: soundfile.SoundFile, limits: Limits) -> None:
    """What the header announces: a lie is found out when the sound is read."""
    if file.format not in _FORMATS:
        raise Unfit(f"BeatFlow doesn't take {file.format_info} files.")
    if not 1 <= file.channels <= MAX_CHANNELS:
        raise Unfit(f"This file has {file.channels} channels; at most {MAX_CHANNELS} are taken.")
    if not RATES_HZ[0] <= file.samplerate <= RATES_HZ[1]:
        raise Unfit(f"This file says that it has {file.samplerate:,} samples a second, which no sound has.")
    _check_length(max(file.frames, 0), file, limits)


def _check_length(frames: int, file: soundfile.SoundFile, limits: Limits) -> None:
    if frames > limits.duration_s * file.samplerate:
        raise Unfit(f"This file lasts longer than {limits.duration_s / 60:g} minutes, which is the most that is taken.")
    if frames * file.channels * 4 > limits.decoded_bytes:
        raise Unfit("This file would become too large when it is decoded.")


def _measured(file: soundfile.SoundFile, limits: Limits) -> tuple[int, float]:
    """How many frames come out, and the highest magnitude among them."""
    frames, peak = 0, 0.0
    for block in _blocks(file, limits):
        frames += len(block)
        peak = max(peak, float(np.abs(block).max(initial=0.0)))
    return frames, peak


def _write(file: soundfile.SoundFile, target: Path, gain: float) -> None:
    with soundfile.SoundFile(str(target), "w", SAMPLE_RATE_HZ, 2, "PCM_24", format="FLAC") as out:
        for block in _blocks(file, None):
            steps = np.rint(block * np.float32(gain * _FULL_SCALE_24))
            out.write(np.clip(steps, -_FULL_SCALE_24, _FULL_SCALE_24 - 1).astype(np.int32) << 8)


def _blocks(file: soundfile.SoundFile, limits: Limits | None) -> Iterator[Sound]:
    """The sound from its start, in stereo at 44.1 kHz. With limits, what is longer than its header said is refused."""
    file.seek(0)
    resampler = soxr.ResampleStream(file.samplerate, SAMPLE_RATE_HZ, 2, dtype="float32")
    read = 0
    while len(block := file.read(_BLOCK_FRAMES, dtype="float32", always_2d=True)):
        read += len(block)
        if limits:
            _check_length(read, file, limits)
        pair = _stereo(block)
        yield pair if file.samplerate == SAMPLE_RATE_HZ else resampler.resample_chunk(pair)
    if read and file.samplerate != SAMPLE_RATE_HZ:
        yield resampler.resample_chunk(np.zeros((0, 2), dtype=np.float32), last=True)


def _stereo(block: Sound) -> Sound:
    """The first two channels, or the only one on both sides; what is no number is silence."""
    pair = block[:, :2] if block.shape[1] > 1 else np.repeat(block, 2, axis=1)
    finite = np.nan_to_num(pair, nan=0.0, posinf=1.0, neginf=-1.0)
    return np.ascontiguousarray(np.clip(finite, -1000.0, 1000.0), dtype=np.float32)


def _confine(limits: Limits) -> None:
    die_with_parent()
    resource.setrlimit(resource.RLIMIT_CPU, (limits.processor_s, limits.processor_s))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))


def main() -> int:
    source, target, drawn, told = sys.argv[1:]
    limits = Limits(**json.loads(told))
    _confine(limits)
    try:
        taken = take(Path(source), Path(target), limits)
        Path(drawn).write_bytes(peaks(read(Path(target))))
    except MemoryError:
        print("Decoding this file needs more memory than is allowed.", file=sys.stderr)
        return 2
    except (ValueError, OSError, subprocess.TimeoutExpired) as error:
        sentence = str(error) if isinstance(error, Unfit | OSError) else "This file is damaged: it can't be decoded."
        print(sentence, file=sys.stderr)
        return 2
    print(json.dumps(asdict(taken)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
