"""A repo, its commits, its settings, and who may see them."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from repos.models import Ref, Repo
from tests.make import make_beat, make_commit, make_repo


def test_a_repo_shows_one_lane_for_each_stem_in_the_order_of_its_tracks(alice: User, browser_of: Any) -> None:
    repo = make_repo(alice, stems=("drums", "bass", "chords", "melody"))
    answer = browser_of(alice).get("/~alice/night-drive/")
    url = f"/~alice/night-drive/commits/{repo.refs.get().tip.digest}/"
    assert [lane.kind for lane in answer.context["piece"].lanes] == ["drums", "bass", "chords", "melody"]
    page = answer.content.decode()
    for kind in ("drums", "bass", "chords", "melody"):
        assert f'data-src="{url}stems/{kind}.flac"' in page
        assert f'src="{url}stems/{kind}.peaks"' in page
        assert f'href="{url}stems/{kind}.wav?download"' in page


def test_everything_that_a_repo_page_offers_to_load_or_download_is_there(alice: User, browser_of: Any) -> None:
    make_repo(alice, stems=("drums",))
    browser = browser_of(alice)
    parts = browser.get("/~alice/night-drive/").content.decode().split('"')
    sounds = {part for part in parts if part.startswith("/~alice/night-drive/commits/") and not part.endswith("/")}
    assert {sound.rsplit("/", 1)[-1].split("?")[0] for sound in sounds} >= {"master.mp3", "mix.wav", "stems.zip"}
    for sound in sounds:
        assert browser.get(sound).status_code == 200, sound


def test_history_goes_from_the_tip_back_to_the_first_commit(alice: User, browser_of: Any) -> None:
    repo = make_repo(alice)
    make_commit(repo, "Darker bass\n\nAnd a longer tail.", by=alice, hz=50)
    answer = browser_of(alice).get("/~alice/night-drive/")
    assert [row.subject for row in answer.context["page"].rows] == ["Darker bass", "First take"]
    assert "2 commits" in answer.content.decode()


def test_a_take_on_a_branch_of_its_own_can_be_chosen(alice: User, browser_of: Any) -> None:
    repo = make_repo(alice)
    other = make_commit(repo, "Another take", by=alice, hz=70)
    Ref.objects.create(repo=repo, name="take-2", tip=other)
    Ref.objects.filter(repo=repo, name="main").update(tip=other.parents.get())
    browser = browser_of(alice)
    assert browser.get("/~alice/night-drive/").context["piece"].commit.subject == "First take"
    chosen = browser.get("/~alice/night-drive/?branch=take-2")
    assert chosen.context["piece"].commit == other
    assert browser.get("/~alice/night-drive/?branch=nothing").status_code == 404


def test_a_commit_says_how_it_was_made(alice: User, browser_of: Any) -> None:
    repo = make_repo(alice)
    first = repo.refs.get().tip
    second = make_commit(repo, "Darker bass", by=alice, hz=50)
    page = browser_of(alice).get(f"/~alice/night-drive/commits/{second.digest}/").content.decode()
    for told in ("Darker bass", "composer", "night drive", second.digest, first.digest[:8], "alice"):
        assert told in page


def test_a_commit_of_another_repo_is_not_found_here(alice: User, browser_of: Any) -> None:
    make_repo(alice, "One", stems=("drums",))
    other = make_repo(alice, "Two", stems=("bass",))
    assert browser_of(alice).get(f"/~alice/one/commits/{other.refs.get().tip.digest}/").status_code == 404


def test_a_repo_without_commits_has_a_page_too(alice: User, browser_of: Any) -> None:
    Repo.objects.create(owner=alice, name="empty", title="Empty")
    browser = browser_of(alice)
    assert "Nothing here yet" in browser.get("/~alice/empty/").content.decode()
    assert browser.get("/library/").status_code == browser.get("/~alice/").status_code == 200


PAGES = ("", "settings/", "delete/", "commits/{digest}/")


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_cannot_tell_a_private_repo_from_a_missing_one(
    alice: User, charlie: User, browser_of: Any, page: str
) -> None:
    digest = make_repo(alice).refs.get().tip.digest
    stranger = browser_of(charlie)
    private = stranger.get(f"/~alice/night-drive/{page.format(digest=digest)}")
    missing = stranger.get(f"/~alice/no-drive/{page.format(digest=digest)}")
    assert private.status_code == missing.status_code != 200
    assert "Night Drive" not in private.content.decode()


def test_everybody_may_hear_a_public_repo_and_only_its_owner_may_change_it(
    alice: User, charlie: User, client: Client, browser_of: Any
) -> None:
    make_repo(alice, visibility="public")
    page = client.get("/~alice/night-drive/").content.decode()
    assert "<stem-mixer" in page
    assert "/settings/" not in page
    stranger = browser_of(charlie)
    assert stranger.get("/~alice/night-drive/settings/").status_code == 403
    assert stranger.post("/~alice/night-drive/delete/", {"typed": "night-drive"}).status_code == 403
    assert Repo.objects.filter(name="night-drive").exists()


def test_an_owner_changes_title_description_and_who_may_see_it(alice: User, browser_of: Any) -> None:
    make_repo(alice)
    data = {"title": "Day Drive", "description": "Sunny now.", "visibility": "public"}
    answer = browser_of(alice).post("/~alice/night-drive/settings/", data, follow=True)
    repo = Repo.objects.get()
    assert (repo.title, repo.description, repo.visibility) == ("Day Drive", "Sunny now.", "public")
    assert "Saved." in answer.content.decode()


def test_a_title_that_is_missing_is_said_at_its_field(alice: User, browser_of: Any) -> None:
    make_repo(alice)
    answer = browser_of(alice).post("/~alice/night-drive/settings/", {"title": " ", "visibility": "secret"})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert Repo.objects.get().title == "Night Drive"


def test_a_repo_goes_only_when_its_name_was_typed(alice: User, browser_of: Any) -> None:
    make_repo(alice)
    browser = browser_of(alice)
    assert browser.post("/~alice/night-drive/delete/", {"typed": "Night"}).status_code == 422
    assert Repo.objects.exists()
    assert browser.post("/~alice/night-drive/delete/", {"typed": "night-drive"}).url == "/library/"
    assert not Repo.objects.exists()


def test_a_profile_shows_strangers_only_what_is_public(alice: User, charlie: User, browser_of: Any) -> None:
    make_repo(alice, "Open Air", visibility="public")
    make_repo(alice, "Whispered", visibility="unlisted", stems=("bass",))
    make_repo(alice, "Secret", stems=("chords",))
    seen = browser_of(charlie).get("/~alice/").content.decode()
    assert "Open Air" in seen
    assert "Whispered" not in seen
    assert "Secret" not in seen
    assert "Secret" in browser_of(alice).get("/~alice/").content.decode()
    assert browser_of(charlie).get("/~nobody/").status_code == 404


def test_names_in_addresses_may_be_written_in_any_case(alice: User, client: Client) -> None:
    make_repo(alice, visibility="public")
    assert client.get("/~Alice/").status_code == 200
    assert client.get("/~ALICE/Night-Drive/").status_code == 200


def test_a_repo_shows_its_latest_commits_and_leads_to_all_of_them(alice: User, browser_of: Any) -> None:
    repo = make_repo(alice, stems=("drums",))
    for n in range(11):
        make_commit(repo, f"Take {n}", by=alice, stems=("drums",), hz=50 + n)
    answer = browser_of(alice).get("/~alice/night-drive/")
    assert [row.subject for row in answer.context["page"].rows] == [f"Take {10 - n}" for n in range(10)]
    assert (
        '<a class="btn" href="/~alice/night-drive/commits/?branch=main">All 12 commits</a>' in answer.content.decode()
    )


def test_whoever_may_write_is_offered_new_takes(alice: User, bob: User, charlie: User, browser_of: Any) -> None:
    repo = make_beat(alice, visibility="public")
    repo.collaborators.create(user=bob, role="write")
    offered = {
        user: "/stems/bass/new/" in browser_of(user).get("/~alice/night-drive/").content.decode()
        for user in (alice, bob, charlie)
    }
    assert offered == {alice: True, bob: True, charlie: False}
