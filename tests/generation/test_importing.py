"""One's own files: checked at the page, decoded by a job, and then the stems of a beat like any other."""

import io
from typing import Any

import numpy as np
import pytest
import soundfile
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from audio import analyses, store
from audio.dsp.codec import read
from generation import imports
from generation.models import Generation
from generation.work.child import Child
from repos import changes
from repos.models import Commit, Repo
from repos.services import mixes
from tests.hands import browser, work
from tests.make import make_repo, make_sound


def wav(hz: float = 220, seconds: float = 0.5, name: str = "tone.wav") -> SimpleUploadedFile:
    data = io.BytesIO()
    soundfile.write(data, make_sound(hz, seconds), 44_100, format="WAV", subtype="PCM_24")
    return SimpleUploadedFile(name, data.getvalue(), "audio/wav")


def test_several_files_become_the_stems_of_a_new_private_beat(alice: User, child: Child) -> None:
    files = [wav(110, 0.5, "My Song - Bass.wav"), wav(440, 1.0, "My Song - Lead Synth.wav"), wav(220, 0.5, "x.wav")]
    imports.bring(files, name="My Song", by=alice)
    job = work(child)
    assert (job.state, job.error) == ("completed", "")
    repo = Repo.objects.get(owner=alice)
    commit = repo.refs.get(name="main").tip
    stems = [(entry.track_id, entry.kind, entry.blob.frames) for entry in commit.tree.stems()]
    assert stems == [
        ("my-song-bass", "bass", 22_050), ("my-song-lead-synth", "melody", 44_100), ("x", "other", 22_050),
    ]  # fmt: skip
    assert (repo.title, repo.visibility, commit.tree.frames) == ("My Song", "private", 44_100)
    assert commit.made["files"][0]["name"] == "My Song - Bass.wav"
    assert job.result["commit"] == commit.digest
    assert analyses.is_known(commit.tree.mix)


def test_the_sound_of_a_file_is_kept_to_the_sample_and_its_mix_can_be_heard(alice: User, child: Child) -> None:
    imports.bring([wav(110)], by=alice)
    work(child)
    tree = Commit.objects.get().tree
    (stem,) = tree.stems()
    assert np.abs(read(store.path(stem.blob_id)) - make_sound(110)).max() < 2e-7
    mixes.prepare(tree)
    assert tree.mix is not None
    assert np.abs(read(store.path(tree.mix.digest)) - make_sound(110)).max() < 1e-6


def test_an_import_stands_on_the_tempo_that_is_heard_in_it(alice: User, child: Child) -> None:
    clicks = np.zeros((44_100 * 10, 2), np.float32)
    for beat in range(20):
        at = round(beat * 60 / 130 * 44_100)
        clicks[at : at + 2000] += 0.8 * np.exp(-np.arange(2000) / 200)[:, None] * (1.0 if beat % 4 == 0 else 0.6)
    data = io.BytesIO()
    soundfile.write(data, clicks, 44_100, format="WAV")
    imports.bring([SimpleUploadedFile("clicks.wav", data.getvalue())], by=alice)
    job = work(child)
    assert job.result["bpm"] == 130
    arrangement = changes.arrangement_of(Commit.objects.get().tree)
    assert arrangement is not None
    assert arrangement.tempo_millibpm == 130_000


def test_a_file_is_added_to_a_beat_as_one_more_stem_and_the_others_stay(alice: User, child: Child) -> None:
    repo = make_repo(alice)
    base = repo.refs.get(name="main").tip
    imports.add([wav(330, 1.0, "bass.wav")], repo=repo, commit=base, branch="main", by=alice)
    job = work(child)
    assert (job.state, job.error) == ("completed", "")
    tip = repo.refs.get(name="main").tip
    assert list(tip.parents.all()) == [base]
    before = {entry.path: entry.blob_id for entry in base.tree.stems()}
    after = {entry.path: entry.blob_id for entry in tip.tree.stems()}
    assert after.keys() - before.keys() == {"stems/bass-2"}
    assert before.items() <= after.items()
    arrangement = changes.arrangement_of(tip.tree)
    assert arrangement is not None
    assert [track.id for track in arrangement.tracks][-1] == "bass-2"
    assert (arrangement.length_samples, tip.tree.frames) == (44_100, 44_100)
    assert (tip.tree.genre, tip.tree.key) == ("trap", "C minor")


