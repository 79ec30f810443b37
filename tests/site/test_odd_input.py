"""Whatever is sent, wherever it is sent to, is answered: a page, a refusal, never a breakdown.

Every day another part of it; BEATFLOW_SAMPLE_SEED=0 walks all.
"""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings as site
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.urls import get_resolver

from accounts.models import User
from generation import services
from generation.models import Generation, Job
from repos.models import Crate, CrateItem, Repo
from tests.databases import new_postgres
from tests.make import make_beat, make_hum
from tests.sampling import SAMPLE_SEED, some

ODD = (
    "\0",
    "a\0b\x1f\x7f",
    "\u202e\u2066",
    "\ufffd\ufffe",
    "9" * 5000,
    "99999999999999999999",
    "-1",
    "2.0",
    "1e400",
    "NaN",
    "٣²",
    "💥" * 60,
    "a " * 300,
    "'\"<script>%s{{ x }}{% y %}\\",
    "../../..",
    "[]",
    " \r\n\t",
    "x" * 20_000,
    "10000 bars",
)
BRIEF = {"prompt": "trap", "genre": "trap", "bpm": "140", "key": "C minor", "mood": "dark", "duration": "10"}
BRIEF |= {
    "looping": "no",
    "stems": "drums",
    "variations": "1",
    "seed": "1",
    "name": "",
    "unpin": "",
    "pinned": "bpm",
    "tune": "",
}
SEARCH = ("topic", "sort", "bpm_from", "bpm_to", "with_compatible")
ASKED = (
    "page",
    "q",
    *SEARCH,
    "branch",
    "after",
    "quality",
    "download",
    "next",
    "old",
    "new",
    "old_repo",
    "new_repo",
    "service",
    *BRIEF,
)
"""What pages read from a query; what they don't must not matter either."""
ASKED += ("at", "a", "column", "row", "scale", "version")
ODDEST = ("\0", "99999999999999999999", "a " * 300, "'\"<script>%s{{ x }}{% y %}\\")
"""For walks, where every value costs a request to every address."""
HEADERS = ("Range", "If-Range", "If-None-Match", "If-Modified-Since", "HX-Request", "HX-Current-URL", "Accept-Language")
REPO = {"title": "Night Drive", "description": "", "visibility": "private"}
REPO |= {"topics": "neon, rain", "licence": "CC-BY-4.0", "forkable": "on", "default_branch": "main"}
CRATE = {"title": "Late", "description": "", "visibility": "public"}
EXTENSION = {"bars": "4", "other_bars": "", "place": "after", "variations": "1", "seed": "1"}
SIGN_UP = {"username": "dora", "email": "dora@example.com", "password1": "correct horse battery"}
HUM = "00000000-0000-4000-8000-000000000000"
FORMS: Mapping[str, Mapping[str, str]] = {
    "/create/": BRIEF,
    "/create/understand/": BRIEF,
    "/settings/tokens/": {"name": "git", "scope": "read", "lasts": "30"},
    "/settings/": {"display_name": "Alice", "about": ""},
    "/~alice/night-drive/settings/": REPO,
    "/~alice/night-drive/commits/{digest}/stems/bass/new/": {"wishes": "busier", "variations": "1", "seed": "1"},
    "/~alice/night-drive/commits/{digest}/extend/": EXTENSION,
    "/import/": {"name": "Mine"},
    "/hum/": {"name": "Mine", "bpm": "96"},
    f"/hum/{HUM}/": {"bpm": "96", "key": "C minor", "grid": "16", "octave": "0", "first_beat": "0", "note": "0"},
    f"/hum/{HUM}/beat/": {"prompt": "", "genre": "trap", "duration": "10", "seed": "1", "engine": "composer"},
    "/~alice/night-drive/commits/{digest}/mix/": {"profile": "warm", "branch": "main"},
    "/~alice/night-drive/commits/{digest}/master/": {"preset": "own", "target_lufs": "-11"},
    "/~alice/night-drive/commits/{digest}/analysis/use/": {"use": "bpm"},
    "/~alice/night-drive/commits/{digest}/analysis/correct/": {"bpm": "93", "key": "C minor", "downbeat_s": "0.1"},
    "/~alice/night-drive/commits/{digest}/import/": {"branch": "main"},
    "/crates/": CRATE,
    "/crates/1/edit/": CRATE,
    "/crates/1/items/1/move/": {"to": "up"},
    "/~alice/night-drive/crates/": {"crate": "new", "title": "Late"},
    "/~alice/night-drive/crates/?version={digest}": {"crate": "1", "title": "", "stays": "on"},
    "/~alice/night-drive/star/": {"wanted": "yes"},
    "/~bob/follow/": {"wanted": "yes"},
    "/~alice/night-drive/transfer/": {"receiver": "nobody"},
    "/~alice/night-drive/rename/": {"name": "Night Drive"},
    "/~alice/night-drive/delete/": {"typed": "nothing"},
    "/~alice/night-drive/collaborators/": {"who": "nobody", "role": "write"},
    "/~alice/night-drive/collaborators/bob/role/": {"role": "read"},
    "/~alice/night-drive/merge-requests/new/": {
        "source": "alice/night-drive:idea",
        "target": "main",
        "title": "Louder",
    },
    "/~alice/night-drive/merge-requests/1/comment/": {"text": "Nice", "position_s": "0.5"},
    "/~alice/night-drive/branches/main/rename/": {"name": "trunk"},
    "/~alice/night-drive/branches/main/delete/": {"seen": "0" * 64},
    "/~alice/night-drive/commits/{digest}/checkpoint/": {"branch": "main", "fader-bass": "-3", "message": ""},
    "/~alice/night-drive/commits/{digest}/branch/": {"name": "idea"},
    "/~alice/night-drive/commits/{digest}/split/": {"preset": "drums", "branch": "main"},
    "/~alice/night-drive/commits/{digest}/stems/bass/split/": {"preset": "drums", "branch": "main"},
    "/~alice/night-drive/commits/{digest}/tag/": {"name": "v1"},
    "/~alice/night-drive/commits/{digest}/restore/": {"branch": "main", "message": ""},
    "/~alice/night-drive/commits/{digest}/fork/": {"title": "Mine", "visibility": "private"},
    "/~alice/night-drive/commits/{digest}/merge/": {"branch": "main", "message": "", "choice-tempo": "ours"},
    "/~alice/night-drive/commits/{digest}/merge/preview/": {"branch": "main", "choice:tempo": "ours", "known": ""},
    "/~alice/night-drive/commits/{digest}/revert/preview/": {"branch": "main", "choice:tempo": "ours"},
    "/accounts/email/": {"email": "other@example.com", "action_add": ""},
    "/accounts/password/change/": dict.fromkeys(("oldpassword", "password1", "password2"), "correct horse battery"),
}
OPEN_FORMS: Mapping[str, Mapping[str, str]] = {
    "/accounts/signup/": SIGN_UP,
    "/accounts/login/": {"login": "alice", "password": "wrong", "next": "/"},
    "/accounts/password/reset/": {"email": "alice@example.com"},
}


