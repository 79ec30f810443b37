"""A site full of history: users, repos, forks and commits whose digests and documents are real, from few sounds."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from accounts.models import User
from audio import services as audio
from audio.models import Blob
from repos import changes
from repos.models import Commit, CommitParent, Entry, Ref, Repo, RepoCommit, Topic, Tree
from repos.services import forks as forking
from repos.vcs import objects
from repos.vcs.summary import Line
from tests.make import MIDI, make_blob

KINDS = ("drums", "bass", "chords", "melody", "vocals")
GENRES = ("trap", "house", "jazz", "lo-fi", "drill", "techno")
KEYS = ("C minor", "A minor", "F# minor", "D major", "G minor", "E minor")
WORDS = ("night", "tide", "neon", "paper", "glass", "rain", "ember", "cloud", "signal", "harbour", "velvet", "dust")
TONES, ARRANGEMENTS, FILES = 8, 240, 500
BEGAN = datetime(2024, 1, 1, tzinfo=UTC)
AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Plan:
    """A tree that can be planted: its facts and its entries as (path, kind, blob)."""

    key: str
    bpm: float
    genre: str
    frames: int
    mix: Blob
    entries: tuple[tuple[str, str, Blob], ...]


class Garden:
    """Sounds and documents from which any number of different trees grow."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self._tones = {kind: [make_blob(90 + 40 * n + 7 * i) for i in range(TONES)] for n, kind in enumerate(KINDS)}
        self._arranged = [self._arrangement() for _ in range(ARRANGEMENTS)]
        self._files = [audio.keep(MIDI + b"\0" * n, media_type="audio/midi") for n in range(FILES)]

    def _arrangement(self) -> tuple[Plan, Blob]:
        bpm, key = float(self.random.randint(70, 175)), self.random.choice(KEYS)
        stems = {kind: self.random.choice(tones) for kind, tones in self._tones.items()}
        document = objects.arrangement(
            bpm, key, {kind: (blob.digest, blob.frames or 0) for kind, blob in stems.items()}
        )
        entries = tuple((f"stems/{kind}", kind, blob) for kind, blob in stems.items())
        mix = stems["bass"]
        plan = Plan(key, bpm, self.random.choice(GENRES), mix.frames or 0, mix, entries)
        return plan, audio.keep(document, media_type="application/json")

    def trees(self) -> Iterator[Tree]:
        """Different ones without end, each planted when it is taken in `plant`."""
        for file in self._files:
            for plan, document in self._arranged:
                rows = (*plan.entries, ("arrangement.json", "document", document), ("beat.mid", "document", file))
                digest = objects.tree_digest((path, kind, blob.digest) for path, kind, blob in rows)
                facts = {"genre": plan.genre, "bpm": plan.bpm, "key": plan.key, "frames": plan.frames}
                tree = Tree(digest=digest, mix=plan.mix, master=plan.mix, **facts)
                tree.rows = rows  # type: ignore[attr-defined]
                yield tree


def people(count: int) -> list[User]:
    """Users who cannot sign in, but alice, who makes what is measured."""
    names = ["alice", *(f"musician{n}" for n in range(1, count))]
    User.objects.bulk_create([User(username=name, display_name=name.title(), password="!") for name in names])
    return list(User.objects.order_by("pk"))


def repos(owners: Sequence[User], count: int, garden: Garden, **facts: object) -> list[Repo]:
    """Public repos, spread over their owners."""
    made = [_repo(owners[n % len(owners)], n, garden, facts) for n in range(count)]
    Repo.objects.bulk_create(made, batch_size=AT_ONCE)
    Topic.objects.bulk_create([Topic(repo=repo, name=garden.random.choice(WORDS)) for repo in made])
    return made


def _repo(owner: User, number: int, garden: Garden, facts: dict[str, object]) -> Repo:
    words = garden.random.sample(WORDS, 2)
    title = f"{words[0]} {words[1]} {number}".title()
    name = f"{words[0]}-{words[1]}-{number}"
    return Repo(**{"owner": owner, "name": name, "title": title, "visibility": "public"} | facts)


def grow(repo: Repo, count: int, trees: Iterator[Tree], rng: random.Random, *, onto: Commit | None = None) -> Commit:
    """That many commits in a repo: a main line with branches that are merged again or stay. Gives the tip of main."""
    planted = [next(trees) for _ in range(count)]
    commits, edges, main = _commits(repo, planted, rng, onto)
    _store(repo, planted, commits, edges)
    tips = [main, *(tip for tip in _tips(commits, edges) if tip is not main)]
    names = ["main", *(f"idea-{n}" for n in range(1, len(tips)))]
    Ref.objects.bulk_create(
        Ref(repo=repo, name=name, tip=tip, **tip.tree.facts()) for name, tip in zip(names, tips, strict=True)
    )
    return main


