"""The whole permission story: who may see what, and who may change it.

Whoever may not see something gets the same 404 as for what does not exist, after the same queries.
"""

import re
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from accounts.models import User
from audio.models import Blob
from repos.models import Collaborator, Commit, Crate, Entry, Repo

Viewer = User | AnonymousUser
Role = Collaborator.Role
_DIGITS = re.compile(r"[0-9a-f]{7,64}")


def readable(user: Viewer, owner_name: str, repo_name: str, **columns: Any) -> Repo:
    """The repo of that address with its owner, if the user may see it; else Http404. It is read with further columns
    where somebody names expressions for them."""
    address = {"owner__username": owner_name.lower(), "name": repo_name.lower()}
    readables = Repo.objects.filter(may_be_read(user), **address).annotate(**columns)
    repo: Repo | None = readables.select_related("owner").first()
    if repo is None:
        raise Http404
    return repo


def moved(user: Viewer, owner_name: str, repo_name: str) -> Repo | None:
    """The repo that was at an address before, with its owner, if the user may see it."""
    old = {"old_addresses__owner__username": owner_name.lower(), "old_addresses__name": repo_name.lower()}
    return Repo.objects.filter(may_be_read(user), **old).select_related("owner").first()


def writable(user: Viewer, owner_name: str, repo_name: str) -> Repo:
    """The repo of that address, if the user may change it; PermissionDenied if they may only see it, else Http404."""
    repo = readable(user, owner_name, repo_name)
    if not may_write(user, repo):
        raise PermissionDenied
    return repo


def administered(user: Viewer, owner_name: str, repo_name: str) -> Repo:
    """The repo of that address, if the user may say what it is and who may do what; PermissionDenied if they may only
    see it, else Http404."""
    repo = readable(user, owner_name, repo_name)
    if not may_administer(user, repo):
        raise PermissionDenied
    return repo


def taken_part_in(user: Viewer, owner_name: str, repo_name: str) -> Repo:
    """The repo of that address, if the user owns it or collaborates on it; PermissionDenied if they may only see it,
    else Http404."""
    repo = readable(user, owner_name, repo_name)
    if role_of(user, repo) is None:
        raise PermissionDenied
    return repo


def may_write(user: Viewer, repo: Repo) -> bool:
    """Whether a user may commit to a repo and move its branches: its owner and collaborators with that role."""
    return role_of(user, repo) in (Role.WRITE, Role.ADMIN)


def may_administer(user: Viewer, repo: Repo) -> bool:
    """Whether a user may change what is said about a repo and who may do what. To delete it or give it away is left to
    its owner."""
    return role_of(user, repo) == Role.ADMIN


def may_fork(user: Viewer, repo: Repo) -> bool:
    """Whether a user who may read a repo may fork it: everybody where it is forkable, and always whoever may write."""
    return user.is_authenticated and (repo.forkable or may_write(user, repo))


def may_read(user: Viewer, repo: Repo) -> bool:
    """Whether a user who has its address may open a repo."""
    return repo.visibility != Repo.Visibility.PRIVATE or role_of(user, repo) is not None


def role_of(user: Viewer, repo: Repo) -> Role | None:
    """What somebody is in a repo; the owner is an admin. One query for anybody else who is signed in."""
    if not user.is_authenticated:
        return None
    if repo.owner_id == user.pk:
        return Role.ADMIN
    role = repo.collaborators.filter(user=user).values_list("role", flat=True).first()
    return Role(role) if role else None


def may_be_read(user: Viewer) -> Q:
    """Repos that a user who has their address may open."""
    return ~Q(visibility=Repo.Visibility.PRIVATE) | takes_part(user)


def may_be_listed(user: Viewer) -> Q:
    """Repos that lists and searches show to a user: public ones, and those that they take part in."""
    return Q(visibility=Repo.Visibility.PUBLIC) | takes_part(user)


def takes_part(user: Viewer) -> Q:
    """Repos that a user owns or collaborates on; an index answers each of the two."""
    if not user.is_authenticated:
        return Q(pk__in=())
    return Q(owner_id=user.pk) | Q(pk__in=Collaborator.objects.filter(user=user).values("repo"))


def may_be_written(user: Viewer) -> Q:
    """Repos that a user may commit to: `may_write` for many."""
    if not user.is_authenticated:
        return Q(pk__in=())
    writers = Collaborator.objects.filter(user=user, role__in=(Role.WRITE, Role.ADMIN))
    return Q(owner_id=user.pk) | Q(pk__in=writers.values("repo"))


def readable_crate(user: Viewer, number: int) -> Crate:
    """The crate of that number with its owner: one's own, or one that is not private; else Http404."""
    crate = Crate.objects.filter(pk=number).select_related("owner").first()
    if crate is None or (crate.visibility == Repo.Visibility.PRIVATE and crate.owner_id != user.pk):
        raise Http404
    return crate


def own_crate(user: Viewer, number: int) -> Crate:
    """One's own crate of that number; PermissionDenied if one may only see it, else Http404."""
    crate = readable_crate(user, number)
    if crate.owner_id != user.pk:
        raise PermissionDenied
    return crate


def commit_of(repo: Repo, digest: str) -> Commit:
    """The commit that the repo holds under a digest, or under the unmistakable beginning of one; else Http404.

    Its tree, mix and master come with it.
    """
    if not _DIGITS.fullmatch(digest):
        raise Http404
    beginning = repo.commits.filter(digest__gte=digest, digest__lt=digest + "g")  # which an index answers
    found = list(beginning.select_related("tree__mix", "tree__master")[:2])
    if len(found) != 1:
        raise Http404
    return found[0]


def entry_of(commit: Commit, path: str) -> Entry:
    """One thing that a commit holds, with its blob; else Http404."""
    entry = commit.tree.entries.filter(path=path).select_related("blob").first()
    if entry is None:
        raise Http404
    return entry


def sound_of(commit: Commit, which: str) -> Blob:
    """The "mix" or the "master" of a commit; else Http404."""
    blob = {"mix": commit.tree.mix, "master": commit.tree.master}.get(which)
    if blob is None:
        raise Http404
    return blob
