"""What is heard in a version: found by a job, stored with its blob, corrected by each for themselves."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from audio import analyses, pruning, store
from audio.dsp.analysis import VERSION
from audio.models import Analysis, Blob, Correction
from generation import listening
from generation.models import Generation, Job
from generation.work.child import Child
from repos import changes
from repos.models import Collaborator, Commit, Repo
from repos.services import history
from tests.hands import tip, work
from tests.make import make_blob, make_louder, make_repo

FACTS: dict[str, Any] = {
    "version": VERSION,
    "duration_s": 8.0,
    "tempo": {
        "bpm": 140.0,
        "confidence": 0.7,
        "alternatives": [{"bpm": 70.0, "confidence": 0.3}, {"bpm": 280.0, "confidence": 0.0}],
        "is_steady": True,
    },
    "beats_s": [round(0.25 + 60 / 140 * n, 4) for n in range(18)],
    "downbeats_s": [round(0.25 + 240 / 140 * n, 4) for n in range(5)],
    "downbeat_confidence": 0.9,
    "key": {
        "name": "F# minor",
        "camelot": "11A",
        "confidence": 0.95,
        "alternatives": [{"name": "A major", "camelot": "11B", "confidence": 0.04}],
        "tuning_cents": -4,
    },
    "levels": {
        "integrated_lufs": -14.0,
        "short_term_max_lufs": -12.5,
        "short_term_lufs": [-20.0, None, -12.5, -14.0],
        "true_peak_dbtp": -1.2,
    },
}


@pytest.fixture
def repo(alice: User) -> Repo:
    return make_repo(alice)


def page_of(repo: Repo) -> str:
    return listening.page_of(repo, tip(repo))


def heard(repo: Repo, **changed: Any) -> Blob:
    """The mix of its tip, as if it had been listened to."""
    mix = tip(repo).tree.mix
    assert mix is not None
    analyses.keep(mix, {**FACTS, **changed})
    return mix


def test_a_job_finds_what_is_heard_and_makes_no_commit(alice: User, repo: Repo, child: Child, browser_of: Any) -> None:
    before = repo.commits.count()
    browser = browser_of(alice)
    answer = browser.post(f"{page_of(repo)}listen/")
    generation = Generation.objects.get()
    assert answer["Location"] == generation.get_absolute_url()
    job = work(child)
    assert (job.state, job.error) == ("completed", "")
    facts = Analysis.objects.get(blob=tip(repo).tree.mix).facts
    assert facts["duration_s"] == pytest.approx(0.5)
    assert repo.commits.count() == before
    assert f'href="{page_of(repo)}"' in browser.get(generation.get_absolute_url()).content.decode()


def test_nobody_listens_twice(alice: User, repo: Repo, child: Child) -> None:
    first = listening.listen(repo, tip(repo), by=alice)
    assert listening.listen(repo, tip(repo), by=alice) == first
    work(child)
    assert listening.listen(repo, tip(repo), by=alice) is None
    Analysis.objects.update(version=VERSION - 1)
    again = listening.listen(repo, tip(repo), by=alice)
    assert again not in (None, first)
    assert work(child).state == "completed"
    assert Analysis.objects.get().version == VERSION


def test_a_version_that_nobody_has_heard_is_mixed_first(alice: User, repo: Repo, child: Child) -> None:
    louder = make_louder(repo, "bass", -300, by=alice)
    assert louder.tree.mix_id is None
    listening.listen(repo, louder, by=alice)
    assert work(child).state == "completed"
    louder.tree.refresh_from_db()
    assert analyses.is_known(louder.tree.mix)


def test_sound_that_was_lost_is_said_and_fails_once(alice: User, repo: Repo, child: Child) -> None:
    mix = tip(repo).tree.mix
    assert mix is not None
    listening.listen(repo, tip(repo), by=alice)
    store.discard(mix.digest)
    job = work(child)
    assert (job.state, job.attempts) == ("failed", 1)
    assert "missing" in job.error


def test_the_page_tells_tempo_key_and_loudness_beside_what_the_version_says(repo: Repo, browser_of: Any) -> None:
    heard(repo)
    page = browser_of(repo.owner).get(page_of(repo)).content.decode()
    for told in ("140 BPM", "F# minor", "11A", "sure", "likely; evenly played", "Half: 70", "Double: 280", "A major"):
        assert told in page
    for told in ("−14.0 LUFS", "−12.5 LUFS", "The version’s own: 120 BPM", "The version’s own: C minor"):
        assert told.replace("−", "-") in page.replace("−", "-")
    assert page.count('<path d="M') >= 5


def test_silence_and_noise_have_a_page_too(repo: Repo, browser_of: Any) -> None:
    nothing = {"integrated_lufs": None, "short_term_max_lufs": None, "short_term_lufs": [None], "true_peak_dbtp": None}
    heard(repo, tempo=None, key=None, beats_s=[], downbeats_s=[], duration_s=0.0, levels=nothing)
    page = browser_of(repo.owner).get(page_of(repo))
    assert page.status_code == 200
    assert "No beat is heard." in page.content.decode()
    assert "No key is heard." in page.content.decode()


def test_a_correction_is_ones_own_and_outlives_a_new_analysis(
    alice: User, bob: User, repo: Repo, browser_of: Any
) -> None:
    Repo.objects.update(visibility="public")
    mix = heard(repo)
    said = {"bpm": "70", "key": "a minor", "downbeat_s": "0.5"}
    assert browser_of(alice).post(f"{page_of(repo)}correct/", said).status_code == 302
    analyses.keep(mix, {**FACTS, "downbeats_s": [0.1]})
    own, others = analyses.of(mix, alice), analyses.of(mix, bob)
    assert own is not None
    assert others is not None
    assert (own.bpm, own.key, own.downbeat_s) == (70.0, "A minor", 0.5)
    assert list(own.downbeats_s) == pytest.approx([0.5, 0.5 + 240 / 70, 0.5 + 480 / 70], abs=0.001)
    assert (others.bpm, others.key, list(others.downbeats_s)) == (140.0, "F# minor", [0.1])
    assert "as you say" in browser_of(alice).get(page_of(repo)).content.decode()
    assert "as you say" not in browser_of(bob).get(page_of(repo)).content.decode()


def test_a_correction_shows_to_whoever_made_it_wherever_the_version_says_its_tempo(
    alice: User, bob: User, repo: Repo, browser_of: Any
) -> None:
    Repo.objects.update(visibility="public")
    analyses.correct(heard(repo), bpm=70.0, key="A minor", by=alice)
    commit = listening.commit_page_of(repo, tip(repo))
    for place in (
        repo.get_absolute_url(),
        commit,
        f"{commit}mix/",
        f"{commit}split/",
        f"{commit}master/",
        f"{commit}import/",
    ):
        page = browser_of(alice).get(place, follow=True)
        assert page.status_code == 200
        assert "70 BPM, A minor" in " ".join(page.content.decode().split()), place
        assert f'href="{page_of(repo)}"' in page.content.decode()
    for reader in (browser_of(bob), Client()):
        assert "as you say" not in reader.get(commit).content.decode()


def imported(repo: Repo) -> Commit:
    """The tip without a score, as imports are, heard as `FACTS` say."""
    commit = tip(repo)
    entries = [
        history.EntryOf(one.path, one.kind, one.blob) for one in commit.tree.entries.all() if one.path != "score.json"
    ]
    facts = {
        "mix": commit.tree.mix,
        "master": commit.tree.master,
        "bpm": 120,
        "key": "C minor",
        "frames": commit.tree.frames,
    }
    made = history.record(repo, "main", history.plant(entries, **facts), "Import", onto=commit, made={}, by=repo.owner)
    heard(repo)
    return made


def test_what_is_heard_becomes_what_the_version_says_and_sounds_the_same(
    alice: User, repo: Repo, browser_of: Any
) -> None:
    before = imported(repo)
    analyses.correct(before.tree.mix, bpm=70.0, by=alice)
    page = browser_of(alice).get(page_of(repo)).content.decode()
    assert "Use 70 BPM in the beat" in page
    assert "Use F# minor in the beat" in page
    assert browser_of(alice).post(f"{page_of(repo)}use/", {"use": "bpm"}).status_code == 302
    counted = tip(repo)
    assert (counted.tree.bpm, counted.tree.key, changes.arranged(counted.tree).bpm) == (70.0, "C minor", 70.0)
    assert (counted.tree.mix, counted.tree.master) == (before.tree.mix, before.tree.master)
    assert list(counted.parents.all()) == [before]
    assert "empo" in counted.message
    browser_of(alice).post(f"{page_of(repo)}use/", {"use": "key"})
    assert (tip(repo).tree.bpm, tip(repo).tree.key) == (70.0, "F# minor")
    assert "analysis/use" not in browser_of(alice).get(page_of(repo)).content.decode()


def test_only_whoever_may_write_uses_what_is_heard_and_only_where_it_is_not_written(
    alice: User, bob: User, charlie: User, repo: Repo, browser_of: Any
) -> None:
    heard(repo)
    browser_of(alice).post(f"{page_of(repo)}use/", {"use": "bpm"})
    assert tip(repo).tree.bpm == 120, "a score says its tempo bar by bar"
    assert "analysis/use" not in browser_of(alice).get(page_of(repo)).content.decode()
    before = imported(repo)
    Repo.objects.update(visibility="public")
    Collaborator.objects.create(repo=repo, user=bob, role=Collaborator.Role.READ)
    for reader in (bob, charlie):
        assert "analysis/use" not in browser_of(reader).get(page_of(repo)).content.decode()
        assert browser_of(reader).post(f"{page_of(repo)}use/", {"use": "bpm"}).status_code == 403
        with pytest.raises(PermissionError):
            listening.use(before, "bpm", repo=repo, branch="main", by=reader)
    browser_of(alice).post(f"{page_of(repo)}use/", {"use": "colour"})
    assert tip(repo) == before


def test_half_and_double_keep_what_else_was_corrected(alice: User, repo: Repo, browser_of: Any) -> None:
    mix = heard(repo)
    analyses.correct(mix, key="A minor", by=alice)
    page = browser_of(alice).get(page_of(repo)).content.decode()
    assert 'name="bpm" value="70.00"><input type="hidden" name="key" value="A minor"' in page


def test_an_empty_correction_takes_it_back(alice: User, repo: Repo, browser_of: Any) -> None:
    analyses.correct(heard(repo), bpm=70.0, by=alice)
    browser_of(alice).post(f"{page_of(repo)}correct/", {"bpm": "", "key": "", "downbeat_s": ""})
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("bpm", "fast", "number"),
        ("bpm", "nan", "number"),
        ("bpm", "1e9", "300"),
        ("bpm", "-4", "20"),
        ("key", "H moll", "not a key"),
        ("downbeat_s", "-1", "before the sound"),
        ("downbeat_s", "8.5", "ends after 8.00 s"),
    ],
)
def test_a_wrong_correction_is_told_at_its_field_and_not_kept(
    field: str, value: str, sentence: str, alice: User, repo: Repo, browser_of: Any
) -> None:
    heard(repo)
    answer = browser_of(alice).post(
        f"{page_of(repo)}correct/", {"bpm": "90", "key": "", "downbeat_s": "", field: value}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page[page.index(f'id="id_{field}_error"') :][:600]
    assert not Correction.objects.exists()


def test_a_stranger_learns_nothing_of_what_is_private(repo: Repo, charlie: User, browser_of: Any) -> None:
    heard(repo)
    for browser in (browser_of(charlie), Client()):
        assert browser.get(page_of(repo)).status_code == 404
    for verb in ("listen/", "correct/"):
        assert browser_of(charlie).post(page_of(repo) + verb, {"bpm": "90"}).status_code == 404
    with pytest.raises(PermissionError):
        listening.listen(repo, tip(repo), by=charlie)
    assert not Job.objects.exists()


def test_a_visitor_of_a_public_beat_sees_it_and_is_asked_to_sign_in_to_do_more(repo: Repo) -> None:
    Repo.objects.update(visibility="public")
    assert "Sign in to have it listened to" in Client().get(page_of(repo)).content.decode()
    heard(repo)
    page = Client().get(page_of(repo)).content.decode()
    assert "140 BPM" in page
    assert "Do you know better?" not in page
    assert Client().post(f"{page_of(repo)}correct/", {"bpm": "90"})["Location"].startswith("/accounts/login/")


def test_what_is_told_of_a_blob_does_not_keep_it_from_pruning(alice: User) -> None:
    blob = make_blob(333)
    analyses.keep(blob, FACTS)
    analyses.correct(blob, bpm=90.0, by=alice)
    Blob.objects.update(kept_at=timezone.now() - timedelta(days=9))
    pruning.prune(timedelta(days=1))
    assert not Blob.objects.filter(pk=blob.pk).exists()
    assert not Analysis.objects.exists()
    assert not Correction.objects.exists()
