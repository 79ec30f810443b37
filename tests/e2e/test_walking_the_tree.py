"""The genealogy in a browser: one walks it by keyboard, by pointer and by touch, and it comes as one goes."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.services import wait_until
from tests.sites import Site

pytestmark = pytest.mark.chromium


@pytest.fixture
def tree(page: Page, site: Site) -> str:
    """The address of the tree of a family of some hundred commits; its owner looks at it."""
    if "tess" not in site.cookies:
        site.sign_up("tess")
        site.do("family", owner="tess", other="theo", commits=400, forks=2)
    page.context.add_cookies(
        [{"name": "sessionid", "value": site.cookies["tess"], "url": f"http://localhost:{site.port}"}]
    )
    return "/~tess/night-drive/tree/"


def _focused(page: Page) -> Locator:
    return page.locator(".spot:focus")


def _is_in_view(page: Page) -> bool:
    """Whether the commit that Tab leads to lies within the box."""
    box, it = (page.locator(part).bounding_box() for part in (".tree-box", ".spot[tabindex='0'] .face"))
    assert box
    assert it
    across = box["x"] <= it["x"] <= it["x"] + it["width"] <= box["x"] + box["width"]
    return across and box["y"] <= it["y"] <= it["y"] + it["height"] <= box["y"] + box["height"]


def _column(spot: Locator) -> int:
    return int((spot.get_attribute("id") or "").split("-")[1])


def test_one_walks_the_tree_by_keyboard_and_it_comes_as_one_goes(page: Page, tree: str) -> None:
    page.goto(tree)
    tip = page.locator(".spot[tabindex='0']")
    expect(tip).to_have_count(1)
    expect(tip).to_have_attribute("aria-label", re.compile(r"^.+, by \w+, .+ ago, on main of Night Drive$"))
    assert _is_in_view(page)
    assert page.locator(".spot").count() < 300
    tip.focus()
    newest = _column(tip)
    page.keyboard.press("ArrowLeft")
    expect(_focused(page)).not_to_have_attribute("id", f"n-{newest}-0")
    assert _column(_focused(page)) < newest
    subject = (_focused(page).get_attribute("aria-label") or "").split(", by ")[0]
    expect(page.locator("#tree-panel h2")).to_have_text(subject)
    page.keyboard.press("ArrowRight")
    expect(_focused(page)).to_have_attribute("id", f"n-{newest}-0")
    page.keyboard.press("ArrowDown")
    expect(_focused(page)).not_to_have_attribute("id", f"n-{newest}-0")
    page.keyboard.press("Home")
    expect(_focused(page)).to_have_attribute("id", "n-0-0")
    expect(page.locator("#tree-panel h2")).to_have_text("First take")
    wait_until(lambda: _is_in_view(page), "the oldest commit is in view")
    page.keyboard.press("End")
    expect(_focused(page)).not_to_have_attribute("id", "n-0-0")
    assert _column(_focused(page)) >= newest
    page.keyboard.press("Space")
    expect(page.locator("beat-player [data-part=title]")).to_have_attribute("href", re.compile(r"/commits/\w{64}/$"))
    at = page.url
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/commits/\w{64}/$"))
    assert page.url.split("/")[-2] in at
    expect(page.locator("beat-player")).to_be_visible()


def test_tiles_come_as_one_scrolls_and_two_commits_are_chosen_to_be_compared(page: Page, tree: str) -> None:
    page.goto(tree)
    expect(page.locator(".spot[tabindex='0']")).to_have_count(1)
    assert page.locator("#n-0-0").count() == 0
    page.locator(".tree-box").evaluate("box => box.scrollTo({ left: 0, behavior: 'instant' })")
    first = page.locator("#n-0-0")
    expect(first).to_be_visible()
    expect(first).to_have_attribute("tabindex", "-1")
    first.click()
    expect(page.locator("#tree-panel h2")).to_have_text("First take")
    page.get_by_role("link", name="Compare…").click()
    expect(first).to_have_class(re.compile("marked"))
    page.locator("#n-1-0").click()
    page.get_by_role("link", name="Compare A with B").click()
    page.wait_for_url(re.compile(r"/compare/\?old=\w{64}&new=\w{64}$"))
    page.go_back()
    expect(page.locator(".spot[tabindex='0']")).to_have_attribute("id", "n-1-0")
    expect(first).to_have_class(re.compile("marked"))


def test_a_tree_that_has_grown_since_is_drawn_anew_where_one_was(page: Page, site: Site, tree: str) -> None:
    page.goto(tree)
    expect(page.locator(".spot[tabindex='0']")).to_have_count(1)
    version = page.locator("family-tree").get_attribute("data-version") or ""
    site.do("grow", owner="tess", message="Louder")
    page.locator(".tree-box").evaluate("box => box.scrollTo({ left: 0, behavior: 'instant' })")
    expect(page.locator("family-tree")).not_to_have_attribute("data-version", version)
    page.locator(".tree-box").evaluate("box => box.scrollTo({ left: 0, behavior: 'instant' })")
    expect(page.locator("#n-0-0")).to_be_visible()


def test_the_tree_moves_within_a_narrow_screen(page: Page, tree: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(tree)
    expect(page.locator(".spot[tabindex='0']")).to_have_count(1)
    assert _is_in_view(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    moves: Any = page.locator(".tree-box").evaluate(
        "box => [box.scrollWidth > box.clientWidth, box.scrollHeight > box.clientHeight]"
    )
    assert moves == [True, True]
    frame, panel = (page.locator(part).bounding_box() for part in (".tree-frame", ".tree-panel"))
    assert frame
    assert panel
    assert panel["y"] >= frame["y"] + frame["height"]
    page.goto(f"{tree}?scale=far")
    expect(page.locator(".tree-paper.far .spot[tabindex='0']")).to_have_count(1)
    assert _is_in_view(page)