def _commits(
    repo: Repo, planted: Sequence[Tree], rng: random.Random, onto: Commit | None
) -> tuple[list[Commit], list[tuple[int, tuple[Commit, ...]]], Commit]:
    commits: list[Commit] = []
    edges: list[tuple[int, tuple[Commit, ...]]] = []
    lines: list[Commit | None] = [onto]
    for number, tree in enumerate(planted):
        parents = _parents(lines, rng)
        made = {"engine": "composer", "prompt": f"{rng.choice(WORDS)} {tree.genre}", "seed": number}
        at = BEGAN + timedelta(minutes=7 * number)
        message = f"{rng.choice(WORDS).title()} the {rng.choice(KINDS)}"
        digests = [parent.digest for parent in parents]
        digest = objects.commit_digest(tree.digest, digests, repo.owner.name, message, at, made)
        commit = Commit(digest=digest, tree=tree, author=repo.owner, author_name=repo.owner.name, message=message)
        commit.made, commit.created_at, commit.changes = made, at, _noted(rng)
        lines[lines.index(parents[0]) if parents else 0] = commit
        commits.append(commit)
        edges.append((number, parents))
    return commits, edges, lines[0] or commits[0]


def _noted(rng: random.Random) -> list[tuple[str, ...]]:
    """What a commit is said to have changed."""
    kinds = rng.sample(KINDS, rng.randint(1, 3))
    return changes.noted(Line("sound", kind.title(), "re-recorded", kind, kind) for kind in kinds)


def _parents(lines: list[Commit | None], rng: random.Random) -> tuple[Commit, ...]:
    """The line that goes on; now and then a new one is begun, or one is merged into the first and ends."""
    first = lines[0]
    if first is None:
        return ()
    if len(lines) < 4 and rng.random() < 0.08:
        lines.append(first)
        return (first,)
    if len(lines) > 1 and rng.random() < 0.06 and lines[-1] is not first:
        merged = lines.pop()
        return (first, merged) if merged is not None else (first,)
    return tuple(line for line in [rng.choice(lines)] if line is not None)


def _store(
    repo: Repo, planted: Sequence[Tree], commits: Sequence[Commit], edges: Sequence[tuple[int, tuple[Commit, ...]]]
) -> None:
    Tree.objects.bulk_create(planted, batch_size=AT_ONCE)
    rows = ((tree, row, n) for tree in planted for n, row in enumerate(tree.rows))  # type: ignore[attr-defined]
    Entry.objects.bulk_create(
        (Entry(tree=tree, path=path, kind=kind, blob=blob, position=n) for tree, (path, kind, blob), n in rows),
        batch_size=AT_ONCE,
    )
    Commit.objects.bulk_create(commits, batch_size=AT_ONCE)
    CommitParent.objects.bulk_create(
        (
            CommitParent(commit=commits[number], parent=parent, position=position)
            for number, parents in edges
            for position, parent in enumerate(parents)
        ),
        batch_size=AT_ONCE,
    )
    RepoCommit.objects.bulk_create((RepoCommit(repo=repo, commit=one) for one in commits), batch_size=AT_ONCE)


def _tips(commits: Sequence[Commit], edges: Sequence[tuple[int, tuple[Commit, ...]]]) -> list[Commit]:
    """What nothing rests on, the latest first."""
    rested_on = {parent.pk for _, parents in edges for parent in parents}
    return [commit for commit in reversed(commits) if commit.pk not in rested_on]


def family(
    owner: User, others: Sequence[User], garden: Garden, trees: Iterator[Tree], *, commits: int, forks: int
) -> Repo:
    """A repo with three fifths of some commits, and forks by others that share the rest."""
    rng = garden.random
    [root] = repos([owner], 1, garden, name="family", title="Family")
    grow(root, commits * 3 // 5, trees, rng)
    places = list(root.commits.order_by("pk"))
    for number in range(forks):
        place = rng.choice(places)
        fork = forking.fork(root, place, by=others[1 + number % (len(others) - 1)])
        fork.refs.all().delete()
        grow(fork, commits * 2 // 5 // forks, trees, rng, onto=place)
    return root
