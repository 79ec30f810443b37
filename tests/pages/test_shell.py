"""What every page owes: nothing inline, a way past the frame, marks that exist, errors that are dressed."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import BadRequest, PermissionDenied
from django.test import Client, RequestFactory

from accounts.models import User
from beatflow_site import views
from generation import services
from tests.make import make_beat

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", re.IGNORECASE)
OPEN_PAGES = ("/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/~alice/night-drive/")
OWN_PAGES = (
    "/library/",
    "/library/?q=nothing",
    "/create/",
    "/import/",
    "/~alice/",
    "/~alice/night-drive/",
    "/~alice/night-drive/settings/",
    "/settings/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/logout/",
)


@pytest.fixture
def pages(alice: User, client: Client, browser_of: Any) -> dict[str, str]:
    commit = make_beat(alice, visibility="public").refs.get().tip
    generation = services.submit({"prompt": "trap"}, by=alice)
    take, longer = (f"/~alice/night-drive/commits/{commit.digest}/{path}" for path in ("stems/bass/new/", "extend/"))
    own, browser = (*OWN_PAGES, take, longer, f"/generations/{generation.pk}/"), browser_of(alice)
    shown = {f"{path} signed out": client.get(path) for path in OPEN_PAGES} | {path: browser.get(path) for path in own}
    assert {path: answer.status_code for path, answer in shown.items() if answer.status_code != 200} == {}
    return {path: answer.content.decode() for path, answer in shown.items()}


def test_no_page_holds_inline_scripts_or_styles(pages: dict[str, str]) -> None:
    assert {path: INLINE.findall(html) for path, html in pages.items() if INLINE.search(html)} == {}


def test_every_page_has_a_title_one_heading_a_skip_link_and_one_main(pages: dict[str, str]) -> None:
    for path, html in pages.items():
        assert re.search(r"<title>\s*\S.* · BeatFlow</title>", html), path
        assert len(re.findall(r"<h1[ >]", html)) == 1, path
        assert len(re.findall(r"<main[^>]*\sid=\"main\"", html)) == 1, path
        assert '<a class="skip" href="#main"' in html, path


def test_no_id_is_used_twice_on_a_page(pages: dict[str, str]) -> None:
    for path, html in pages.items():
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert sorted(ids) == sorted(set(ids)), path


def test_every_field_has_a_label(pages: dict[str, str]) -> None:
    for path, html in pages.items():
        for field in re.findall(r"<(?:input|select|textarea)\b[^>]*>", html):
            name = re.search(r'\sid="([^"]+)"', field)
            labelled = "aria-label=" in field or 'type="hidden"' in field or (name and f'for="{name[1]}"' in html)
            wrapped = re.search(r"<label[^>]*>\s*" + re.escape(field), html)
            assert labelled or wrapped, (path, field)


def test_links_inside_the_site_lead_somewhere(pages: dict[str, str], alice: User, browser_of: Any) -> None:
    browser = browser_of(alice)
    links = {link for html in pages.values() for link in re.findall(r'<a [^>]*href="(/[^"#?]*)', html)}
    dead = {link for link in links if "/commits/" not in link and browser.get(link).status_code not in (200, 302)}
    assert dead == set()


def test_every_icon_that_a_template_names_exists() -> None:
    names = {name for file in TEMPLATES for name in re.findall(r'{% icon "([^"]+)"', file.read_text())}
    icons = settings.NODE_MODULES_DIR / "lucide-static" / "icons"
    assert names
    assert {name for name in names if not (icons / f"{name}.svg").is_file()} == set()


def test_every_static_file_that_a_template_names_exists() -> None:
    names = {name for file in TEMPLATES for name in re.findall(r"{% static '([^']+)'", file.read_text())}
    assert len(names) > 5
    assert {name for name in names if not finders.find(name)} == set()


def test_every_module_that_a_script_imports_exists() -> None:
    scripts = (settings.BASE_DIR / "static" / "js").rglob("*.js")
    wanted = [
        (file, name) for file in scripts for name in re.findall(r'from "([^"]+)"|import "([^"]+)"', file.read_text())
    ]
    missing = [
        (file.name, name) for file, pair in wanted for name in pair if name and not _beside(file, name).is_file()
    ]
    assert missing == []


def _beside(file: Path, name: str) -> Path:
    return (file.parent / name).resolve()


def test_passwords_and_addresses_can_be_filled_in_by_the_browser(pages: dict[str, str]) -> None:
    for kind in ("username", "email", "new-password"):
        assert f'autocomplete="{kind}"' in pages["/accounts/signup/ signed out"]
    assert 'autocomplete="current-password"' in pages["/accounts/login/ signed out"]


def test_what_is_missing_is_said_in_a_page_of_the_site(client: Client, alice: User, browser_of: Any) -> None:
    for visitor in (client, browser_of(alice)):
        answer = visitor.get("/there/is/no/such/page/")
        assert answer.status_code == 404
        assert "There is nothing here, or it is not yours to see." in answer.content.decode()


@pytest.mark.parametrize(
    ("view", "error", "status"), [(views.bad_request, BadRequest(), 400), (views.forbidden, PermissionDenied(), 403)]
)
def test_refusals_are_dressed(view: Any, error: Exception, status: int, alice: User, rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user, request.htmx = alice, False
    answer = view(request, error)
    assert answer.status_code == status
    assert 'id="main"' in answer.content.decode()


def test_the_page_for_a_breakdown_asks_the_database_for_nothing(rf: RequestFactory) -> None:
    # Without the `db` fixture any query is an error.
    answer = views.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "Something broke" in answer.content.decode()


def test_pages_are_served_without_numpy() -> None:
    code = "import django, sys; django.setup(); import beatflow_site.urls; print('numpy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
