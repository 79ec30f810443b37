"""Committing: what is recorded, what is refused, and who wins a race."""

from typing import Any

import pytest

from accounts.models import User
from repos.models import Commit, CommitParent, Entry, Ref, Repo, RepoCommit, Tree
from repos.services import forks, history, repositories
from tests.make import AT, make_blob, make_commit, make_repo

MADE = {"engine": "composer", "seed": 7}


def _tree(hz: float = 220.0) -> Tree:
    blob = make_blob(hz, 0.05)
    entries = [history.EntryOf("beat.mid", "document", blob)]
    return history.plant(entries, mix=blob, master=blob, genre="trap", bpm=140, key="C minor", frames=2205)


def _record(repo: Repo, by: User, message: str = "Darker", *, onto: Commit | None = None, **more: Any) -> Commit:
    given = {"made": MADE, "by": by, "at": AT} | more
    return history.record(
        repo, given.pop("branch", "main"), given.pop("tree", None) or _tree(), message, onto=onto, **given
    )


def _rows() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (Commit, CommitParent, RepoCommit, Ref)}


def test_the_first_commit_begins_the_branch_and_the_second_rests_on_it(alice: User) -> None:
    repo = repositories.create(alice, "Night Drive")
    first = _record(repo, alice)
    second = _record(repo, alice, "Louder", onto=first)
    assert repo.refs.get().tip == second
    assert (list(first.parents.all()), list(second.parents.all())) == ([], [first])
    assert set(repo.commits.all()) == {first, second}
    assert (second.author, second.author_name, second.message, second.made) == (alice, "alice", "Louder", MADE)


def test_a_merge_remembers_the_order_of_its_parents(alice: User) -> None:
    repo = repositories.create(alice, "Night Drive")
    base = _record(repo, alice)
    ours = _record(repo, alice, "Ours", onto=base)
    theirs = _record(repo, alice, "Theirs", branch="idea", merged=[base])
    merge = _record(repo, alice, "Both", onto=ours, merged=[theirs])
    assert [edge.parent for edge in merge.parent_edges.all()] == [ours, theirs]


def test_a_branch_that_is_there_is_not_begun_again(alice: User) -> None:
    repo = make_repo(alice)
    before = _rows()
    with pytest.raises(history.Moved):
        _record(repo, alice, "Another beginning")
    assert _rows() == before


def test_a_commit_onto_what_is_no_longer_the_tip_is_refused_and_leaves_nothing(alice: User) -> None:
    repo = repositories.create(alice, "Night Drive")
    first = _record(repo, alice)
    second = _record(repo, alice, "Mine", onto=first)
    before = _rows()
    with pytest.raises(history.Moved):
        _record(repo, alice, "Too late", onto=first)
    with pytest.raises(history.Moved):
        _record(repo, alice, "No such branch", onto=second, branch="elsewhere")
    assert _rows() == before
    assert repo.refs.get().tip == second


def test_recording_the_same_again_changes_nothing(alice: User) -> None:
    repo = repositories.create(alice, "Night Drive")
    first = _record(repo, alice)
    second = _record(repo, alice, onto=first)
    before = _rows()
    assert _record(repo, alice, onto=first) == second
    assert _rows() == before


def test_the_same_commit_in_two_repos_is_one_row(alice: User) -> None:
    one, other = repositories.create(alice, "One"), repositories.create(alice, "Other")
    assert _record(one, alice) == _record(other, alice)
    assert Commit.objects.count() == 1


def test_a_branch_begins_at_any_commit_of_its_repo_and_only_once(alice: User, charlie: User) -> None:
    repo = make_repo(alice, stems=["bass"])
    first = repo.refs.get().tip
    make_commit(repo, "Louder", by=alice, stems=["bass"], hz=140)
    assert history.branch_off(repo, "bass-take-1", first).tip == first
    with pytest.raises(history.Moved):
        history.branch_off(repo, "bass-take-1", first)
    for name, commit in (("..", first), ("theirs", make_repo(charlie, "Theirs", stems=["chords"]).refs.get().tip)):
        with pytest.raises(ValueError):
            history.branch_off(repo, name, commit)
    assert sorted(repo.refs.values_list("name", flat=True)) == ["bass-take-1", "main"]


def test_a_branch_goes_forward_to_what_rests_on_it_and_nowhere_else(alice: User) -> None:
    repo = repositories.create(alice, "Night Drive")
    base = _record(repo, alice)
    for name in ("one", "two"):
        history.branch_off(repo, name, base)
    one, two = (_record(repo, alice, name, onto=base, branch=name) for name in ("one", "two"))
    for _ in range(2):
        history.fast_forward(repo, "main", one)
        assert history.tip(repo) == one
    history.fast_forward(repo, "main", base)
    assert history.tip(repo) == one, "it holds the older one already"
    for name in ("main", "nowhere"):
        with pytest.raises(history.Moved):
            history.fast_forward(repo, name, two)
    foreign = forks.fork(repo, one, by=alice)
    with pytest.raises(history.Moved):
        history.fast_forward(repo, "main", _record(foreign, alice, "Elsewhere", onto=one))
    assert history.tip(repo) == one


