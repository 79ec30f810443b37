"""Asking for a change of a commit: what waits then, and what is refused."""

from collections.abc import Mapping
from typing import Any

import pytest
from django_q.models import OrmQ

from accounts.models import User
from generation import changes
from generation.briefs import BriefErrors
from generation.engines.base import MAX_SEED
from generation.models import Generation
from repos.models import Commit, Repo
from tests.make import make_beat, make_commit, make_repo


@pytest.fixture
def repo(alice: User) -> Repo:
    return make_beat(alice)


def tip(repo: Repo) -> Commit:
    return repo.refs.get(name="main").tip


def regenerate(repo: Repo, by: User, stem: str = "bass", **asked: Any) -> Generation:
    return changes.regenerate(tip(repo), stem, repo=repo, branch="main", by=by, **asked)


def extend(repo: Repo, by: User, bars: object = 4, place: str = "after", **asked: Any) -> Generation:
    return changes.extend(tip(repo), bars, place, repo=repo, branch="main", by=by, **asked)


def refused(ask: Any, *given: Any, **asked: Any) -> Mapping[str, str]:
    with pytest.raises(BriefErrors) as wrong:
        ask(*given, **asked)
    assert not Generation.objects.exists()
    assert not OrmQ.objects.exists()
    return {error.field: error.code for error in wrong.value.errors}


def test_a_new_take_of_a_stem_waits_with_its_wishes_and_a_bell(repo: Repo, alice: User) -> None:
    generation = regenerate(repo, alice, wishes=["darker", "busier"], seed="41")
    assert (generation.name, generation.repo, generation.base, generation.branch) == (
        "New bass, busier, darker",
        repo,
        tip(repo),
        "main",
    )
    job = generation.jobs.get()
    assert (job.type, job.state, job.params["stem"], job.params["kind"]) == ("regenerate", "waiting", "bass", "bass")
    assert job.params["brief"]["seed"] == 41
    assert job.params["brief"]["traits"] == ["90s", "busier", "darker"]
    assert OrmQ.objects.filter(key="cpu").count() == 1


def test_the_beat_itself_is_taken_as_its_score_has_it(repo: Repo, alice: User) -> None:
    brief = regenerate(repo, alice).brief
    told = {name: brief[name] for name in ("genre", "bpm", "key", "mood", "duration_s", "prompt")}
    assert told == {
        "genre": "house",
        "bpm": 120,
        "key": "C minor",
        "mood": "deep",
        "duration_s": 8,
        "prompt": "night drive",
    }


def test_more_bars_make_it_longer_by_just_that(repo: Repo, alice: User) -> None:
    generation = extend(repo, alice, "4", "before")
    assert (generation.name, generation.brief["duration_s"]) == ("4 bars before", 16)
    params = generation.jobs.get().params
    assert (params["bars"], params["place"], params["duration_s"]) == (4, "before", 16)
    assert extend(repo, alice, 1).name == "1 bar more"


def test_variations_have_seeds_of_their_own_and_without_one_it_is_drawn(repo: Repo, alice: User) -> None:
    jobs = regenerate(repo, alice, variations="3", seed=MAX_SEED).jobs.order_by("index")
    assert [job.params["brief"]["seed"] for job in jobs] == [MAX_SEED, 0, 1]
    assert len({regenerate(repo, alice).brief["seed"] for _ in range(4)}) == 4


@pytest.mark.parametrize(
    ("asked", "errors"),
    [
        ({"stem": "tuba"}, {"stem": "stem_unknown"}),
        ({"stem": ""}, {"stem": "stem_missing"}),
        ({"stem": "bass\0"}, {"stem": "stem_unknown"}),
        ({"wishes": ["tastier"]}, {"wishes": "wish_unknown"}),
        ({"stem": "drums", "wishes": ["808"]}, {"wishes": "wish_unknown"}),
        ({"wishes": ["busier", "simpler"]}, {"wishes": "wishes_contrary"}),
        ({"variations": "5"}, {"variations": "variations_out_of_range"}),
        ({"seed": "x", "variations": "²"}, {"seed": "seed_invalid", "variations": "variations_invalid"}),
    ],
)
def test_a_take_that_cannot_be_is_refused_at_its_fields(
    repo: Repo, alice: User, asked: dict[str, Any], errors: dict[str, str]
) -> None:
    assert refused(regenerate, repo, alice, **asked) == errors


@pytest.mark.parametrize(
    ("asked", "errors"),
    [
        ({"bars": "0"}, {"bars": "bars_out_of_range"}),
        ({"bars": "65"}, {"bars": "bars_out_of_range"}),
        ({"bars": "2.5"}, {"bars": "bars_invalid"}),
        ({"bars": ""}, {"bars": "bars_missing"}),
        ({"place": "inside"}, {"place": "place_unknown"}),
        ({"place": ""}, {"place": "place_missing"}),
    ],
)
def test_an_extension_that_cannot_be_is_refused_at_its_fields(
    repo: Repo, alice: User, asked: dict[str, Any], errors: dict[str, str]
) -> None:
    assert refused(extend, repo, alice, **asked) == errors


def test_a_beat_grows_to_five_minutes_and_no_further(alice: User) -> None:
    long = make_beat(alice, "Long", duration_s=290)
    assert refused(extend, long, alice, 6) == {"bars": "too_long"}
    assert extend(long, alice, 5).brief["duration_s"] == 300


def test_a_version_without_a_whole_score_is_refused(alice: User) -> None:
    bare = make_repo(alice, stems=["bass"])
    assert refused(regenerate, bare, alice) == {"commit": "no_score"}
    assert refused(extend, bare, alice) == {"commit": "no_score"}


def test_only_whoever_may_write_may_ask(repo: Repo, alice: User, bob: User, charlie: User) -> None:
    Repo.objects.update(visibility="public")
    repo.refresh_from_db()
    for person in (bob, charlie):
        for ask in (regenerate, extend):
            with pytest.raises(PermissionError):
                ask(repo, person)
    own = make_beat(charlie, "Mine")
    with pytest.raises(PermissionError):
        changes.regenerate(tip(repo), "bass", repo=own, branch="main", by=charlie)
    assert not Generation.objects.exists()


def test_a_change_is_meant_for_the_branch_whose_tip_it_is(repo: Repo, alice: User) -> None:
    first = tip(repo)
    repo.refs.create(name="idea", tip=first)
    assert changes.branches_of(repo, first) == ["main", "idea"]
    assert changes.branches_of(repo, first, "idea") == ["idea", "main"]
    second = make_commit(repo, "Louder", by=alice, hz=140)
    assert changes.branches_of(repo, first) == ["idea"]
    assert changes.branches_of(repo, second) == ["main"]
    assert changes.branches_of(repo, second, "idea") == ["idea", "main"], "as it was when the page was drawn"
    repo.refs.filter(name="idea").delete()
    assert changes.branches_of(repo, first, "idea") == ["main"]
