"""A repository: the place where one beat and its versions live."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from repos import licences


class Repo(models.Model):
    """One beat with its history, at `/~owner/name/`."""

    class Visibility(models.TextChoices):
        PRIVATE = "private", "Private"
        UNLISTED = "unlisted", "Unlisted"
        PUBLIC = "public", "Public"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="repos")
    name = models.SlugField(max_length=100)
    title = models.CharField(max_length=120)
    description = models.CharField(max_length=2000, blank=True)
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.PRIVATE)
    forkable = models.BooleanField(default=True)
    licence = models.CharField(max_length=40, blank=True)
    default_branch = models.CharField(max_length=100, default="main")
    origin = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="forks")
    """What it was forked from, while that is there."""
    origin_title = models.CharField(max_length=120, blank=True)
    origin_owner_name = models.CharField(max_length=80, blank=True)
    """The credit that stays when the origin or its owner is gone; both are "" for what is no fork."""
    forked_at = models.ForeignKey("repos.Commit", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """The commit that the fork began with."""
    family = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    """The same for a repo and everything forked from it, also after an origin is deleted."""
    commits = models.ManyToManyField("repos.Commit", through="repos.RepoCommit", related_name="repos")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-updated_at"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="one_repo_per_owner_and_name")]
        indexes = [
            models.Index(fields=["owner", "-updated_at"]),
            models.Index(fields=["-updated_at", "id"], name="repos_by_change"),
            models.Index(fields=["-created_at", "id"], name="repos_by_age"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("repo", args=[self.owner.username, self.name])

    @property
    def licence_name(self) -> str:
        """How people call its licence; "" where none is said."""
        return licences.name_of(self.licence)

    @property
    def is_fork(self) -> bool:
        """Whether it was forked from another repo, which may be gone by now."""
        return bool(self.origin_title)


class Topic(models.Model):
    """A word that a repo is found under."""

    repo = models.ForeignKey(Repo, on_delete=models.CASCADE, related_name="topics")
    name = models.SlugField(max_length=30)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["repo", "name"], name="a_topic_once_per_repo")]

    def __str__(self) -> str:
        return self.name
