"""A beat around a melody: a MIDI file in the form, what is understood of it, and what is refused."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from generation.models import Generation
from tests.midi import midi_of

HTMX = {"HX-Request": "true"}
TUNE = (69, 71, 72, 74, 76, 74, 72, 71, 69)
"""Up the scale of A minor and down again, in nine beats."""


@pytest.fixture
def browser(alice: User, browser_of: Any) -> Client:
    client: Client = browser_of(alice)
    return client


def a_file(data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("tune.mid", midi_of(TUNE) if data is None else data, "audio/midi")


def understood(browser: Client, **told: Any) -> Any:
    return browser.post("/create/understand/", {"prompt": "house", **told}, headers=HTMX)


def chips_of(answer: Any) -> dict[str, Any]:
    return {chip.field: chip for chip in answer.context["chips"]}


def carried(browser: Client) -> str:
    """The melody as the form carries it on."""
    return str(understood(browser, melody=a_file()).context["melody"])


def test_tempo_and_key_of_a_melody_show_as_chips(browser: Client) -> None:
    answer = understood(browser, melody=a_file())
    chips = chips_of(answer)
    assert (chips["bpm"].value, chips["bpm"].understood) == ("96", True)
    assert (chips["key"].value, chips["key"].understood) == ("A minor", True)
    page = answer.content.decode()
    assert "9 notes, 3 bars" in page
    assert 'name="tune" value="{' in page
    assert 'type="file"' not in page


def test_what_fields_and_words_say_of_tempo_and_key_wins(browser: Client) -> None:
    told = chips_of(understood(browser, prompt="house at 124 in D minor", tune=carried(browser)))
    assert (told["bpm"].value, told["key"].value) == ("124", "D minor")
    chosen = chips_of(understood(browser, tune=carried(browser), bpm="121", **{"shown-bpm": "96"}))
    assert (chosen["bpm"].value, chosen["bpm"].pinned, chosen["key"].value) == ("121", True, "A minor")


def test_a_melody_stays_while_the_words_go_on_and_can_be_left_out(browser: Client) -> None:
    tune = carried(browser)
    assert understood(browser, prompt="house, dark", tune=tune).context["melody"] is not None
    without = understood(browser, tune=tune, unpin="tune")
    assert without.context["melody"] is None
    assert 'type="file"' in without.content.decode()


@pytest.mark.parametrize("is_carried", [True, False])
def test_a_beat_is_ordered_around_a_melody(browser: Client, is_carried: bool) -> None:
    told = {"tune": carried(browser)} if is_carried else {"melody": a_file()}
    browser.post("/create/", {"prompt": "house, 10 seconds", **told})
    job = Generation.objects.get().jobs.get()
    assert [note[:3] for note in job.params["tune"]] == [[float(beat), 1.0, pitch] for beat, pitch in enumerate(TUNE)]
    assert (job.params["bpm"], job.params["key"]) == (96, "A minor")
    assert "around a melody" in browser.get(f"/generations/{job.generation_id}/").content.decode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"RIFF not midi",
        midi_of(()),
        midi_of(TUNE)[:-9],
        midi_of(TUNE) + b"x" * 1_000_000,
    ],
    ids=["empty", "another format", "no notes", "cut off", "too large"],
)
def test_a_file_that_holds_no_melody_is_refused_at_its_field(browser: Client, data: bytes) -> None:
    for address in ("/create/", "/create/understand/"):
        answer = browser.post(address, {"prompt": "house", "melody": a_file(data)})
        assert answer.context["errors"]["tune"]
        assert 'id="error-tune"' in answer.content.decode()
        assert "house" in answer.content.decode()
    assert not Generation.objects.exists()


@pytest.mark.parametrize(
    "tune",
    [
        "x",
        "[]",
        "{}",
        "{" * 5000,
        json.dumps({"bpm": None, "notes": []}),
        json.dumps({"bpm": None, "notes": [[0, 1, 60]]}),
        json.dumps({"bpm": None, "notes": [[0, 1, 600, 0.5]]}),
        json.dumps({"bpm": None, "notes": [[0, -1, 60, 0.5]]}),
        json.dumps({"bpm": None, "notes": [[0, 1e9, 60, 0.5]]}),
        '{"bpm": NaN, "notes": [[NaN, 1, 60, 0.5]]}',
        '{"bpm": null, "notes": [[0, 1, 1e999, 0.5]]}',
        json.dumps({"bpm": None, "notes": [["0", "1", "60", "0.5"]] * 2001}),
    ],
)
def test_a_melody_that_was_tampered_with_is_refused_at_its_field(browser: Client, tune: str) -> None:
    answer = browser.post("/create/", {"prompt": "house", "tune": tune})
    assert (answer.status_code, list(answer.context["errors"])) == (422, ["tune"])
    assert answer.context["melody"] is None
    assert not Generation.objects.exists()


def test_a_melody_without_words_still_wants_a_genre(browser: Client) -> None:
    answer = browser.post("/create/", {"prompt": "", "melody": a_file()})
    assert list(answer.context["errors"]) == ["prompt"]
    assert answer.context["melody"] is not None, "it need not be chosen again"
    assert "9 notes" in answer.content.decode()
