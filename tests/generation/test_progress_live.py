"""Progress in the page: pushed, replayed, and the same in the end however often the connection drops."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from websockets.exceptions import ConnectionClosed

from tests.databases import new_postgres
from tests.services import redis_server
from tests.sites import Site, new_site

SEEN = re.compile(r"\?seen=(\w+)")
COVER_NUMBER = re.compile(r"cover-\d+")
ENDS = ("generation:completed", "generation:failed")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with new_site(tmp_path_factory.mktemp("site")) as site:
        for name in ("alice", "charlie"):
            site.sign_up(name)
        site.start()
        yield site


@pytest.fixture(autouse=True)
def empty(request: pytest.FixtureRequest) -> None:
    if "site" in request.fixturenames:
        request.getfixturevalue("site").do("forget_jobs")


def _events(site: Site, user: str, after: int, at_most: int | None = None) -> list[dict[str, Any]]:
    """What a socket sends from a cursor on, up to the end of the job or `at_most`."""
    told: list[dict[str, Any]] = []
    with site.socket(f"/ws/events/?after={after}", user) as socket:
        while not (told and (told[-1]["event"] in ENDS or len(told) == at_most)):
            told.append(json.loads(socket.recv(timeout=30)))
    return told


def _latest(site: Site) -> int:
    return int(site.do("cursor"))


def test_a_socket_dropped_after_every_event_misses_and_repeats_nothing(site: Site) -> None:
    start = cursor = _latest(site)
    site.do("order", user="alice", duration_s=12)
    told: list[dict[str, Any]] = []
    while not told or told[-1]["event"] not in ENDS:
        told += _events(site, "alice", cursor, at_most=1)
        cursor = told[-1]["cursor"]
    assert told == _events(site, "alice", start)
    assert told[-1]["event"] == "generation:completed"
    percents = [event["percent"] for event in told if event["event"] == "generation:progress"]
    assert percents == sorted(percents)
    assert all(event["timestamp"].endswith("Z") for event in told)


def test_a_page_whose_socket_drops_after_every_message_ends_like_one_that_stayed(site: Site) -> None:
    generation = site.do("order", user="alice", duration_s=12)
    path = f"/ws/generations/{generation}/"
    with site.socket(path, "alice") as steady:
        page, pieces = "", 0
        while 'data-state="completed"' not in page:
            with site.socket(path, "alice") as dropped:
                page, pieces = str(dropped.recv(timeout=30)), pieces + 1
        stayed = str(steady.recv(timeout=30))
        while 'data-state="completed"' not in stayed:
            stayed = str(steady.recv(timeout=30))
    assert pieces > 2
    assert _plain(page) == _plain(stayed)
    with site.socket(path, "alice") as later:
        assert _plain(str(later.recv(timeout=20))) == _plain(page)


def test_a_page_is_not_sent_again_what_it_shows(site: Site) -> None:
    generation = site.do("order", user="alice")
    site.wait_for("completed")
    cookie = {"Cookie": f"sessionid={site.cookies['alice']}"}
    page = Request(f"http://localhost:{site.port}/generations/{generation}/", headers=cookie)
    (seen,) = SEEN.findall(urlopen(page, timeout=30).read().decode())
    with site.socket(f"/ws/generations/{generation}/?seen={seen}", "alice") as socket, pytest.raises(TimeoutError):
        socket.recv(timeout=1)
    with site.socket(f"/ws/generations/{generation}/?seen=older", "alice") as socket:
        assert 'data-state="completed"' in str(socket.recv(timeout=20))


def _plain(html: str) -> str:
    """Without the numbers that each drawing of a cover takes anew."""
    return COVER_NUMBER.sub("cover", html)


def test_a_page_shows_more_and_more_and_then_the_beat(site: Site) -> None:
    generation = site.do("order", user="alice", duration_s=12)
    seen: list[str] = []
    with site.socket(f"/ws/generations/{generation}/", "alice") as socket:
        while not seen or 'data-state="completed"' not in seen[-1]:
            seen.append(str(socket.recv(timeout=30)))
    assert len(seen) == len(set(seen)) > 5
    assert "/commits/" in seen[-1]


def test_the_sidebar_shows_a_job_and_then_that_the_queue_is_empty(site: Site) -> None:
    with site.socket("/ws/queue/", "alice") as socket:
        assert "Nothing in the queue" in str(socket.recv(timeout=20))
        site.do("order", user="alice")
        assert "Being made" in str(socket.recv(timeout=20))
        while "Nothing in the queue" not in str(socket.recv(timeout=30)):
            pass


def test_a_stranger_is_told_the_same_as_for_a_generation_that_is_not_there(site: Site) -> None:
    generation = site.do("order", user="alice")
    missing = "00000000-0000-0000-0000-000000000000"
    assert _refusal(site, f"/ws/generations/{generation}/", "charlie") == 4404
    assert _refusal(site, f"/ws/generations/{missing}/", "charlie") == 4404


def test_a_stranger_hears_nothing_of_others_jobs(site: Site) -> None:
    with site.socket("/ws/events/?after=0", "charlie") as socket, site.socket("/ws/queue/", "charlie") as queue:
        assert "Nothing in the queue" in str(queue.recv(timeout=20))
        site.do("order", user="alice")
        for listened in (socket, queue):
            with pytest.raises(TimeoutError):
                listened.recv(timeout=0.5)


@pytest.mark.parametrize("path", ["/ws/queue/", "/ws/events/", "/ws/generations/00000000-0000-0000-0000-000000000000/"])
def test_somebody_who_is_not_signed_in_is_refused(site: Site, path: str) -> None:
    assert _refusal(site, path, None) == 4401


def _refusal(site: Site, path: str, user: str | None) -> int | None:
    with site.socket(path, user) as socket, pytest.raises(ConnectionClosed) as closed:
        socket.recv(timeout=20)
    return closed.value.rcvd.code if closed.value.rcvd else None


def test_a_page_that_waited_out_a_restart_goes_on(site: Site) -> None:
    generation = site.do("order", user="alice", duration_s=30)
    site.wait_for_latest_progress()
    cursor = _latest(site)
    site.stop()
    site.start()
    told = _events(site, "alice", cursor)
    assert told[-1]["event"] == "generation:completed"
    assert told[-1]["generationId"] == generation


def _wakes_quickly(folder: Path, **environment: str) -> None:
    """A beat's events arrive as they happen: far below the fallback of five seconds."""
    with new_site(folder, **environment) as site:
        site.sign_up("alice")
        site.start("--workers", "1")
        with site.socket("/ws/events/", "alice") as socket:
            site.do("order", user="alice")
            assert json.loads(socket.recv(timeout=4))["event"] == "generation:progress"
        assert _events(site, "alice", 0)[-1]["event"] == "generation:completed"


@pytest.mark.postgres
def test_postgres_wakes_by_notify(tmp_path: Path) -> None:
    with new_postgres() as url:
        _wakes_quickly(tmp_path, DATABASE_URL=url)


@pytest.mark.redis
def test_redis_wakes_by_its_channel(tmp_path: Path) -> None:
    with redis_server(tmp_path) as url:
        _wakes_quickly(tmp_path, REDIS_URL=url)


@pytest.mark.redis
def test_a_redis_that_is_down_makes_progress_slow_but_loses_nothing(tmp_path: Path) -> None:
    with new_site(tmp_path, REDIS_URL="redis://127.0.0.1:1/0") as site:
        site.sign_up("alice")
        site.start("--workers", "1")
        site.do("order", user="alice")
        assert _events(site, "alice", 0)[-1]["event"] == "generation:completed"
