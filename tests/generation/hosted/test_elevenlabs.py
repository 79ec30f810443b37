"""ElevenLabs: one request, one song, whatever wraps it."""

import random
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from audio.dsp.codec import encode, read
from audio.dsp.steps import Step
from generation.engines.base import Brief, Passing
from generation.engines.elevenlabs import body_of
from generation.engines.elevenlabs_answers import song_of, stem_files
from generation.engines.hosted import Reply
from generation.engines.structure import Structure
from tests.generation.hosted.conftest import BRIEF, Ask
from tests.generation.hosted.servers import ElevenLabs, Says, says, tone, zipped

SONG = encode(tone(110, 3.2) + tone(440, 3.2), "mp3_128")


def asked_and_failed(answers: list[dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = answers[-1]["error"]
    return found


def test_a_song_becomes_a_take(elevenlabs: ElevenLabs, ask: Ask, tmp_path: Path) -> None:
    headers = {"song-id": "s1", "character-cost": "1250"}
    elevenlabs.answers("POST", elevenlabs.DETAILED, elevenlabs.sings(SONG, **headers))
    done = ask("elevenlabs")[-1]["done"]
    sounds = {name: read(tmp_path / one["file"]) for name, one in done["sounds"].items()}
    assert set(sounds) <= {"mix", "master", "stems/drums", "stems/bass", "stems/other"}
    assert {len(sound) for sound in sounds.values()} == {3 * 44_100}
    summed = sum(sound for name, sound in sounds.items() if name.startswith("stems/"))
    assert abs(summed - sounds["mix"]).max() < 4e-7
    assert any("Its stems were found by: Built-in separator" in notice for notice in done["notices"])
    assert (done["model"], done["cost"]) == ("music_v1", {"amount": 1250.0, "unit": "credits"})


def test_the_first_model_reads_a_prompt(elevenlabs: ElevenLabs, ask: Ask) -> None:
    elevenlabs.answers("POST", elevenlabs.DETAILED, elevenlabs.sings(SONG))
    ask("elevenlabs")
    (asked,) = elevenlabs.asked
    assert asked.headers["xi-api-key"] == ElevenLabs.KEY
    assert "output_format=mp3_44100_128" in asked.path
    body = asked.json
    assert set(body) == {"prompt", "music_length_ms", "force_instrumental", "model_id"}
    assert (body["music_length_ms"], body["force_instrumental"]) == (3000, True)
    assert "rain on glass" in body["prompt"]
    assert len(body_of(Brief(**{**_fields(), "prompt": "x" * 5000}), "music_v1")["prompt"]) == 4100


def _fields() -> dict[str, Any]:
    return {name: getattr(BRIEF, name) for name in BRIEF.__slots__}


@pytest.mark.parametrize(
    ("seconds", "order", "texts"),
    [
        (30, (), ["[Instrumental]"]),
        (300, (), ["[Instrumental]"] * 3),
        (30, ("intro", "hook", "outro"), ["[Intro]", "[Hook]", "[Outro]"]),
        (6, ("intro", "hook", "outro"), ["[Instrumental]"]),
    ],
)
def test_later_models_read_a_plan_with_a_seed(seconds: float, order: tuple[str, ...], texts: list[str]) -> None:
    asked = Brief(**{**_fields(), "duration_s": seconds, "structure": Structure(order=order), "seed": 7})
    body = body_of(asked, "music_v2")
    assert set(body) == {"composition_plan", "seed", "model_id"}
    chunks = body["composition_plan"]["chunks"]
    assert [chunk["text"] for chunk in chunks] == texts
    assert sum(chunk["duration_ms"] for chunk in chunks) == seconds * 1000
    assert all(3000 <= chunk["duration_ms"] <= 120_000 for chunk in chunks)
    assert "vocals" in chunks[0]["negative_styles"]
    assert body["seed"] == 7


def test_a_song_that_comes_alone_is_taken_too(elevenlabs: ElevenLabs, ask: Ask) -> None:
    elevenlabs.answers("POST", elevenlabs.DETAILED, says({"detail": "Not Found"}, 404))
    elevenlabs.answers("POST", elevenlabs.PLAIN, Says(body=SONG, headers={"Content-Type": "audio/mpeg"}))
    assert "done" in ask("elevenlabs")[-1]


def test_the_bytes_of_a_part_come_out_as_they_went_in() -> None:
    noise = random.Random(1)
    for _ in range(20):
        song = noise.randbytes(5000) + b"\r\n\r\n--=_b0undar\n\r--\x00\xff\r\n" + bytes(range(256))
        said = ElevenLabs("").sings(song, {"songMetadata": {"title": "Ünïcode"}})
        found = song_of(Reply(200, httpx.Headers(dict(said.headers)), said.body), "ElevenLabs")
        assert found.audio == song
        assert found.about == {"songMetadata": {"title": "Ünïcode"}}


@pytest.mark.parametrize(
    ("type", "body"),
    [
        ("multipart/mixed; boundary=b", b"--b\r\nContent-Type: application/json\r\n\r\n{}\r\n--b--"),
        ("multipart/mixed; boundary=b", b""),
        ("application/json", b'{"status": "ok"}'),
        ("audio/mpeg", b""),
    ],
)
def test_an_answer_without_a_song_is_a_failure_that_can_pass(type: str, body: bytes) -> None:
    with pytest.raises(Passing):
        song_of(Reply(200, httpx.Headers({"Content-Type": type}), body), "ElevenLabs")


@pytest.mark.parametrize("body", [b"\x00" * 5000, SONG[:3], b"<html>Bad gateway</html>"])
def test_what_is_no_sound_is_a_failure_that_can_pass(body: bytes, elevenlabs: ElevenLabs, ask: Ask) -> None:
    elevenlabs.answers("POST", elevenlabs.DETAILED, elevenlabs.sings(body))
    failed = asked_and_failed(ask("elevenlabs"))
    assert failed["can_pass"]


def test_its_stems_are_named_as_ours_and_sum_to_the_mix(elevenlabs: ElevenLabs, ask: Ask, tmp_path: Path) -> None:
    tones = {"drums": 3000, "bass": 55, "piano": 330, "guitar": 660, "other": 990}
    sounds = {name: tone(hz, 3.2, 0.1) for name, hz in tones.items()} | {"vocals": tone(440, 3.2, 0.0)}
    song = encode(sum(sounds.values()), "mp3_128")
    files = {f"stems/{name}.mp3": encode(sound, "mp3_128") for name, sound in sounds.items()}
    elevenlabs.answers("POST", elevenlabs.DETAILED, elevenlabs.sings(song))
    elevenlabs.answers("POST", elevenlabs.SEPARATION, Says(body=zipped(files)))
    done = ask("elevenlabs", here={"elevenlabs_stems": True})[-1]["done"]
    assert set(done["sounds"]) == {"mix", "master", *(f"stems/{kind}" for kind in ("drums", "bass", "chords", "other"))}
    made = {name: read(tmp_path / one["file"]) for name, one in done["sounds"].items()}
    summed = sum(sound for name, sound in made.items() if name.startswith("stems/"))
    assert abs(summed - made["mix"]).max() < 4e-7
    assert np.corrcoef(made["stems/chords"][:, 0], sounds["piano"][: 3 * 44_100, 0])[0, 1] > 0.95
    sent = elevenlabs.asked[-1]
    assert b"six_stems_v1" in sent.body
    assert song in sent.body


@pytest.mark.parametrize(
    "answer",
    [
        Says(body=b"PK\x03\x04 not really"),
        Says(drops=True),
        says({"detail": {"status": "quota_exceeded", "message": "Not enough credits."}}, 401),
        Says(body=zipped({"../../etc/drums.mp3": b"no sound"})),
    ],
)
def test_a_song_is_never_lost_for_its_stems(answer: Says, elevenlabs: ElevenLabs, ask: Ask, tmp_path: Path) -> None:
    elevenlabs.answers("POST", elevenlabs.DETAILED, elevenlabs.sings(SONG))
    elevenlabs.answers("POST", elevenlabs.SEPARATION, answer)
    done = ask("elevenlabs", here={"elevenlabs_stems": True})[-1]["done"]
    assert {"mix", "master"} < set(done["sounds"])
    assert any("found by" in notice for notice in done["notices"]), "ours then"
    assert any("could not separate the stems" in notice for notice in done["notices"])
    assert elevenlabs.times("POST", elevenlabs.DETAILED) == 1, "paid for once"
    assert not list(tmp_path.glob("**/drums.mp3"))


def test_a_song_is_never_lost_for_our_separator(
    elevenlabs: ElevenLabs, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> Iterator[object]:
        yield Step(0.5, "Looking for drums…")
        raise RuntimeError("CUDA out of memory")

    monkeypatch.setattr("generation.engines.hosted_stems.separation", breaks)
    elevenlabs.answers("POST", elevenlabs.DETAILED, elevenlabs.sings(SONG))
    done = ask("elevenlabs")[-1]["done"]
    assert set(done["sounds"]) == {"mix", "master", "stems/other"}
    assert any("has one only" in notice for notice in done["notices"])


def test_an_archive_that_swells_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generation.engines.elevenlabs_answers.SOUND_LIMIT_BYTES", 100_000)
    bomb = zipped({"drums.mp3": bytes(40_000), "bass.mp3": bytes(1_000_000)})
    with pytest.raises(Passing, match="far too large"):
        stem_files(bomb, "ElevenLabs")
    many = zipped({f"drums{number}.mp3": b"x" for number in range(1000)})
    assert len(stem_files(many, "ElevenLabs")) == 1
    broken = bytearray(zipped({"drums.mp3": bytes(range(256)) * 9}))
    broken[40:60] = bytes(20)
    with pytest.raises(Passing):
        stem_files(bytes(broken), "ElevenLabs")
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.mkdir("drums")
    assert stem_files(stream.getvalue(), "ElevenLabs") == {}


def _detail(status: str, message: str = "", **data: Any) -> dict[str, Any]:
    return {"detail": {"status": status, "message": message, **({"data": data} if data else {})}}


_TYPED = {"detail": {"type": "payment", "code": "insufficient_credits", "message": "…", "request_id": "r"}}
_INVALID = {"detail": [{"loc": ["body", "music_length_ms"], "msg": "must be at least 3000", "type": "value_error"}]}
_PLAN = {"chunks": [{"text": "calm piano", "positive_styles": ["soft"], "negative_styles": ["loud"]}]}


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        (says(_detail("invalid_api_key", f"Bad {ElevenLabs.KEY}"), 401), "provider_key", "ELEVENLABS_API_KEY"),
        (says(_detail("quota_exceeded"), 400), "provider_quota", "no credits left"),
        (says(_detail("quota_exceeded"), 401), "provider_quota", "no credits left"),
        (says(_TYPED, 402), "provider_quota", "no credits left"),
        (says(_INVALID, 422), "provider_refused", "must be at least 3000"),
        (says(_detail("bad_prompt", "Names an artist.", prompt_suggestion="a soulful voice"), 400),
         "prompt_refused", "It suggests: “a soulful voice”"),
        (says(_detail("bad_prompt", "Names an artist.", prompt_suggestion="a soulful voice"), 422),
         "prompt_refused", "Names an artist."),
        (says(_detail("bad_composition_plan", "", composition_plan_suggestion=_PLAN), 422),
         "prompt_refused", "“calm piano, soft”"),
        (says({"error": f"odd {ElevenLabs.KEY}"}, 418), "provider_refused", "odd …"),
    ],
)  # fmt: skip
def test_what_no_second_try_can_mend_says_what_to_do(
    answer: Says, code: str, words: str, elevenlabs: ElevenLabs, ask: Ask, capfd: Any
) -> None:
    elevenlabs.answers("POST", elevenlabs.DETAILED, answer)
    answers = ask("elevenlabs")
    failed = asked_and_failed(answers)
    assert (failed["code"], failed["can_pass"]) == (code, False)
    assert words in failed["sentence"]
    assert len(failed["sentence"]) <= 500
    assert ElevenLabs.KEY not in str(answers) + "".join(capfd.readouterr())


@pytest.mark.parametrize(
    "status", ["concurrent_limit_exceeded", "rate_limit_exceeded", "too_many_concurrent_requests", "system_busy"]
)
def test_a_busy_service_is_left_alone_for_as_long_as_it_says(status: str, elevenlabs: ElevenLabs, ask: Ask) -> None:
    elevenlabs.answers("POST", elevenlabs.DETAILED, says(_detail(status), 429, headers={"Retry-After": "90"}))
    failed = asked_and_failed(ask("elevenlabs"))
    assert (failed["can_pass"], failed["wait_s"]) == (True, 90)


@pytest.mark.parametrize(
    "answer",
    [Says(502), Says(drops=True), Says(body=SONG, drops=True)],
)
def test_what_may_pass_is_said_to_pass(answer: Says, elevenlabs: ElevenLabs, ask: Ask) -> None:
    elevenlabs.answers("POST", elevenlabs.DETAILED, answer)
    assert asked_and_failed(ask("elevenlabs"))["can_pass"]


@pytest.mark.parametrize("answer", [Says(wait_s=0.6), Says(body=bytes(400), drips=True)])
def test_what_takes_too_long_is_not_asked_for_again_as_it_may_be_paid_for(
    answer: Says, elevenlabs: ElevenLabs, ask: Ask
) -> None:
    elevenlabs.answers("POST", elevenlabs.DETAILED, answer)
    failed = asked_and_failed(ask("elevenlabs", here={"elevenlabs_limit_s": 0.3}))
    assert (failed["code"], failed["can_pass"]) == ("provider_slow", False)
    assert "within 0.3 seconds. It may have made the song all the same." in failed["sentence"]
