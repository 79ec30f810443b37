"""Versions that nothing leads to are let go of, a while after the last name for them went; nothing else is."""

from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from audio import pruning as blobs
from audio import store
from audio.models import Blob
from generation import changes
from generation.models import Generation, Job, Take
from repos.models import Commit, CommitParent, DeletedRef, GitObject, Ref, Repo, Tree
from repos.models.deletions import KEPT_FOR
from repos.services import forks, git_names, history, pruning, refs, repositories, versions
from repos.services.pruning import protecting
from tests.make import AT, make_beat, make_blob, make_commit, make_repo

DAY = timedelta(days=1)


@pytest.fixture
def repo(alice: User) -> Repo:
    """Main, and a branch of two versions of its own that was deleted."""
    repo = make_repo(alice, visibility="public")
    first = tip(repo)
    refs.branch(repo, "idea", at=first, by=alice)
    second = on_idea(repo, first, "Second", 500, alice)
    third = on_idea(repo, second, "Third", 600, alice)
    refs.delete_branch(repo, "idea", seen=third, by=alice)
    return repo


def on_idea(repo: Repo, onto: Commit, message: str, hz: float, by: User, at: datetime = AT) -> Commit:
    blob = make_blob(hz)
    tree = history.plant([history.EntryOf("stems/bass", "bass", blob)], mix=blob, master=blob)
    return history.record(repo, "idea", tree, message, onto=onto, made={}, by=by, at=at)


def tip(repo: Repo, name: str = "main") -> Commit:
    return repo.refs.get(name=name).tip


def forget_the_branch() -> None:
    """Its thirty days are over."""
    DeletedRef.objects.update(deleted_at=timezone.now() - KEPT_FOR)


def a_day_passes() -> None:
    then = timezone.now() - timedelta(hours=25)
    Tree.objects.update(kept_at=then)
    Blob.objects.update(kept_at=then)


def held(repo: Repo) -> set[str]:
    return set(repo.commits.values_list("message", flat=True))


def told(**options: object) -> str:
    out = StringIO()
    call_command("prune_commits", stdout=out, **options)
    return out.getvalue()


def test_what_a_deleted_branch_had_goes_once_it_cannot_be_brought_back(repo: Repo, alice: User) -> None:
    assert told() == "Let go of 0 versions and 0 trees.\n"
    forget_the_branch()
    assert told() == "Let go of 2 versions and 0 trees.\n"
    assert held(repo) == {"First take"} == set(Commit.objects.values_list("message", flat=True))
    assert not DeletedRef.objects.exists()


def test_trees_and_sound_go_later_each_after_a_while_of_its_own(repo: Repo) -> None:
    third = DeletedRef.objects.get().tip
    sound, kept = third.tree.mix_id, set(tip(repo).tree.entries.values_list("blob", flat=True))
    forget_the_branch()
    told()
    assert (Tree.objects.count(), store.exists(sound)) == (3, True)
    a_day_passes()
    assert told() == "Let go of 0 versions and 2 trees.\n"
    blobs.prune(DAY)
    assert store.exists(sound), "somebody may be about to hold it again"
    a_day_passes()
    blobs.prune(DAY)
    assert not store.exists(sound)
    assert all(map(store.exists, kept))


def test_a_branch_that_is_brought_back_in_time_keeps_everything(repo: Repo, alice: User) -> None:
    refs.bring_back(DeletedRef.objects.get(), by=alice)
    told()
    assert held(repo) == {"First take", "Second", "Third"}


def test_what_another_name_leads_to_stays(repo: Repo, alice: User) -> None:
    second = Commit.objects.get(message="Second")
    refs.tag(repo, "liked", at=second, by=alice)
    forget_the_branch()
    told()
    assert held(repo) == {"First take", "Second"}


def test_what_was_made_on_top_and_merged_stays(repo: Repo, alice: User) -> None:
    versions.merge(repo, "main", Commit.objects.get(message="Third"), onto=tip(repo), by=alice)
    forget_the_branch()
    told()
    assert held(repo) == {"First take", "Second", "Third"}


def test_a_fork_keeps_what_its_origin_lets_go_of(repo: Repo, bob: User) -> None:
    fork = forks.fork(repo, Commit.objects.get(message="Second"), by=bob)
    make_commit(fork, "On top", by=bob, hz=700)
    forget_the_branch()
    told()
    assert held(repo) == {"First take"}
    assert held(fork) == {"First take", "Second", "On top"}
    assert not Commit.objects.filter(message="Third").exists()


def test_what_is_new_is_spared(repo: Repo, alice: User) -> None:
    refs.branch(repo, "idea", at=tip(repo), by=alice)
    new = on_idea(repo, tip(repo), "New", 800, alice, at=timezone.now())
    Ref.objects.filter(name="idea").delete()
    forget_the_branch()
    told()
    assert held(repo) == {"First take", "New"}
    told(grace_hours=0)
    assert held(repo) == {"First take"}
    assert not Commit.objects.filter(pk=new.pk).exists()


def test_what_is_proposed_stays(repo: Repo, alice: User) -> None:
    repo.refs.create(kind=Ref.Kind.REQUEST, name="1", tip=Commit.objects.get(message="Third"))
    forget_the_branch()
    told()
    assert held(repo) == {"First take", "Second", "Third"}


def test_everything_that_cannot_do_without_a_commit_is_looked_at() -> None:
    """A new row that must keep its commit protects it, and one that need not sets null."""
    names = {str(one.field) for one in protecting(Commit, besides=(CommitParent, DeletedRef))}
    assert {"repos.Ref.tip", "repos.MergeRequest.head"} <= names
    assert "generation.Take.commit" not in names


