"""What people do about people."""

from __future__ import annotations

from django.db import transaction

from accounts.models import Follow, User


@transaction.atomic
def follow(person: User, *, by: User) -> None:
    """Hear of what somebody makes; doing so again changes nothing. Raises ValueError for oneself."""
    if person.pk == by.pk:
        raise ValueError("Nobody follows oneself.")
    Follow.objects.get_or_create(follower=by, followed=person)


@transaction.atomic
def unfollow(person: User, *, by: User) -> None:
    """Hear of it no more."""
    Follow.objects.filter(follower=by, followed=person).delete()
