"""Files from anywhere: decoded as they sound, or refused with the reason, and never at a cost that harms."""

import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audio.dsp import intake
from audio.dsp.codec import read
from audio.dsp.intake import Unfit
from audio.dsp.limits import Limits
from tests.make import make_sound
from tests.sites import ROOT

SECOND = make_sound(440, 1.0, 0.5)
WRITTEN = {
    "wav": ("WAV", "PCM_16", 4e-5),
    "float": ("WAV", "FLOAT", 2e-7),
    "rf64": ("RF64", "PCM_24", 2e-7),
    "aiff": ("AIFF", "PCM_24", 2e-7),
    "flac": ("FLAC", "PCM_24", 2e-7),
    "ogg": ("OGG", "VORBIS", 0.05),
    "mp3": ("MP3", "MPEG_LAYER_III", 0.15),
}


def written(folder: Path, name: str, sound: np.ndarray = SECOND, rate_hz: int = 44_100) -> Path:
    container, subtype, _ = WRITTEN[name]
    file = folder / f"{name}.bin"
    soundfile.write(file, sound, rate_hz, format=container, subtype=subtype)
    return file


def refusal(file: Path, **limits: float) -> str:
    target = file.with_suffix(".out")
    with pytest.raises(Unfit) as refused:
        intake.take(file, target, Limits(**limits))  # type: ignore[arg-type]
    assert not target.exists()
    return str(refused.value)


@pytest.mark.parametrize("name", WRITTEN)
def test_a_file_comes_in_as_it_sounds_whatever_it_is_called(name: str, tmp_path: Path) -> None:
    taken = intake.take(written(tmp_path, name), tmp_path / "out.flac", Limits())
    sound = read(tmp_path / "out.flac")
    assert len(sound) == taken.frames == len(SECOND)
    assert np.abs(sound - SECOND)[2000:-2000].max() <= WRITTEN[name][2]
    assert taken.peak_db == pytest.approx(-6.02, abs=1.5)


def test_an_m4a_comes_in_through_ffmpeg(tmp_path: Path) -> None:
    file = tmp_path / "song.m4a"
    subprocess.run(["ffmpeg", "-v", "error", "-i", str(written(tmp_path, "wav")), "-c:a", "aac", str(file)], check=True)
    taken = intake.take(file, tmp_path / "out.flac", Limits())
    assert (taken.container, taken.coding) == ("mp4", "AAC or ALAC")
    assert taken.frames == pytest.approx(44_100, abs=2048)


def test_where_there_is_no_ffmpeg_an_m4a_is_refused_with_what_helps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    file = tmp_path / "song.m4a"
    file.write_bytes(b"\0\0\0\x20ftypM4A " + bytes(100))
    assert "ffmpeg" in refusal(file)


@pytest.mark.parametrize("rate_hz", [8_000, 48_000, 96_000])
def test_another_sampling_rate_keeps_pitch_and_length(rate_hz: int, tmp_path: Path) -> None:
    tone = 0.5 * np.sin(2 * np.pi * 440 * np.arange(rate_hz) / rate_hz)
    taken = intake.take(written(tmp_path, "wav", tone, rate_hz), tmp_path / "out.flac", Limits())
    spectrum = np.abs(np.fft.rfft(read(tmp_path / "out.flac")[:, 0]))
    assert taken.frames == pytest.approx(44_100, abs=2)
    assert int(spectrum.argmax()) == 440
    assert taken.channels == 1


def test_of_many_channels_the_first_two_are_heard(tmp_path: Path) -> None:
    six = np.concatenate([SECOND, np.zeros((len(SECOND), 4), np.float32)], axis=1)
    intake.take(written(tmp_path, "wav", six), tmp_path / "out.flac", Limits())
    assert np.abs(read(tmp_path / "out.flac") - SECOND).max() <= 4e-5


def test_what_goes_over_full_scale_is_turned_down_and_not_cut_off(tmp_path: Path) -> None:
    taken = intake.take(written(tmp_path, "float", SECOND * 4), tmp_path / "out.flac", Limits())
    assert taken.turned_down_db == pytest.approx(6.02, abs=0.01)
    assert np.abs(read(tmp_path / "out.flac") - SECOND * 2).max() < 1e-6


def test_what_is_no_number_is_silence(tmp_path: Path) -> None:
    broken = SECOND.copy()
    broken[100:200] = np.nan
    intake.take(written(tmp_path, "float", broken), tmp_path / "out.flac", Limits())
    assert not read(tmp_path / "out.flac")[100:200].any()


def test_a_recording_that_was_cut_short_gives_what_there_is(tmp_path: Path) -> None:
    file = written(tmp_path, "wav")
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    taken = intake.take(file, tmp_path / "out.flac", Limits())
    assert 20_000 < taken.frames < 23_000


HOSTILE = {
    "empty": (b"", "is empty"),
    "zip": (b"PK\x03\x04" + bytes(500), "ZIP"),
    "script": (b"#!/bin/sh\nrm -rf /\n", "a script"),
    "page": (b"<html><script>alert(1)</script>", "web page"),
    "text": (b"just some words\n" * 20, "a text"),
    "zeros": (bytes(5000), "is empty"),
    "riff of nothing": (b"RIFF\xff\xff\xff\xffWAVE", "damaged"),
    "flac of nothing": (b"fLaC" + bytes(500), "damaged"),
    "ogg of nothing": (b"OggS" + bytes(500), "damaged"),
    "mp4 of nothing": (b"\0\0\0\x20ftypM4A " + bytes(500), "no sound"),
    "mp3 of nothing": (b"ID3\x04\0\0\0\0\0\0" + bytes(500), "damaged"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_sound_is_refused_with_the_reason(name: str, tmp_path: Path) -> None:
    data, reason = HOSTILE[name]
    file = tmp_path / "song.wav"
    file.write_bytes(data)
    assert reason in refusal(file)


def test_an_hour_of_silence_is_refused_though_its_file_is_small(tmp_path: Path) -> None:
    file = tmp_path / "long.flac"
    with soundfile.SoundFile(str(file), "w", 8000, 1, "PCM_16", format="FLAC") as out:
        for _ in range(60):
            out.write(np.zeros(8000 * 60, np.int16))
    assert file.stat().st_size < 1_000_000
    assert "15 minutes" in refusal(file)


def test_what_is_longer_than_its_header_says_is_refused_when_that_is_found_out(tmp_path: Path) -> None:
    data = io.BytesIO()
    soundfile.write(data, np.zeros((8000 * 30, 1), np.int16), 8000, format="OGG", subtype="VORBIS")
    file = tmp_path / "long.ogg"
    file.write_bytes(data.getvalue() * 2)  # two streams in a row: the header speaks of the first
    assert "longer than" in refusal(file, duration_s=20)


def test_what_would_become_too_large_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    assert "too large" in refusal(written(tmp_path, "wav"), decoded_bytes=1000)
    assert "at most 0 MB" in refusal(written(tmp_path, "wav"), bytes=1000)


def test_the_process_keeps_within_its_memory_and_says_so(tmp_path: Path) -> None:
    source, target, drawn = written(tmp_path, "flac"), tmp_path / "out.flac", tmp_path / "peaks"
    limits = json.dumps({"memory_bytes": 400_000_000, "processor_s": 20})
    command = [sys.executable, "-m", "audio.dsp.intake", str(source), str(target), str(drawn), limits]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ended.returncode in (0, 2)
    assert "Traceback" not in ended.stderr
    told = subprocess.run(
        [*command[:-1], json.dumps({"bytes": 10})], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (told.returncode, told.stderr.count("\n")) == (2, 1)
