"""How much may be sent at once: whoever sends more hears so before it is all read, and nobody else is stopped."""

import asyncio
import errno
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from beatflow_site.lib.limits import limited


def _run(work: Any) -> None:
    """In a thread of its own: a test with a browser may have left a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()


READ: list[int] = []


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Reads the whole body and answers with its length."""
    came, more = 0, True
    while more:
        message = await receive()
        came, more = came + len(message["body"]), message.get("more_body", False)
        READ.append(came)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(came).encode()})


def answer(chunks: list[bytes], announced: int | None = None, most: int = 100) -> int:
    READ.clear()
    waiting = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
    waiting.append({"type": "http.request", "body": b"", "more_body": False})
    sent: list[Any] = []

    async def receive() -> Any:
        return waiting.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [] if announced is None else [(b"content-length", str(announced).encode())]
    _run(limited(app, most)({"type": "http", "headers": headers}, receive, send))
    return int(sent[0]["status"])


@pytest.mark.parametrize(("chunks", "status"), [([b"x" * 100], 200), ([b"x" * 60] * 2, 413), ([b"x" * 40] * 9, 413)])
def test_what_is_sent_is_counted_as_it_comes(chunks: list[bytes], status: int) -> None:
    assert answer(chunks) == status
    assert max(READ, default=0) <= 100


def test_what_is_announced_as_too_much_is_not_read_at_all() -> None:
    assert answer([b"x"], announced=101) == 413
    assert READ == []


def test_who_sent_too_much_is_told_on_a_page_and_not_on_an_empty_one() -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        raise AssertionError("nothing is read")

    headers = [(b"content-length", b"2000001")]
    _run(limited(app, 2_000_000)({"type": "http", "headers": headers}, receive, send))
    assert (b"content-type", b"text/html; charset=utf-8") in sent[0]["headers"]
    page = sent[1]["body"].decode()
    assert 'id="main"' in page, "the part that pages put in the place of their own"
    assert "At most 2 MB" in page


def test_where_the_disk_is_full_before_anything_is_looked_at_the_answer_is_a_page_too() -> None:
    sent: list[Any] = []

    async def full(scope: Any, receive: Any, send: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        raise AssertionError("nothing is read")

    _run(limited(full, 100)({"type": "http", "headers": []}, receive, send))
    assert sent[0]["status"] == 507
    assert 'id="main"' in sent[1]["body"].decode()
