"""Two versions are heard in step: switching keeps the place to the frame, and both are equally loud."""

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.test_first_beat import sign_up
from tests.services import wait_until
from tests.sites import Site

pytestmark = pytest.mark.chromium
SECONDS = 10
RATE_HZ = 44_100
QUANTUM = 128
LOCKED = "performance.getEntriesByType('resource').map(({name}) => name).find((name) => /\\/js\\/locked\\./.test(name))"
RENDER = """async () => {
    const { Locked, FADE_S } = await import(%s);
    const [rate, frames] = [44100, 44100];
    const context = new OfflineAudioContext(1, frames, rate);
    const ramp = (sign) => {
        const buffer = new AudioBuffer({ length: frames, sampleRate: rate });
        buffer.copyToChannel(Float32Array.from({ length: frames }, (_, i) => (sign * (i + 1)) / frames), 0);
        return buffer;
    };
    const voices = [{ buffer: ramp(1), gain: 0.5, pan: 0 }, { buffer: ramp(-1), gain: 1, pan: 0 }];
    const locked = new Locked(context, context.destination, voices, [true, false]);
    locked.start(1000 / rate, 500 / rate);
    locked.hear([false, true], 20000 / rate);
    locked.hear([true, false], 20001 / rate);  // pressed again at once: it waits for the first fade
    locked.hear([false, true], 30000 / rate);
    const heard = (await context.startRendering()).getChannelData(0);
    const place = (frame, gain) => (heard[frame] / gain) * frames - 1;
    const fade = Math.round(FADE_S * rate);
    const back = place(20100 + 2 * fade, 0.5);
    return { before: place(19999, 0.5), silent: heard[999], back, after: place(40000, -1) };
}"""
LOOK = """() => {
    const player = document.querySelector("ab-player");
    const samples = new Float32Array(2048);
    player.analyser.getFloatTimeDomainData(samples);
    const at = player.analyser.context.currentTime;
    return { samples: [...samples.slice(-4)], frame: Math.round((at - player.started.when) * 44100), at };
}"""


def frames(page: Page, gain: float) -> tuple[float, Mapping[str, Any]]:
    """Which frame of a ramp is heard last, by its level; and what else was seen."""
    seen = page.evaluate(LOOK)
    found = [abs(sample) / gain / 0.5 * SECONDS * RATE_HZ for sample in seen["samples"]]
    assert found[3] - found[0] == pytest.approx(3, abs=0.25), "neighbours are one frame apart"
    return found[3], seen


def test_switching_renders_the_other_version_at_the_very_same_frame(page: Page) -> None:
    page.goto("/accounts/login/")
    told = page.evaluate(RENDER % LOCKED)
    assert told["silent"] == 0
    assert told["before"] == pytest.approx(19_999 - 1000 + 500, abs=0.01)
    assert told["back"] == pytest.approx(20_100 + 882 - 1000 + 500, abs=0.01)
    assert told["after"] == pytest.approx(40_000 - 1000 + 500, abs=0.01)


def test_a_and_b_are_switched_by_a_key_at_the_same_frame_and_level(page: Page, site: Site) -> None:
    sign_up(page, "cora")
    old, new = site.do("two_ramps", user="cora", loudnesses_lufs=[-14.0, -20.0], seconds=SECONDS)
    page.goto(f"/~cora/ramps/compare/?old={old}&new={new}")
    player = page.locator("ab-player")
    page.get_by_role("button", name="Play", exact=True).click()
    wait_until(lambda: page.evaluate("document.querySelector('ab-player').position") > 0.5, "it plays")
    expect(player).to_contain_text("A is turned down by 6.0 dB, so that both are equally loud.")
    began = page.evaluate("document.querySelector('ab-player').started")
    assert began["gains"] == pytest.approx([10 ** (-6 / 20), 1])
    assert began["offset"] == 0

    place, seen = frames(page, began["gains"][0])
    assert seen["samples"][3] > 0
    lag = place - seen["frame"]
    for turn in range(3):
        page.keyboard.press("x")
        expect(page.locator("#hear-new")).to_have_attribute("aria-pressed", "false" if turn % 2 else "true")
        page.wait_for_timeout(60)
        place, seen = frames(page, began["gains"][turn % 2 == 0])
        assert (seen["samples"][3] < 0) == (turn % 2 == 0), "the other one is heard"
        drift = place - seen["frame"] - lag
        assert abs(drift - QUANTUM * round(drift / QUANTUM)) < 0.5, "to the frame, but for when one looks"
        assert abs(drift) < 40 * QUANTUM
    assert page.evaluate("document.querySelector('ab-player').started") == began, "nothing was started anew"

    page.locator("[data-scrub=new]").first.click(position={"x": 10, "y": 20})
    wait_until(lambda: page.evaluate("document.querySelector('ab-player').started.when") > began["when"], "it goes on")
    assert 0 < page.evaluate("document.querySelector('ab-player').started.offset") < 0.5
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    wait_until(lambda: page.evaluate("document.querySelector('ab-player').level()") == 0, "nothing is heard")