@pytest.fixture(autouse=True)
def no_rates(settings: Any) -> None:
    """Or the limits on tries would answer instead of the views."""
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def addresses(alice: User) -> list[str]:
    """Every address of the site that has a name, and Alice's things in it; sounds as peaks, which are quick."""
    repo: Repo = make_beat(alice)
    generation: Generation = services.submit({"prompt": "trap"}, by=alice)
    things = {"owner": "alice", "name": repo.name, "digest": repo.refs.get().tip.digest, "uidb36": "1", "key": "a-b"}
    things |= {"sound": "mix", "track": "bass", "suffix": "peaks", "document": "score.json", "number": "1"}
    things |= {
        "ticket": "x",
        "remark": "1",
        "branch": "main",
        "tag": "v1",
        "person": "bob",
        "transfer": "1",
        "item": "1",
        "level": "900",
    }
    Crate.objects.create(pk=1, owner=alice, title="Late").items.create(pk=1, repo=repo, position=1)
    _count_on(Crate, CrateItem)
    make_hum(alice, pk=HUM)
    ids = (generation.pk, Job.objects.get().pk, HUM)
    documents = f"{repo.get_absolute_url()}commits/{things['digest']}/score.json"
    return [documents, *sorted({"/" + route % {**things, "id": id} for route in _routes() for id in ids})]


