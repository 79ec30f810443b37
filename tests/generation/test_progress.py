"""What a page is told about a job."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from generation import progress, services
from generation.engines.base import Brief
from generation.models import Generation, Job
from generation.work import leases

BRIEF = Brief(genre="trap", bpm=140, key="C minor", mood="dark", duration_s=10, seed=1, prompt="Rain")


def ordered(user: User, variations: int = 1) -> Generation:
    return services.order(BRIEF, by=user, variations=variations)


def test_positions_count_those_who_come_before_of_any_user(alice: User, bob: User) -> None:
    ordered(bob)
    mine = progress.of_generation(ordered(alice, variations=2))
    assert [(job.queue_position, job.ahead) for job in mine] == [(2, 1), (3, 2)]


def test_a_job_that_is_put_off_is_not_in_the_line_and_says_when_it_goes_on(alice: User) -> None:
    later = timezone.now() + timedelta(seconds=60)
    job = ordered(alice).jobs.get()
    Job.objects.update(not_before=later)
    job.refresh_from_db()
    told = progress.snapshot(job)
    assert (told.queue_position, told.retry_at, told.state) == (None, later, "waiting")


def test_a_running_job_has_been_going_for_a_while_and_is_expected_to_take_as_long_as_others(alice: User) -> None:
    now = timezone.now()
    for took_s in (2, 4, 60):
        ordered(alice)
        Job.objects.filter(state="waiting").update(
            state="completed", started_at=now - timedelta(seconds=took_s), finished_at=now
        )
    assert leases.claim("cpu", "w") is None
    longer = services.order(Brief(**{**BRIEF_FIELDS, "duration_s": 30}), by=alice)
    job = leases.claim("cpu", "w")
    assert job is not None
    Job.objects.filter(pk=job.pk).update(started_at=now - timedelta(seconds=5))
    (told,) = progress.of_generation(longer)
    assert told.expected_s == pytest.approx(12)
    assert told.elapsed_s is not None
    assert 5 <= told.elapsed_s < 10


BRIEF_FIELDS = asdict(BRIEF)


def test_nothing_is_expected_before_anything_was_made(alice: User) -> None:
    (told,) = progress.of_generation(ordered(alice))
    assert (told.expected_s, told.elapsed_s, told.commit_url) == (None, None, None)


@pytest.mark.parametrize(
    ("state", "can_cancel", "can_retry"),
    [
        ("waiting", True, False),
        ("active", True, False),
        ("completed", False, False),
        ("failed", False, True),
        ("cancelled", False, False),
    ],
)
def test_only_what_goes_on_can_be_cancelled_and_only_what_failed_retried(
    alice: User, state: str, can_cancel: bool, can_retry: bool
) -> None:
    generation = ordered(alice)
    Job.objects.update(state=state)
    (told,) = progress.of_generation(generation)
    assert (told.can_cancel, told.can_retry) == (can_cancel, can_retry)


def test_takes_are_told_apart_by_their_title(alice: User) -> None:
    titles = [told.title for told in progress.of_generation(ordered(alice, variations=2))]
    assert titles == ["Rain", "Rain, take 2"]


def test_the_queue_of_a_user_holds_only_what_goes_on_and_is_theirs(alice: User, bob: User) -> None:
    ordered(bob)
    mine = ordered(alice, variations=3)
    Job.objects.filter(generation=mine, index=1).update(state="active")
    Job.objects.filter(generation=mine, index=2).update(state="completed")
    queue = progress.queue_of(alice.pk)
    assert [job.index for job in queue.jobs] == [1, 3]
    assert (queue.active, queue.waiting) == (1, 1)
    assert progress.queue_of(bob.pk).waiting == 1


def test_a_long_queue_asks_the_database_no_more_than_a_short_one(
    alice: User, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    for variations in (1, 4):
        ordered(alice, variations=variations)
        with django_assert_num_queries(3):
            progress.queue_of(alice.pk)
