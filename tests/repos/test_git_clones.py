"""A beat is cloned with the real git client: its sound, its history, and only what is new."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from dulwich.protocol import pkt_line

from accounts.models import User
from audio import store
from repos.models import Commit, GitObject, Repo
from repos.services import history, refs, repositories, versions
from repos.vcs.git import objects
from tests.gits import Refused, assert_sound, git, ids, log
from tests.make import AT, make_commit, make_repo

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def beat(alice: User) -> Repo:
    """A public beat: two versions on main, one on another branch, merged, and a tag."""
    repo = make_repo(alice, visibility="public")
    first = repo.refs.get().tip
    second = make_commit(
        repo, "Darker\n\nLess light, more low end. Ünïcode, too.", by=alice, hz=90, at=AT + timedelta(hours=1)
    )
    refs.branch(repo, "ideas/slow", at=first, by=alice)
    other = history.record(
        repo, "ideas/slow", second.tree, "Slow", onto=first, made={}, by=alice, at=AT + timedelta(hours=2)
    )
    history.record(
        repo, "main", first.tree, "Both", onto=second, merged=[other], made={}, by=alice, at=AT + timedelta(hours=3)
    )
    refs.tag(repo, "v1", at=second, by=alice)
    return repo


def address(live_server: Any, repo: Repo) -> str:
    return f"{live_server.url}/~{repo.owner.username}/{repo.name}.git"


@pytest.fixture
def clone(live_server: Any, beat: Repo, tmp_path: Path) -> Path:
    git("clone", "-q", address(live_server, beat), tmp_path / "clone")
    return tmp_path / "clone"


def test_a_clone_is_sound_and_holds_the_bytes_of_the_store(clone: Path, beat: Repo) -> None:
    assert_sound(clone)
    entries = list(beat.refs.get(name="main").tip.tree.entries.all())
    assert {entry.path for entry in entries} == {"stems/drums", "stems/bass", "stems/chords", "stems/melody"} | {
        "arrangement.json",
        "score.json",
        "beat.mid",
    }
    for entry in entries:
        assert (clone / objects.file_path(entry.path)).read_bytes() == store.open(entry.blob_id).read()
    assert git("status", "--porcelain", at=clone) == ""


def test_the_log_tells_what_the_page_tells(clone: Path, beat: Repo) -> None:
    told = git("log", "--all", "--format=%an%x1f%at%x1f%ct%x1f%B%x1e", at=clone).split("\x1e")
    found = {tuple(line.strip("\n").split("\x1f")) for line in told if line.strip()}
    commits = Commit.objects.all()
    assert {(name, int(a), int(c), text.strip()) for name, a, c, text in found} == {
        (one.author_name, int(one.created_at.timestamp()), int(one.created_at.timestamp()), one.message)
        for one in commits
    }
    named = dict(line.split(" ", 1) for line in log(clone, "%H %s"))
    parents = {named[line.split()[0]]: [named[id] for id in line.split()[1:]] for line in log(clone, "%H %P")}
    assert parents == {"Both": ["Darker", "Slow"], "Slow": ["First take"], "Darker": ["First take"], "First take": []}


def test_branches_and_tags_are_where_they_are(clone: Path, live_server: Any, beat: Repo) -> None:
    assert git("for-each-ref", "--format=%(refname:lstrip=2) %(contents:subject)", at=clone).splitlines() == [
        "main Both",
        "origin/HEAD Both",
        "origin/ideas/slow Slow",
        "origin/main Both",
        "v1 Darker",
    ]
    assert git("symbolic-ref", "HEAD", at=clone) == "refs/heads/main"
    beat.default_branch = "ideas/slow"
    beat.save()
    assert git("ls-remote", "--symref", address(live_server, beat), "HEAD").startswith(
        "ref: refs/heads/ideas/slow\tHEAD"
    )


def test_every_object_says_which_version_of_ours_it_is(clone: Path, beat: Repo) -> None:
    tip = beat.refs.get(name="main").tip
    assert f"\nbeatflow {tip.digest}\n" in git("cat-file", "-p", "HEAD", at=clone)


def test_a_shallow_clone_has_one_version_and_can_have_more(live_server: Any, beat: Repo, tmp_path: Path) -> None:
    shallow = tmp_path / "shallow"
    git("clone", "-q", "--depth", "1", address(live_server, beat), shallow)
    assert_sound(shallow)
    assert log(shallow, "%s") == ["Both"]
    git("fetch", "-q", "--depth", "2", at=shallow)
    assert set(log(shallow, "%s")) == {"Both", "Darker", "Slow"}
    assert_sound(shallow)
    git("fetch", "-q", "--unshallow", at=shallow)
    assert set(log(shallow, "%s")) == {"Both", "Darker", "Slow", "First take"}
    assert git("rev-parse", "--is-shallow-repository", at=shallow) == "false"
    assert_sound(shallow)


def test_a_shallow_clone_fetches_what_comes_after_it_and_no_more(
    live_server: Any, beat: Repo, alice: User, tmp_path: Path
) -> None:
    shallow = tmp_path / "shallow"
    git("clone", "-q", "--depth", "1", address(live_server, beat), shallow)
    make_commit(beat, "Brighter", by=alice, hz=300, at=AT + timedelta(hours=4))
    git("pull", "-q", at=shallow)
    assert log(shallow, "%s") == ["Brighter", "Both"]
    assert_sound(shallow)


def test_a_fetch_brings_only_what_is_new(clone: Path, beat: Repo, alice: User) -> None:
    before, tip = ids(clone), beat.refs.get(name="main").tip
    recorded = versions.restore(beat, "main", tip.parents.order_by("pk").first(), onto=tip, by=alice)
    git("fetch", "-q", at=clone)
    assert ids(clone) - before == {git("rev-parse", "origin/main", at=clone)}
    assert recorded.commit.subject == log(clone, "%s")[0]
    before = ids(clone)
    make_commit(beat, "New bass", by=alice, hz=333)
    git("fetch", "-q", at=clone)
    new = ids(clone) - before
    kinds = [git("cat-file", "-t", id, at=clone) for id in new]
    assert (kinds.count("commit"), kinds.count("tree"), kinds.count("blob")) == (1, 2, 5)
    assert_sound(clone)


def test_a_fetch_with_nothing_new_brings_nothing(clone: Path) -> None:
    before = ids(clone)
    git("fetch", "-q", at=clone)
    git("fetch", "-q", "--tags", "--force", at=clone)
    assert ids(clone) == before


def test_many_commits_of_ones_own_do_not_confuse_a_fetch(clone: Path, beat: Repo, alice: User) -> None:
    who = ("-c", "user.name=Me", "-c", "user.email=me@example.com")
    for number in range(70):
        git(*who, "commit", "-q", "--allow-empty", "-m", f"Mine {number}", at=clone)
    make_commit(beat, "Theirs", by=alice, hz=333)
    git("fetch", "-q", at=clone)
    assert log(clone, "%s", "-1", "origin/main")[0] in ("Theirs", "Mine 69")
    assert_sound(clone)


def test_the_same_history_has_the_same_ids_wherever_it_is_cloned(
    clone: Path, live_server: Any, beat: Repo, bob: User, tmp_path: Path
) -> None:
    fork = repositories.create(bob, "Other", visibility="public")
    for commit in beat.commits.order_by("pk"):
        fork.holdings.create(commit=commit)
    for ref in beat.refs.all():
        fork.refs.create(kind=ref.kind, name=ref.name, tip=ref.tip)
    User.objects.filter(username="alice").update(display_name="Somebody Else")
    git("clone", "-q", address(live_server, fork), tmp_path / "fork")
    assert ids(tmp_path / "fork") == ids(clone)


def test_what_no_branch_reaches_is_not_given_out(clone: Path, live_server: Any, beat: Repo, alice: User) -> None:
    slow = beat.refs.get(name="ideas/slow").tip
    hidden = history.record(beat, "ideas/slow", slow.tree, "Hidden", onto=slow, made={}, by=alice, at=datetime.now(UTC))
    git("fetch", "-q", at=clone)
    secret = git("rev-parse", "origin/ideas/slow", at=clone)
    refs.delete_branch(beat, "ideas/slow", seen=hidden, by=alice)
    assert secret not in git("ls-remote", address(live_server, beat))
    wanted = pkt_line(f"want {secret}\n".encode()) + b"0000" + pkt_line(b"done\n")
    told = Client().post(f"{beat.get_absolute_url()[:-1]}.git/git-upload-pack", wanted, content_type="x")
    assert told.content == pkt_line(f"ERR upload-pack: not our ref {secret}\n".encode())


def test_what_is_proposed_is_not_given_out_before_it_is_merged(live_server: Any, beat: Repo) -> None:
    beat.refs.create(kind="request", name="1", tip=beat.refs.get(name="v1").tip)
    refs_told = git("ls-remote", address(live_server, beat)).splitlines()
    assert [line.split("\t")[1] for line in refs_told] == [
        "HEAD",
        "refs/heads/ideas/slow",
        "refs/heads/main",
        "refs/tags/v1",
    ]


def test_an_empty_repo_can_be_cloned(live_server: Any, alice: User, tmp_path: Path) -> None:
    repo = repositories.create(alice, "Empty", visibility="unlisted")
    git("clone", "-q", address(live_server, repo), tmp_path / "empty")
    assert ids(tmp_path / "empty") == set()


def test_a_push_is_refused_in_a_sentence(clone: Path) -> None:
    git(
        "-c", "user.name=Me", "-c", "user.email=me@example.com", "commit", "-q", "--allow-empty", "-m", "Mine", at=clone
    )
    with pytest.raises(Refused, match="BeatFlow is not pushed to"):
        git("push", "-q", at=clone)


def test_a_tree_that_is_being_deleted_is_not_remembered_as_less_than_it_was(live_server: Any, beat: Repo) -> None:
    GitObject.objects.all().delete()
    beat.refs.get(name="main").tip.tree.entries.filter(path="score.json").delete()
    with pytest.raises(Refused, match="cannot be read at the moment"):
        git("ls-remote", address(live_server, beat))
    assert not GitObject.objects.filter(kind=GitObject.Kind.COMMIT).exists()


def test_lost_sound_is_said_and_nothing_is_half_cloned(live_server: Any, beat: Repo, tmp_path: Path) -> None:
    git("ls-remote", address(live_server, beat))
    store.discard(beat.refs.get(name="main").tip.tree.entries.get(path="stems/bass").blob_id)
    with pytest.raises(Refused, match="cannot be read at the moment"):
        git("clone", "-q", address(live_server, beat), tmp_path / "lost")
