"""The digests of trees and commits: equal for equal things, and never another for the same thing in a later version."""

import json
import math
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repos.vcs import objects
from repos.vcs.canonical import canonical, digest_of, faithful

BLOBS = [digest_of(bytes([n])) for n in range(6)]
AT = datetime(2026, 5, 1, 12, 30, tzinfo=UTC)
ENTRIES = [
    ("stems/bass", "bass", BLOBS[0]),
    ("stems/drums", "drums", BLOBS[1]),
    ("arrangement.json", "document", BLOBS[2]),
]

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | text
documents = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4), max_leaves=12
)


def _shuffled(document: Any) -> Any:
    """The same document with every object's keys put in the other way round."""
    if isinstance(document, dict):
        return {key: _shuffled(document[key]) for key in reversed(document)}
    return [_shuffled(inner) for inner in document] if isinstance(document, list) else document


@given(documents)
def test_the_order_in_which_keys_were_put_in_changes_nothing(document: Any) -> None:
    assert canonical(_shuffled(document)) == canonical(document)


@given(st.dictionaries(text, documents, max_size=4))
def test_what_comes_back_from_a_database_has_the_same_bytes(document: dict[str, Any]) -> None:
    assert canonical(json.loads(json.dumps(faithful(document)))) == canonical(document)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, "\0", "\ud800", {1: 2}, {"a": object()}, b"raw"])
def test_what_no_database_keeps_faithfully_is_refused(value: Any) -> None:
    with pytest.raises(ValueError):
        canonical({"value": value} if not isinstance(value, dict) else value)


@given(st.permutations(ENTRIES))
def test_a_tree_has_one_digest_in_whatever_order_its_entries_come(entries: list[tuple[str, str, str]]) -> None:
    assert objects.tree_digest(entries) == objects.tree_digest(ENTRIES)


def test_every_part_of_an_entry_counts() -> None:
    variants = [
        ENTRIES,
        ENTRIES[:2],
        [("stems/bass", "bass", BLOBS[3]), *ENTRIES[1:]],
        [("stems/bass", "melody", BLOBS[0]), *ENTRIES[1:]],
        [("stems/bass-2", "bass", BLOBS[0]), *ENTRIES[1:]],
    ]
    assert len({objects.tree_digest(entries) for entries in variants}) == len(variants)


def test_a_path_twice_or_a_blob_that_is_no_digest_makes_no_tree() -> None:
    with pytest.raises(ValueError, match="one entry"):
        objects.tree_digest([*ENTRIES, ("stems/bass", "melody", BLOBS[4])])
    for wrong in ("", "abc", BLOBS[0].upper(), BLOBS[0] + "\n", "../" + BLOBS[0]):
        with pytest.raises(ValueError, match="no digest"):
            objects.tree_digest([("stems/bass", "bass", wrong)])


def _commit(**changes: Any) -> str:
    facts: dict[str, Any] = {
        "tree": objects.tree_digest(ENTRIES),
        "parents": BLOBS[3:5],
        "author": "Alice",
        "message": "Darker bass",
        "at": AT,
        "made": {"engine": "composer", "seed": 7, "bpm": 140.0},
    }
    return objects.commit_digest(**facts | changes)


def test_everything_that_a_commit_says_counts_and_so_does_the_order_of_its_parents() -> None:
    variants = [
        _commit(),
        _commit(tree=BLOBS[0]),
        _commit(parents=BLOBS[4:2:-1]),
        _commit(parents=[]),
        _commit(author="Bob"),
        _commit(message="Darker bass."),
        _commit(at=AT + timedelta(microseconds=1)),
        _commit(made={"engine": "composer", "seed": 8}),
    ]
    assert len(set(variants)) == len(variants)


def test_the_same_moment_in_another_zone_is_the_same_commit() -> None:
    assert _commit(at=AT.astimezone(timezone(timedelta(hours=-9, minutes=-30)))) == _commit()
    assert _commit(made={"bpm": 140, "seed": 7, "engine": "composer"}) == _commit()


def test_a_commit_without_a_zone_or_with_a_parent_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        _commit(at=AT.replace(tzinfo=None))
    with pytest.raises(ValueError, match="once"):
        _commit(parents=[BLOBS[3], BLOBS[3]])


def test_the_format_of_digests_never_changes() -> None:
    """Every repo there is rests on these two: a change here orphans all history."""
    assert objects.tree_digest(ENTRIES) == "9d507c28f1017d3f1277d083e88caf20d5314d479b5be25ace0533aacdf4f966"
    assert _commit() == "3e6cd4a49afbf2a381245bb6ee1f26fe08739ac1fddf8dc0136a183f3d061e59"
