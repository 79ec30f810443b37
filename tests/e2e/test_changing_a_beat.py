"""What is nearly right is made right: a new take of the bass, heard beside the old one, and more bars."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.test_first_beat import level, make, open_beat, sign_up
from tests.midi import midi_of
from tests.services import wait_until

pytestmark = pytest.mark.chromium


def heard(page: Page, card: Locator, title: str) -> float:
    """How loud something is once its button on a card is pressed."""
    card.get_by_role("button", name=f"Play {title}", exact=True).click()
    wait_until(lambda: page.evaluate("document.querySelector('beat-player audio').currentTime") > 0.2, f"{title} plays")
    assert page.locator("beat-player [data-part=title]").inner_text() == title
    return level(page, "beat-player")


def ask_for_bass(page: Page, takes: str) -> None:
    page.get_by_role("link", name="New take of Bass").click()
    page.wait_for_url("**/stems/bass/new/")
    page.get_by_text("busier", exact=True).click()
    page.get_by_label("Variations").select_option(takes)
    page.get_by_role("button", name="Make it").click()
    page.wait_for_url("**/generations/**")


def test_a_new_bass_is_compared_with_the_old_one_and_kept_and_the_beat_grows(page: Page) -> None:
    sign_up(page, "nora")
    make(page, "trap at 140, 12 seconds, only drums, bass and melody")
    open_beat(page)
    first = page.url
    ask_for_bass(page, takes="2")
    expect(page.locator("[data-state=completed]")).to_have_count(2, timeout=60_000)
    second = page.locator("article").nth(1)
    expect(second).to_contain_text("bass-take-2")
    assert heard(page, second, "Whole beat before") > 0.001
    assert heard(page, second, "Whole beat, new take") > 0.001

    second.get_by_role("button", name="Keep this take on main").click()
    expect(page.get_by_text("This take is on “main” now.")).to_be_visible()
    expect(page.get_by_role("button", name="Keep this take on main")).to_have_count(0)
    page.locator("article").nth(1).get_by_role("link", name="Open the beat").click()
    page.wait_for_url("**/commits/**")
    assert page.url != first
    expect(page.get_by_role("heading", name="New bass, busier, take 2")).to_be_visible()

    page.get_by_text("Work on it").click()
    page.get_by_role("link", name="Extend…").click()
    page.wait_for_url("**/extend/")
    page.get_by_role("group", name="How many bars").get_by_text("4", exact=True).click()
    page.get_by_role("button", name="Extend").click()
    page.wait_for_url("**/generations/**")
    expect(page.get_by_text("Finished, on “main”")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Open the beat").click()
    page.wait_for_url("**/commits/**")
    expect(page.get_by_role("heading", name="4 bars more")).to_be_visible()
    assert float(page.locator("stem-mixer").get_attribute("data-length") or 0) == pytest.approx(
        12 + 4 * 4 * 60 / 140, abs=0.01
    )
    page.goto(re.sub(r"commits/.*", "", page.url))
    expect(page.locator(".log > li")).to_have_count(3)


def test_a_beat_is_made_around_a_melody(page: Page, tmp_path: Path) -> None:
    (tmp_path / "tune.mid").write_bytes(midi_of((69, 71, 72, 74, 76, 74, 72, 71, 69)))
    sign_up(page, "otto")
    page.get_by_label("What the beat should be").fill("house, 10 seconds")
    expect(page.locator("#chip-bpm")).to_have_value("124")
    page.locator("#melody").set_input_files(tmp_path / "tune.mid")
    expect(page.get_by_text("9 notes, 3 bars")).to_be_visible()
    expect(page.locator("#chip-bpm")).to_have_value("96")
    expect(page.locator("#chip-key")).to_have_value("A minor")
    page.get_by_role("button", name="Generate").click()
    page.wait_for_url("**/generations/**")
    expect(page.locator("main")).to_contain_text("around a melody")
    open_beat(page)
    expect(page.locator(".facts")).to_contain_text("96 BPM")