def test_one_stem_alone_is_compared_at_the_same_place(page: Page, site: Site) -> None:
    sign_up(page, "dina")
    old, new = site.do("two_ramps", user="dina", loudnesses_lufs=[-14.0, -14.0], seconds=SECONDS)
    page.goto(f"/~dina/ramps/compare/?old={old}&new={new}")
    page.evaluate("player = document.querySelector('ab-player'); player.play(); player.pause()")
    expect(page.locator("ab-player > [data-part=status]")).to_have_text("")
    page.get_by_role("button", name="Play", exact=True).click()
    wait_until(lambda: page.evaluate("document.querySelector('ab-player').position") > 0.05, "it plays")
    page.get_by_role("button", name="Hear only Bass").click()
    expect(page.locator("[data-part=sound]")).to_have_text("Bass")
    wait_until(lambda: page.evaluate("document.querySelector('ab-player').playing"), "it plays on")
    assert page.evaluate("document.querySelector('ab-player').started.offset") > 0.05
    page.get_by_role("button", name="Hear only Bass").click()
    expect(page.locator("[data-part=sound]")).to_have_text("Whole beat")
    page.get_by_label("Position in both").focus()
    page.keyboard.press("End")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    assert page.evaluate("document.querySelector('ab-player').position") == pytest.approx(SECONDS, abs=0.1)


def test_the_stems_end_at_their_end(page: Page, site: Site) -> None:
    sign_up(page, "fay")
    old, _ = site.do("two_ramps", user="fay", loudnesses_lufs=[-14.0, -14.0], seconds=SECONDS)
    page.goto(f"/~fay/ramps/commits/{old}/")
    page.get_by_role("button", name="Play the stems").click()
    wait_until(lambda: page.evaluate("document.querySelector('stem-mixer').position") > 0.05, "they play")
    page.get_by_label("Position in the stems").focus()
    page.keyboard.press("End")
    expect(page.get_by_role("button", name="Play the stems")).to_be_visible()
    assert page.evaluate("document.querySelector('stem-mixer').position") > 5


def test_without_javascript_every_sound_has_a_player_of_its_own(page: Page, site: Site, browser: Browser) -> None:
    sign_up(page, "erik")
    old, new = site.do("two_ramps", user="erik", loudnesses_lufs=[-14.0, -14.0], seconds=2)
    context = browser.new_context(base_url=f"http://localhost:{site.port}", java_script_enabled=False)
    plain = context.new_page()
    plain.goto("/~erik/ramps/compare/")
    plain.get_by_label("A, the old one").select_option(old[:12])
    plain.get_by_label("B, the new one").select_option(new[:12])
    plain.get_by_role("button", name="Compare", exact=True).click()
    expect(plain.locator("ab-player audio")).to_have_count(4)
    for player in plain.locator("ab-player audio").all():
        expect(player).to_be_visible()
    expect(plain.locator("#ab-toggle")).to_be_hidden()
    expect(plain.get_by_text("re-recorded")).to_be_visible()
    plain.get_by_role("link", name="Put A and B the other way round").click()
    expect(plain.locator("ab-player .tit").first).to_have_text("Louder")
    context.close()
