"""One's own files in a real browser: chosen or dropped, sent, decoded by the worker, and heard."""

import io

import pytest
import soundfile
from playwright.sync_api import Page, expect

from tests.e2e.test_first_beat import open_beat, sign_up, wait_to_hear
from tests.make import make_sound

pytestmark = pytest.mark.chromium
DROP = """() => {
    const files = new DataTransfer();
    files.items.add(new File([new Uint8Array(50)], "dropped.wav", { type: "audio/wav" }));
    const zone = document.querySelector("drop-zone");
    zone.dispatchEvent(new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true }));
}"""


def wav(name: str, hz: float) -> dict[str, object]:
    data = io.BytesIO()
    soundfile.write(data, make_sound(hz, 12.0), 44_100, format="WAV")
    return {"name": name, "mimeType": "audio/wav", "buffer": data.getvalue()}


def test_several_files_become_a_beat_that_is_heard(page: Page) -> None:
    sign_up(page, "ingrid")
    page.goto("/import/")
    page.get_by_label("Audio files").set_input_files([wav("Night Bass.wav", 110), wav("Night Lead Synth.wav", 440)])
    expect(page.get_by_label("Chosen files").get_by_role("listitem")).to_have_count(2)
    page.get_by_role("button", name="Import").click()
    page.wait_for_url("**/generations/**")
    open_beat(page)
    page.get_by_role("button", name="Play the stems").click()
    wait_to_hear(page, "stem-mixer")


def test_what_would_be_refused_for_its_size_is_not_sent(page: Page) -> None:
    sign_up(page, "ines")
    page.goto("/import/")
    page.evaluate("document.querySelector('drop-zone').dataset.mostMb = 0.00001")
    page.evaluate(DROP)
    page.on("request", lambda request: pytest.fail(f"{request.url} was asked") if request.method == "POST" else None)
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("alert")).to_contain_text("“dropped.wav” has 1 MB")
    expect(page.get_by_label("Audio files")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Audio files").set_input_files([])
    expect(page.get_by_role("alert")).to_be_hidden()
