"""One click keeps the levels and places of the stems as a commit."""

import json
import re
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from audio import store
from repos.models import Collaborator, Commit, Repo
from repos.services import refs
from tests.make import make_commit, make_repo

BrowserOf = Callable[[User], Client]
HOME = "/~alice/night-drive/"
STEMS = ("drums", "bass")


def _keep(browser: Client, onto: Commit, **moved: object) -> HttpResponse:
    address = f"{HOME}commits/{onto.digest}/checkpoint/"
    return browser.post(address, {"branch": "main"} | {name.replace("_", "-"): said for name, said in moved.items()})


def _tip(repo: Repo, branch: str = "main") -> Commit:
    return repo.refs.get(kind="branch", name=branch).tip


def _arrangement(commit: Commit) -> dict[str, dict[str, int]]:
    with store.open(commit.tree.entries.get(path="arrangement.json").blob_id) as file:
        return {track["id"]: track for track in json.load(file)["tracks"]}


def test_a_checkpoint_keeps_levels_and_pans_and_says_what_changed(alice: User, browser_of: BrowserOf) -> None:
    repo = make_repo(alice, stems=STEMS)
    first = _tip(repo)
    answer = _keep(browser_of(alice), first, fader_bass="-3", pan_bass="0", fader_drums="0", pan_drums="-20")
    made = _tip(repo)
    assert answer["Location"] == f"{HOME}commits/{made.digest}/"
    assert made.message == "Checkpoint: drums centre → 20 % left, bass −3 dB"
    assert made.parents.get() == first
    tracks = _arrangement(made)
    assert (tracks["bass"]["gain_cdb"], tracks["drums"]["pan_percent"]) == (-300, -20)


def test_a_checkpoint_keeps_the_same_stems_and_its_mix_is_made_when_somebody_listens(
    alice: User, browser_of: BrowserOf
) -> None:
    repo = make_repo(alice, stems=STEMS)
    first = _tip(repo)
    browser = browser_of(alice)
    _keep(browser, first, fader_bass="-6")
    made = _tip(repo)
    held = dict(made.tree.entries.values_list("path", "blob"))
    before = dict(first.tree.entries.values_list("path", "blob"))
    assert {path for path in held if held[path] != before[path]} == {"arrangement.json"}
    assert (made.tree.mix, made.tree.bpm, made.tree.key) == (None, first.tree.bpm, first.tree.key)
    assert browser.get(f"{HOME}commits/{made.digest}/mix.flac").status_code == 200
    assert Commit.objects.get(pk=made.pk).tree.mix not in (None, first.tree.mix)


def test_a_checkpoint_may_have_a_message_of_its_own(alice: User, browser_of: BrowserOf) -> None:
    repo = make_repo(alice, stems=STEMS)
    _keep(browser_of(alice), _tip(repo), fader_bass="-48", message="No bass here")
    assert _tip(repo).message == "No bass here"
    assert [(line[1], line[2]) for line in _tip(repo).changes or []] == [("Bass", "silenced")]


@pytest.mark.parametrize(
    ("name", "value"),
    [("fader_bass", "loud"), ("fader_bass", "7"), ("fader_bass", "-48.1"), ("fader_bass", "NaN"), ("pan_bass", "101")],
)
def test_a_level_that_no_fader_has_is_said_at_the_stem(
    alice: User, browser_of: BrowserOf, name: str, value: str
) -> None:
    repo = make_repo(alice, stems=STEMS)
    answer = _keep(browser_of(alice), _tip(repo), **{name: value, "fader_drums": "-4"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r'id="error-bass"><p class="error">', page)
    assert 'id="error-drums"' not in page
    assert 'name="fader-drums" value="-4" data-was="0"' in page
    assert Commit.objects.count() == 1


def test_nothing_changed_is_no_checkpoint(alice: User, browser_of: BrowserOf) -> None:
    repo = make_repo(alice, stems=STEMS)
    answer = _keep(browser_of(alice), _tip(repo), fader_bass="0", pan_bass="0")
    assert answer.status_code == 422
    assert "Nothing has changed since the last commit." in answer.content.decode()
    assert Commit.objects.count() == 1


@pytest.mark.parametrize("said", [{"branch": ""}, {"branch": "../.."}, {"message": "x" * 2001}])
def test_a_branch_or_message_that_cannot_be_is_refused(
    alice: User, browser_of: BrowserOf, said: dict[str, str]
) -> None:
    repo = make_repo(alice, stems=STEMS)
    assert _keep(browser_of(alice), _tip(repo), fader_bass="-3", **said).status_code == 422
    assert Commit.objects.count() == 1


def test_who_comes_too_late_keeps_the_checkpoint_on_a_branch_of_its_own(alice: User, browser_of: BrowserOf) -> None:
    repo = make_repo(alice, stems=STEMS)
    seen = _tip(repo)
    newer = make_commit(repo, "Newer", by=alice, stems=STEMS, hz=90)
    answer = _keep(browser_of(alice), seen, fader_bass="-3")
    assert answer["Location"] == f"{HOME}branches/"
    assert _tip(repo) == newer
    assert _tip(repo, "main-alice-1").parents.get() == seen


def test_only_whoever_may_write_is_offered_a_checkpoint_and_only_at_a_tip(
    alice: User, bob: User, charlie: User, browser_of: BrowserOf
) -> None:
    repo = make_repo(alice, stems=STEMS, visibility="public")
    first = _tip(repo)
    make_commit(repo, "Newer", by=alice, stems=STEMS, hz=90)
    Collaborator.objects.create(repo=repo, user=bob, role=Collaborator.Role.WRITE)

    def offers(user: User, address: str) -> bool:
        return 'id="checkpoint"' in browser_of(user).get(address).content.decode()

    tip = f"{HOME}commits/{_tip(repo).digest}/"
    assert [offers(user, HOME) for user in (alice, bob, charlie)] == [True, True, False]
    assert [offers(user, tip) for user in (alice, bob, charlie)] == [True, True, False]
    assert not offers(alice, f"{HOME}commits/{first.digest}/")
    assert _keep(browser_of(charlie), first, fader_bass="-3").status_code == 403


def test_a_version_that_two_branches_stand_at_asks_which_goes_on(alice: User, browser_of: BrowserOf) -> None:
    repo = make_repo(alice, stems=STEMS)
    refs.branch(repo, "idea", at=_tip(repo), by=alice)
    page = browser_of(alice).get(f"{HOME}commits/{_tip(repo).digest}/").content.decode()
    assert '<option value="main"' in page
    assert '<option value="idea"' in page
    _keep(browser_of(alice), _tip(repo), branch="idea", fader_bass="-3")
    assert _tip(repo, "idea").parents.get() == _tip(repo)


def test_the_mixer_shows_the_levels_that_a_commit_has(alice: User, browser_of: BrowserOf) -> None:
    repo = make_repo(alice, stems=STEMS)
    browser = browser_of(alice)
    _keep(browser, _tip(repo), fader_bass="-4.5", pan_drums="30")
    page = browser.get(HOME).content.decode()
    assert 'name="fader-bass" value="-4.5" data-was="-4.5"' in page
    assert 'name="pan-drums" value="30" data-was="30"' in page
