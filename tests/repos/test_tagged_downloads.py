"""Files that are taken away say who made them; those that are only played are the same for everybody."""

import io
import json
import zipfile
from typing import Any

import numpy as np
import pytest
import soundfile
from django.test import Client

from accounts.models import User
from repos import provenance, tagging
from repos.models import Commit, Repo
from repos.services import forks, history
from tests.make import make_commit, make_repo


def tip_of(repo: Repo) -> Commit:
    tip = history.tip(repo)
    assert tip is not None
    return tip


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def fork(alice: User, bob: User) -> Repo:
    """Bob's, with a version of his own."""
    origin = make_repo(alice, visibility="public")
    Repo.objects.update(licence="CC-BY-4.0")
    origin.refresh_from_db()
    made = forks.fork(origin, tip_of(origin), by=bob, title="Day Drive", visibility="public")
    make_commit(made, "Sunnier", by=bob, hz=140)
    return made


@pytest.fixture
def home(fork: Repo) -> str:
    return f"{fork.get_absolute_url()}commits/{tip_of(fork).digest}/"


def told_by(data: bytes) -> dict[str, str]:
    with soundfile.SoundFile(io.BytesIO(data)) as file:
        told: dict[str, str] = file.copy_metadata()
        return told


@pytest.mark.parametrize("suffix", ["wav", "flac", "mp3", "ogg"])
def test_a_download_says_who_made_it_and_what_it_is(fork: Repo, home: str, client: Client, suffix: str) -> None:
    told = told_by(content(client.get(f"{home}master.{suffix}?download")))
    assert (told["title"], told["artist"], told["album"]) == ("Day Drive", "alice, bob", "Day Drive")
    assert told["comment"] == home
    assert told["date"] == "2026-05-01"[: len(told["date"])]


def test_the_provenance_in_a_file_leads_to_the_whole_of_it(fork: Repo, home: str, client: Client) -> None:
    data = content(client.get(f"{home}mix.flac?download"))
    start = data.index(b"PROVENANCE=") + len(b"PROVENANCE=")
    told = json.loads(data[start : data.index(b"}", start) + 1])
    assert told == {
        "format": "beatflow-provenance",
        "version": 1,
        "commit": tip_of(fork).digest,
        "authors": ["alice", "bob"],
        "engines": ["composer"],
    }
    assert b"LICENSE=CC BY 4.0" in data[:4096]


def test_a_stem_has_its_track_in_the_title(home: str, client: Client) -> None:
    assert told_by(content(client.get(f"{home}stems/bass.mp3?download")))["title"] == "Day Drive (bass)"
    assert told_by(content(client.get(f"{home}mix.wav?download")))["title"] == "Day Drive (mix)"


@pytest.mark.parametrize("suffix", ["wav", "flac", "mp3", "ogg"])
def test_what_is_played_has_no_tags_and_the_same_samples(home: str, client: Client, suffix: str) -> None:
    played, taken = (client.get(f"{home}stems/bass.{suffix}{query}") for query in ("", "?download"))
    assert played["ETag"] != taken["ETag"]
    assert "immutable" in played["Cache-Control"]
    assert taken["Cache-Control"] == "private, no-cache"
    first, second = content(played), content(taken)
    assert "title" not in told_by(first)
    assert np.array_equal(*(soundfile.read(io.BytesIO(data), dtype="int32")[0] for data in (first, second)))


def test_the_same_sound_in_another_repo_has_other_tags(fork: Repo, home: str, alice: User, client: Client) -> None:
    origin = fork.origin
    assert origin is not None
    make_commit(origin, "The same", by=alice, hz=140)
    other = f"{origin.get_absolute_url()}commits/{tip_of(origin).digest}/"
    mine, hers = (client.get(f"{place}stems/bass.flac?download") for place in (home, other))
    assert mine["ETag"] != hers["ETag"]
    assert mine["ETag"][:65] == hers["ETag"][:65]
    assert told_by(content(hers))["artist"] == "alice"


@pytest.mark.parametrize("suffix", ["wav", "flac", "mp3", "ogg"])
def test_a_part_of_a_download_is_that_part_of_it(home: str, client: Client, suffix: str) -> None:
    address = f"{home}stems/bass.{suffix}?download"
    answer = client.get(address)
    whole, tag = content(answer), answer["ETag"]
    for first, last in ((0, 9), (5, 2000), (len(whole) - 700, len(whole) - 1)):
        headers = {"Range": f"bytes={first}-{last}", "If-Range": tag}
        part = client.get(address, headers=headers)
        assert (part.status_code, content(part)) == (206, whole[first : last + 1])
        assert part["Content-Range"] == f"bytes {first}-{last}/{len(whole)}"
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_the_stems_in_an_archive_are_tagged_and_come_with_their_provenance(
    fork: Repo, home: str, client: Client
) -> None:
    answer = client.get(f"{home}stems.zip")
    data = content(answer)
    assert answer["Content-Length"] == str(len(data))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        assert told_by(packed.read("day-drive_bass.wav"))["title"] == "Day Drive (bass)"
        assert packed.read("provenance.json") == provenance.document(fork, tip_of(fork))


def test_a_file_of_many_authors_names_the_first_of_them(fork: Repo) -> None:
    for number in range(25):
        dora = User.objects.create_user(f"dora-{number}")
        tip = tip_of(fork)
        history.record(fork, "main", tip.tree, "Mine", onto=tip, made={}, by=dora)
    artist = tagging.tags_of(fork, tip_of(fork)).artist
    assert artist.startswith("alice, bob, dora-0, ")
    assert artist.endswith("dora-17 and 7 more")
