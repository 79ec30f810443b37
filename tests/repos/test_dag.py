"""What a history says of two commits, against definitions spelled out with nothing but reachability."""

from collections.abc import Mapping, Sequence
from graphlib import CycleError
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repos.vcs import dag
from tests.repos.arrangements import examples, seeds

History = Mapping[str, Sequence[str]]


@st.composite
def histories(draw: st.DrawFn, size: int = 12) -> History:
    """Up to `size` commits, each with up to three of the earlier ones as parents."""
    names = [f"c{n}" for n in range(draw(st.integers(1, size)))]
    older = st.integers(0, 3)
    return {
        name: draw(st.lists(st.sampled_from(names[:n]), unique=True, max_size=draw(older))) if n else []
        for n, name in enumerate(names)
    }


def _reaches(history: History, newer: str, older: str) -> bool:
    return newer == older or any(_reaches(history, parent, older) for parent in history[newer])


def _reached(history: History, commit: str) -> set[str]:
    return {older for older in history if _reaches(history, commit, older)}


@given(histories())
@settings(max_examples=300, deadline=None)
def test_ancestors_are_all_that_can_be_reached(history: History) -> None:
    for commit in history:
        assert dag.ancestors(history.__getitem__, commit) == _reached(history, commit)


@given(histories(), st.data())
@settings(max_examples=500, deadline=None)
def test_merge_bases_are_the_shared_commits_that_no_other_shared_one_rests_on(
    history: History, data: st.DataObject
) -> None:
    ours, theirs = data.draw(st.sampled_from(sorted(history))), data.draw(st.sampled_from(sorted(history)))
    shared = _reached(history, ours) & _reached(history, theirs)
    newest = {one for one in shared if not any(_reaches(history, other, one) for other in shared - {one})}
    assert dag.merge_bases(history.__getitem__, ours, theirs) == newest
    assert dag.merge_bases(history.__getitem__, theirs, ours) == newest


@given(histories(), st.data())
@settings(max_examples=200, deadline=None)
def test_ahead_and_behind_count_what_only_one_side_has(history: History, data: st.DataObject) -> None:
    ours, theirs = data.draw(st.sampled_from(sorted(history))), data.draw(st.sampled_from(sorted(history)))
    mine, others = _reached(history, ours), _reached(history, theirs)
    assert dag.ahead_behind(history.__getitem__, ours, theirs) == (len(mine - others), len(others - mine))


@given(histories(), st.data())
@settings(max_examples=200, deadline=None)
def test_in_order_parents_stand_before_their_children_whatever_is_asked_first(
    history: History, data: st.DataObject
) -> None:
    wanted = data.draw(st.lists(st.sampled_from(sorted(history)), unique=True, min_size=1))
    order = dag.in_order(history.__getitem__, wanted)
    assert sorted(order) == sorted(set().union(*(_reached(history, commit) for commit in wanted)))
    assert all(order.index(parent) < order.index(commit) for commit in order for parent in history[commit])
    assert order == dag.in_order(history.__getitem__, reversed(wanted))


def test_a_criss_cross_has_two_bases_and_strangers_have_none() -> None:
    history = {
        "root": [],
        "a1": ["root"],
        "b1": ["root"],
        "a2": ["a1", "b1"],
        "b2": ["b1", "a1"],
        "stranger": [],
    }
    assert dag.merge_bases(history.__getitem__, "a2", "b2") == {"a1", "b1"}
    assert dag.merge_bases(history.__getitem__, "a2", "stranger") == set()
    assert dag.merge_bases(history.__getitem__, "a1", "a2") == {"a1"}


def test_histories_of_thousands_of_commits_are_walked_once() -> None:
    looked_up: list[str] = []
    line = {f"m{n}": [f"m{n - 1}"] if n else [] for n in range(5000)}
    history = line | {f"f{n}": [f"f{n - 1}"] if n else ["m2500"] for n in range(2500)}

    def parents(commit: str) -> Sequence[str]:
        looked_up.append(commit)
        return history[commit]

    assert dag.merge_bases(parents, "m4999", "f2499") == {"m2500"}
    assert len(looked_up) <= 2 * len(history)


def _any_history(random: Random, size: int) -> dict[int, list[int]]:
    """Up to `size` commits numbered in the order in which they were stored; mostly near parents, some far."""
    reach = random.choice((2, 4, size))
    return {
        n: random.sample(range(max(0, n - reach), n), min(n, random.choice((0, 1, 1, 1, 2, 2, 3)), reach))
        for n in range(random.randrange(1, size + 1))
    }


