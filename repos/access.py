"""The whole permission story: who may see a repo, and who may write to it."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.models import User
from repos.models import Commit, Repo

Viewer = User | AnonymousUser
MIN_DIGEST_DIGITS = 7
_OPEN = (Repo.Visibility.UNLISTED, Repo.Visibility.PUBLIC)


def readable(user: Viewer, owner: str, name: str) -> Repo:
    """The repo at `/~owner/name/` if `user` may see it; Http404 alike where it is private and where there is none."""
    may_see = Q(visibility__in=_OPEN) | (Q(owner=user) if isinstance(user, User) else Q())
    if not isinstance(user, User):
        may_see = Q(visibility__in=_OPEN)
    found = Repo.objects.select_related("owner").filter(may_see, owner__username=owner.lower(), name=name.lower())
    repo = found.first()
    if repo is None:
        raise Http404
    return repo


def writable(user: Viewer, owner: str, name: str) -> Repo:
    """The same if `user` may also write to it: for now its owner alone."""
    repo = readable(user, owner, name)
    if repo.owner_id != user.pk:
        raise Http404
    return repo


def visible_to(user: Viewer) -> QuerySet[Repo]:
    """Every repo that may be listed for `user`: the public ones and their own."""
    listed = Q(visibility=Repo.Visibility.PUBLIC)
    return Repo.objects.filter(listed | Q(owner=user) if isinstance(user, User) else listed)


def commit_of(repo: Repo, digest: str) -> Commit:
    """The commit that `repo` holds under a digest or the unmistakable beginning of one, or Http404."""
    if len(digest) < MIN_DIGEST_DIGITS:
        raise Http404
    held = Commit.objects.filter(repos=repo, digest__startswith=digest.lower())
    found = list(held.select_related("tree__mix", "tree__master")[:2])
    if len(found) != 1:
        raise Http404
    return found[0]
