"""How much a user may have made, and that nobody gets around it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Quota, User
from generation import changes, orders, quotas, services
from generation.engines.base import Brief
from generation.models import Generation, Job, Usage
from generation.quotas import OverQuota
from generation.work import leases
from tests.databases import new_postgres
from tests.make import make_beat
from tests.sites import new_site

BRIEF = Brief(genre="trap", bpm=120, key="C minor", mood="dark", duration_s=30, seed=1)


def finish(user: User, cost: dict[str, Any] | None = None) -> Job:
    job = leases.claim("cpu", "elsewhere:1:1")
    assert job is not None
    leases.complete(job, lambda: {}, cost=cost)
    return Job.objects.get(pk=job.pk)


def test_where_nothing_is_set_there_is_no_limit(alice: User) -> None:
    for _ in range(5):
        services.order(BRIEF, by=alice, variations=4)
    left = quotas.left_of(alice)
    assert (left.seconds, left.jobs, left.is_limited) == (None, None, False)


def test_what_is_under_way_counts_until_it_fails_and_what_is_made_for_good(alice: User, settings: Any) -> None:
    settings.QUOTA_SECONDS_PER_DAY = 100
    services.order(BRIEF, by=alice, variations=2)
    assert quotas.left_of(alice).seconds == 40
    with pytest.raises(OverQuota, match="60 seconds of music, and 40 of 100"):
        services.order(BRIEF, by=alice, variations=2)
    services.cancel(Job.objects.order_by("index").last(), by=alice)  # type: ignore[arg-type]
    assert quotas.left_of(alice).seconds == 70
    finish(alice)
    assert quotas.left_of(alice).seconds == 70
    assert Generation.objects.count() == 1, "nothing of what was refused is there"


def test_deleting_a_generation_gives_nothing_back(alice: User, settings: Any) -> None:
    settings.QUOTA_SECONDS_PER_DAY = 100
    services.order(BRIEF, by=alice)
    finish(alice)
    Generation.objects.all().delete()
    assert not Job.objects.exists()
    assert quotas.left_of(alice).seconds == 70


def test_a_new_day_begins_at_midnight(alice: User, settings: Any) -> None:
    settings.QUOTA_SECONDS_PER_DAY = 100
    services.order(BRIEF, by=alice)
    finish(alice)
    Usage.objects.update(at=timezone.now() - timedelta(days=1))
    assert quotas.left_of(alice).seconds == 100


def test_what_a_hosted_engine_charged_is_kept_with_the_job_and_the_user(alice: User) -> None:
    services.order(BRIEF, by=alice)
    job = finish(alice, {"amount": 12.5, "unit": "credits"})
    used = Usage.objects.get()
    assert (used.user, used.job_id, used.engine, used.seconds) == (alice, job.pk, "composer", 30)
    assert (used.cost_amount, used.cost_unit, job.cost) == (12.5, "credits", {"amount": 12.5, "unit": "credits"})


def test_whoever_lost_a_job_uses_nothing(alice: User) -> None:
    services.order(BRIEF, by=alice)
    job = leases.claim("cpu", "elsewhere:1:1")
    assert job is not None
    leases.release(Job.objects.get(pk=job.pk))
    with pytest.raises(leases.Lost):
        leases.complete(job, lambda: {})
    assert not Usage.objects.exists()


def test_only_so_many_jobs_at_once(alice: User, bob: User, settings: Any) -> None:
    settings.QUOTA_JOBS_AT_ONCE = 2
    with pytest.raises(OverQuota, match="fewer variations"):
        services.order(BRIEF, by=alice, variations=3)
    services.order(BRIEF, by=alice, variations=2)
    with pytest.raises(OverQuota, match="all are under way"):
        orders.order("analyse", name="Tempo and key", by=alice)
    services.order(BRIEF, by=bob)
    finish(alice)
    orders.order("analyse", name="Tempo and key", by=alice)


def test_a_change_of_a_commit_counts_what_it_makes_anew(alice: User, settings: Any, browser_of: Any) -> None:
    repo = make_beat(alice, duration_s=8)
    commit = repo.refs.get().tip
    told: dict[str, Any] = {"repo": repo, "branch": "main", "by": alice}
    changes.regenerate(commit, "bass", **told)
    changes.extend(commit, 2, "after", **told)
    made_s = Job.objects.order_by("created_at").values_list("music_s", flat=True)
    assert list(made_s) == pytest.approx([8, 2 * 4 * 60 / commit.tree.bpm])
    settings.QUOTA_SECONDS_PER_DAY = 20
    with pytest.raises(OverQuota):
        changes.extend(commit, 8, "after", **told)
    page = f"/~alice/night-drive/commits/{commit.digest}/extend/"
    answer = browser_of(alice).post(page, {"bars": "16", "place": "after"})
    assert answer.status_code == 429
    assert "left for today" in answer.content.decode()


def test_work_on_sound_that_is_there_makes_no_music() -> None:
    assert quotas.music_s("stems", {"duration_s": 30}) == 0
    assert quotas.music_s("beat", {"duration_s": 30}) == 30
    assert quotas.music_s("extend", {"bars": 8, "brief": {"bpm": 120}, "duration_s": 90}) == 16


def test_a_failed_job_is_tried_again_only_within_the_quota(alice: User, settings: Any) -> None:
    settings.QUOTA_SECONDS_PER_DAY = 50
    services.order(BRIEF, by=alice)
    failed = Job.objects.get()
    Job.objects.update(state="failed")
    services.order(BRIEF, by=alice)
    with pytest.raises(OverQuota):
        services.retry(failed, by=alice)
    assert Job.objects.get(pk=failed.pk).state == "failed"


def test_an_admin_decides_for_single_users(alice: User, bob: User, settings: Any) -> None:
    settings.QUOTA_SECONDS_PER_DAY = 10
    Quota.objects.create(user=alice, seconds_per_day=0)
    Quota.objects.create(user=bob, seconds_per_day=31, jobs_at_once=1)
    services.order(BRIEF, by=alice)
    services.order(BRIEF, by=bob)
    assert (quotas.left_of(bob).seconds, quotas.left_of(bob).jobs) == (1, 0)


def test_the_page_says_what_is_left_and_keeps_what_was_written(alice: User, settings: Any, browser_of: Any) -> None:
    settings.QUOTA_SECONDS_PER_DAY, settings.QUOTA_JOBS_AT_ONCE = 90, 3
    browser = browser_of(alice)
    assert "1:30" in browser.get("/create/").content.decode()
    answer = browser.post("/create/", {"prompt": "dark trap, 60 seconds", "variations": "2"})
    assert answer.status_code == 429
    page = answer.content.decode()
    assert "That would be 120 seconds of music, and 90 of 90 are left for today." in page
    assert "dark trap, 60 seconds" in page
    assert not Generation.objects.exists()


def test_a_page_that_knows_nothing_of_quotas_answers_429_too(alice: User, settings: Any, browser_of: Any) -> None:
    services.order(BRIEF, by=alice)
    job = Job.objects.get()
    Job.objects.update(state="failed")
    settings.QUOTA_SECONDS_PER_DAY = 10
    answer = browser_of(alice).post(f"/jobs/{job.pk}/retry/")
    assert answer.status_code == 429
    assert "10 are left for today" in answer.content.decode()


def test_the_migrations_can_be_taken_back_and_brought_again(transactional_db: None) -> None:
    call_command("migrate", "generation", "0003", verbosity=0)
    call_command("migrate", "accounts", "0003", verbosity=0)
    call_command("migrate", verbosity=0)


def _ordered_at_once(folder: Path, **environment: str) -> None:
    with new_site(folder, QUOTA_JOBS_AT_ONCE="3", **environment) as site:
        site.sign_up("alice")
        heard = site.do("order_at_once", user="alice", runners=8)
        assert sum(map(bool, heard)) == len(site.jobs()) == 3


def test_eight_orders_at_once_get_no_more_than_the_quota_on_sqlite(tmp_path: Path) -> None:
    _ordered_at_once(tmp_path)


@pytest.mark.postgres
def test_eight_orders_at_once_get_no_more_than_the_quota_on_postgres(tmp_path: Path) -> None:
    with new_postgres() as url:
        _ordered_at_once(tmp_path, DATABASE_URL=url)
