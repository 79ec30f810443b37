"""Somebody makes a token in the page and takes their beat away with git, from the site as it runs in production."""

import hashlib
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.gits import assert_sound, git, ids, log
from tests.sites import Site


def signed_in(page: Page, site: Site, name: str) -> None:
    site.sign_up(name)
    url = f"http://localhost:{site.port}"
    page.context.add_cookies([{"name": "sessionid", "value": site.cookies[name], "url": url}])


def test_a_private_beat_is_cloned_with_what_the_pages_say(page: Page, site: Site, tmp_path: Path) -> None:
    signed_in(page, site, "cloe")
    digests = site.do("beat", user="cloe")
    page.goto("/~cloe/night-drive/")
    page.get_by_text("Clone", exact=True).click()
    address = page.get_by_label("Clone address").input_value()
    page.get_by_role("link", name="access token").click()
    page.get_by_label("What is it for?").fill("git")
    page.get_by_role("button", name="Make it").click()
    secret = page.get_by_label("The new token").input_value()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Read · until")).to_be_visible()
    expect(page.get_by_label("The new token")).to_have_count(0)

    clone = tmp_path / "night-drive"
    git("clone", "-q", address.replace("://", f"://git:{secret}@"), clone)
    assert_sound(clone)
    stems = [hashlib.sha256(file.read_bytes()).hexdigest() for file in (clone / "stems").iterdir()]
    assert sorted(stems) == sorted(digests)


def test_a_family_of_some_hundred_versions_is_cloned_whole(site: Site, tmp_path: Path) -> None:
    site.sign_up("clive")
    site.do("family", owner="clive", other="cleo", commits=300, forks=3)
    origin = f"http://localhost:{site.port}/~clive/night-drive.git"
    git("clone", "-q", "--mirror", origin, tmp_path / "whole")
    assert_sound(tmp_path / "whole")
    git("clone", "-q", "--mirror", "--depth", "3", origin, tmp_path / "shallow")
    assert_sound(tmp_path / "shallow")
    few = set(log(tmp_path / "shallow", "%H"))
    every = set(log(tmp_path / "whole", "%H"))
    assert few < every
    git("fetch", "-q", "--unshallow", at=tmp_path / "shallow")
    assert ids(tmp_path / "shallow") == ids(tmp_path / "whole")
