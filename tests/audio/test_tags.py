"""Tags in sound files: read by others as they were written, and not a sample changed."""

import io
import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from audio.dsp.codec import encode
from audio.tags import id3
from audio.tags.words import Tags
from audio.tags.writing import tagged
from beatflow_site.lib.splices import Spliced
from tests.make import make_sound

FORMATS = {
    "wav24": "audio/wav",
    "wav16": "audio/wav",
    "flac24": "audio/flac",
    "mp3_320": "audio/mpeg",
    "mp3_128": "audio/mpeg",
    "ogg": "audio/ogg",
}
BROKEN = (b"", b"ID3", b"RIFF", b"RIFF\xff\xff\xff\xffWAVE", b"fLaC", b"fLaC\x84\0\0\0", b"OggS" * 9)
TAGS = Tags(
    title="Night Drive (drums)",
    artist="Alice Moon, Bób Rivera, 夜",
    album="Night Drive",
    date="2026-05-01",
    genre="lo-fi",
    bpm="84",
    key="C minor",
    comment="/~alice/night-drive/commits/abc/ · abc",
    licence="CC BY 4.0",
    provenance='{"format":"beatflow-provenance","version":1}',
)


@pytest.fixture(params=FORMATS)
def written(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path, bytes]:
    """A format, the plain file, and all bytes of the tagged one."""
    path = tmp_path / "plain"
    path.write_bytes(encode(make_sound(seconds=2.1), request.param))
    return request.param, path, b"".join(tagged(path, FORMATS[request.param], TAGS).pieces())


def test_a_reader_finds_what_was_written(written: tuple[str, Path, bytes]) -> None:
    form, _, data = written
    with soundfile.SoundFile(io.BytesIO(data)) as file:
        told = file.copy_metadata()
    assert (told["title"], told["artist"], told["album"]) == (TAGS.title, TAGS.artist, TAGS.album)
    assert told["comment"] == TAGS.comment
    assert told["date"].startswith("2026")
    if form in ("flac24", "ogg"):
        assert told["license"] == "CC BY 4.0"


def test_ffprobe_finds_it_too(written: tuple[str, Path, bytes], tmp_path: Path) -> None:
    probe = shutil.which("ffprobe")
    if probe is None:
        pytest.skip("ffprobe is not installed.")
    form, _, data = written
    file = tmp_path / f"tagged.{form[:4].rstrip('_0124')}"
    file.write_bytes(data)
    command = [probe, "-v", "error", "-show_format", "-show_streams", "-of", "json", str(file)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ended.stderr == ""
    told = json.loads(ended.stdout)
    tags = {
        name.lower(): text for one in (told["format"], *told["streams"]) for name, text in one.get("tags", {}).items()
    }
    assert (tags["title"], tags["artist"], tags["album"]) == (TAGS.title, TAGS.artist, TAGS.album)
    if form.startswith("wav"):
        assert data.endswith(id3.tag(TAGS) + b"\0" * (len(id3.tag(TAGS)) % 2))  # as MP3s have it, which it reads there
    else:
        assert tags["provenance"] == TAGS.provenance
    assert "CC BY 4.0" in (tags.get("copyright"), tags.get("license"))


def test_not_a_sample_changes(written: tuple[str, Path, bytes]) -> None:
    _, path, data = written
    plain, rate_hz = soundfile.read(str(path), dtype="int32")
    sound, same_hz = soundfile.read(io.BytesIO(data), dtype="int32")
    assert rate_hz == same_hz
    assert np.array_equal(plain, sound)
    with soundfile.SoundFile(io.BytesIO(data)) as file:
        file.seek(44_100)
        assert np.array_equal(file.read(100, dtype="int32"), plain[44_100:44_200])


def test_tags_replace_those_that_were_there(written: tuple[str, Path, bytes], tmp_path: Path) -> None:
    form, _, data = written
    if form.startswith("wav"):
        return
    again = tmp_path / "again"
    again.write_bytes(data)
    assert b"".join(tagged(again, FORMATS[form], TAGS).pieces()) == data


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("length", [0, 1, 3, 250, 20_000])
def test_tags_of_any_length_fit(tmp_path: Path, form: str, length: int) -> None:
    path = tmp_path / "plain"
    path.write_bytes(encode(make_sound(), form))
    tags = Tags(title="é" * length, artist="", album="a", date="2026", provenance="p" * length)
    data = b"".join(tagged(path, FORMATS[form], tags).pieces())
    with soundfile.SoundFile(io.BytesIO(data)) as file:
        assert len(file.read()) == len(soundfile.read(str(path))[0])
        if length < 20_000 or not form.startswith("wav"):  # this reader looks no further in a WAV
            assert len(file.copy_metadata().get("title", "")) > min(length, 100) - 1


@pytest.mark.parametrize("media_type", [*FORMATS.values(), "application/json"])
@pytest.mark.parametrize(
    "data", [b"", b"ID3", b"RIFF", b"RIFF\xff\xff\xff\xffWAVE", b"fLaC", b"fLaC\x84\0\0\0", b"OggS" * 9]
)
def test_what_is_no_such_file_is_sent_as_it_is(tmp_path: Path, media_type: str, data: bytes) -> None:
    path = tmp_path / "broken"
    path.write_bytes(data)
    sent = b"".join(tagged(path, media_type, TAGS).pieces())
    assert sent.endswith(data)
    assert media_type == "audio/mpeg" or sent == data


@given(st.data())
def test_any_part_of_what_is_spliced_is_that_part_of_all(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "spliced"
    path.write_bytes(bytes(range(20)))
    stretch = data.draw(st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda pair: range(min(pair), max(pair))))
    spliced = Spliced(data.draw(st.binary(max_size=5)), path, stretch, data.draw(st.binary(max_size=5)))
    whole = b"".join(spliced.pieces())
    assert len(whole) == spliced.size_bytes
    first, last = sorted(data.draw(st.tuples(st.integers(0, len(whole)), st.integers(0, len(whole)))))
    assert b"".join(spliced.pieces(range(first, last))) == whole[first:last]
