"""A melody is hummed into the microphone, written down, put right and heard; a beat around it has the hum as a stem."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile
from playwright.sync_api import Page, Playwright, expect

from tests import hums
from tests.e2e.conftest import open_browser
from tests.e2e.test_first_beat import sign_up, wait_to_hear
from tests.services import wait_until
from tests.sites import Site

pytestmark = pytest.mark.chromium


@pytest.fixture
def page(playwright: Playwright, site: Site, tmp_path: Path) -> Iterator[Page]:
    """A visitor whose microphone hears somebody hum, over and over."""
    hum = tmp_path / "hum.wav"
    data = io.BytesIO()
    soundfile.write(data, hums.made_up("clean", 1)[0], 44_100, format="WAV", subtype="PCM_16")
    hum.write_bytes(data.getvalue())
    fake = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    browser = open_browser(playwright, *fake, f"--use-file-for-fake-audio-capture={hum}")
    context = browser.new_context(base_url=f"http://localhost:{site.port}", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if "Content Security" in message.text else None)
    yield page
    browser.close()
    assert complaints == []


def turn_the_microphone_on(page: Page) -> None:
    page.get_by_role("link", name="Hum", exact=True).click()
    page.wait_for_url("**/hum/")
    page.get_by_role("button", name="Turn the microphone on").click()
    meter = "Number(document.querySelector('hum-recorder meter').value)"
    wait_until(lambda: page.evaluate(meter) > 0.3, "the level moves")


def test_a_recording_stays_where_the_server_refuses_what_came_with_it(page: Page) -> None:
    sign_up(page, "henri")
    turn_the_microphone_on(page)
    page.get_by_label("Count four beats before it begins").uncheck()
    page.get_by_role("button", name="Record", exact=True).click()
    wait_until(lambda: "s" in (page.locator("[data-part=time]").text_content() or ""), "something is recorded")
    page.wait_for_timeout(1_500)
    page.get_by_role("button", name="Stop").click()
    size = "document.getElementById('hum').files[0].size"
    recorded = page.evaluate(size)

    name = page.get_by_label("Name")
    name.evaluate("field => field.removeAttribute('maxlength')")
    name.fill("la " * 50)
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("A name has at most 120 characters.")).to_be_visible()
    expect(name).to_be_focused()
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(page.locator("hum-recorder audio")).to_be_visible()
    assert page.evaluate(size) == recorded

    page.context.set_offline(True)
    name.fill("Evening")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("alert").get_by_text("Nothing is lost")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Write it down").click()
    page.wait_for_url("**/generations/**")
    expect(page.get_by_role("heading", level=1, name="Evening")).to_be_visible()


def test_a_melody_is_hummed_and_becomes_a_beat(page: Page) -> None:
    sign_up(page, "hanna")
    turn_the_microphone_on(page)
    expect(page.get_by_label("Microphone", exact=True)).to_contain_text("Fake")

    page.get_by_label("Count-in, beats a minute").fill("200")
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_text("Hum now.")).to_be_visible()
    page.wait_for_timeout(4_000)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("hum-recorder audio")).to_be_visible()
    assert page.evaluate("document.getElementById('hum').files[0].size") > 200_000

    page.get_by_label("Name").fill("Morning")
    page.get_by_role("button", name="Write it down").click()
    page.wait_for_url("**/generations/**")
    expect(page.get_by_text("counted in at 200 BPM")).to_be_visible()
    page.get_by_role("link", name="Look at the notes").click(timeout=60_000)
    page.wait_for_url("**/hum/*/")

    page.get_by_role("button", name="Play Morning").click()
    wait_to_hear(page, "beat-player")
    note = page.locator("[data-note]").first
    was = note.locator("title").text_content()
    note.click()
    page.get_by_role("button", name="Octave up").click()
    expect(note.locator("title")).not_to_have_text(was or "")

    page.get_by_label("Genre").select_option("lo-fi")
    page.get_by_label("Length, seconds").fill("8")
    page.get_by_role("button", name="Make the beat").click()
    page.wait_for_url("**/generations/**")
    page.get_by_role("link", name="Open the beat").click(timeout=60_000)
    page.wait_for_url("**/commits/**")
    expect(page.locator("[data-kind=hum]").first).to_be_visible()
