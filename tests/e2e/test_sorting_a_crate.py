"""A crate is sorted by keyboard: the button that was pressed keeps the focus, and what plays goes on."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_first_beat import sign_up
from tests.services import wait_until
from tests.sites import Site

pytestmark = pytest.mark.chromium
PLAYER = "document.querySelector('beat-player')"


def test_a_beat_is_moved_down_step_by_step(page: Page, site: Site) -> None:
    sign_up(page, "kate")
    page.goto(site.do("crate", user="kate", titles=["One", "Two", "Three"]))
    titles = page.locator("table .cover-link")
    page.get_by_role("button", name="Play Three").hover()
    page.get_by_role("button", name="Play Three").click()
    wait_until(lambda: page.evaluate(f"{PLAYER}.src") is not None, "it plays")
    playing = page.evaluate(f"{PLAYER}.src")

    page.get_by_role("button", name="Move One down").focus()
    page.keyboard.press("Enter")
    expect(titles).to_have_text(["Two", "One", "Three"])
    expect(page.get_by_role("button", name="Move One down")).to_be_focused()
    page.keyboard.press("Enter")
    expect(titles).to_have_text(["Two", "Three", "One"])
    expect(page.get_by_role("button", name="Play Two").first).to_contain_text("Play all")
    assert page.evaluate(f"{PLAYER}.src") == playing

    for left in (["Three", "One"], ["One"], []):
        page.get_by_role("button", name="Take ").first.click()
        expect(titles).to_have_text(left)
    expect(page.get_by_text("Nothing in it yet")).to_be_visible()
    expect(page.get_by_text("0 beats")).to_be_visible()