def _sets(history: dict[int, list[int]]) -> dict[int, set[int]]:
    reached: dict[int, set[int]] = {}
    for commit, parents in history.items():
        reached[commit] = {commit}.union(*(reached[parent] for parent in parents))
    return reached


@given(seeds)
@examples(1500)
def test_every_answer_is_that_of_the_sets_of_all_ancestors_with_and_without_a_rank(seed: int) -> None:
    random = Random(seed)
    history = _any_history(random, 40)
    reached = _sets(history)
    ours, theirs = random.choice(list(history)), random.choice(list(history))
    shared = reached[ours] & reached[theirs]
    newest = {one for one in shared if not any(one in reached[other] for other in shared - {one})}
    for rank in (None, lambda commit: commit, dag.generations(history.__getitem__, *history).__getitem__):
        about = (history.__getitem__, ours, theirs, rank)
        assert dag.merge_bases(*about) == newest
        assert dag.ahead_behind(*about) == (len(reached[ours] - shared), len(reached[theirs] - shared))
        assert dag.is_ancestor(*about) == (ours in reached[theirs])
        newer = dag.between(*about)
        assert sorted(newer) == sorted(reached[theirs] - shared)
        assert all(
            newer.index(commit) < newer.index(older) for commit in newer for older in history[commit] if older in newer
        )


@given(seeds)
@examples(500)
def test_many_are_compared_with_one_as_each_of_them_is(seed: int) -> None:
    random = Random(seed)
    history = _any_history(random, 40)
    onto, tips = random.choice(list(history)), random.choices(list(history), k=random.randrange(6))
    for rank in (None, lambda commit: commit):
        found = dag.aheads_and_behinds(history.__getitem__, tips, onto, rank)
        assert found == {tip: dag.ahead_behind(history.__getitem__, tip, onto) for tip in {*tips, onto}}


def test_many_tips_near_each_other_are_compared_by_one_walk_of_what_lies_between_them() -> None:
    history = {n: [n - 1] if n else [] for n in range(10_000)} | {n: [9900 + n % 90] for n in range(10_000, 10_500)}
    looked_up: list[int] = []

    def parents(commit: int) -> Sequence[int]:
        looked_up.append(commit)
        return history[commit]

    found = dag.aheads_and_behinds(parents, range(10_000, 10_500), 9999, lambda commit: commit)
    assert found[10_050] == (1, 39)
    assert len(looked_up) < 700


@given(seeds)
@examples(200)
def test_a_generation_is_the_longest_way_to_a_first_commit(seed: int) -> None:
    history = _any_history(Random(seed), 30)
    found = dag.generations(history.__getitem__, *history)
    assert all(found[commit] == 1 + max((found[one] for one in history[commit]), default=-1) for commit in history)


def test_what_would_rest_on_itself_is_refused_instead_of_walked_forever() -> None:
    parents = {"tip": ["a", "b"], "a": ["first"], "b": ["a", "c"], "c": ["b"], "first": []}
    with pytest.raises(CycleError):
        dag.generations(parents.__getitem__, "tip")


def test_first_parents_follow_the_branch_and_not_what_was_merged() -> None:
    history = {"m3": ["m2", "f1"], "m2": ["m1"], "f1": ["m1"], "m1": []}
    assert list(dag.first_parents(history.__getitem__, "m3")) == ["m3", "m2", "m1"]


def test_tips_near_each_other_are_compared_without_reading_the_hundred_thousand_before_them() -> None:
    history = {n: [n - 1] if n else [] for n in range(100_000)}
    history |= {n: [n - 1] for n in range(100_001, 100_050)} | {100_000: [99_990], 100_050: [99_950, 100_049]}
    looked_up: list[int] = []

    def parents(commit: int) -> Sequence[int]:
        looked_up.append(commit)
        return history[commit]

    def rank(commit: int) -> int:
        return commit

    assert dag.merge_bases(parents, 99_999, 100_050, rank) == {99_990}
    assert dag.ahead_behind(parents, 99_999, 100_050, rank) == (9, 51)
    assert dag.is_ancestor(parents, 99_990, 100_050, rank)
    assert not dag.is_ancestor(parents, 99_991, 100_050, rank)
    assert len(dag.between(parents, 99_999, 100_050, rank)) == 51
    assert len(looked_up) < 600
