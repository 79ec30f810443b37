"""Hearing what nobody has committed: mixed, mastered, kept for a while, and shown to whoever asked."""

from __future__ import annotations

from dataclasses import asdict

from django.core import signing
from django.core.cache import cache

from accounts.models import User
from audio import bouncing, locks, store
from audio.models import Blob
from repos import access, mastering
from repos.models import Repo
from repos.vcs.canonical import canonical, digest_of
from repos.vcs.trees import MergedTree

HEARD_FOR_S = 12 * 3600
"""Shorter than pruning spares what nothing refers to."""
_SALT = "repos.previews"


def of(merged: MergedTree) -> Blob:
    """The master of a merge that nobody has committed: made now by a child process, or found where somebody made it
    lately. Nothing refers to it, so pruning removes it later. Raises as `bouncing.bounce` does."""
    plan = asdict(merged.arrangement) | {"master": mastering.of_merge(merged)}
    name = f"preview-{digest_of(canonical(plan))}"
    with locks.held(name):
        known = Blob.objects.filter(pk=cache.get(name, "")).first()
        if known and store.exists(known.digest):
            return known
        _, master = bouncing.bounce(plan)
        cache.set(name, master.digest, HEARD_FOR_S)
        return master


def ticket(repo: Repo, blob: Blob, *, by: User) -> str:
    """What opens a preview, for one user, for as long as it is kept."""
    return signing.dumps([str(repo.pk), by.pk, blob.digest], salt=_SALT)


def admitted(ticket: str, *, by: User) -> Blob | None:
    """The preview that a ticket opens to a user; None where it opens nothing to them, or the repo does not any more."""
    try:
        repo, user, digest = signing.loads(ticket, salt=_SALT, max_age=HEARD_FOR_S)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if user != by.pk or not Repo.objects.filter(access.may_be_read(by), pk=repo).exists():
        return None
    return Blob.objects.filter(pk=digest).first()