def test_a_file_that_is_no_sound_fails_the_job_with_the_reason_and_leaves_nothing(alice: User, child: Child) -> None:
    imports.bring([wav(), SimpleUploadedFile("virus.wav", b"PK\x03\x04" + bytes(200))], by=alice)
    job = work(child)
    assert (job.state, job.error_code, job.attempts) == ("failed", "file_refused", 1)
    assert job.error == "“virus.wav”: This is no audio file: it is a ZIP archive."
    assert not Repo.objects.exists()
    assert not Commit.objects.exists()


def test_after_a_refused_file_the_page_leads_to_others_and_not_to_the_same_again(alice: User, child: Child) -> None:
    commit = make_repo(alice).refs.get(name="main").tip
    bad = SimpleUploadedFile("x.wav", b"PK\x03\x04" + bytes(200))
    made = imports.add([bad], repo=Repo.objects.get(), commit=commit, branch="main", by=alice)
    work(child)
    page = browser(alice).get(made.get_absolute_url()).content.decode()
    assert "Try again" not in page
    assert f"/~alice/night-drive/commits/{commit.digest}/import/" in page


def test_who_may_no_longer_write_adds_nothing(alice: User, bob: User, child: Child) -> None:
    repo = make_repo(alice)
    repo.collaborators.create(user=bob, role="write")
    base = repo.refs.get(name="main").tip
    imports.add([wav()], repo=repo, commit=base, branch="main", by=bob)
    repo.collaborators.all().delete()
    assert work(child).error_code == "not_allowed"
    assert repo.refs.get(name="main").tip == base


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "Choose at least one"),
        ([SimpleUploadedFile("a.wav", b"")], "is empty"),
        ([SimpleUploadedFile(f"{n}.wav", b"x") for n in range(17)], "At most 16 files"),
    ],
)
def test_what_can_be_seen_from_outside_is_refused_at_the_field(files: list[Any], said: str, alice: User) -> None:
    page = browser(alice).post("/import/", {"files": files})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert 'aria-invalid="true"' in page.content.decode()
    assert not Generation.objects.exists()


def test_a_file_that_is_too_large_is_refused_and_not_kept(alice: User, settings: Any) -> None:
    settings.UPLOAD_LIMIT_BYTES = 1000
    page = browser(alice).post("/import/", {"files": [wav()]})
    assert (page.status_code, Generation.objects.count()) == (422, 0)
    assert not list(store.digests())


def test_a_name_without_a_place_in_the_file_system_is_only_a_name(alice: User, child: Child) -> None:
    file = wav()
    file.name = "../../etc/päss\x00wd\u202e.wav"
    imports.bring([file], by=alice)
    job = work(child)
    assert job.state == "completed"
    assert "/" not in Repo.objects.get().title


def test_the_page_leads_to_the_work_and_shows_the_files(alice: User) -> None:
    page = browser(alice).post("/import/", {"files": [wav(name="Rain.wav")], "name": ""}, follow=True)
    assert page.status_code == 200
    assert "Import Rain.wav" in page.content.decode()


def test_a_stranger_cannot_tell_where_one_could_add_from_where_there_is_nothing(alice: User, charlie: User) -> None:
    commit = make_repo(alice).refs.get(name="main").tip
    for verb in ("get", "post"):
        answer = getattr(browser(charlie), verb)(f"/~alice/night-drive/commits/{commit.digest}/import/")
        assert answer.status_code == 404
