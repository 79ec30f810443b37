"""What a merge or a revert would give, before anybody decides on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from repos import graph
from repos.models import Commit, Repo
from repos.services import merging, versions
from repos.vcs import dag
from repos.vcs.aspects import tracks_of
from repos.vcs.trees import MergedTree, merge_trees
from repos.vcs.versions import Sides


@dataclass(frozen=True, slots=True)
class Plan:
    """Two versions that are to become one."""

    ours: Commit
    """The tip of the branch that it goes on."""
    theirs: Commit
    """What is brought in; for a revert what was there before."""
    sides: Sides
    grounds: tuple[Commit, ...]
    """The commits that both were made from; for a revert the one that is taken back."""

    def merged(self, choices: Mapping[str, str]) -> MergedTree:
        """What comes out by these choices; what they leave open is as on our side. Raises ValueError for a choice
        that nobody offered."""
        return merge_trees(self.sides.base, self.sides.ours, self.sides.theirs, choices, read=merging.read)

    def late(self, merged: MergedTree) -> Iterator[tuple[str, float]]:
        """The tracks that would be out of time, by their names, and the tempo in BPM that each was made for."""
        tracks = tracks_of(merged.arrangement)
        for track in (tracks[id] for id in merged.out_of_time):
            bpms = [self.sides.named[side].arrangement.bpm for side in self.sides.playing(track)]
            yield track.name, bpms[0]


Planned: TypeAlias = Callable[[Repo, Commit, Commit], Plan]


def of_merge(repo: Repo, source: Commit, onto: Commit) -> Plan:
    """What merging a commit into a branch that stands at `onto` puts together. Raises ValueError for a version without
    an arrangement."""
    parents = graph.parents_of(repo)
    sides = Sides(
        versions.base_of(parents, onto, source), merging.version_of(onto.tree), merging.version_of(source.tree)
    )
    grounds = dag.merge_bases(parents, onto.pk, source.pk, graph.rank)
    return Plan(onto, source, sides, tuple(Commit.objects.filter(pk__in=grounds).order_by("pk")))


def of_revert(repo: Repo, commit: Commit, onto: Commit) -> Plan:
    """What taking a commit back puts together. Raises ValueError as `of_merge` does, and for a first commit."""
    before = versions.before(commit)
    held = (merging.version_of(one.tree) for one in (commit, onto, before))
    return Plan(onto, before, Sides(*held), (commit,))
