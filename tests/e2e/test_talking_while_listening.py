"""Comments are written to what is heard: the sound goes on, one stays there, and what is refused is mended there."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_first_beat import sign_up
from tests.services import wait_until
from tests.sites import Site

pytestmark = pytest.mark.chromium
PLAYER = "document.querySelector('ab-player')"


def test_who_comments_hears_on_and_stays_where_they_are(page: Page, site: Site) -> None:
    sign_up(page, "fred")
    request = site.do("request", user="fred")
    page.goto(request)
    page.get_by_role("button", name="Play", exact=True).click()
    wait_until(lambda: page.evaluate(f"{PLAYER}.playing && {PLAYER}.position > 0.2"), "it plays")
    started = page.evaluate(f"{PLAYER}.started")

    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.get_by_text("This field is required.")).to_be_in_viewport()
    expect(page.get_by_label("Comment", exact=True)).to_be_focused()
    page.keyboard.type("The snare is late.")
    page.get_by_role("button", name="Here").click()
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator(".remark")).to_contain_text("The snare is late.")
    expect(page.locator(".remark")).to_be_in_viewport()
    expect(page.locator(".moments circle")).to_have_count(1)
    assert page.evaluate(f"[{PLAYER}.playing, {PLAYER}.started.when]") == [True, started["when"]]
    assert page.url.endswith(request)

    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Approved by fred.")).to_be_visible()
    expect(page.locator(".remark").last).to_contain_text("approved")
    assert page.evaluate(f"[{PLAYER}.playing, {PLAYER}.started.when]") == [True, started["when"]]

    page.get_by_role("button", name="Delete this comment").click()
    expect(page.locator(".remark")).to_have_count(1)
    expect(page.locator(".moments circle")).to_have_count(0)


def test_a_refused_form_keeps_an_address_that_can_be_loaded_again(page: Page, site: Site) -> None:
    sign_up(page, "gina")
    site.do("beat", user="gina")
    page.goto("/~gina/night-drive/settings/")
    page.get_by_label("Type night-drive to delete it").fill("something else")
    page.get_by_role("button", name="Delete Night Drive").click()
    expect(page.get_by_label("Type night-drive to delete it")).to_be_focused()
    expect(page.get_by_label("Type night-drive to delete it")).to_be_in_viewport()
    page.reload()
    expect(page.get_by_role("heading", name="Settings", level=1)).to_be_visible()


def test_back_from_a_conflict_leads_to_the_request(page: Page, site: Site) -> None:
    sign_up(page, "jane")
    page.goto(site.do("request", user="jane"))
    page.get_by_role("button", name="Merge into main").click()
    expect(page.get_by_text("Listen, and choose which holds.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Listen, and choose which holds.")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Their bass")


def test_who_was_signed_out_meanwhile_comes_back_to_the_page(page: Page, site: Site) -> None:
    sign_up(page, "hugo")
    request = site.do("request", user="hugo")
    page.goto(request)
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("Comment", exact=True).fill("Still here?")
    page.get_by_role("button", name="Comment", exact=True).click()
    page.wait_for_url("**/accounts/login/?next=*")
    assert page.url.endswith(f"?next={request.replace('/', '%2F')}")


def test_what_is_refused_altogether_is_told_on_the_whole_page(page: Page, site: Site) -> None:
    sign_up(page, "ivan")
    page.goto(site.do("request", user="ivan"))
    page.context.clear_cookies()
    page.get_by_label("Comment", exact=True).fill("Still here?")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Their bass")
    expect(page.get_by_role("main")).to_have_count(1)
