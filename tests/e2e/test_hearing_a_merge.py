"""What two people changed is heard where one chooses between them, by keyboard too, and the result before it holds."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_first_beat import sign_up, wait_to_hear
from tests.services import wait_until
from tests.sites import Site

pytestmark = pytest.mark.chromium
CURRENT = "document.querySelector('ab-player.current')"


def test_both_basses_are_heard_together_and_the_result_before_it_is_merged(page: Page, site: Site) -> None:
    sign_up(page, "emma")
    _, theirs = site.do("two_basses", user="emma")
    page.goto(f"/~emma/basses/commits/{theirs}/merge/")
    page.get_by_label("Onto the branch").select_option(label="main")
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_text("Both sides changed the stem “Bass”")).to_be_visible()
    expect(page.get_by_text("Both were made from")).to_contain_text("First take")

    bass = page.get_by_role("group", name="Bass", exact=True)
    for button in ("Hear Bass, as on the branch", "Hear Bass, both, one beside the other"):
        bass.get_by_role("button", name=button).focus()
        page.keyboard.press("Enter")
        wait_until(lambda: page.evaluate(f"{CURRENT}?.playing"), "it plays")
    heard = page.evaluate(f"[{CURRENT}.hears, {CURRENT}.started.gains]")
    assert heard == ["both", [1, 1]]
    bass.get_by_label("as in this version", exact=True).focus()
    page.keyboard.press("Space")
    expect(bass.get_by_label("as in this version", exact=True)).to_be_checked()
    page.get_by_role("group", name="Drums", exact=True).get_by_label("as on the branch", exact=True).check()

    page.get_by_role("button", name="Hear the result first").focus()
    page.keyboard.press("Enter")
    result = page.locator("ab-player.preview")
    expect(result).to_be_visible()
    expect(page.get_by_role("button", name="Hear it again")).to_be_focused()
    expect(bass.get_by_label("as in this version", exact=True)).to_be_checked()
    result.get_by_role("button", name="Play").click()
    wait_until(lambda: page.evaluate("document.querySelector('ab-player.preview').playing"), "the result plays")
    wait_to_hear(page, "ab-player.preview")
    page.keyboard.press("x")
    expect(result.get_by_role("button", name="Branch as it is")).to_have_attribute("aria-pressed", "true")

    page.get_by_role("button", name="Merge", exact=True).click()
    page.wait_for_url("**/commits/*/")
    expect(page.get_by_role("heading", name="Merge “Their bass” into main")).to_be_visible()
