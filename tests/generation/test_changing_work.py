"""Work on a commit, from the claim to the commit, with a real child of a worker."""

from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from audio import store
from audio.models import Blob
from generation import changes, facilities, services
from generation.engines import registry
from generation.models import Generation, Job, Take
from generation.work import changing, leases, runner
from generation.work.child import Child
from repos.models import Collaborator, Commit, Repo
from repos.services import history, refs
from repos.vcs import arrangement
from tests.hands import tip, work
from tests.make import make_beat, make_commit

pytestmark = pytest.mark.skipif(
    registry.availability(facilities.here())["composer"] is not None, reason="the sound packages are not installed"
)


@pytest.fixture
def repo(alice: User) -> Repo:
    return make_beat(alice)


def new_bass(repo: Repo, **asked: Any) -> Generation:
    return changes.regenerate(tip(repo), "bass", repo=repo, branch="main", by=repo.owner, seed=5, **asked)


def blobs_of(commit: Commit) -> dict[str, str]:
    return {entry.path: entry.blob_id for entry in commit.tree.entries.all()}


def test_a_new_take_of_a_stem_becomes_the_next_commit_and_the_other_stems_stay_the_same_blobs(
    repo: Repo, child: Child
) -> None:
    base = tip(repo)
    new_bass(repo, wishes=["busier"])
    job = work(child)
    assert (job.state, job.error) == ("completed", "")
    take, old, new = tip(repo), blobs_of(base), blobs_of(tip(repo))
    assert list(take.parents.all()) == [base]
    assert take.message == "New bass, busier"
    assert {path for path in old if old[path] != new.get(path)} == {"stems/bass", "arrangement.json", "score.json"}
    assert (take.tree.frames, take.tree.bpm, take.tree.key) == (base.tree.frames, 120, "C minor")
    assert [entry.track_id for entry in take.tree.stems()] == [entry.track_id for entry in base.tree.stems()]
    assert take.tree.mix != base.tree.mix
    assert (job.result["commit"], job.result["branch"]) == (take.digest, "main")


def test_a_take_tells_what_it_was_made_from_and_how(repo: Repo, child: Child) -> None:
    base = tip(repo)
    new_bass(repo, wishes=["busier"])
    work(child)
    made = tip(repo).made
    told = {name: made[name] for name in ("engine", "seed", "from", "operation", "stem", "wishes")}
    assert told == {
        "engine": "composer",
        "seed": 5,
        "from": base.digest,
        "operation": "regenerate",
        "stem": "bass",
        "wishes": ["busier"],
    }
    assert made["brief"]["genre"] == "house"


def test_wishes_are_for_one_stem_and_one_time(repo: Repo, child: Child) -> None:
    new_bass(repo, wishes=["busier"])
    work(child)
    again = changes.regenerate(tip(repo), "chords", repo=repo, branch="main", by=repo.owner)
    assert again.brief["traits"] == ["90s"]


def test_the_arrangement_plays_the_stems_that_the_commit_holds(repo: Repo, child: Child) -> None:
    new_bass(repo)
    work(child)
    held = blobs_of(tip(repo))
    with store.open(held["arrangement.json"]) as file:
        tracks = arrangement.parse(file.read()).tracks
    assert {track.id: track.clips[0].source for track in tracks} == {
        path.removeprefix("stems/"): digest for path, digest in held.items() if path.startswith("stems/")
    }


def test_several_takes_lie_on_branches_of_their_own(repo: Repo, child: Child) -> None:
    base = tip(repo)
    new_bass(repo, variations=2)
    assert [work(child).state for _ in range(2)] == ["completed"] * 2
    assert sorted(repo.refs.values_list("name", flat=True)) == ["bass-take-1", "bass-take-2", "main"]
    assert tip(repo) == base
    takes = [tip(repo, f"bass-take-{number}") for number in (1, 2)]
    assert [list(take.parents.all()) for take in takes] == [[base], [base]]
    assert len({blobs_of(take)["stems/bass"] for take in takes}) == 2


@pytest.mark.parametrize(("place", "message"), [("after", "4 bars more"), ("before", "4 bars before")])
def test_more_bars_become_the_next_commit_just_so_much_longer(
    repo: Repo, child: Child, place: str, message: str
) -> None:
    base = tip(repo)
    changes.extend(base, 4, place, repo=repo, branch="main", by=repo.owner, seed=5)
    job = work(child)
    assert (job.state, job.error) == ("completed", "")
    take = tip(repo)
    assert (take.message, list(take.parents.all())) == (message, [base])
    assert take.tree.duration_s == base.tree.duration_s + 8
    assert {stem.blob.frames for stem in take.tree.stems()} == {take.tree.frames}
    assert {stem.track_id for stem in base.tree.stems()} <= {stem.track_id for stem in take.tree.stems()}
    assert (take.made["operation"], take.made["bars"], take.made["place"]) == ("extend", 4, place)


