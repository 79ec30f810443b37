"""The whole permission story: who may see what, and who may change it.

Whoever may not see something gets the same 404 as for what does not exist, after the same queries.
"""

import re

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from accounts.models import User
from audio.models import Blob
from repos.models import Commit, Entry, Repo

Viewer = User | AnonymousUser
_DIGITS = re.compile(r"[0-9a-f]{7,64}")


def readable(user: Viewer, owner_name: str, repo_name: str) -> Repo:
    """The repo of that address with its owner, if the user may see it; else Http404."""
    may = ~Q(visibility=Repo.Visibility.PRIVATE) | _owned(user)
    address = {"owner__username": owner_name.lower(), "name": repo_name.lower()}
    repo = Repo.objects.filter(may, **address).select_related("owner").first()
    if repo is None:
        raise Http404
    return repo


def writable(user: Viewer, owner_name: str, repo_name: str) -> Repo:
    """The repo of that address, if the user may change it; PermissionDenied if they may only see it, else Http404."""
    repo = readable(user, owner_name, repo_name)
    if not may_write(user, repo):
        raise PermissionDenied
    return repo


def may_write(user: Viewer, repo: Repo) -> bool:
    """Whether a user may commit to a repo and change what is said about it."""
    return user.is_authenticated and repo.owner_id == user.pk


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


def _owned(user: Viewer) -> Q:
    return Q(owner_id=user.pk) if user.is_authenticated else Q(pk__in=())
