"""The brief: what is understood of it, and what is refused."""

import re
import time
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from generation.models import Generation

PROMPT = "dark trap in C minor around 140, 30 seconds, no melody, with rhodes"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def browser(alice: User, browser_of: Any) -> Client:
    client: Client = browser_of(alice)
    return client


def chips_of(answer: Any) -> dict[str, Any]:
    return {chip.field: chip for chip in answer.context["chips"]}


def test_an_empty_field_offers_the_genres(browser: Client) -> None:
    page = browser.get("/create/").content.decode()
    assert len(re.findall(r'type="radio" name="genre"', page)) == 14


def test_words_become_chips_while_one_types(browser: Client) -> None:
    answer = browser.post("/create/understand/", {"prompt": PROMPT}, headers=HTMX)
    chips = chips_of(answer)
    assert {name: chips[name].value for name in ("genre", "bpm", "key", "mood", "duration")} == {
        "genre": "trap",
        "bpm": "140",
        "key": "C minor",
        "mood": "dark",
        "duration": "30",
    }
    fragment = answer.content.decode()
    assert fragment.lstrip().startswith('<div class="understood" id="understood"')
    assert chips["instruments"].players == ["rhodes"]
    assert "melody" not in chips["stems"].value


def test_a_description_is_read_beside_the_page_and_asked_for_again(browser: Client) -> None:
    data = {"prompt": "a pool party in Ibiza"}
    until = time.monotonic() + 30
    while (answer := browser.post("/create/understand/", data, headers=HTMX)).context["pending"]:
        assert "load delay:1s" in answer.content.decode()
        assert time.monotonic() < until
    assert chips_of(answer)["genre"].value == "house"
    doubtful = chips_of(browser.post("/create/understand/", {"prompt": "kids birthday party"}, headers=HTMX))["genre"]
    assert (doubtful.doubtful, chips_of(answer)["genre"].doubtful) == (True, False)
    assert "load delay" not in answer.content.decode()


def test_a_form_is_shown_and_changed_by_its_words(browser: Client) -> None:
    data = {"prompt": "dubstep with a drop at bar 9"}
    chip = chips_of(browser.post("/create/understand/", data, headers=HTMX))["structure"]
    assert (chip.label, chip.value, chip.understood) == ("Form", "drop at bar 9", True)
    changed = {**data, "structure": "no intro, long outro", "shown-structure": "drop at bar 9"}
    browser.post("/create/", changed)
    assert Generation.objects.get().brief["structure"]["outro"] == "long"
    wrong = browser.post("/create/understand/", {**data, "structure": "a fugue", "shown-structure": ""}, headers=HTMX)
    assert "is not a form" in wrong.content.decode()


def test_a_chip_that_was_changed_stays_when_the_words_go_on(browser: Client) -> None:
    changed = {"prompt": PROMPT, "key": "D minor", "shown-key": "C minor"}
    first = chips_of(browser.post("/create/understand/", changed, headers=HTMX))
    assert (first["key"].value, first["key"].pinned) == ("D minor", True)
    again = {"prompt": PROMPT + " in F major", "key": "D minor", "shown-key": "D minor", "pinned": "key"}
    assert chips_of(browser.post("/create/understand/", again, headers=HTMX))["key"].value == "D minor"


def test_instruments_are_taken_out_and_added_by_hand(browser: Client) -> None:
    emptied = {"prompt": PROMPT, "shown-instruments": "rhodes", "shown-without": "none", "instruments": ""}
    chip = chips_of(browser.post("/create/understand/", emptied, headers=HTMX))["instruments"]
    assert (chip.players, chip.pinned) == ([], True)
    added = {"prompt": PROMPT, "shown-instruments": "rhodes", "instruments": ["rhodes", "flute"]}
    browser.post("/create/", added)
    assert Generation.objects.get().brief["instruments"] == ["rhodes", "flute"]


