"""Two people make one beat: one goes on with it on a branch, the other in a fork, and both basses meet in a merge that
is settled by ear."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.test_first_beat import make, open_beat, sign_up, wait_to_hear
from tests.services import wait_until
from tests.sites import Site

pytestmark = pytest.mark.chromium
PROMPT = "trap at 140, 7 seconds, only drums, bass and melody"
MERGED = "Merge request 1: Another bass"
TREE = (
    ("Trap at 140 bpm", "alice"),
    ("New bass, busier", "alice"),
    ("New bass, busier", "bob"),
    ("Checkpoint: drums −3 dB", "bob"),
    (MERGED, "alice"),
)
COMPARED = "document.querySelector('ab-player')"


@pytest.fixture
def other(browser: Browser, site: Site) -> Iterator[Page]:
    """Somebody else, at another computer."""
    context = browser.new_context(base_url=f"http://localhost:{site.port}", viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def make_public(page: Page) -> str:
    """Gives the address of the beat."""
    page.get_by_role("link", name="Beat", exact=True).click()
    page.get_by_role("link", name="Settings", exact=True).click()
    page.get_by_label("Who may see it").select_option("public")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    return page.url


def begin_branch(page: Page, name: str) -> None:
    page.locator(".log-subject a").first.click()
    page.get_by_text("Version", exact=True).click()
    page.get_by_role("link", name="Branch from here").click()
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Begin the branch").click()
    expect(page.get_by_text(f"“{name}” begins here.")).to_be_visible()


def play_bass_anew(page: Page, branch: str) -> None:
    """Order a new take of the bass, and open what came of it."""
    page.get_by_role("link", name="New take of Bass").click()
    page.get_by_text("busier", exact=True).click()
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_text(f"Finished, on “{branch}”")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Open the beat").click()
    page.wait_for_url("**/commits/*/")
    expect(page.get_by_role("heading", level=1)).to_have_text("New bass, busier")


def fork(page: Page, address: str, title: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Fork", exact=True).click()
    page.get_by_label("Title").fill(title)
    page.get_by_label("Who may see it").select_option("public")
    page.get_by_role("button", name="Fork").click()
    expect(page.get_by_text(f"{title} is yours now.")).to_be_visible()


def turn_down_drums(page: Page) -> None:
    fader = page.get_by_label("Volume of Drums")
    fader.focus()
    for _ in range(6):
        page.keyboard.press("ArrowLeft")
    page.get_by_role("button", name="Checkpoint").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Checkpoint: drums −3 dB")


def propose(page: Page, title: str) -> str:
    """Gives the address of the request, which leads out of a fork."""
    page.get_by_role("link", name="Beat", exact=True).click()
    page.get_by_role("link", name="Propose a merge").click()
    page.get_by_label("Title").fill(title)
    page.get_by_role("button", name="Propose").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    return page.url


def merge_branch(page: Page, address: str, branch: str) -> None:
    page.goto(f"{address}?branch={branch}")
    page.locator(".log-subject a").first.click()
    page.get_by_text("Version", exact=True).click()
    page.get_by_role("link", name="Merge into a branch").click()
    page.get_by_label("Onto the branch").select_option(label="main")
    page.get_by_role("button", name="Merge", exact=True).click()
    page.wait_for_url("**/commits/*/")


def compare_by_ear(page: Page) -> None:
    page.get_by_role("link", name="Hear it beside the latest").click()
    expect(page.get_by_role("heading", name="Compare")).to_be_visible()
    page.get_by_role("button", name="Play", exact=True).click()
    wait_until(lambda: page.evaluate(f"{COMPARED}.position") > 0.2, "both play")
    wait_to_hear(page, "ab-player")
    before = page.evaluate(f"{COMPARED}.position")
    page.keyboard.press("x")
    expect(page.get_by_role("button", name="B new")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(f"{COMPARED}.position") > before, "it went on from there"
    wait_to_hear(page, "ab-player")
    page.keyboard.press(" ")


def settle(page: Page, request: str) -> None:
    """Hear both basses, and take the proposed one."""
    page.goto(request)
    page.get_by_role("button", name="Merge into main").click()
    expect(page.get_by_text("Listen, and choose which holds.")).to_be_visible()
    bass = page.get_by_role("group", name="Bass", exact=True)
    expect(page.locator("fieldset")).to_have_count(1)
    bass.get_by_role("button", name="as it is proposed").click()
    wait_until(lambda: page.evaluate(f"{COMPARED}.playing && {COMPARED}.hears === 'new'"), "it plays")
    wait_to_hear(page, "ab-player")
    bass.get_by_label("as it is proposed", exact=True).check()
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_text("Merged into “main”")).to_be_visible()


def test_two_people_make_a_beat_and_the_tree_tells_it_all(page: Page, other: Page) -> None:
    sign_up(page, "alice")
    make(page, PROMPT)
    open_beat(page)
    address = make_public(page)
    begin_branch(page, "idea")
    play_bass_anew(page, "idea")

    sign_up(other, "bob")
    fork(other, address, "Bass Remix")
    play_bass_anew(other, "main")
    turn_down_drums(other)
    request = propose(other, "Another bass")

    merge_branch(page, address, "idea")
    page.goto(request)
    expect(page.get_by_text("“main” has moved on")).to_be_visible()
    compare_by_ear(page)
    settle(page, request)

    page.get_by_role("link", name="History").click()
    expect(page.locator(".log-subject a")).to_have_text(
        [MERGED, "Checkpoint: drums −3 dB", "New bass, busier", "New bass, busier", "Trap at 140 bpm"]
    )
    expect(page.locator(".log li").first).to_contain_text("main")
    page.get_by_role("link", name="Tree").click()
    expect(page.get_by_text("5 commits in 2 repos")).to_be_visible()
    told = [re.compile(f"^{words}, by {who}") for words, who in TREE]
    for words in told:
        expect(page.get_by_role("treeitem", name=words)).to_have_count(1)
    other.goto(request)
    expect(other.get_by_text("Merged into “main”")).to_be_visible()
