"""What others see of somebody, and how to change it."""

from typing import Any

from accounts.models import User


def test_a_name_and_a_word_about_oneself_are_shown_on_the_profile(alice: User, browser_of: Any) -> None:
    browser = browser_of(alice)
    browser.post("/settings/", {"display_name": "Alice Ø", "about": "Trains <b>at night</b>."})
    page = browser.get("/~alice/").content.decode()
    assert "Alice Ø" in page
    assert "Trains &lt;b&gt;at night&lt;/b&gt;." in page


def test_a_name_that_is_too_long_is_said_at_its_field_and_not_kept(alice: User, browser_of: Any) -> None:
    answer = browser_of(alice).post("/settings/", {"display_name": "x" * 81})
    assert answer.status_code == 422
    assert 'id="id_display_name_error"' in answer.content.decode()
    alice.refresh_from_db()
    assert alice.display_name == ""
