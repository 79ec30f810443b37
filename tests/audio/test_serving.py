"""A blob over HTTP: the right bytes for every range that one may ask for, and nothing twice."""

import asyncio
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponseBase
from django.test import AsyncRequestFactory, RequestFactory
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from audio import services
from audio.http import serve
from audio.models import Blob
from beatflow_site.lib.http import CHUNK_BYTES, Unsatisfiable, byte_range

DATA = bytes(range(256)) * 4
BIG = bytes(range(251)) * (3 * CHUNK_BYTES // 251)

pytestmark = pytest.mark.django_db


@pytest.fixture
def blob() -> Blob:
    return services.keep(DATA, media_type="audio/flac")


@pytest.fixture
def big() -> Blob:
    return services.keep(BIG, media_type="audio/wav")


def ask(blob: Blob, method: str = "get", **headers: str) -> HttpResponseBase:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request: HttpRequest = getattr(RequestFactory(), method)("/", headers=named)
    return serve(blob, request)


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_the_whole_of_it_comes_with_what_caches_and_players_need(blob: Blob) -> None:
    answer = ask(blob)
    assert (answer.status_code, body_of(answer)) == (200, DATA)
    assert answer["ETag"] == f'"{blob.digest}"'
    assert answer["Content-Length"] == str(len(DATA))
    assert answer["Content-Type"] == "audio/flac"
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-0", DATA[:1]),
        ("bytes=10-19", DATA[10:20]),
        ("bytes=1000-", DATA[1000:]),
        ("bytes=-24", DATA[-24:]),
        ("bytes=-99999", DATA),
        ("bytes=0-99999", DATA),
        ("Bytes = 1 - 2", DATA[1:3]),
    ],
)
def test_a_range_gives_those_bytes(blob: Blob, header: str, expected: bytes) -> None:
    answer = ask(blob, Range=header)
    first = DATA.index(expected) if expected != DATA else 0
    assert (answer.status_code, body_of(answer)) == (206, expected)
    assert answer["Content-Length"] == str(len(expected))
    if len(expected) > 256:
        return
    assert answer["Content-Range"].endswith(f"/{len(DATA)}")
    start, stop = map(int, answer["Content-Range"].removeprefix("bytes ").split("/")[0].split("-"))
    assert DATA[start : stop + 1] == expected
    assert first >= 0


@pytest.mark.parametrize(
    "header",
    [
        "bytes=5-2",
        "bytes=0-1,4-5",
        "bytes=-",
        "bytes=",
        "items=0-5",
        "bytes=a-b",
        "bytes=1.5-2",
        "bytes=--5",
        "",
        "0-5",
    ],
)
def test_a_range_that_makes_no_sense_is_ignored(blob: Blob, header: str) -> None:
    answer = ask(blob, Range=header)
    assert (answer.status_code, body_of(answer)) == (200, DATA)


@pytest.mark.parametrize("digits", [19, 5000])
def test_a_range_of_absurd_numbers_breaks_nothing(blob: Blob, digits: int) -> None:
    assert ask(blob, Range=f"bytes=0-{'9' * digits}").status_code == 200


@pytest.mark.parametrize("header", [f"bytes={len(DATA)}-", "bytes=99999-100000", "bytes=-0"])
def test_a_range_behind_the_end_is_refused_with_the_size(blob: Blob, header: str) -> None:
    answer = ask(blob, Range=header)
    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{len(DATA)}"
    assert body_of(answer) == b""


def _oracle(first: int | None, last: int | None, size: int) -> range | None:
    """By slicing: the positions that are asked for; None where the header makes no sense."""
    everything = range(size)
    if first is None:
        return None if last is None else everything[len(everything) - min(last, size) :]
    if last is not None and last < first:
        return None
    return everything[first : None if last is None else last + 1]


@given(st.none() | st.integers(0, 60), st.none() | st.integers(0, 60), st.integers(0, 50))
@example(None, 0, 10)
@example(0, None, 0)
def test_every_range_is_what_slicing_would_give(first: int | None, last: int | None, size: int) -> None:
    header = f"bytes={'' if first is None else first}-{'' if last is None else last}"
    expected = _oracle(first, last, size)
    if expected is not None and not expected:
        with pytest.raises(Unsatisfiable):
            byte_range(header, size)
    else:
        assert byte_range(header, size) == expected


