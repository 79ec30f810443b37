"""People."""

import re
from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

USERNAME = re.compile(r"^[a-z0-9](?:[a-z0-9_-]{0,37}[a-z0-9])?\Z")
username_validators = [
    RegexValidator(
        USERNAME,
        "Use up to 39 lower-case letters, digits, hyphens and underscores, with a letter or digit at both ends.",
    )
]


class UserSet(UserManager["User"]):
    """Users are found by their name in any case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)


class User(AbstractUser):
    """Somebody with an account. The name is part of every URL of theirs: `/~name/`."""

    username = models.CharField(
        max_length=39,
        unique=True,
        validators=username_validators,
        error_messages={"unique": "Somebody has that name already."},
    )
    email = models.EmailField("e-mail address", blank=True)
    display_name = models.CharField(max_length=80, blank=True)
    about = models.CharField(max_length=500, blank=True)

    objects: ClassVar[UserSet] = UserSet()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("username"), name="one_user_per_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What others see."""
        return self.display_name or self.username

    def get_absolute_url(self) -> str:
        return f"/~{self.username}/"


class Follow(models.Model):
    """Somebody wants to hear what somebody else makes."""

    follower = models.ForeignKey(User, on_delete=models.CASCADE, related_name="following")
    followed = models.ForeignKey(User, on_delete=models.CASCADE, related_name="followers")
    followed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-followed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["follower", "followed"], name="one_follows_another_once"),
            models.CheckConstraint(condition=~models.Q(follower=models.F("followed")), name="nobody_follows_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.follower_id} follows {self.followed_id}"


class Quota(models.Model):
    """How much one user may have made, where that differs from everybody's: 0 sets no limit, nothing the usual one."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="quota")
    seconds_per_day = models.PositiveIntegerField(
        null=True, blank=True, help_text="Seconds of music a day. 0: as much as they like. Empty: as everybody."
    )
    jobs_at_once = models.PositiveIntegerField(
        null=True, blank=True, help_text="Jobs that wait or run. 0: any number. Empty: as everybody."
    )

    def __str__(self) -> str:
        return f"Quota of {self.user}"


class Token(models.Model):
    """Lets a program act for somebody. Of the secret itself only the SHA-256 is kept."""

    class Scope(models.TextChoices):
        READ = "read", "Read"
        WRITE = "write", "Read and write"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    """What it is for, in the words of whoever made it."""
    digest = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=10, choices=Scope.choices, default=Scope.READ)
    """The most that it allows; who may write may read."""
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)
    """None where it is good until it is revoked."""
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_expired(self) -> bool:
        """Whether it has opened its last door."""
        return self.expires_at is not None and self.expires_at <= timezone.now()
