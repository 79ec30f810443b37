"""A hum: brought, written down by a job, put right by its hummer, and then a beat that has it as a stem."""

import io
from typing import Any

import numpy as np
import pytest
import soundfile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from audio import store
from audio.dsp.codec import read
from generation import hums
from generation.models import Generation, Hum
from generation.work.child import Child
from repos.models import Repo
from tests import hums as made_up
from tests.hands import work
from tests.make import make_hum


@pytest.fixture
def browser(alice: User, browser_of: Any) -> Client:
    client: Client = browser_of(alice)
    return client


def a_hum() -> SimpleUploadedFile:
    data = io.BytesIO()
    soundfile.write(data, made_up.made_up("clean", 1)[0], 44_100, format="WAV")
    return SimpleUploadedFile("hum.wav", data.getvalue(), "audio/wav")


def apply(browser: Client, hum: Hum, **said: str) -> Any:
    told = {"bpm": "96", "key": "", "grid": "16", "octave": "0", "first_beat": "0"}
    return browser.post(hum.get_absolute_url(), told | said)


def pitches(hum: Hum) -> list[int]:
    hum.refresh_from_db()
    return [note.pitch for note in hums.line_of(hum).notes]


def test_a_hum_is_written_down_and_becomes_a_beat_with_it_as_a_stem(browser: Client, child: Child) -> None:
    answer = browser.post("/hum/", {"hum": a_hum(), "name": "Shower", "bpm": ""})
    job = work(child)
    assert (job.state, job.error) == ("completed", "")
    hum = Hum.objects.get()
    assert (hum.name, pitches(hum)) == ("Shower", [pitch for _, pitch in made_up.TUNES[1]])
    assert hum.get_absolute_url() in browser.get(answer.url).content.decode()
    page = browser.get(hum.get_absolute_url()).content.decode()
    assert "10 notes" in page
    assert "A minor" in page

    browser.post(f"{hum.get_absolute_url()}beat/", {"genre": "lo-fi", "duration": "10", "seed": "3"})
    beat = work(child)
    assert (beat.state, beat.error) == ("completed", "")
    tree = Repo.objects.get().refs.get(name="main").tip.tree
    stems = {entry.track_id: entry for entry in tree.stems()}
    assert stems["hum"].kind == "hum"
    sounds = [read(store.path(entry.blob.digest)) for entry in stems.values()]
    np.testing.assert_allclose(sum(sounds), read(store.path(tree.mix.digest)), atol=1e-6)
    assert np.abs(read(store.path(stems["hum"].blob.digest))).max() > 0.02
    assert tree.key == "A minor"


def test_what_nobody_hummed_in_is_refused_with_advice(browser: Client, child: Child) -> None:
    data = io.BytesIO()
    soundfile.write(data, np.zeros((44_100, 1)), 44_100, format="WAV")
    browser.post("/hum/", {"hum": SimpleUploadedFile("still.wav", data.getvalue())})
    job = work(child)
    assert (job.state, job.error_code) == ("failed", "hum_silent")
    assert "closer to the microphone" in job.error
    assert not Hum.objects.exists()


def test_the_tempo_of_a_count_in_is_kept(browser: Client, child: Child) -> None:
    browser.post("/hum/", {"hum": a_hum(), "bpm": "48"})
    assert work(child).state == "completed"
    hum = Hum.objects.get()
    assert (hum.heard_bpm, hum.was_counted_in) == (48.0, True)
    assert "counted in" in browser.get(hum.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("told", "field"), [({"name": "x" * 121}, "name"), ({"bpm": "fast"}, "bpm"), ({"bpm": "900"}, "bpm")]
)
def test_wrong_values_are_told_at_their_field(browser: Client, told: dict[str, str], field: str) -> None:
    answer = browser.post("/hum/", {"hum": a_hum(), **told})
    assert answer.status_code == 422
    assert field in answer.context["errors"]
    assert not Generation.objects.exists()


def test_a_missing_and_an_empty_file_are_told_at_the_field(browser: Client) -> None:
    for files in ({}, {"hum": SimpleUploadedFile("none.wav", b"")}):
        answer = browser.post("/hum/", files)
        assert answer.status_code == 422
        assert "hum" in answer.context["errors"]


def test_notes_move_by_octaves_and_steps_are_taken_out_and_come_back(browser: Client, alice: User) -> None:
    hum = make_hum(alice)
    url = hum.get_absolute_url()
    browser.post(url, {"do": "octave-up", "note": ["0", "2"]})
    assert pitches(hum) == [81, 72, 83, 67, 69]
    browser.post(url, {"do": "down", "note": "0"})
    browser.post(url, {"do": "delete", "note": ["1", "99", "x"]})
    assert pitches(hum) == [80, 83, 67, 69]
    browser.post(url, {"do": "restore"})
    assert pitches(hum) == [69, 72, 71, 67, 69]


def test_a_note_is_put_where_its_fields_say(browser: Client, alice: User) -> None:
    hum = make_hum(alice)
    url = hum.get_absolute_url()
    shown = {"pitch-0": "A4", "start-0": "0", "length-0": "1", "pitch-1": "Eb5", "start-1": "1,5", "length-1": "0.5"}
    assert (
        browser.post(url, {"do": "place", **shown, "pitch-4": "57", "start-4": "6", "length-4": "2"}).status_code == 302
    )
    hum.refresh_from_db()
    melody = hums.line_of(hum).melody
    assert melody is not None
    assert [(note.start_beats, note.length_beats, note.pitch) for note in melody.notes] == [
        (0, 1, 69), (1.5, 0.5, 75), (2, 1, 71), (3, 1, 67), (6, 2, 57),
    ]  # fmt: skip
    assert hum.edits["placed"].keys() == {"1", "4"}, "what says what is so already changes nothing"
    browser.post(url, {"do": "restore"})
    assert pitches(hum) == [69, 72, 71, 67, 69]


