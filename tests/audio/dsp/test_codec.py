"""Sound survives its files: the stored form exactly, the others as well as they can."""

import io
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audio.dsp import codec
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound


@pytest.fixture
def tune() -> Sound:
    times = np.arange(SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    left, right = 0.5 * np.sin(2 * np.pi * 440 * times), 0.3 * np.sin(2 * np.pi * 550 * times)
    return np.stack([left, right], axis=1).astype(np.float32)


def _file(samples: np.ndarray, rate_hz: int, container: str = "WAV") -> bytes:
    stream = io.BytesIO()
    soundfile.write(stream, samples, rate_hz, format=container)
    return stream.getvalue()


def test_the_stored_form_gives_back_exactly_what_went_in(tune: Sound) -> None:
    kept = codec.quantise(tune)
    assert np.array_equal(codec.read(codec.encode(kept, "flac24")), kept)
    assert np.abs(kept - tune).max() <= 0.5 / codec.FULL_SCALE_24


def test_full_scale_survives_quantising() -> None:
    edges = np.array([[1.0, -1.0], [2.0, -2.0], [0.0, 1e-9]], dtype=np.float32)
    assert np.array_equal(codec.read(codec.encode(edges, "flac24")), codec.quantise(edges))
    assert codec.quantise(edges).max() < 1.0


@pytest.mark.parametrize("format", [name for name in codec.FORMATS if name != "ogg"])
def test_the_same_sound_gives_the_same_bytes(tune: Sound, format: str) -> None:
    assert codec.encode(tune, format) == codec.encode(tune, format)


@pytest.mark.parametrize(
    ("format", "tolerance"), [("wav24", 1e-6), ("wav16", 1e-4), ("mp3_320", 0.02), ("mp3_128", 0.05), ("ogg", 0.05)]
)
def test_every_format_comes_back_at_its_length_and_place(tune: Sound, format: str, tolerance: float) -> None:
    again = codec.read(codec.encode(tune, format))
    assert len(again) == len(tune)
    inner = slice(4_000, -4_000)
    assert np.sqrt(np.mean((again[inner] - tune[inner]) ** 2)) < tolerance


@pytest.mark.parametrize(("format", "kbps"), [("mp3_320", 320), ("mp3_192", 192), ("mp3_128", 128)])
def test_mp3s_have_their_rate_and_tell_decoders_their_delay(tune: Sound, format: str, kbps: int) -> None:
    encoded = codec.encode(tune, format)
    assert b"Info" in encoded[:200]
    assert b"LAME" in encoded[:400]
    assert abs(len(encoded) * 8 / 1_000 - kbps) < 0.1 * kbps


@pytest.mark.parametrize("rate_hz", [8_000, 22_050, 48_000, 96_000])
def test_other_rates_are_resampled_and_mono_stands_in_the_middle(rate_hz: int) -> None:
    sine = np.sin(2 * np.pi * 440 * np.arange(rate_hz) / rate_hz)
    sound = codec.read(_file(sine, rate_hz))
    assert sound.shape == (SAMPLE_RATE_HZ, 2)
    assert sound.dtype == np.float32
    assert np.array_equal(sound[:, 0], sound[:, 1])
    assert np.argmax(np.abs(np.fft.rfft(sound[:, 0]))) == 440


def test_a_path_is_read_like_bytes(tune: Sound, tmp_path: Path) -> None:
    path = tmp_path / "tune.flac"
    path.write_bytes(codec.encode(tune, "flac24"))
    assert np.array_equal(codec.read(path), codec.read(path.read_bytes()))
    with pytest.raises(FileNotFoundError):
        codec.read(tmp_path / "missing.wav")


@pytest.mark.parametrize("junk", [b"", b"RIFF", b"not audio at all" * 100, b"\x00" * 5_000])
def test_what_is_no_audio_is_refused_in_a_sentence(junk: bytes) -> None:
    with pytest.raises(ValueError, match=r"not audio|no sound"):
        codec.read(junk)


def test_an_empty_file_and_an_unknown_format_are_refused(tune: Sound) -> None:
    with pytest.raises(ValueError, match="no sound"):
        codec.read(_file(np.zeros((0, 2)), SAMPLE_RATE_HZ))
    with pytest.raises(ValueError, match="aiff"):
        codec.encode(tune, "aiff")


def test_broken_numbers_never_get_in() -> None:
    stream = io.BytesIO()
    soundfile.write(stream, np.array([[np.nan, np.inf], [0.5, -np.inf]]), SAMPLE_RATE_HZ, format="WAV", subtype="FLOAT")
    assert np.array_equal(codec.read(stream.getvalue()), np.array([[0.0, 1.0], [0.5, -1.0]], dtype=np.float32))
