"""A mix is tried by ear, kept by one click, and found again in the history."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.test_first_beat import sign_up, wait_to_hear
from tests.services import wait_until
from tests.sites import Site

pytestmark = pytest.mark.chromium
COMMITS = 60


def _pressed(page: Page, slider: Locator, key: str, times: int) -> None:
    slider.focus()
    for _ in range(times):
        page.keyboard.press(key)


def test_moved_faders_are_kept_as_a_commit_that_sounds_like_them(page: Page, site: Site) -> None:
    sign_up(page, "mara")
    site.do("a_long_history", user="mara", commits=2)
    page.goto("/~mara/long-story/")
    keep = page.get_by_role("button", name="Checkpoint")
    expect(keep).to_be_hidden()
    _pressed(page, page.get_by_label("Volume of Bass"), "ArrowLeft", 6)
    _pressed(page, page.get_by_label("Pan of Drums"), "ArrowRight", 4)
    expect(page.get_by_text("Drums 20 % right, Bass −3 dB")).to_be_visible()
    page.get_by_role("button", name="As it was").click()
    expect(keep).to_be_hidden()
    _pressed(page, page.get_by_label("Volume of Bass"), "ArrowLeft", 6)
    keep.click()
    page.wait_for_url("**/commits/**")
    expect(page.get_by_role("heading", name="Checkpoint: bass −3 dB")).to_be_visible()
    expect(page.get_by_label("Volume of Bass")).to_have_value("-3")
    page.get_by_role("button", name="Play the stems").click()
    wait_to_hear(page, "stem-mixer")
    page.get_by_role("link", name="The commit before", exact=False).click()
    expect(page.get_by_role("heading", name="Step 2")).to_be_visible()


def test_a_long_history_loads_as_one_reads_on_and_plays_at_a_click(page: Page, site: Site) -> None:
    sign_up(page, "lena")
    site.do("a_long_history", user="lena", commits=COMMITS)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith(".peaks") else None)
    page.goto("/~lena/long-story/commits/")
    rows = page.locator(".log > [data-beat]")
    expect(rows).to_have_count(50)
    wait_until(lambda: len(set(asked)) > 3, "waveforms in view are loaded")
    assert len(set(asked)) < 40, "those out of view are not"
    page.get_by_role("link", name="Load more").click()
    expect(rows).to_have_count(COMMITS + 1)
    expect(page.get_by_role("link", name="Step 10", exact=True)).to_be_focused()
    assert page.url.endswith("/commits/"), "the page stays the page"
    page.get_by_role("button", name="Play Step 9", exact=True).click()
    wait_until(lambda: page.evaluate("document.querySelector('beat-player audio').currentTime") > 0.1, "it plays")
    assert page.locator("beat-player [data-part=title]").inner_text() == "Step 9"