def test_where_the_branch_has_moved_on_the_take_lies_beside_it(repo: Repo, child: Child, alice: User) -> None:
    base = tip(repo)
    repo.refs.create(name="bass-take-1", tip=base)
    new_bass(repo)
    other = make_commit(repo, "Somebody was first", by=alice)
    job = work(child)
    assert (job.state, job.result["branch"]) == ("completed", "bass-take-2")
    assert (tip(repo), list(tip(repo, "bass-take-2").parents.all())) == (other, [base])


def test_a_job_that_is_delivered_twice_is_done_once(repo: Repo, child: Child) -> None:
    new_bass(repo)
    job = leases.claim("cpu", "here:1:1")
    assert job is not None
    runner.run(job, child)
    runner.run(job, child)
    assert leases.claim("cpu", "here:1:1") is None
    assert (Take.objects.count(), repo.commits.count(), repo.refs.count()) == (1, 2, 1)


def test_a_beat_that_was_deleted_meanwhile_ends_the_job_with_a_sentence(repo: Repo, child: Child) -> None:
    new_bass(repo)
    repo.delete()
    history.forget_unheld(list(Commit.objects.values_list("pk", flat=True)))
    job = work(child)
    assert (job.state, job.error_code) == ("failed", "base_gone")
    assert "has been deleted" in job.error


def test_a_stem_that_the_store_has_lost_ends_the_job_with_a_sentence(repo: Repo, child: Child) -> None:
    new_bass(repo)
    store.discard(blobs_of(tip(repo))["stems/drums"])
    job = work(child)
    assert (job.state, job.error_code, job.attempts) == ("failed", "base_lost", 1)


def test_what_the_engine_reads_of_the_store_it_cannot_harm(repo: Repo, tmp_path: Path) -> None:
    new_bass(repo)
    job = Job.objects.select_related("generation").get()
    told = changing.held(job, tmp_path)
    assert told["kinds"] == {"drums": "drums", "bass": "bass", "chords": "chords", "melody": "melody"}
    for name, file in told["stems"].items():
        assert Path(file).read_bytes() == store.path(blobs_of(tip(repo))[f"stems/{name}"]).read_bytes()
        Path(file).unlink()
    assert all(store.exists(digest) for digest in Blob.objects.values_list("digest", flat=True))


@pytest.mark.parametrize("role", ["read", None])
def test_a_take_of_somebody_who_may_write_no_longer_is_not_kept(
    repo: Repo, bob: User, browser_of: Any, child: Child, role: str | None
) -> None:
    before, own = tip(repo), Collaborator.objects.create(repo=repo, user=bob, role="write")
    generation = changes.regenerate(before, "bass", repo=repo, branch="main", by=bob, seed=5)
    if role:
        Collaborator.objects.update(role=role)
    else:
        own.delete()
    job = work(child)
    assert (job.state, job.error_code) == ("failed", "not_allowed")
    assert (tip(repo), repo.commits.count()) == (before, 1)
    page = browser_of(bob).get(generation.get_absolute_url())
    assert (page.status_code, before.digest in page.content.decode()) == (200, bool(role))


def test_who_may_write_makes_takes_and_whoever_is_shut_out_sees_them_no_more(
    repo: Repo, bob: User, browser_of: Any, child: Child
) -> None:
    own = Collaborator.objects.create(repo=repo, user=bob, role="write")
    generation = changes.regenerate(tip(repo), "bass", repo=repo, branch="main", by=bob, seed=5)
    assert work(child).state == "completed"
    assert tip(repo).author == bob
    page = browser_of(bob).get(generation.get_absolute_url()).content.decode()
    assert tip(repo).digest in page
    own.delete()
    page = browser_of(bob).get(generation.get_absolute_url()).content.decode()
    assert (tip(repo).digest in page, repo.get_absolute_url() in page) == (False, False)


def test_a_variation_whose_branch_somebody_has_made_meanwhile_lies_on_the_next(alice: User, child: Child) -> None:
    services.submit({"genre": "trap", "duration": 8, "variations": 2}, by=alice)
    assert work(child).state == "completed"
    made = Repo.objects.get(owner=alice)
    last = Job.objects.order_by("index").last()
    assert last is not None
    refs.branch(made, f"Take-{last.index}", at=tip(made), by=alice)
    job = work(child)
    assert (job.state, job.result["branch"]) == ("completed", f"take-{last.index + 1}")