def test_a_dry_run_says_what_would_go_and_takes_nothing(repo: Repo) -> None:
    forget_the_branch()
    second, third = (Commit.objects.get(message=word).digest[:12] for word in ("Second", "Third"))
    said = f"~alice/night-drive {second} Second\n~alice/night-drive {third} Third\n"
    assert told(dry_run=True) == f"{said}Would let go of 2 versions and 0 trees.\n"
    assert (held(repo), DeletedRef.objects.count()) == ({"First take", "Second", "Third"}, 1)


def test_a_base_that_is_being_worked_on_stays_until_that_is_done(alice: User) -> None:
    repo = make_beat(alice, duration_s=1)
    refs.branch(repo, "idea", at=tip(repo), by=alice)
    base = history.record(repo, "idea", tip(repo).tree, "Base", onto=tip(repo), made=tip(repo).made, by=alice, at=AT)
    changes.regenerate(base, "bass", repo=repo, branch="idea", by=alice)
    Ref.objects.filter(name="idea").delete()
    told()
    assert held(repo) == {"First take", "Base"}
    Job.objects.update(state=Job.State.CANCELLED)
    told()
    assert held(repo) == {"First take"}


def test_a_page_says_of_a_take_that_it_is_no_longer_kept(repo: Repo, alice: User, browser_of: Any) -> None:
    generation = Generation.objects.create(user=alice, name="Beat", brief=_brief(), engine="composer", repo=repo)
    job = Job.objects.create(generation=generation, user=alice, type="beat", index=1, state=Job.State.COMPLETED)
    Take.objects.create(job=job, commit=Commit.objects.get(message="Third"))
    browser = browser_of(alice)
    assert "no longer kept" not in browser.get(generation.get_absolute_url()).content.decode()
    forget_the_branch()
    told()
    page = browser.get(generation.get_absolute_url())
    assert page.status_code == 200
    assert "This take is no longer kept." in page.content.decode()


def test_a_take_that_only_a_fork_still_has_is_not_linked_to(
    repo: Repo, alice: User, bob: User, browser_of: Any
) -> None:
    third = Commit.objects.get(message="Third")
    forks.fork(repo, third, by=bob)
    generation = Generation.objects.create(
        user=alice, name="Bass", brief=_brief(), engine="composer", repo=repo, base=third, branch="main"
    )
    job = Job.objects.create(generation=generation, user=alice, type="beat", index=1, state=Job.State.COMPLETED)
    Take.objects.create(job=job, commit=third)
    forget_the_branch()
    told()
    assert Commit.objects.filter(pk=third.pk).exists()
    page = browser_of(alice).get(generation.get_absolute_url()).content.decode()
    assert ("no longer kept" in page, third.digest in page) == (True, False)
    with pytest.raises(LookupError):
        changes.keep(job, by=alice)


def _brief() -> dict[str, object]:
    return {"genre": "trap", "bpm": 140, "key": "C minor", "mood": "dark", "duration_s": 6, "seed": 1}


def test_what_two_repos_let_go_of_at_once_is_found_by_the_next_run(repo: Repo) -> None:
    forget_the_branch()
    DeletedRef.objects.all().delete()
    repo.holdings.filter(commit__message__in=("Second", "Third")).delete()
    told()
    assert set(Commit.objects.values_list("message", flat=True)) == {"First take"}


def test_what_git_called_it_is_forgotten_too(repo: Repo) -> None:
    loose = Commit.objects.filter(message__in=("Second", "Third")).values_list("pk", flat=True)
    parents = {one.pk: [parent.pk for parent in one.parents.all()] for one in Commit.objects.all()}
    git_names.commit_ids(Commit.objects.values_list("pk", flat=True), parents.__getitem__)
    commits = GitObject.objects.filter(kind=GitObject.Kind.COMMIT)
    assert (len(loose), commits.count()) == (2, 3)
    forget_the_branch()
    told()
    assert commits.count() == 1


def test_a_tree_that_is_planted_again_is_spared(repo: Repo, alice: User) -> None:
    forget_the_branch()
    told()
    a_day_passes()
    blob = make_blob(600)
    again = history.plant([history.EntryOf("stems/bass", "bass", blob)], mix=blob, master=blob)
    assert told() == "Let go of 0 versions and 1 trees.\n"
    history.record(repo, "main", again, "Again", onto=tip(repo), made={}, by=alice)
    assert tip(repo).tree.stems().get().blob == blob


def test_other_repos_are_not_walked(repo: Repo, bob: User, django_assert_max_num_queries: Any) -> None:
    for number in range(5):
        make_repo(bob, f"Beat {number}")
    with django_assert_max_num_queries(14):
        pruning.prune(DAY)


def test_a_repo_that_is_deleted_meanwhile_is_passed_over(repo: Repo, alice: User, monkeypatch: Any) -> None:
    forget_the_branch()
    found = list(pruning._repos_with_loose_ends(timezone.now()))
    monkeypatch.setattr(pruning, "_repos_with_loose_ends", lambda before: found)
    repositories.delete(repo, by=alice)
    assert pruning.prune(DAY).versions == []


@pytest.mark.parametrize("hours", [-1, float("nan"), float("inf")])
def test_a_grace_period_that_makes_no_sense_is_refused(db: None, hours: float) -> None:
    with pytest.raises(CommandError, match="grace-hours"):
        told(grace_hours=hours)
