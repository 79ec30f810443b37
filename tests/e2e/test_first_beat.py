"""The main job, as a musician does it: from a sentence to a beat that can be heard."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.services import wait_until

pytestmark = pytest.mark.chromium
PROMPT = "dark trap in C minor around 140, 12 seconds"


def sign_up(page: Page, name: str) -> None:
    page.goto("/accounts/signup/")
    page.get_by_label("Username").fill(name)
    page.get_by_label(re.compile("e-?mail", re.I)).fill(f"{name}@example.com")
    page.locator("input[name=password1]").fill("correct horse battery")
    page.get_by_role("main").get_by_role("button", name="Sign up").click()
    page.wait_for_url("**/create/")


def make(page: Page, prompt: str = PROMPT) -> None:
    page.goto("/create/")
    page.get_by_label("What the beat should be").fill(prompt)
    expect(page.locator("#chip-genre")).to_have_value("trap")
    page.get_by_role("button", name="Generate").click()
    page.wait_for_url("**/generations/**")


def open_beat(page: Page) -> None:
    page.get_by_role("link", name="Open the beat").click(timeout=60_000)
    page.wait_for_url("**/commits/**")
    expect(page.locator("stem-mixer")).to_be_visible()


def level(page: Page, element: str) -> float:
    """The loudest of a second's worth of looks at what is heard."""
    return page.evaluate(
        """async (name) => {
            let loudest = 0;
            for (let i = 0; i < 20; i++) {
                loudest = Math.max(loudest, document.querySelector(name).level());
                await new Promise((go) => setTimeout(go, 50));
            }
            return loudest;
        }""",
        element,
    )


def wait_to_hear(page: Page, element: str) -> None:
    """Wait until it sounds, or fail saying how its element stands."""
    try:
        wait_until(lambda: level(page, element) > 0.001, f"{element} is heard")
    except pytest.fail.Exception as silence:
        found = page.evaluate(
            "name => (({playing, wanted, position, innerText}) => ({playing, wanted, position, innerText}))"
            "(document.querySelector(name))",
            element,
        )
        pytest.fail(f"{silence}: {found}")


def test_a_visitor_signs_up_makes_a_beat_and_hears_it(page: Page) -> None:
    sign_up(page, "vera")
    page.get_by_label("What the beat should be").press_sequentially(PROMPT, delay=5)
    expect(page.locator("#chip-genre")).to_have_value("trap")
    expect(page.locator("#chip-bpm")).to_have_value("140")
    expect(page.locator("#chip-key")).to_have_value("C minor")
    expect(page.locator("#chip-mood")).to_have_value("dark")
    expect(page.locator("#chip-duration")).to_have_value("12")

    # The bar is looked at from inside the page, so that nothing is missed.
    page.add_init_script(
        """new MutationObserver(() => {
            const bar = document.querySelector('#progress progress');
            if (bar) (window.percents ??= new Set()).add(bar.value);
        }).observe(document, {subtree: true, childList: true, attributes: true});"""
    )
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/generations/**")
    page.reload()
    expect(page.get_by_role("link", name="Open the beat")).to_be_visible(timeout=60_000)
    percents = page.evaluate("[...(window.percents ?? [])]")
    assert len(percents) > 1
    assert percents == sorted(percents)

    open_beat(page)
    assert page.locator("[data-lane]").count() >= 4
    page.get_by_role("button", name="Play the stems").click()
    wait_until(lambda: page.evaluate("document.querySelector('stem-mixer').position") > 0.5, "the stems play")
    wait_to_hear(page, "stem-mixer")
    for button in page.locator("[data-do=mute]").all():
        button.click()
    wait_until(lambda: level(page, "stem-mixer") == 0, "nothing is heard")
    page.locator("[data-do=solo]").first.click()
    page.locator("[data-do=mute]").first.click()
    wait_to_hear(page, "stem-mixer")
    page.get_by_role("button", name="Pause the stems").click()
    wait_until(lambda: level(page, "stem-mixer") == 0, "nothing is heard")


def test_the_player_plays_on_while_one_looks_around_and_goes_back(page: Page) -> None:
    sign_up(page, "walter")
    make(page)
    page.get_by_role("link", name="Open the beat").wait_for(timeout=60_000)
    page.locator("play-button button").first.click()
    wait_until(lambda: page.evaluate("document.querySelector('beat-player audio').currentTime") > 0.3, "it plays")
    page.get_by_role("link", name="Library").first.click()
    page.wait_for_url("**/library/")
    page.get_by_role("link", name="Create").first.click()
    page.wait_for_url("**/create/")
    page.go_back()
    page.wait_for_url("**/library/")
    expect(page.get_by_role("heading", name="Library")).to_be_visible()
    before = page.evaluate("document.querySelector('beat-player audio').currentTime")
    assert before > 0.5
    assert not page.evaluate("document.querySelector('beat-player audio').paused")
    wait_to_hear(page, "beat-player")
    assert page.evaluate("document.querySelector('beat-player audio').currentTime") > before


def test_a_wrong_value_is_said_at_its_field_and_nothing_is_lost(page: Page) -> None:
    sign_up(page, "xaver")
    page.get_by_label("What the beat should be").fill(PROMPT)
    expect(page.locator("#chip-bpm")).to_have_value("140")
    page.locator("#chip-bpm").fill("900")
    page.get_by_role("button", name="Generate").click()
    expect(page.locator("#error-bpm")).to_contain_text("300")
    expect(page.get_by_label("What the beat should be")).to_have_value(PROMPT)
    page.locator("#chip-bpm").fill("141")
    page.get_by_role("button", name="Generate").click()
    page.wait_for_url("**/generations/**")
    expect(page.locator("main")).to_contain_text("141 BPM")


def test_a_beat_that_is_being_made_can_be_cancelled(page: Page) -> None:
    sign_up(page, "yara")
    make(page, "trap at 140, 300 seconds")
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("[data-state=cancelled]")).to_be_visible()


def test_a_stranger_finds_nothing_where_somebody_elses_beat_is(page: Page) -> None:
    sign_up(page, "zoe")
    make(page)
    open_beat(page)
    place = page.url
    page.context.clear_cookies()
    assert page.goto(place).status == 404
    assert page.goto(place + "master.mp3").status == 404
