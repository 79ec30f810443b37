"""Drum tablature: families of beats as text, a head in brackets and below it a line of steps for each piece.

    [two-step] rolling, liquid
    kick   X.........x.....  X.........x....?
    snare  ....X.......X...  ....X..g.g..X..g

Behind the brackets stand the moods and traits that ask for a family; "only:" before them says that nothing else does,
"break:" that the beat may be cut into slices and put together anew.
"""

from __future__ import annotations

import re

from generation.engines.composer.style import Groove

_HEAD = re.compile(r"\[(?P<name>[^]]+)\]\s*(?P<only>only)?\s*(?P<cut>break)?:?\s*(?P<tags>[^:]*)")


def families(text: str) -> tuple[Groove, ...]:
    """The families of a table in their order; ValueError for a line that is neither head nor row."""
    found: list[Groove] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("["):
            found.append(_headed(line))
        elif found:
            found[-1] = _with_row(found[-1], line)
        else:
            raise ValueError(f"A row without a family above it: {line}")
    return tuple(found)


def _headed(line: str) -> Groove:
    """The family that a head opens, still without rows."""
    head = _HEAD.fullmatch(line)
    if not head:
        raise ValueError(f"Not the head of a family: {line}")
    tags = tuple(filter(None, map(str.strip, head["tags"].split(","))))
    return Groove(head["name"], {}, tags, rare=bool(head["only"]), is_break=bool(head["cut"]))


def _with_row(family: Groove, line: str) -> Groove:
    """The family with one piece more."""
    piece, _, row = line.partition(" ")
    lanes = {**family.lanes, piece: row.strip()}
    return Groove(family.name, lanes, family.tags, family.rare, family.is_break)
