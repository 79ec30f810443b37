"""What a history says of two commits, against definitions spelled out with nothing but reachability."""

from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from repos.vcs import dag

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
