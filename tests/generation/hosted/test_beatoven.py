"""Beatoven: one task for each beat that is paid for, whatever happens on the way."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from audio.dsp.codec import encode, read
from audio.dsp.loudness import integrated_lufs
from tests.generation.hosted.conftest import Ask
from tests.generation.hosted.servers import STEM_HZ, Beatoven, Request, Says, says, tone


def noted(answers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    notes: dict[str, Any] = {}
    for answer in answers:
        notes |= answer.get("note", {})
    return notes


def error(answers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = answers[-1]["error"]
    return found


def test_a_track_and_its_stems_become_a_take(beatoven: Beatoven, ask: Ask, tmp_path: Path) -> None:
    beatoven.composes("composing", "running")
    answers = ask("beatoven")
    done = answers[-1]["done"]
    sounds = {name: read(tmp_path / one["file"]) for name, one in done["sounds"].items()}
    assert set(sounds) == {"mix", "master", *(f"stems/{kind}" for kind in STEM_HZ)}
    assert {len(sound) for sound in sounds.values()} == {3 * 44_100}
    summed = sum(sound for name, sound in sounds.items() if name.startswith("stems/"))
    assert abs(summed - sounds["mix"]).max() < 4e-7
    assert abs(integrated_lufs(sounds["master"]) - -14) <= 0.3
    assert done["cost"] is None
    assert any("only aims at 140 BPM and C minor" in notice for notice in done["notices"])
    percents = [answer["progress"][0] for answer in answers if "progress" in answer]
    assert percents == sorted(percents)


def test_the_brief_travels_as_words_and_the_key_as_a_header(beatoven: Beatoven, ask: Ask) -> None:
    beatoven.composes()
    ask("beatoven", instruments=("rhodes",), kinds=("drums", "bass", "chords"), looping=True)
    asked = beatoven.asked[0]
    assert (asked.json["format"], asked.json["looping"]) == ("wav", True)
    text = asked.json["prompt"]["text"]
    for words in ("3 seconds", "dark trap", "rain on glass", "140 BPM", "in C minor", "with rhodes", "no melody"):
        assert words in text
    assert asked.headers["authorization"] == f"Bearer {Beatoven.KEY}"
    fetched = [one for one in beatoven.asked if one.path.startswith("/files/")]
    assert len(fetched) == 5
    assert not any("authorization" in one.headers for one in fetched)


def test_the_task_is_noted_before_anything_else_and_gone_on_with(beatoven: Beatoven, ask: Ask) -> None:
    beatoven.composes("composing")
    answers = ask("beatoven")
    first = next(number for number, answer in enumerate(answers) if "note" in answer)
    assert answers[first]["note"] == {"task_id": Beatoven.TASK}
    assert first == 1, "right after the first word of progress"
    beatoven.composes()
    assert "done" in ask("beatoven", notes={"task_id": Beatoven.TASK})[-1]
    assert beatoven.times("POST", Beatoven.COMPOSE) == 1, "paid for once"


def test_a_task_that_failed_is_forgotten_so_that_the_next_attempt_begins_another(beatoven: Beatoven, ask: Ask) -> None:
    beatoven.composes()
    beatoven.answers("GET", Beatoven.STATUS, says({"status": "running"}), says({"status": "failed"}))
    answers = ask("beatoven")
    assert error(answers)["can_pass"]
    assert noted(answers) == {"task_id": None}
    beatoven.composes()
    assert "done" in ask("beatoven", notes=noted(answers))[-1]
    assert beatoven.times("POST", Beatoven.COMPOSE) == 2


def test_a_task_that_is_not_known_any_more_is_forgotten(beatoven: Beatoven, ask: Ask) -> None:
    beatoven.answers("GET", "/api/v1/tasks/old", says({"error": "not found"}, 404))
    answers = ask("beatoven", notes={"task_id": "old"})
    assert error(answers)["can_pass"]
    assert noted(answers) == {"task_id": None}


def test_hiccups_on_the_way_cost_nothing(beatoven: Beatoven, ask: Ask) -> None:
    beatoven.composes()
    composed = beatoven.composed()
    busy = says({"message": "slow down"}, 429, headers={"Retry-After": "0"})
    strange = Says(body=b"<html>gateway</html>")
    beatoven.answers("GET", Beatoven.STATUS, Says(502), busy, Says(drops=True), strange, composed)
    track = Says(body=encode(tone(100, 3), "wav24"))
    half = Says(body=track.body, drops=True)
    beatoven.answers("GET", Beatoven.TRACK, Says(500), half, track)
    assert "done" in ask("beatoven")[-1]
    assert beatoven.times("POST", Beatoven.COMPOSE) == 1


def test_a_service_that_is_down_while_it_composes_is_gone_back_to(beatoven: Beatoven, ask: Ask) -> None:
    beatoven.composes()
    beatoven.answers("GET", Beatoven.STATUS, Says(503, headers={"Retry-After": "0.01"}))
    answers = ask("beatoven")
    assert error(answers)["can_pass"]
    assert noted(answers) == {"task_id": Beatoven.TASK}


def test_what_takes_too_long_ends_with_a_sentence_and_can_be_asked_for_again(beatoven: Beatoven, ask: Ask) -> None:
    beatoven.composes()
    beatoven.answers("GET", Beatoven.STATUS, says({"status": "running"}))
    answers = ask("beatoven", here={"beatoven_limit_s": 0.15})
    assert (error(answers)["code"], error(answers)["can_pass"]) == ("provider_slow", False)
    assert "does not pay for another" in error(answers)["sentence"]
    assert noted(answers) == {"task_id": Beatoven.TASK}
    assert beatoven.times("GET", Beatoven.STATUS) > 3


def test_addresses_that_expired_are_asked_for_anew(beatoven: Beatoven, ask: Ask) -> None:
    beatoven.composes()
    beatoven.answers("GET", Beatoven.STATUS, beatoven.composed(place="old"), beatoven.composed())
    beatoven.answers("GET", "/old/track.wav", Says(403, b"<Error><Code>AccessDenied</Code></Error>"))
    assert "done" in ask("beatoven")[-1]
    beatoven.composes()
    beatoven.answers("GET", Beatoven.TRACK, Says(410))
    answers = ask("beatoven", notes={"task_id": Beatoven.TASK})
    assert error(answers)["can_pass"]
    assert "expired" in error(answers)["sentence"]
    assert noted(answers) == {}, "the task stays noted"


def test_stems_that_cannot_be_had_play_in_the_rest(beatoven: Beatoven, ask: Ask, tmp_path: Path) -> None:
    beatoven.composes()
    beatoven.answers("GET", "/files/bass.wav", Says(body=b"no sound at all"))
    done = ask("beatoven")[-1]["done"]
    assert "stems/bass" not in done["sounds"]
    rest = read(tmp_path / done["sounds"]["stems/other"]["file"])
    bass = tone(STEM_HZ["bass"], 3)
    assert np.corrcoef(rest[:, 0], bass[:, 0])[0, 1] > 0.99
    assert any("bass could not be fetched" in notice for notice in done["notices"])


def test_a_track_without_stems_is_taken_apart_here(beatoven: Beatoven, ask: Ask) -> None:
    beatoven.composes(stems=())
    done = ask("beatoven")[-1]["done"]
    assert any("Its stems were found by: Built-in separator" in notice for notice in done["notices"])
    assert {"mix", "master"} < set(done["sounds"])


def test_its_stems_can_be_left_out(beatoven: Beatoven, ask: Ask) -> None:
    beatoven.composes()
    assert "done" in ask("beatoven", here={"beatoven_stems": False})[-1]
    assert not beatoven.times("GET", "/files/bass.wav")


@pytest.mark.parametrize("seconds", [2.0, 4.3])
def test_the_take_is_exactly_as_long_as_was_asked(seconds: float, beatoven: Beatoven, ask: Ask, tmp_path: Path) -> None:
    beatoven.composes(seconds=seconds)
    done = ask("beatoven")[-1]["done"]
    mix = read(tmp_path / done["sounds"]["mix"]["file"])
    assert len(mix) == 3 * 44_100
    if seconds < 3:
        assert abs(mix[round(seconds * 44_100) :]).max() == 0
        assert any("2.0 of 3 seconds" in notice for notice in done["notices"])
    else:
        assert abs(mix[-40:]).max() < 0.01, "it fades where it was cut"


@pytest.mark.parametrize(
    ("answer", "code", "can_pass", "words"),
    [
        (says({"error": "Invalid token " + Beatoven.KEY}, 401), "provider_key", False, "BEATOVEN_API_KEY"),
        (says({"detail": "Prompt too short"}, 400), "provider_refused", False, "Prompt too short"),
        (says({"message": {"text": ["odd"]}}, 422), "provider_refused", False, "422"),
        (says({"message": "no credits"}, 402), "provider_quota", False, "no credits left"),
        (says({"message": "later"}, 429, headers={"Retry-After": "77"}), "engine_busy", True, "429"),
        (Says(500, b"\xff\xfe broken"), "engine_busy", True, "500"),
        (Says(drops=True), "engine_busy", True, "connection"),
        (Says(200, b"[1, 2]"), "engine_busy", True, "cannot be read"),
        (says({"status": "started"}), "engine_busy", True, "which task"),
        (Says(307, headers={"Location": "http://127.0.0.1:1/x"}), "provider_refused", False, "307"),
    ],
)  # fmt: skip
def test_every_complaint_is_told_apart(
    answer: Says, code: str, can_pass: bool, words: str, beatoven: Beatoven, ask: Ask, capfd: Any
) -> None:
    beatoven.answers("POST", Beatoven.COMPOSE, answer)
    answers = ask("beatoven")
    assert (error(answers)["code"], error(answers)["can_pass"]) == (code, can_pass)
    assert words in error(answers)["sentence"]
    assert error(answers)["wait_s"] == (77 if answer.status == 429 else 0)
    assert Beatoven.KEY not in str(answers) + "".join(capfd.readouterr())


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "//nowhere", "http://[", 7, ""])
def test_addresses_that_lead_elsewhere_are_not_followed(url: Any, beatoven: Beatoven, ask: Ask) -> None:
    beatoven.composes()
    meta = {"track_url": url, "stems_url": None}
    beatoven.answers("GET", Beatoven.STATUS, says({"status": "composed", "meta": meta}))
    assert error(ask("beatoven"))["can_pass"]


def test_a_file_may_lie_elsewhere_but_not_anywhere(beatoven: Beatoven, ask: Ask) -> None:
    beatoven.composes()
    track = beatoven.reply(Request("GET", beatoven.TRACK, {}, b""))
    beatoven.answers("GET", "/moved.wav", track)
    beatoven.answers("GET", beatoven.TRACK, Says(302, headers={"Location": "/moved.wav"}))
    assert "done" in ask("beatoven")[-1]
    beatoven.answers("GET", beatoven.TRACK, Says(302, headers={"Location": "ftp://127.0.0.1/moved.wav"}))
    assert error(ask("beatoven"))["can_pass"]
    beatoven.answers("GET", beatoven.TRACK, Says(302, headers={"Location": beatoven.TRACK}))
    assert error(ask("beatoven"))["can_pass"]


def test_nobody_listens_is_a_failure_that_can_pass(ask: Ask) -> None:
    answers = ask("beatoven", here={"beatoven_url": "http://127.0.0.1:9"})
    assert (error(answers)["can_pass"], error(answers)["sentence"]) == (True, "The connection to Beatoven failed.")


def test_without_a_key_it_says_what_to_set(ask: Ask) -> None:
    answers = ask("beatoven", here={"beatoven_key": ""})
    assert error(answers)["code"] == "engine_unavailable"
    assert "BEATOVEN_API_KEY" in error(answers)["sentence"]


def test_a_melody_that_it_cannot_take_is_told(beatoven: Beatoven, ask: Ask) -> None:
    beatoven.composes()
    notices = ask("beatoven", tune=((0.0, 1.0, 60, 0.8),))[-1]["done"]["notices"]
    assert any("takes no melody" in notice for notice in notices)


def test_what_it_says_it_costs_is_kept(beatoven: Beatoven, ask: Ask) -> None:
    beatoven.composes()
    beatoven.answers("GET", Beatoven.STATUS, beatoven.composed(cost={"amount": 1.5, "currency": "USD"}))
    assert ask("beatoven")[-1]["done"]["cost"] == {"amount": 1.5, "unit": "USD"}
