"""What comes out of the doors of a commit: the right bytes, under the right name, and nothing twice."""

import io
import zipfile
from typing import Any

import numpy as np
import pytest
import soundfile
from asgiref.sync import async_to_sync
from django.http import Http404
from django.test import AsyncClient
from django.urls import reverse

from accounts.models import User
from audio import services, store, transcoding
from repos import access
from repos.models import Commit, Repo
from repos.services import history
from tests.make import AT, make_blob, make_repo

DOORS = (
    "mix.flac",
    "mix.mp3",
    "mix.peaks",
    "master.flac",
    "master.wav",
    "master.ogg",
    "master.peaks",
    "stems/bass.flac",
    "stems/bass.wav",
    "stems/bass.peaks",
    "arrangement.json",
    "score.json",
    "beat.mid",
    "stems.zip",
)


def whole_commit(repo: Repo) -> Commit:
    """A commit that holds every kind of thing."""
    bass, mix = make_blob(110), make_blob(55)
    documents = {"score.json": (b"{}", "application/json"), "beat.mid": (b"MThd", "audio/midi")}
    entries = [history.EntryOf("stems/bass", "bass", bass)]
    for path, (data, media_type) in documents.items():
        entries.append(history.EntryOf(path, "document", services.keep(data, media_type=media_type)))
    arranged = history.objects.arrangement(120, "C minor", {"bass": (bass.digest, bass.frames or 0)})
    entries.append(
        history.EntryOf("arrangement.json", "document", services.keep(arranged, media_type="application/json"))
    )
    tree = history.plant(entries, mix=mix, master=make_blob(60), frames=mix.frames or 0)
    return history.record(repo, "main", tree, "All of it", onto=history.tip(repo), made={}, by=repo.owner, at=AT)


def address(repo: Repo, commit: Commit, tail: str, digest: str = "") -> str:
    return f"/~{repo.owner.username}/{repo.name}/commits/{digest or commit.digest}/{tail}"


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def night(alice: User) -> Repo:
    repo = make_repo(alice)
    whole_commit(repo)
    return repo


@pytest.fixture
def latest(night: Repo) -> Commit:
    found = history.tip(night)
    assert found is not None
    return found


def test_downloads_have_names_that_say_what_they_are(night: Repo, latest: Commit, alice: User, browser_of: Any) -> None:
    browser = browser_of(alice)
    for tail, name in {
        "stems/bass.wav": "night-drive_bass.wav",
        "master.mp3": "night-drive_master.mp3",
        "beat.mid": "night-drive_beat.mid",
        "stems.zip": "night-drive_stems.zip",
    }.items():
        answer = browser.get(address(night, latest, tail) + "?download=1")
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert browser.get(address(night, latest, "stems/bass.wav"))["Content-Disposition"].startswith("inline")


def test_a_quality_can_be_chosen(night: Repo, latest: Commit, alice: User, browser_of: Any) -> None:
    wav = content(browser_of(alice).get(address(night, latest, "mix.wav") + "?quality=16"))
    assert soundfile.info(io.BytesIO(wav)).subtype == "PCM_16"


def test_a_player_may_seek(night: Repo, latest: Commit, alice: User, browser_of: Any) -> None:
    answer = browser_of(alice).get(address(night, latest, "mix.flac"), headers={"Range": "bytes=0-3"})
    assert (answer.status_code, content(answer)) == (206, b"fLaC")


def test_the_zip_holds_every_stem_as_it_was_made(alice: User, browser_of: Any) -> None:
    repo = make_repo(alice, stems=("drums", "bass", "chords"))
    commit = repo.commits.get()
    answer = browser_of(alice).get(reverse("stems_zip", args=["alice", repo.name, commit.digest]))
    data = content(answer)
    assert answer["Content-Length"] == str(len(data))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        stems = [f"night-drive_{kind}.wav" for kind in ("drums", "bass", "chords")]
        assert packed.namelist() == [*stems, "provenance.json"]
        wav, rate_hz = soundfile.read(io.BytesIO(packed.read("night-drive_bass.wav")))
    with store.open(commit.tree.stems()[1].blob_id) as file:
        stored, _ = soundfile.read(file)
    assert rate_hz == 44_100
    assert np.array_equal(wav, stored)


def test_head_promises_what_get_keeps(night: Repo, latest: Commit, alice: User, browser_of: Any) -> None:
    browser = browser_of(alice)
    for tail in DOORS:
        got, promised = browser.get(address(night, latest, tail)), browser.head(address(night, latest, tail))
        assert promised.status_code == 200
        assert content(promised) == b""
        assert promised["Content-Length"] == got["Content-Length"] == str(len(content(got)))


def test_a_sound_that_cannot_be_had_is_said_so(
    night: Repo, latest: Commit, alice: User, browser_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any) -> None:
        raise transcoding.Failed("broken")

    monkeypatch.setattr(transcoding, "run", fail)
    answer = browser_of(alice).get(address(night, latest, "mix.ogg"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    store.discard(latest.tree.mix_id)
    assert browser_of(alice).get(address(night, latest, "mix.flac")).status_code == 503


def test_a_door_takes_few_queries(
    night: Repo, latest: Commit, alice: User, browser_of: Any, django_assert_max_num_queries: Any
) -> None:
    browser = browser_of(alice)
    browser.get(address(night, latest, "stems/bass.peaks"))
    with django_assert_max_num_queries(6):
        browser.get(address(night, latest, "stems/bass.peaks"))


def test_only_its_owner_may_change_a_repo(alice: User, charlie: User) -> None:
    repo = make_repo(alice, visibility="public")
    assert access.writable(alice, "alice", repo.name) == repo
    for stranger in (charlie, access.AnonymousUser()):
        with pytest.raises(access.PermissionDenied):
            access.writable(stranger, "alice", repo.name)
    repo.visibility = "private"
    repo.save()
    with pytest.raises(Http404):
        access.writable(charlie, "alice", repo.name)


def test_an_asynchronous_server_sends_the_same(night: Repo, latest: Commit, alice: User) -> None:
    browser = AsyncClient()
    browser.force_login(alice)

    async def got(tail: str, **headers: str) -> tuple[int, bytes]:
        answer: Any = await browser.get(address(night, latest, tail), headers=headers)
        return answer.status_code, b"".join([piece async for piece in answer]) if answer.streaming else answer.content

    with store.open(access.sound_of(latest, "mix").digest) as file:
        flac = file.read()
    assert async_to_sync(got)("mix.flac") == (200, flac)
    assert async_to_sync(got)("mix.flac", range="bytes=100-199") == (206, flac[100:200])
    status, data = async_to_sync(got)("stems.zip")
    assert status == 200
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
