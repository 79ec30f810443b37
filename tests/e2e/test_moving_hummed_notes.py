"""The notes of a hum are moved by hand: dragged, pulled longer, nudged by the keyboard, taken back, and always kept."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.test_first_beat import sign_up
from tests.sites import Site

pytestmark = pytest.mark.chromium


def open_hum(page: Page, site: Site, name: str) -> str:
    sign_up(page, name)
    address = str(site.do("hum", user=name))
    page.goto(address)
    return address


def note(page: Page, label: str) -> Locator:
    return page.get_by_role("button", name=label, exact=True)


def drag(page: Page, what: Locator, right: float, down: float, *, by_its_end: bool = False) -> None:
    box, scale = what.bounding_box(), what.evaluate("note => note.getScreenCTM().a")
    assert box is not None
    right, down = right * scale, down * scale
    x = box["x"] + (box["width"] - 3 if by_its_end else 8)
    y = box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right / 2, y + down / 2)
    page.mouse.move(x + right, y + down)
    page.mouse.up()


def test_notes_are_dragged_nudged_taken_back_and_kept(page: Page, site: Site) -> None:
    address = open_hum(page, site, "greta")
    first = "A4 at 1.1, 1 beat long"
    drag(page, note(page, first), 0, -36)
    expect(note(page, "C5 at 1.1, 1 beat long")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(note(page, first)).to_be_visible()

    last = note(page, "A4 at 2.1, 1 beat long")
    drag(page, last, 36, 0)
    moved = note(page, "A4 at 2.2, 1 beat long")
    expect(moved).to_be_visible()
    drag(page, moved, 36, 0, by_its_end=True)
    long = note(page, "A4 at 2.2, 2 beats long")
    expect(long).to_be_visible()

    long.focus()
    for key in ("ArrowUp", "Shift+ArrowDown", "ArrowRight", "Shift+ArrowLeft", "Shift+ArrowLeft"):
        page.keyboard.press(key)
    done = note(page, "Bb3 at 2.2.25, 1.5 beats long")
    expect(done).to_be_focused()
    page.keyboard.press("Control+z")
    back = note(page, "Bb3 at 2.2.25, 1.75 beats long")
    expect(back).to_be_focused()
    page.keyboard.press("Space")
    expect(back).to_have_attribute("aria-pressed", "true")

    page.get_by_label("Octaves").select_option("+1")
    page.get_by_role("button", name="Apply").click()
    page.wait_for_load_state()
    page.goto(address)
    expect(note(page, "Bb4 at 2.2.25, 1.75 beats long")).to_be_visible()
    expect(page.locator("[data-note]")).to_have_count(5)
    page.get_by_role("button", name="Put all notes back as they were heard").click()
    expect(note(page, "A5 at 2.1, 1 beat long")).to_be_visible()