@pytest.mark.parametrize(
    "said",
    [{"pitch-0": "H2"}, {"pitch-0": "999"}, {"start-0": "-1", "length-0": "1"}, {"start-0": "0", "length-0": "nan"}],
)
def test_a_place_that_cannot_be_changes_nothing_and_stays_in_its_field(
    browser: Client, alice: User, said: dict[str, str]
) -> None:
    hum = make_hum(alice)
    answer = browser.post(hum.get_absolute_url(), {"do": "octave-up", "note": "1", **said})
    assert answer.status_code == 422
    assert "notes" in answer.context["errors"]
    assert all(f'value="{value}"' in answer.content.decode() for value in said.values())
    hum.refresh_from_db()
    assert hum.edits == {}


def test_tempo_key_grid_and_octave_are_changed(browser: Client, alice: User) -> None:
    hum = make_hum(alice)
    assert apply(browser, hum, bpm="48", key="F major", octave="-1", is_snapped="yes", grid="8").status_code == 302
    hum.refresh_from_db()
    line = hums.line_of(hum)
    assert (line.bpm, line.key) == (48.0, "F major")
    assert [note.pitch for note in line.notes] == [57, 60, 60, 55, 57]
    assert line.melody is not None
    assert [note.start_beats for note in line.melody.notes] == [0, 0.5, 1, 1.5, 2]


def test_a_hum_is_counted_half_and_twice_as_fast_at_one_press(browser: Client, alice: User) -> None:
    hum = make_hum(alice)
    page = browser.get(hum.get_absolute_url()).content.decode()
    assert "Half: 48 BPM" in page
    assert "Double: 192 BPM" in page
    for word, bpm in (("half", 48.0), ("double", 96.0), ("double", 192.0)):
        apply(browser, hum, do=word)
        hum.refresh_from_db()
        assert hums.line_of(hum).bpm == bpm
    apply(browser, hum, do="double")
    answer = apply(browser, hum, do="double")
    assert answer.status_code == 422
    assert "bpm" in answer.context["errors"]


def test_a_first_note_on_another_beat_shifts_the_bars(browser: Client, alice: User) -> None:
    hum = make_hum(alice)
    apply(browser, hum, first_beat="3")
    hum.refresh_from_db()
    melody = hums.line_of(hum).melody
    assert melody is not None
    assert melody.notes[0].start_beats == 3


@pytest.mark.parametrize(
    ("field", "value"),
    [("bpm", "fast"), ("bpm", "1e400"), ("key", "H minor"), ("grid", "5"), ("octave", "9"), ("first_beat", "4")],
)
def test_a_wrong_edit_changes_nothing(browser: Client, alice: User, field: str, value: str) -> None:
    hum = make_hum(alice)
    answer = apply(browser, hum, **{field: value})
    assert answer.status_code == 422
    assert field in answer.context["errors"]
    hum.refresh_from_db()
    assert hum.edits == {}


def test_nothing_is_done_where_no_note_is_chosen_or_left(browser: Client, alice: User) -> None:
    hum = make_hum(alice)
    url = hum.get_absolute_url()
    assert browser.post(url, {"do": "delete"}).status_code == 422
    browser.post(url, {"do": "delete", "note": list("01234")})
    assert browser.get(url).status_code == 200
    answer = browser.post(f"{url}beat/", {"genre": "trap"})
    assert answer.status_code == 422
    assert "notes" in answer.context["errors"]
    assert not Generation.objects.exists()


def test_a_wrong_brief_is_told_at_its_field(browser: Client, alice: User) -> None:
    url = f"{make_hum(alice).get_absolute_url()}beat/"
    for said, field in (
        ({}, "prompt"),
        ({"genre": "polka"}, "genre"),
        ({"genre": "trap", "duration": "9999"}, "duration"),
    ):
        answer = browser.post(url, said)
        assert answer.status_code == 422
        assert answer.context["errors"].keys() & {field, "genre"}


def test_a_stranger_neither_sees_nor_hears_nor_changes_a_hum(alice: User, charlie: User, browser_of: Any) -> None:
    url, stranger = make_hum(alice).get_absolute_url(), browser_of(charlie)
    for address in (url, f"{url}hum.flac", f"{url}hum.peaks"):
        assert stranger.get(address).status_code == 404
        assert browser_of(alice).get(address).status_code == 200
    for address in (url, f"{url}beat/", f"{url}delete/"):
        assert stranger.post(address, {"do": "delete", "note": "0", "genre": "trap"}).status_code == 404
    assert Hum.objects.get().edits == {}


def test_a_deleted_hum_is_gone(browser: Client, alice: User) -> None:
    hum = make_hum(alice)
    assert browser.post(f"{hum.get_absolute_url()}delete/").status_code == 302
    assert browser.get(hum.get_absolute_url()).status_code == 404


def test_the_page_may_use_the_microphone_and_lists_own_hums(browser: Client, alice: User, charlie: User) -> None:
    make_hum(alice, name="Mine")
    make_hum(charlie, name="Theirs")
    answer = browser.get("/hum/")
    assert "microphone=(self)" in answer["Permissions-Policy"]
    page = answer.content.decode()
    assert "Mine" in page
    assert "Theirs" not in page
