"""Families for tests and benches: repos that fork, branch and merge, as rows without sound of their own."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random

from accounts.models import User
from repos.models import Commit, CommitParent, Ref, Repo, RepoCommit
from repos.services import history
from tests.make import AT

DONE = ("Sidechain the sub", "Tighten the hats", "New bass line", "Rhodes chords, 8 bars", "Swap the kick", "More air")


def commit(
    repo: Repo, message: str, *, by: User, branch: str = "main", at: datetime = AT, merged: Sequence[Commit] = ()
) -> Commit:
    """One more commit on a branch, which sounds as the one before it did."""
    tip = repo.refs.get(kind=Ref.Kind.BRANCH, name=branch).tip
    return history.record(repo, branch, tip.tree, message, onto=tip, merged=merged, made={}, by=by, at=at)


def spread(origin: Repo, people: Sequence[User], *, commits: int, forks: int, branches: int = 3, seed: int = 1) -> None:
    """Let a public family grow by so many commits, in forks of other people: branches everywhere, merges now and then.

    Every fork holds what it began with; nothing but rows is written, all at once.
    """
    grown = _Grown(origin, people, Random(seed))
    for n in range(commits):
        if len(grown.repos) <= forks * n // max(1, commits - 1):
            grown.fork()
        grown.commit(branches)
    grown.store()


class _Grown:
    """What a family has grown by so far; a commit is its number, 0 is the tip that it began at."""

    def __init__(self, origin: Repo, people: Sequence[User], random: Random) -> None:
        self.random, self.people, self.root = random, people, origin.refs.get(name=origin.default_branch).tip
        self.repos = [origin]
        self.authors = [people[0]]
        self.tips: list[dict[str, int]] = [{origin.default_branch: 0}]
        self.held: list[set[int]] = [{0}]
        self.parents: list[list[int]] = [[]]
        self.by: list[User] = [people[0]]

    def fork(self) -> None:
        source = self.random.randrange(len(self.repos))
        owner = self.people[len(self.repos) % len(self.people)]
        number, tip = len(self.repos), self.random.choice(list(self.tips[source].values()))
        title = f"{self.repos[0].title} {number}"
        facts = {"visibility": "public", "family": self.repos[0].family, "origin": self.repos[source]}
        self.repos.append(Repo(owner=owner, name=f"{self.repos[0].name}-{number}", title=title, **facts))
        self.authors.append(owner)
        self.tips.append({"main": tip})
        self.held.append(self._below(tip))

    def commit(self, branches: int) -> None:
        at = self.random.randrange(len(self.repos))
        tips, number = self.tips[at], len(self.parents)
        name = self.random.choice(list(tips))
        parents = [tips[name]]
        if len(tips) < branches and self.random.random() < 0.06:
            name = f"idea-{number}"
        elif self.random.random() < 0.08:
            parents += [tip for tip in [self.random.choice(list(tips.values()))] if tip not in self._below(parents[0])]
        tips[name] = number
        self.parents.append(parents)
        self.by.append(self.random.choice([self.authors[at], self.random.choice(self.people)]))
        self.held[at].add(number)

    def _below(self, tip: int) -> set[int]:
        found, waiting = {tip}, [tip]
        while waiting:
            waiting.extend(older := [one for one in self.parents[waiting.pop()] if one not in found])
            found.update(older)
        return found

    def store(self) -> None:
        Repo.objects.bulk_create(self.repos[1:])
        commits = [self.root, *Commit.objects.bulk_create(self._row(n) for n in range(1, len(self.parents)))]
        CommitParent.objects.bulk_create(
            CommitParent(commit=commits[n], parent=commits[parent], position=position)
            for n, parents in enumerate(self.parents)
            for position, parent in enumerate(parents)
        )
        for repo, tips, held in zip(self.repos, self.tips, self.held, strict=True):
            RepoCommit.objects.bulk_create(
                (RepoCommit(repo=repo, commit=commits[n]) for n in sorted(held)), ignore_conflicts=True
            )
            for name, tip in tips.items():
                Ref.objects.update_or_create(repo=repo, kind="branch", name=name, defaults={"tip": commits[tip]})

    def _row(self, n: int) -> Commit:
        digest = sha256(f"{self.repos[0].pk} {n}".encode()).hexdigest()
        message, at = f"{self.random.choice(DONE)} {n}", AT + timedelta(minutes=7 * n)
        by = self.by[n]
        return Commit(
            digest=digest, tree=self.root.tree, author=by, author_name=by.name, message=message, created_at=at
        )
