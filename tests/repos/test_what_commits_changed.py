"""Each commit says what it changed, so that a list of commits reads no arrangement."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from audio import store
from repos import changes
from repos.chips import Chip, chips_of, in_chips
from repos.models import Commit
from repos.services import descriptions, versions
from repos.vcs.summary import Line
from tests.make import make_commit, make_repo


def _chips(commit: Commit) -> list[str]:
    return [f"{chip.sign} {chip.text}".strip() for chip in chips_of(Commit.objects.get(pk=commit.pk)).shown]


def test_a_commit_says_which_stems_came_went_and_were_played_anew(alice: User) -> None:
    repo = make_repo(alice, stems=("drums", "bass"))
    first = repo.refs.get().tip
    second = make_commit(repo, "More", by=alice, stems=("drums", "chords"), hz=50)
    assert _chips(first) == ["+ drums", "+ bass"]
    assert _chips(second) == ["~ drums", "+ chords", "− bass"]
    assert [line.words for line in changes.told(second)] == ["re-recorded", "added", "removed"]


def test_to_restore_what_was_says_what_that_changes_now(alice: User) -> None:
    repo = make_repo(alice, stems=("drums", "bass"))
    first = repo.refs.get().tip
    second = make_commit(repo, "Less", by=alice, stems=("drums",))
    restored = versions.restore(repo, "main", first, onto=second, by=alice).commit
    assert _chips(restored) == ["+ bass"]


def test_what_was_recorded_before_commits_said_so_is_noted_once(alice: User, django_assert_num_queries: Any) -> None:
    repo = make_repo(alice, stems=("drums", "bass"))
    make_commit(repo, "Less", by=alice, stems=("drums",))
    expected = dict(Commit.objects.values_list("message", "changes"))
    Commit.objects.update(changes=None)
    descriptions.describe(Commit.objects.select_related("tree"))
    assert dict(Commit.objects.values_list("message", "changes")) == expected
    known = list(Commit.objects.all())
    with django_assert_num_queries(0):
        descriptions.describe(known)


def test_a_commit_whose_arrangement_is_lost_still_says_which_stems_it_has(alice: User) -> None:
    repo = make_repo(alice, stems=("drums", "bass"))
    commit = repo.refs.get().tip
    store.path(commit.tree.entries.get(path="arrangement.json").blob_id).unlink()
    Commit.objects.update(changes=None)
    descriptions.describe([commit := Commit.objects.get()])
    assert {chip.text for chip in chips_of(commit).shown} == {"drums", "bass"}


def test_a_commit_that_changed_very_much_notes_the_first_of_it_and_how_much_more_there_is() -> None:
    many = [Line("added", f"Stem {n}", "added", f"stem-{n}", "other") for n in range(100)]
    noted = changes.noted(many)
    assert len(noted) == changes.NOTED
    assert noted[-1][2] == "61 more changes"
    assert len(changes.noted(many[: changes.NOTED])) == changes.NOTED


def test_what_happened_to_one_stem_is_one_chip_and_the_tempo_another() -> None:
    lines = [
        Line("tempo", "Tempo", "124 → 132"),
        Line("sound", "Bass", "re-recorded", "bass", "bass"),
        Line("gain", "Bass", "−3 dB", "bass", "bass"),
    ]
    tempo, bass = in_chips(lines)
    assert tempo == Chip("", "tempo 124 → 132", "Tempo 124 → 132")
    assert bass == Chip("~", "bass", "re-recorded, −3 dB", "bass")


def test_chips_read_nothing_but_the_commit(alice: User, django_assert_num_queries: Any) -> None:
    make_repo(alice)
    commit = Commit.objects.get()
    with django_assert_num_queries(0):
        assert len(chips_of(commit, at_most=3).shown) == 3
        assert [chip.text for chip in chips_of(commit, at_most=3).hidden] == ["melody"]


def test_noting_goes_by_a_fixed_number_of_queries(alice: User) -> None:
    repo = make_repo(alice, stems=("drums",))
    counts = []
    for _ in range(2):
        for n in range(3):
            make_commit(repo, f"Take {n}", by=alice, stems=("drums",), hz=50 + n + len(counts) * 10)
        Commit.objects.update(changes=None)
        commits = list(Commit.objects.select_related("tree"))
        with CaptureQueriesContext(connection) as queries:
            descriptions.describe(commits)
        counts.append(len(queries))
    assert counts[0] == counts[1]
