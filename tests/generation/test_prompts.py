"""How many prompts are understood as a musician would expect, out of a table that was written before the rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generation.language import Understood, understand
from tests.generation.data.prompts import HELD_OUT, SEEN, Case, Span

STRUCTURE = ("peak_bar", "intro", "intro_bars", "outro", "outro_bars", "breaks", "builds", "order")


def heard(said: Understood, name: str) -> Any:
    """A field of what was understood; those of the structure lie one deeper."""
    return getattr(getattr(said, "structure", None), name, None) if name in STRUCTURE else getattr(said, name)


def fits(value: Any, expected: Any) -> bool:
    """Whether a value is what was expected, as the table writes it."""
    if isinstance(expected, set):
        return value in expected
    if isinstance(expected, Span):
        return value is not None and expected.low <= value <= expected.high
    if isinstance(expected, tuple):
        return set(expected) <= set(value) if expected else value == ()
    return bool(value == expected)


def misses(cases: Iterable[Case]) -> list[str]:
    """A line for each prompt that gives anything else than it should."""
    found = []
    for prompt, expected in cases:
        said = understand(prompt)
        wrong = {name: heard(said, name) for name, wish in expected.items() if not fits(heard(said, name), wish)}
        if wrong:
            found.append(
                f"{prompt!r}: " + ", ".join(f"{name} {got!r}, not {expected[name]!r}" for name, got in wrong.items())
            )
    return found


def share(cases: list[Case]) -> tuple[float, str]:
    """How many of the prompts are right, 0 … 1, and every miss."""
    missed = misses(cases)
    return 1 - len(missed) / len(cases), "\n".join((f"{len(cases) - len(missed)} of {len(cases)} right", *missed))


def test_nearly_all_prompts_of_the_table_are_understood() -> None:
    right, report = share(SEEN)
    print(report)
    assert right >= 0.95, report


def test_most_prompts_that_nothing_was_tuned_on_are_understood() -> None:
    right, report = share(HELD_OUT)
    print(report)
    assert right >= 0.75, report


def test_the_table_is_large_and_says_nothing_twice() -> None:
    prompts = [case.prompt for case in (*SEEN, *HELD_OUT)]
    assert len(set(prompts)) == len(prompts) >= 250
