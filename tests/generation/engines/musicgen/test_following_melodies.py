"""MusicGen melody follows a hum, a sound or written notes by their pitch classes."""

from dataclasses import asdict, replace

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from audio.dsp.codec import encode, read  # noqa: E402
from generation.engines.base import Refused, TuneNote  # noqa: E402
from generation.engines.facilities import Facilities  # noqa: E402
from generation.engines.host import Host, respond  # noqa: E402
from generation.engines.musicgen import chroma  # noqa: E402
from generation.engines.musicgen.engine import MusicGen  # noqa: E402
from tests.generation.engines.musicgen.test_beats import BRIEF, composed, engine, halves  # noqa: E402, F401

pytestmark = pytest.mark.ml
RATE = 44_100


def tone(pitch, seconds):
    """A hum: a note with a few partials."""
    time = np.arange(int(seconds * RATE)) / RATE
    pitch_hz = 440 * 2 ** ((pitch - 69) / 12)
    mono = sum(np.sin(2 * np.pi * pitch_hz * part * time) / part**2 for part in (1, 2, 3))
    return np.repeat(mono[:, None] * 0.2, 2, axis=1).astype(np.float32)


@pytest.mark.parametrize("pitch", range(48, 72, 3))
def test_a_hummed_note_is_heard_as_its_pitch_class(pitch):
    heard = chroma.of_sound(tone(pitch, 2.0))
    assert heard.shape == (1 + 64_000 // 4096, 12)
    assert (heard.argmax(dim=1) == pitch % 12).float().mean() > 0.9
    assert torch.equal(heard.sum(dim=1), torch.ones(len(heard)))


def test_a_hum_shorter_than_what_is_heard_at_once_is_heard_too():
    assert (chroma.of_sound(tone(62, 0.3)).argmax(dim=1) == 2).any()


def test_written_notes_sound_as_the_hum_of_them_does():
    tune = (TuneNote(0, 2, 60), TuneNote(2, 2, 64), TuneNote(4, 4, 67))
    written = chroma.of_tune(tune, bpm=120)
    hummed = chroma.of_sound(np.concatenate([tone(60, 1), tone(64, 1), tone(67, 2)]))
    shorter = min(len(written), len(hummed))
    assert (written[:shorter] == hummed[:shorter]).all(dim=1).float().mean() > 0.8


def test_a_melody_that_is_over_begins_again_and_later_windows_hear_its_later_part():
    melody = chroma.of_tune((TuneNote(0, 4, 60), TuneNote(4, 4, 62)), bpm=120)
    assert torch.equal(chroma.from_moment(melody, 0.0, 2 * len(melody)), torch.cat([melody, melody]))
    assert chroma.from_moment(melody, 2.1, 1)[0, 2] == 1


def test_another_melody_gives_another_beat(engine):  # noqa: F811
    (_, one), (_, other) = (composed(engine, BRIEF, tone(pitch, 3.0)) for pitch in (60, 66))
    assert one.model == other.model == "musicgen-melody"
    assert not np.array_equal(one.mix, other.mix)


def test_the_tune_of_a_brief_is_followed(engine):  # noqa: F811
    briefs = [replace(BRIEF, tune=(TuneNote(0, 8, pitch),)) for pitch in (60, 66)]
    (_, one), (_, other) = (composed(engine, brief) for brief in briefs)
    assert not np.array_equal(one.mix, other.mix)


def test_a_melody_without_the_melody_model_is_refused_with_the_command_that_fetches_it(tmp_path):
    alone = MusicGen(Facilities(sounds=tmp_path, models=tmp_path), halves)
    with pytest.raises(Refused, match="fetch_models musicgen-melody"):
        composed(alone, replace(BRIEF, tune=(TuneNote(0, 1, 60),)))


def test_a_worker_hands_a_sound_in_by_its_file_and_says_when_it_is_gone(engine, tmp_path):  # noqa: F811
    (tmp_path / "hum.flac").write_bytes(encode(tone(60, 3.0), "flac24"))
    worker = Host(Facilities(sounds=tmp_path), {"musicgen": engine})
    request = {"do": "beat", "engine": "musicgen", "brief": asdict(BRIEF), "folder": str(tmp_path / "made")}
    *_, done = respond({**request, "reference": str(tmp_path / "hum.flac")}, worker)
    assert done["done"]["model"] == "musicgen-melody"
    *_, refused = respond({**request, "reference": str(tmp_path / "gone.flac")}, worker)
    assert refused["error"]["code"] == "no_sound"


def test_a_hum_is_followed_and_is_a_stem_of_the_beat(engine, tmp_path):  # noqa: F811
    (tmp_path / "hum.flac").write_bytes(encode(tone(60, 3.0), "flac24"))
    worker, folder = Host(Facilities(sounds=tmp_path), {"musicgen": engine}), tmp_path / "made"
    request = {"do": "beat", "engine": "musicgen", "brief": asdict(BRIEF), "folder": str(folder)}
    *_, done = respond({**request, "hum": {"file": str(tmp_path / "hum.flac"), "zero_s": 0.5}}, worker)
    assert done["done"]["model"] == "musicgen-melody"
    sounds = {name: read(folder / told["file"]) for name, told in done["done"]["sounds"].items()}
    stems = [sound for name, sound in sounds.items() if name.startswith("stems/")]
    np.testing.assert_allclose(sum(stems), sounds["mix"], atol=1e-6)
    assert np.abs(sounds["stems/hum"]).max() > 0.01
