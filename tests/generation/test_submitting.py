"""From a form to waiting jobs."""

import pytest
from django_q.models import OrmQ

from accounts.models import User
from generation import services
from generation.briefs import BriefErrors
from generation.engines.base import MAX_SEED
from generation.models import Generation, Job


def test_a_sentence_becomes_a_generation_with_a_waiting_job_and_a_bell(alice: User) -> None:
    generation = services.submit({"prompt": "dark trap in C minor around 140, 30 seconds"}, by=alice)
    job = generation.jobs.get()
    assert (job.state, job.queue, job.index, job.user) == ("waiting", "cpu", 1, alice)
    assert job.params["genre"] == "trap"
    assert generation.name == "Dark trap in C minor"
    assert [event.seq for event in job.events.all()] == [1]
    assert OrmQ.objects.filter(key="cpu").count() == 1


def test_each_variation_has_a_seed_of_its_own_that_follows_from_the_first(alice: User) -> None:
    fields = {"genre": "house", "variations": "3", "seed": str(MAX_SEED), "name": "Late"}
    generation = services.submit(fields, by=alice)
    assert generation.name == "Late"
    assert [job.params["seed"] for job in generation.jobs.order_by("index")] == [MAX_SEED, 0, 1]


def test_without_a_seed_one_is_drawn(alice: User) -> None:
    seeds = {services.submit({"genre": "house"}, by=alice).brief["seed"] for _ in range(5)}
    assert len(seeds) == 5


def test_a_beat_without_words_is_named_after_what_it_is(alice: User) -> None:
    generation = services.submit({"genre": "house", "key": "C minor"}, by=alice)
    assert "house in c minor" in generation.name.lower()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "prompt"),
        ({"genre": "polka"}, "genre"),
        ({"genre": "trap", "bpm": "900"}, "bpm"),
        ({"genre": "trap", "bpm": "fast"}, "bpm"),
        ({"genre": "trap", "key": "H#"}, "key"),
        ({"genre": "trap", "duration_s": "NaN"}, "duration"),
        ({"genre": "trap", "duration_s": "10000"}, "duration"),
        ({"genre": "trap", "variations": "9"}, "variations"),
        ({"genre": "trap", "variations": "²"}, "variations"),
        ({"genre": "trap", "engine": "orchestra"}, "engine"),
        ({"prompt": "x" * 10_000}, "prompt"),
    ],
)
def test_what_cannot_be_made_is_refused_at_its_field_and_leaves_nothing(
    alice: User, fields: dict[str, str], field: str
) -> None:
    with pytest.raises(BriefErrors) as refused:
        services.submit(fields, by=alice)
    assert refused.value.errors[0].field.removesuffix("_s") == field
    assert not Generation.objects.exists()
    assert not OrmQ.objects.exists()


def test_nobody_else_can_cancel_or_retry_a_job(alice: User, charlie: User) -> None:
    job = services.submit({"genre": "house"}, by=alice).jobs.get()
    with pytest.raises(PermissionError):
        services.cancel(job, by=charlie)
    with pytest.raises(PermissionError):
        services.retry(job, by=charlie)
    assert Job.objects.get(pk=job.pk).state == "waiting"


def test_a_failed_job_is_tried_again_from_the_start(alice: User) -> None:
    job = services.submit({"genre": "house"}, by=alice).jobs.get()
    assert not services.retry(job, by=alice)
    Job.objects.update(state="failed", attempts=3, error="The disk is full.", error_code="storage_full", percent=40)
    assert services.retry(job, by=alice)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error, job.percent) == ("waiting", 0, "", 0)