def _count_on(*models: type[Model]) -> None:
    """Let PostgreSQL number what comes next after what was numbered by hand."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _routes() -> Iterator[str]:
    known = get_resolver().reverse_dict
    for name in known:
        if isinstance(name, str):
            yield from (possible[0] for possibilities in known.getlist(name) for possible in possibilities[0])


def breakdowns(browser: Client, requests: Iterable[tuple[str, str, Any, dict[str, str]]]) -> list[object]:
    """What among these requests (method, address, data, headers) was answered by a breakdown."""
    browser.raise_request_exception = False
    found: list[object] = []
    for method, address, data, headers in requests:
        answer = getattr(browser, method)(address, data, headers=headers)
        body = b"" if answer.streaming else answer.content
        if answer.status_code >= 500 or b"Traceback" in body:
            found.append((answer.status_code, method, address, _short(data), _short(headers), repr(answer.exc_info)))
    return found


def _short(told: Any) -> str:
    return str(told)[:120]


def test_every_address_answers_whatever_the_query_says(addresses: list[str], alice: User, browser_of: Any) -> None:
    reading = (
        "/library/",
        "/explore/",
        "/create/",
        "/~alice/",
        "/~alice/night-drive/",
        "/~alice/night-drive/compare/",
        "/accounts/login/",
    )
    walk = [(address, odd) for address in addresses for odd in some(ODDEST, 1, address)]
    asked = [("get", address, dict.fromkeys(ASKED, odd), {}) for address, odd in (*walk, *product(reading, ODD))]
    assert breakdowns(browser_of(alice), asked) == [], SAMPLE_SEED
    assert breakdowns(Client(), asked[: len(walk)]) == [], SAMPLE_SEED


def test_every_address_answers_whatever_stands_in_its_place(addresses: list[str], alice: User, browser_of: Any) -> None:
    places = {(address, place): some(ODDEST, 1, address, place) for address in addresses for place in range(3)}
    bent = {_bent(address, place, odd) for (address, place), odds in places.items() for odd in odds}
    assert breakdowns(browser_of(alice), (("get", address, None, {}) for address in sorted(bent))) == [], SAMPLE_SEED


def _bent(address: str, place: int, odd: str) -> str:
    """The address with one of its parts put in other words."""
    parts = address.split("/")
    parts[min(place + 1, len(parts) - 1)] = quote(odd[:200], safe="")
    return "/".join(parts)


def test_every_address_answers_whatever_the_headers_say(addresses: list[str], alice: User, browser_of: Any) -> None:
    signs = [odd for odd in ODD if odd.isprintable() and odd.isascii()]
    told = [*signs, "bytes=0-", "bytes=-0", "bytes=9-1", "W/", "*", '"', "de-AT;q=x"]
    doors = [address for address in addresses if "/commits/" in address]
    walk = ((address, one) for address in (*doors, "/library/") for one in some(told, 4, address))
    asked = (("get", address, None, dict.fromkeys(HEADERS, one)) for address, one in walk)
    assert breakdowns(browser_of(alice), asked) == [], SAMPLE_SEED


def test_every_address_answers_whatever_is_posted_to_it(addresses: list[str], alice: User, browser_of: Any) -> None:
    bodies = [
        ("", "application/json"),
        ("{" * 2000, "application/json"),
        ("a" * 50, "multipart/form-data"),
        ("--x\r\n\r\n", "multipart/form-data; boundary=x"),
        ("&".join(f"{n}=1" for n in range(2000)), "application/x-www-form-urlencoded"),
        ("x" * 1_100_000, "application/x-www-form-urlencoded"),
        ("a=%ff%fe%00&title=%ed%a0%80", "application/x-www-form-urlencoded"),
    ]
    browser = browser_of(alice)
    browser.raise_request_exception = False
    answers = {
        (address, kind, body[:20]): browser.post(address, body, content_type=kind).status_code
        for address in addresses
        if "delete" not in address and "logout" not in address
        for body, kind in some(bodies, 2, address)
    }
    assert {asked for asked, status in answers.items() if status >= 500} == set(), SAMPLE_SEED


@pytest.mark.parametrize("address", FORMS)
def test_every_form_answers_whatever_a_field_holds(
    addresses: list[str], alice: User, browser_of: Any, address: str
) -> None:
    place = address.format(digest=Repo.objects.get().refs.get().tip.digest)
    assert breakdowns(browser_of(alice), _posts(place, FORMS[address])) == []


@pytest.mark.parametrize("address", OPEN_FORMS)
def test_every_form_for_visitors_answers_whatever_a_field_holds(alice: User, address: str) -> None:
    assert breakdowns(Client(), _posts(address, OPEN_FORMS[address])) == []


def _posts(address: str, good: Mapping[str, str]) -> Iterator[tuple[str, str, Any, dict[str, str]]]:
    for field in good:
        yield from (("post", address, {**good, field: odd}, {}) for odd in some(ODD, 6, address, field))


def test_a_host_that_is_not_ours_is_refused_in_a_page_of_the_site(client: Client) -> None:
    for host in ("evil.example", "local host", "["):
        answer = client.get("/accounts/login/", headers={"Host": host})
        assert (answer.status_code, b'id="main"' in answer.content) == (400, True), host


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:0"])
def test_signing_in_and_out_lead_nowhere_else(alice: User, target: str) -> None:
    browser = Client()
    told = {"login": "alice", "password": "correct horse battery", "next": target}
    assert "evil" not in browser.post("/accounts/login/", told).headers["Location"]
    assert "evil" not in browser.post("/accounts/logout/", {"next": target}).headers["Location"]


@pytest.mark.postgres
def test_postgres_answers_all_of_it_too(tmp_path: Path) -> None:
    """It refuses NUL in text, which SQLite does not."""
    with new_postgres() as url:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTEST"))}
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-x",
            "-p",
            "no:cacheprovider",
            "-k",
            "query or field",
            __file__,
        ]
        environment = kept | {"DATABASE_URL": url, "DATA_DIR": str(tmp_path)}
        ended = subprocess.run(command, cwd=site.BASE_DIR, env=environment, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stdout[-4000:]
