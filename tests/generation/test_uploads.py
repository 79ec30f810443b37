"""Files that were sent lie in the store while their import may need them, and no longer; nobody fills it with them."""

import io
from datetime import timedelta
from typing import Any

import pytest
import soundfile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from audio import pruning, store
from audio import services as audio
from audio.dsp.codec import encode
from audio.models import Blob
from generation import imports, services, uploads
from generation.brief_errors import BriefErrors
from generation.models import Generation, Job
from generation.work import leases, sweeping
from generation.work.child import Child
from repos.models import Commit
from tests.hands import work
from tests.make import make_sound

pytestmark = pytest.mark.django_db(transaction=True)


def wav(hz: float = 220) -> SimpleUploadedFile:
    data = io.BytesIO()
    soundfile.write(data, make_sound(hz, 0.2), 44_100, format="WAV", subtype="PCM_24")
    return SimpleUploadedFile("tone.wav", data.getvalue())


def bring(by: User, *files: SimpleUploadedFile) -> Job:
    generation = imports.bring(files or [wav()], by=by)
    return generation.jobs.get()


def sent(job: Job) -> str:
    return str(job.params["files"][0]["digest"])


def test_what_was_decoded_is_gone_at_once_and_the_sound_stays(alice: User, child: Child) -> None:
    job = bring(alice)
    work(child)
    assert not store.exists(sent(job))
    stem = Commit.objects.get().tree.stems().get()
    assert store.exists(stem.blob_id)


def test_what_was_refused_or_called_off_is_gone_at_once(alice: User, child: Child) -> None:
    refused = bring(alice, SimpleUploadedFile("x.wav", b"PK\x03\x04" + bytes(99)))
    work(child)
    cancelled = bring(alice)
    services.cancel(cancelled, by=alice)
    assert not Blob.objects.exists()
    assert not list(store.digests())
    assert Job.objects.get(pk=refused.pk).error_code == "file_refused"


def test_what_can_be_tried_again_stays(alice: User) -> None:
    job = bring(alice)
    claimed = leases.claim("cpu", "here:1:1")
    assert claimed is not None
    leases.fail(claimed, "storage_full", "The disk is full.")
    assert store.exists(sent(job))


def test_a_file_that_another_import_waits_for_stays(alice: User, bob: User, child: Child) -> None:
    first, second = bring(alice), bring(bob)
    assert sent(first) == sent(second)
    work(child)
    assert store.exists(sent(second))
    work(child)
    assert {job.state for job in Job.objects.all()} == {"completed"}
    assert not store.exists(sent(second))


def test_a_file_that_somebody_sends_again_in_that_moment_stays(alice: User) -> None:
    job = bring(alice)
    audio.keep(store.path(sent(job)).read_bytes(), media_type=audio.UNKNOWN_TYPE)
    services.cancel(job, by=alice)
    assert store.exists(sent(job))


def test_a_version_keeps_the_sound_that_was_sent_once_more(alice: User, child: Child) -> None:
    data = encode(make_sound(330, 0.2), "flac24")
    job = bring(alice, SimpleUploadedFile("own.flac", data))
    work(child)
    stem = Commit.objects.get().tree.stems().get().blob
    assert stem.digest == sent(job), "what is sent is what would be stored of it"
    assert store.exists(stem.digest)
    assert stem.media_type == "audio/flac", "or no browser would play it"


def test_what_waits_for_days_is_not_pruned(alice: User, child: Child) -> None:
    job = bring(alice)
    Blob.objects.update(kept_at=timezone.now() - timedelta(days=9))
    sweeping.sweep()
    pruning.prune(timedelta(days=1))
    work(child)
    assert Job.objects.get(pk=job.pk).state == "completed"


def test_nobody_has_more_waiting_than_two_requests_hold(alice: User, bob: User, settings: Any) -> None:
    settings.REQUEST_LIMIT_BYTES = wav().size
    first, _ = bring(alice), bring(alice)
    client = Client()
    client.force_login(alice)
    page = client.post("/import/", {"files": [wav()]})
    assert page.status_code == 422
    assert "still wait to be imported" in page.content.decode()
    assert Generation.objects.count() == 2
    bring(bob)
    services.cancel(first, by=alice)
    bring(alice)


def test_over_a_quota_nothing_is_kept(alice: User, settings: Any) -> None:
    settings.QUOTA_JOBS_AT_ONCE = 1
    bring(alice)
    client = Client()
    client.force_login(alice)
    assert client.post("/import/", {"files": [wav(440)]}).status_code == 429
    assert Blob.objects.count() == 1


def test_the_database_waits_for_no_disk(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_file, seen = audio.keep_file, []

    def watched(*arguments: Any, **facts: Any) -> Blob:
        seen.append(connection.in_atomic_block)
        return keep_file(*arguments, **facts)

    monkeypatch.setattr(audio, "keep_file", watched)
    bring(alice)
    assert seen == [False]


def test_what_was_lost_between_two_moments_is_asked_for_anew(alice: User) -> None:
    with pytest.raises(BriefErrors, match="Send them again"):
        uploads.hold(["0" * 64])
