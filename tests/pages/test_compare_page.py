"""Two versions beside each other: what changed, where both are heard, and who may see it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from audio import services as audio
from repos import changes
from repos.models import Commit, Repo, Tree
from repos.services import history, refs
from repos.vcs import arrangement as arrangements
from tests.make import make_commit, make_repo

BrowserOf = Callable[[User], Client]
HOME = "/~alice/night-drive/"
COMPARE = f"{HOME}compare/"


@pytest.fixture
def repo(alice: User) -> Repo:
    return make_repo(alice, stems=["drums", "bass"], visibility="public")


@pytest.fixture
def first(repo: Repo) -> Commit:
    return repo.refs.get().tip


@pytest.fixture
def second(alice: User, repo: Repo, first: Commit) -> Commit:
    """Drums turned down, the bass re-recorded, chords new."""
    new = make_commit(repo, "Chords", by=alice, stems=["drums", "bass", "chords"], hz=140)
    arrangement = changes.arranged(new.tree)
    old = changes.arranged(first.tree)
    drums = replace(old.tracks[0], gain_cdb=-300, pan_percent=-30)
    made = replace(arrangement, tempo_millibpm=124_000, tracks=(drums, *arrangement.tracks[1:]))
    document = audio.keep(arrangements.to_bytes(made), media_type="application/json")
    blobs = {entry.path: entry for entry in new.tree.entries.all()}
    kept = {entry.path: entry for entry in first.tree.entries.all()}
    blobs["stems/drums"] = kept["stems/drums"]
    entries = [
        history.EntryOf(e.path, e.kind, document if e.path == "arrangement.json" else e.blob) for e in blobs.values()
    ]
    tree = history.plant(entries, mix=new.tree.mix, master=new.tree.master, bpm=124, frames=new.tree.frames)
    return history.record(repo, "main", tree, "Chords, quieter drums", onto=new, made={}, by=alice)


def _page(browser: Client, **asked: str) -> Any:
    return browser.get(COMPARE, asked)


def test_what_changed_is_told_stem_by_stem_and_each_can_be_heard(client: Client, first: Commit, second: Commit) -> None:
    answer = _page(client, old=first.digest, new="main")
    assert answer.status_code == 200
    compared = answer.context["compared"]
    assert [str(line) for line in compared.whole] == ["Tempo 120 → 124"]
    told = {stem.name: stem.words for stem in compared.stems}
    assert told == {"Drums": ("−3 dB", "centre → 30 % left"), "Bass": ("re-recorded",), "Chords": ("added",)}
    drums, bass, chords = compared.stems
    assert bass.old.url == f"{HOME}commits/{first.digest}/stems/bass"
    assert (drums.new.gain_db, drums.new.pan_percent, drums.old.gain_db) == (-3, -30, 0)
    assert chords.old is None
    page = answer.content.decode()
    assert page.count("−14.0 LUFS") == 2
    assert "which is not the same bar" in page
    for source in (f"{compared.old.url}master.flac", f"{bass.new.url}.peaks", f"{chords.new.url}.mp3"):
        assert source in page
        assert client.get(source).status_code == 200
    assert client.get(f"{compared.old.url}master.flac")["X-Loudness-LUFS"] == "-14.00"


def test_versions_go_by_branch_tag_digest_and_its_beginning(
    alice: User, client: Client, repo: Repo, first: Commit, second: Commit
) -> None:
    refs.tag(repo, "v1", at=first, by=alice)
    refs.branch(repo, "idea/dark", at=second, by=alice)
    for old, new in (("v1", "idea/dark"), (first.digest[:7], second.digest[:12]), (first.digest, "main")):
        compared = _page(client, old=old, new=new).context["compared"]
        assert (compared.old.commit, compared.new.commit) == (first, second), (old, new)
    page = _page(client, old="v1", new="main")
    assert 'href="?old=main&amp;new=v1"' in page.content.decode()
    assert "Nothing: both hold the same." in _page(client, old="main", new="main").content.decode()


def test_what_is_no_version_is_said_at_its_field(client: Client, repo: Repo, first: Commit) -> None:
    for odd in ("nowhere", "deadbeef", "", "a" * 200, "../../etc", "ab\ncd", first.digest[:6]):
        answer = _page(client, old=odd, new="main")
        assert answer.status_code == 422, odd
        assert answer.context["form"].errors.keys() == {"old"}, odd
    assert _page(client, new="main").status_code == 422
    assert _page(client).status_code == 200


def test_a_version_of_another_repo_is_compared_by_whoever_may_see_it(
    alice: User, bob: User, charlie: User, repo: Repo, first: Commit, browser_of: BrowserOf
) -> None:
    other = make_repo(bob, "Remix", stems=["drums", "bass"])
    asked = {"old": "main", "new": "main", "new_repo": "bob/remix"}
    assert _page(browser_of(alice), **asked).status_code == 404
    assert _page(browser_of(alice), **asked | {"new_repo": "bob/nothing"}).status_code == 404
    other.visibility = "unlisted"
    other.save()
    answer = _page(browser_of(charlie), **asked)
    assert answer.context["compared"].new.url.startswith("/~bob/remix/commits/")
    assert '<option value="bob/remix" selected>' in answer.content.decode()
    assert "bob/remix" not in _page(browser_of(charlie)).content.decode(), "they are no family"
    other.family = repo.family
    other.save()
    assert "bob/remix" not in _page(browser_of(charlie)).content.decode(), "it is unlisted"
    assert '<option value="bob/remix">' in _page(browser_of(bob)).content.decode()
    assert _page(browser_of(bob), **asked | {"old": first.digest, "new": first.digest}).status_code == 422
    for odd in ("bob", "bob/remix/x", "/", "bob/\0", "~bob/remix", "x" * 500):
        assert _page(browser_of(bob), **asked | {"new_repo": odd}).status_code == 404


def test_a_stranger_finds_no_private_comparison(alice: User, charlie: User, browser_of: BrowserOf) -> None:
    make_repo(alice, stems=["bass"])
    assert _page(browser_of(alice), old="main", new="main").status_code == 200
    for browser in (browser_of(charlie), Client()):
        assert _page(browser, old="main", new="main").status_code == 404
        assert _page(browser).status_code == 404


def test_trees_without_an_arrangement_are_compared_as_their_stems(
    alice: User, client: Client, repo: Repo, first: Commit
) -> None:
    plain = [history.EntryOf(e.path, e.kind, e.blob) for e in first.tree.stems() if e.track_id == "bass"]
    tree = history.plant(plain, mix=None, master=None, bpm=120, frames=first.tree.frames)
    history.record(repo, "main", tree, "Only the bass", onto=first, made={}, by=alice)
    compared = _page(client, old=first.digest, new="main").context["compared"]
    assert [(stem.id, stem.words) for stem in compared.stems] == [("bass", ()), ("drums", ("removed",))]
    assert compared.new.loudness_lufs is None


def test_an_empty_repo_has_nothing_to_compare(alice: User, browser_of: BrowserOf) -> None:
    repo = make_repo(alice, "Empty", stems=["bass"])
    repo.refs.all().delete()
    repo.holdings.all().delete()
    answer = browser_of(alice).get("/~alice/empty/compare/")
    assert (answer.status_code, b"Nothing to compare yet" in answer.content) == (200, True)


def test_a_comparison_asks_the_same_few_questions_however_much_there_is(
    alice: User, client: Client, repo: Repo, first: Commit, second: Commit, django_assert_max_num_queries: Any
) -> None:
    Tree.objects.filter(pk=second.tree_id).update(mix=None, master=None)
    for number in range(30):
        refs.branch(repo, f"idea-{number}", at=second, by=alice)
    with django_assert_max_num_queries(15):
        assert _page(client, old=first.digest, new="main").status_code == 200


def test_versions_link_to_their_parents_and_branches_to_the_default_one(
    alice: User, client: Client, repo: Repo, first: Commit, second: Commit
) -> None:
    refs.branch(repo, "idea/dark", at=second, by=alice)
    (parent,) = second.parents.all()
    commit = client.get(f"{HOME}commits/{second.digest}/").content.decode()
    assert f'href="{COMPARE}?old={parent.digest}&amp;new={second.digest}"' in commit
    branches = client.get(f"{HOME}branches/").content.decode()
    assert f'href="{COMPARE}?old=main&amp;new=idea%2Fdark"' in branches
    assert _page(client, old="main", new="idea/dark").status_code == 200


def test_what_the_latest_version_changed_is_offered_first(client: Client, repo: Repo, first: Commit) -> None:
    assert _page(client).context["form"].initial == {"old": "main", "new": "main"}
    second = make_commit(repo, "Louder", by=repo.owner, hz=140)
    form = _page(client).context["form"]
    assert form.initial == {"old": first.digest[:12], "new": "main"}
    assert f'value="{first.digest[:12]}" selected' in str(form["old"])
    make_commit(repo, "Louder still", by=repo.owner, hz=150)
    assert _page(client).context["form"].initial["old"] == second.digest[:12]
