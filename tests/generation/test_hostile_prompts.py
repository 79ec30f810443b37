"""Whatever somebody writes is read without a complaint, and soon."""

import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generation.brief_checks import PROMPT_LIMIT
from generation.briefs import BriefErrors, complete, explain
from generation.engines.base import BPM_RANGE, DURATION_RANGE_S
from generation.engines.composer.genres import GENRES
from generation.language import understand
from generation.language.structure import structure_named
from tests.generation.data.prompts import HELD_OUT, SEEN

NASTY = [
    "bpm 99999", "-140 bpm", "0 bpm", "1e309 bpm", "bpm NaN", "9" * 2000, "0.0000001 seconds", "drop at bar 0",
    "drop at bar 99999999999999999999", "drop at bar -3", "drop at 99:99", "intro of 10000000 bars", "0 bar intro",
    "'; DROP TABLE generation_generation; --", '" OR 1=1; --', "<script>alert('drop at bar 9')</script>",
    "{{ 7*7 }} {% include 'x' %}", "${jndi:ldap://x}", "../../etc/passwd", "%s%s%n", "\x00\x01\x02\x7f", "\u202etrap",
    "🔥💀👨‍👩‍👧‍👦🇩🇪", "т𝓇ａｐ ｂｅａｔ", "trap" * 500, "((((((((((", '"""' * 300, "'" * 2000, "no " * 600,
    "a\u0301" * 900,
    "¹²³ ½ Ⅷ ⅞ ٣٤٥ bpm १४० bpm", "一二三小節目でドロップ", "\ud800\udfff", "\n" * 2000, "1:" * 900, "#" * 2000,
    "♭♯" * 900,
]  # fmt: skip


def read(prompt: str) -> None:
    """All that is done with a prompt, before it is refused or made."""
    understand(prompt)
    structure_named(prompt[:200])
    fields = {"prompt": prompt, "seed": "1"}
    try:
        brief, _ = complete(fields)
        explain(fields)
    except BriefErrors:
        return
    assert BPM_RANGE[0] <= brief.bpm <= BPM_RANGE[1]
    assert DURATION_RANGE_S[0] <= brief.duration_s <= DURATION_RANGE_S[1]
    assert brief.genre in GENRES
    assert (brief.structure.peak_bar or 1) >= 1


@pytest.mark.parametrize("prompt", NASTY, ids=[ascii(prompt[:30]) for prompt in NASTY])
def test_nasty_prompts_are_read(prompt: str) -> None:
    read(prompt)


@given(st.text(max_size=PROMPT_LIMIT))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_read(prompt: str) -> None:
    read(prompt)


_WORDS = sorted({word for case in (*SEEN, *HELD_OUT) for word in case.prompt.split()})


@given(st.lists(st.sampled_from(_WORDS) | st.text(max_size=6), max_size=60), st.sampled_from([" ", "", ", ", "-"]))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_mixture_of_what_people_write_is_read(words: list[str], joint: str) -> None:
    read(joint.join(words)[:PROMPT_LIMIT])


@given(st.sampled_from(SEEN), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_prompts_with_slips_of_the_keyboard_are_read(case: tuple[str, object], chance: random.Random) -> None:
    signs = list(case[0])
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(signs) + 1)
        signs[at : at + chance.randint(0, 2)] = chance.choice(["", "x", " ", "9", "'", "♯", "ー"])
    read("".join(signs))


_ENDLESS = [
    "no intro ", "the intro ", "intro 4 ", "8 bars then ", "drop at ", "drop ", "start with the ", "bar 9 ", "after ",
    "break ", "no ", "45' ", "1' 2\" ", "quarter of a ", "hosue ", "melancolic ", "haunted house ", "8a ",
    "in the 130s ",
    "everything except ", "drop the ", "abcdefgh", "couple of ", "9th bar ", "drop first ",
    "a", "9", "no drums ", "in C ", "and a half ", "ﷺ", "only bass and ", "1:", "ー", "\ud800", "🔥", "140 - ", "word ",
]  # fmt: skip


@pytest.mark.parametrize("piece", _ENDLESS)
def test_the_work_grows_no_faster_than_the_prompt(piece: str) -> None:
    understand("a beach")
    once = _work_s((piece * PROMPT_LIMIT)[:PROMPT_LIMIT])
    four_times = _work_s((piece * PROMPT_LIMIT * 4)[: 4 * PROMPT_LIMIT])
    assert four_times < 9 * once + 0.3


def _work_s(prompt: str) -> float:
    """The processor's time that reading takes, which other work on the machine hardly changes."""
    begun = time.process_time()
    understand(prompt)
    return time.process_time() - begun
