"""The whole product, started as a user starts it, and a real browser to look at it."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.sites import Site, new_site

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Everything as in production: hashed static files, the real policy, web and worker."""
    folder = tmp_path_factory.mktemp("site")
    real = {"DJANGO_SETTINGS_MODULE": "beatflow_site.settings", "SECRET_KEY": "e2e-" + "x" * 50, "CPU_WORKERS": "1"}
    with new_site(folder, **real) as running:
        running.do("collect_static")
        running.start()
        yield running


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What starts browsers: there can be only one in a process."""
    expect.set_options(timeout=30_000)  # machines that test are slow at times, and nothing is said about speed here
    with sync_playwright() as started:
        yield started


def open_browser(playwright: Playwright, *flags: str) -> Browser:
    """A Chromium; whoever opens it closes it."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed.")
    return playwright.chromium.launch(executable_path=chromium, args=[*CHROMIUM_FLAGS, *flags])


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    opened = open_browser(playwright)
    yield opened
    opened.close()


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A fresh visitor. Whatever the browser's console complains about fails the test."""
    context = browser.new_context(base_url=f"http://localhost:{site.port}", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert not [line for line in complaints if not _is_expected(line)], complaints


def _is_expected(complaint: str) -> bool:
    """A refused form answers 4xx, a newer request ends the one before it, and who leaves a page at once ends its
    socket before that is open (an event without words)."""
    ended = ("htmx:sendAbort", "htmx:afterRequest", "[object Event]")
    return "status of 4" in complaint or complaint.startswith(ended)