def test_an_unknown_engine_is_refused_at_its_field(browser: Client) -> None:
    answer = browser.post("/create/", {"prompt": PROMPT, "engine": "oracle"})
    assert answer.status_code == 422
    assert "Choose: composer" in answer.context["errors"]["engine"]
    assert 'id="error-engine"' in answer.content.decode()


def test_a_chip_that_is_let_go_follows_the_words_again(browser: Client) -> None:
    data = {"prompt": PROMPT, "key": "D minor", "shown-key": "D minor", "pinned": "key", "unpin": "key"}
    chip = chips_of(browser.post("/create/understand/", data, headers=HTMX))["key"]
    assert (chip.value, chip.pinned) == ("C minor", False)


def test_a_chip_that_was_not_touched_follows_new_words(browser: Client) -> None:
    data = {"prompt": "house at 124", "bpm": "140", "shown-bpm": "140", "genre": "trap", "shown-genre": "trap"}
    chips = chips_of(browser.post("/create/understand/", data, headers=HTMX))
    assert (chips["genre"].value, chips["bpm"].value) == ("house", "124")


def test_without_scripts_the_whole_page_shows_what_was_understood(browser: Client) -> None:
    page = browser.post("/create/understand/", {"prompt": PROMPT}).content.decode()
    assert "<html" in page
    assert 'id="chip-genre"' in page


def test_a_brief_that_is_sent_becomes_a_generation_with_what_was_chosen(browser: Client) -> None:
    data = {"prompt": PROMPT, "bpm": "152", "shown-bpm": "140", "variations": "2", "seed": "7", "name": "Tram"}
    answer = browser.post("/create/", data)
    generation = Generation.objects.get()
    assert answer.url == f"/generations/{generation.pk}/"
    assert (generation.name, generation.brief["bpm"], generation.brief["seed"]) == ("Tram", 152, 7)
    assert generation.jobs.count() == 2


def test_a_genre_alone_is_enough(browser: Client) -> None:
    browser.post("/create/", {"prompt": "", "genre": "jazz"})
    assert Generation.objects.get().brief["genre"] == "jazz"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("bpm", "0"),
        ("bpm", "900"),
        ("bpm", "fast"),
        ("key", "H#"),
        ("duration", "0"),
        ("duration", "10000"),
        ("duration", "NaN"),
        ("genre", "polka"),
        ("variations", "9"),
        ("seed", "-1"),
    ],
)
def test_a_value_that_cannot_be_is_refused_at_its_field_and_kept_as_written(
    browser: Client, field: str, value: str
) -> None:
    answer = browser.post("/create/", {"prompt": PROMPT, field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(rf'aria-describedby="error-{field}[ "]', page)
    assert f'id="error-{field}"' in page
    assert PROMPT in page
    assert f"{value}" in page
    assert not Generation.objects.exists()


@pytest.mark.parametrize("prompt", ["", "   ", "🎹🥁🎷", "x" * 10_000])
def test_a_prompt_that_says_nothing_or_too_much_is_refused_at_its_field(browser: Client, prompt: str) -> None:
    answer = browser.post("/create/", {"prompt": prompt})
    assert answer.status_code == 422
    assert 'id="error-prompt"' in answer.content.decode()
    assert not Generation.objects.exists()


@pytest.mark.parametrize("data", [{}, {"prompt": "🎹"}, {"prompt": "x" * 9000}, {"bpm": "900", "genre": "house"}])
def test_what_cannot_be_understood_never_breaks_the_chips(browser: Client, data: dict[str, str]) -> None:
    assert browser.post("/create/understand/", data, headers=HTMX).status_code == 200


def test_a_brief_from_somewhere_else_is_refused(alice: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    answer = client.post("/create/", {"prompt": PROMPT})
    assert answer.status_code == 403
    assert "That form was too old" in answer.content.decode()


@pytest.mark.parametrize("path", ["/create/", "/generations/making/"])
def test_a_visitor_is_asked_to_sign_in_first(client: Client, db: None, path: str) -> None:
    assert client.get(path).url.startswith("/accounts/login/")