@given(st.text(max_size=30) | st.from_regex(r"bytes\s*=[0-9\s,-]{0,12}"))
def test_whatever_the_header_says_the_answer_lies_within_the_bytes(header: str) -> None:
    try:
        part = byte_range(header, 10)
    except Unsatisfiable:
        return
    assert part is None or (len(part) and 0 <= part.start < part.stop <= 10)


@given(st.integers(0, len(BIG) - 1), st.integers(1, 2 * CHUNK_BYTES))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_range_across_pieces_has_no_seam(big: Blob, start: int, length: int) -> None:
    answer = ask(big, Range=f"bytes={start}-{start + length - 1}")
    assert body_of(answer) == BIG[start : start + length]


def test_who_has_it_is_told_so(blob: Blob) -> None:
    for condition in (f'"{blob.digest}"', f'"other", "{blob.digest}"', f'W/"{blob.digest}"', "*"):
        answer = ask(blob, If_None_Match=condition, Range="bytes=0-1")
        assert (answer.status_code, body_of(answer)) == (304, b"")
        assert answer["ETag"] == f'"{blob.digest}"'
        assert answer["Cache-Control"].startswith("private")
    assert ask(blob, If_None_Match='"other"').status_code == 200


def test_a_range_of_another_version_gives_the_whole(blob: Blob) -> None:
    assert ask(blob, Range="bytes=0-1", If_Range=f'"{blob.digest}"').status_code == 206
    for condition in ('"other"', f'W/"{blob.digest}"', "Wed, 21 Oct 2015 07:28:00 GMT"):
        answer = ask(blob, Range="bytes=0-1", If_Range=condition)
        assert (answer.status_code, body_of(answer)) == (200, DATA)


def test_head_has_the_headers_alone(big: Blob) -> None:
    answer = ask(big, "head", Range="bytes=0-1")
    assert (answer.status_code, body_of(answer)) == (200, b"")
    assert answer["Content-Length"] == str(len(BIG))
    assert answer["ETag"] == f'"{big.digest}"'


def test_it_is_saved_under_its_name(blob: Blob) -> None:
    request = RequestFactory().get("/")
    answer = serve(blob, request, filename='Nacht “fahrt” – тест".wav\r\nX: y', attachment=True)
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Nacht%20")
    assert "\n" not in answer["Content-Disposition"]
    assert serve(blob, request, filename="beat.wav")["Content-Disposition"] == 'inline; filename="beat.wav"'


def test_an_empty_blob_is_served_too() -> None:
    empty = services.keep(b"", media_type="application/octet-stream")
    assert (ask(empty).status_code, body_of(ask(empty))) == (200, b"")
    assert ask(empty, Range="bytes=0-").status_code == 416


def test_bytes_that_the_store_has_lost_are_noticed_before_the_headers_go(big: Blob) -> None:
    from audio import store

    store.discard(big.digest)
    with pytest.raises(FileNotFoundError):
        ask(big)


def test_an_asynchronous_server_gets_an_asynchronous_stream(big: Blob, recwarn: pytest.WarningsRecorder) -> None:
    answer: Any = serve(big, AsyncRequestFactory().get("/", headers={"Range": "bytes=1-"}))

    async def collect() -> bytes:
        return b"".join([piece async for piece in answer])

    assert answer.is_async
    assert asyncio.run(collect()) == BIG[1:]
    assert not [warning for warning in recwarn if "asynchronous" in str(warning.message)]


def test_a_listener_who_leaves_lets_go_of_the_file(big: Blob) -> None:
    from pathlib import Path

    def open_files() -> int:
        return sum(big.digest in str(file.readlink()) for file in Path("/proc/self/fd").iterdir() if file.is_symlink())

    async def leave_early() -> None:
        answer: Any = serve(big, AsyncRequestFactory().get("/"))
        pieces = aiter(answer)
        await anext(pieces)
        assert open_files() == 1
        await pieces.aclose()
        answer.close()

    asyncio.run(leave_early())
    assert open_files() == 0