@pytest.mark.parametrize("message", ["", "   \n\t ", "x" * 2001])
def test_a_message_has_something_to_say_and_an_end(alice: User, message: str) -> None:
    repo = repositories.create(alice, "Night Drive")
    with pytest.raises(ValueError, match="message"):
        _record(repo, alice, message)
    assert not repo.commits.exists()


def test_the_longest_message_is_kept_whole_in_every_script(alice: User) -> None:
    message = "Dunkler Bass 🥁 暗いベース " * 80
    assert _record(repositories.create(alice, "Night Drive"), alice, message).message == message.strip()


@pytest.mark.parametrize(
    "name", ["", "../main", "a b", "main.lock", "x" * 101, "-rf", "a//b", "a/../b", "mаin", "main\n"]
)
def test_a_branch_has_a_name_that_git_and_addresses_can_carry(alice: User, name: str) -> None:
    repo = repositories.create(alice, "Night Drive")
    with pytest.raises(ValueError, match="branch"):
        _record(repo, alice, branch=name)
    assert not repo.commits.exists()


def test_a_commit_of_another_repo_is_no_parent(alice: User, charlie: User) -> None:
    mine, theirs = make_repo(alice), make_repo(charlie, "Secret")
    foreign = theirs.refs.get().tip
    for given in ({"onto": foreign}, {"onto": mine.refs.get().tip, "merged": [foreign]}):
        with pytest.raises(ValueError, match="same repo"):
            _record(mine, alice, **given)


def test_what_was_made_is_refused_when_a_database_could_not_keep_it(alice: User) -> None:
    repo = repositories.create(alice, "Night Drive")
    for made in ({"seed": float("nan")}, {"prompt": "a\0b"}, {"prompt": "\ud83d"}):
        with pytest.raises(ValueError):
            _record(repo, alice, made=made)


def test_a_commit_keeps_the_name_of_an_author_who_left(alice: User, bob: User) -> None:
    bob.display_name = "Bob the Bass"
    bob.save()
    repo = make_repo(alice)
    commit = _record(repo, bob, onto=repo.refs.get().tip)
    bob.delete()
    commit.refresh_from_db()
    assert (commit.author, commit.author_name) == (None, "Bob the Bass")


def test_equal_entries_are_one_tree(alice: User) -> None:
    assert _tree() == _tree() != _tree(330.0)
    assert (Tree.objects.count(), Entry.objects.count()) == (2, 2)


def test_a_path_twice_is_no_tree(db: None) -> None:
    blob = make_blob()
    with pytest.raises(ValueError, match="one entry"):
        history.plant(
            [history.EntryOf("beat.mid", kind, blob) for kind in ("document", "other")], mix=blob, master=blob
        )
    assert not Tree.objects.exists()


def test_a_tree_holds_everything_that_its_arrangement_plays(alice: User) -> None:
    commit = make_commit(repositories.create(alice, "Night Drive"), "First", by=alice)
    entries = [history.EntryOf(entry.path, entry.kind, entry.blob) for entry in commit.tree.entries.all()]
    without_bass = [entry for entry in entries if entry.path != "stems/bass"]
    with pytest.raises(ValueError, match="arrangement"):
        history.plant(without_bass, mix=commit.tree.mix, master=None)
    with pytest.raises(ValueError, match="other tracks"):
        history.plant([*entries, history.EntryOf("stems/hum", "hum", make_blob(70))], mix=commit.tree.mix, master=None)


def test_stems_keep_the_order_of_their_tracks(alice: User) -> None:
    order = ("melody", "bass", "drums")
    commit = make_commit(repositories.create(alice, "Night Drive"), "First", by=alice, stems=order)
    assert tuple(entry.track_id for entry in commit.tree.stems()) == order


def test_a_deleted_repo_takes_its_commits_along_but_not_those_that_others_rest_on(alice: User, bob: User) -> None:
    repo = repositories.create(alice, "Night Drive")
    base = _record(repo, alice)
    _record(repo, alice, "Mine alone", onto=base, tree=_tree(330))
    fork = repositories.create(bob, "Night Drive")
    RepoCommit.objects.create(repo=fork, commit=base)
    theirs = _record(fork, bob, "Theirs", branch="main", merged=[base])
    repositories.delete(repo, by=alice)
    assert set(Commit.objects.all()) == {base, theirs}
    assert Tree.objects.count() == 1
    repositories.delete(fork, by=bob)
    assert (Commit.objects.count(), Tree.objects.count(), Entry.objects.count()) == (0, 0, 0)
