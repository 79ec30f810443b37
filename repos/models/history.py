"""Trees, commits and the refs that point at them. Trees and commits are global and never change."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from audio.dsp.rate import SAMPLE_RATE_HZ
from audio.models import Blob

STEMS = "stems/"


class Tree(models.Model):
    """What a commit holds, addressed by the digest of its entries.

    The mix and the master follow from the entries, so they are kept beside the digest, not in it. The facts below
    are copied out of the arrangement for lists and searches.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    mix = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    master = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    genre = models.CharField(max_length=40, blank=True)
    bpm = models.FloatField(null=True)
    key = models.CharField(max_length=24, blank=True)
    frames = models.PositiveBigIntegerField(default=0)
    kept_at = models.DateTimeField(default=timezone.now)
    """When somebody last planted it or the last commit let go of it. Pruning spares what was kept lately: the commit
    that will hold it may not be made yet."""

    def __str__(self) -> str:
        return self.digest[:12]

    @property
    def duration_s(self) -> float:
        """How long the arrangement lasts."""
        return self.frames / SAMPLE_RATE_HZ

    def facts(self) -> dict[str, Any]:
        """What refs copy, so that a search for beats reads no tree."""
        return {"genre": self.genre, "bpm": self.bpm, "key": self.key}

    def stems(self) -> "models.QuerySet[Entry]":
        """The tracks' audio, in the order of the arrangement."""
        return self.entries.filter(path__startswith=STEMS).select_related("blob")


class Entry(models.Model):
    """One thing in a tree: a track's audio, the arrangement, the score, the MIDI file."""

    tree = models.ForeignKey(Tree, on_delete=models.CASCADE, related_name="entries")
    path = models.CharField(max_length=120)
    """`stems/<track id>`, `sources/<digest>` (what clips play, where that is no stem), `arrangement.json`, `score.json`
    or `beat.mid`."""
    kind = models.CharField(max_length=20)
    """The kind of the stem, "source" or "document"."""
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    """The order in which the arrangement has its tracks, copied out for lists."""

    class Meta:
        ordering = ["position", "path"]
        constraints = [models.UniqueConstraint(fields=["tree", "path"], name="one_entry_per_path")]

    def __str__(self) -> str:
        return self.path

    @property
    def track_id(self) -> str:
        """The track whose audio this is; "" for whatever is no stem."""
        return self.path.removeprefix(STEMS) if self.path.startswith(STEMS) else ""


class Commit(models.Model):
    """One version, addressed by the digest of its canonical bytes. It survives its author and its repos."""

    digest = models.CharField(max_length=64, unique=True)
    tree = models.ForeignKey(Tree, on_delete=models.PROTECT, related_name="commits")
    parents = models.ManyToManyField("self", through="CommitParent", symmetrical=False, related_name="children")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="commits")
    author_name = models.CharField(max_length=80)
    message = models.CharField(max_length=2000)
    made = models.JSONField(default=dict)
    """How it came to be: engine, model, prompt, seed, from which commit."""
    changes = models.JSONField(null=True, editable=False)
    """What is different from its first parent, noted so that lists read no arrangement: `repos.changes.told` reads it.
    None where nobody has looked yet."""
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.digest[:12]

    @property
    def subject(self) -> str:
        """The first line of the message."""
        return self.message.split("\n", 1)[0]

    @property
    def body(self) -> str:
        """What the message says after its first line."""
        return self.message.partition("\n")[2].strip()


class CommitParent(models.Model):
    """An edge of the history; `position` 0 is the first parent."""

    commit = models.ForeignKey(Commit, on_delete=models.CASCADE, related_name="parent_edges")
    parent = models.ForeignKey(Commit, on_delete=models.PROTECT, related_name="child_edges")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["commit", "position"], name="one_parent_per_position"),
            models.UniqueConstraint(fields=["commit", "parent"], name="a_parent_only_once"),
        ]

    def __str__(self) -> str:
        return f"{self.commit_id} on {self.parent_id}"


class RepoCommit(models.Model):
    """A repo holds a commit. A fork copies these rows and no audio."""

    repo = models.ForeignKey("repos.Repo", on_delete=models.CASCADE, related_name="holdings")
    commit = models.ForeignKey(Commit, on_delete=models.CASCADE, related_name="holdings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["repo", "commit"], name="a_repo_holds_a_commit_once")]

    def __str__(self) -> str:
        return f"{self.commit_id} in {self.repo_id}"


class Ref(models.Model):
    """A name for a commit within a repo."""

    class Kind(models.TextChoices):
        BRANCH = "branch", "Branch"
        TAG = "tag", "Tag"
        REQUEST = "request", "Merge request"
        """What a merge request proposes, under its number: it keeps the commit, and people don't see it."""

    repo = models.ForeignKey("repos.Repo", on_delete=models.CASCADE, related_name="refs")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.BRANCH)
    name = models.CharField(max_length=100)
    tip = models.ForeignKey(Commit, on_delete=models.PROTECT, related_name="refs")
    updated_at = models.DateTimeField(auto_now=True)
    genre = models.CharField(max_length=40, blank=True, editable=False)
    bpm = models.FloatField(null=True, editable=False)
    key = models.CharField(max_length=24, blank=True, editable=False)
    """The facts of the tree at the tip, copied whenever it moves: a search looks at the tips of all repos."""

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["repo", "kind", "name"], name="one_ref_per_name")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """With the facts of its tip where it is new; `advance` copies those of a later one."""
        if self._state.adding:
            vars(self).update(self.tip.tree.facts())
        super().save(*args, **kwargs)

    def advance(self, old: Commit, new: Commit) -> bool:
        """Move this branch from `old` to `new`; say whether nobody moved it first."""
        moved = {"tip": new, "updated_at": timezone.now(), **new.tree.facts()}
        return bool(Ref.objects.filter(pk=self.pk, tip=old).update(**moved))
