"""Two versions side by side: what is different, stem by stem, and where both can be heard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from repos import changes
from repos.models import Commit, Repo
from repos.models.history import STEMS
from repos.pieces import ICONS
from repos.vcs.arrangement import Arrangement, Track
from repos.vcs.aspects import tracks_of
from repos.vcs.summary import Line


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two."""

    repo: Repo
    commit: Commit
    url: str
    """Of the commit's page, below which its audio lies."""
    arrangement: Arrangement

    @property
    def loudness_lufs(self) -> float | None:
        """Of the master; None where nobody has listened to it yet, and for silence."""
        master = self.commit.tree.master
        return master.loudness_lufs if master else None


@dataclass(frozen=True, slots=True)
class Sound:
    """A stem on one side, with what its version's faders say."""

    url: str
    """Where its audio lies, without the suffix."""
    gain_db: float
    pan_percent: int


@dataclass(frozen=True, slots=True)
class Stem:
    """One stem of the two versions."""

    id: str
    name: str
    kind: str
    old: Sound | None
    """None where it was added since."""
    new: Sound | None
    """None where it was removed since."""
    words: tuple[str, ...]
    """"re-recorded", "−1.5 dB"; none where it is the same."""

    @property
    def icon(self) -> str:
        """The drawing beside its name."""
        return ICONS.get(self.kind, "disc-3")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a page shows of two versions."""

    old: Side
    new: Side
    whole: tuple[Line, ...]
    """What happened to the beat as a whole: tempo, key, length, order."""
    stems: tuple[Stem, ...]

    @property
    def length_s(self) -> float:
        """How long the longer one lasts."""
        return max(self.old.commit.tree.duration_s, self.new.commit.tree.duration_s)

    @property
    def tempos(self) -> tuple[float, ...]:
        """Both tempos in BPM where they differ, else none."""
        both = (self.old.arrangement.bpm, self.new.arrangement.bpm)
        return both if both[0] != both[1] else ()

    @property
    def lengths_s(self) -> tuple[float, ...]:
        """Both lengths where they differ, else none."""
        both = (self.old.commit.tree.duration_s, self.new.commit.tree.duration_s)
        return both if both[0] != both[1] else ()

    @property
    def is_same(self) -> bool:
        """Whether nothing at all is different."""
        return self.old.commit.tree_id == self.new.commit.tree_id

    @property
    def same_count(self) -> int:
        """How many stems are the same."""
        return sum(not stem.words for stem in self.stems)


def side_of(repo: Repo, commit: Commit) -> Side:
    """One side of a comparison. Reads the commit's arrangement."""
    url = reverse("commit", args=[repo.owner.username, repo.name, commit.digest])
    return Side(repo, commit, url, changes.arranged(commit.tree))


def compared(old: Side, new: Side) -> Comparison:
    """Two sides put beside each other; nothing is read or computed any more."""
    lines = changes.between(old.arrangement, new.arrangement)
    whole = tuple(line for line in lines if not line.track)
    return Comparison(old, new, whole, tuple(_stems(old, new, lines)))


def _stems(old: Side, new: Side, lines: tuple[Line, ...]) -> Iterator[Stem]:
    """In the order of the new version; what is gone comes last."""
    before, after = tracks_of(old.arrangement), tracks_of(new.arrangement)
    for id in (*after, *(id for id in before if id not in after)):
        track = after.get(id) or before[id]
        words = tuple(line.words for line in lines if line.track == id)
        yield Stem(id, track.name, track.kind, sound_of(old, before.get(id)), sound_of(new, after.get(id)), words)


def sound_of(side: Side, track: Track | None) -> Sound | None:
    """The stem of a track on a side; None where it holds none."""
    held = {entry.path for entry in side.commit.tree.entries.all()}
    if track is None or STEMS + track.id not in held:
        return None
    return Sound(f"{side.url}stems/{track.id}", track.gain_cdb / 100, track.pan_percent)
