"""Having a version listened to: who asks, and when there is no need to."""

from typing import Any

from django.urls import reverse

from accounts.models import User
from audio import analyses
from audio.analyses import Heard
from generation import orders
from generation.models import Generation
from repos import access
from repos.models import Commit, Repo
from repos.services import regridding, versions
from repos.services.asides import Recorded

TYPE = "analyse"


def page_of(repo: Repo, commit: Commit) -> str:
    """Where what is heard in a commit is shown."""
    return reverse("analysis", args=[repo.owner.username, repo.name, commit.digest])


def commit_page_of(repo: Repo, commit: Commit) -> str:
    """The page of the commit itself, below which its sounds lie."""
    return reverse("commit", args=[repo.owner.username, repo.name, commit.digest])


def usable(commit: Commit, heard: Heard) -> dict[str, Any]:
    """What of it a version could say of itself instead of what it says: "bpm" and "key", where they differ."""
    if not regridding.may_be_counted_anew(commit.tree):
        return {}
    bpm, found = heard.bpm and analyses.written_bpm(heard.bpm), {}
    if bpm and bpm != commit.tree.bpm:
        found["bpm"] = bpm
    return {**found, "key": heard.key} if heard.key and heard.key != commit.tree.key else found


def use(commit: Commit, what: str, *, repo: Repo, branch: str, by: User) -> Recorded:
    """Commit a version with the tempo ("bpm") or the key ("key") that `by` hears in it; its sound stays as it is.

    Raises ValueError where there is nothing to use, PermissionError for whoever may not write to the repo.
    """
    if not access.may_write(by, repo):
        raise PermissionError("Only whoever may write to a repo may change what its versions say.")
    heard = analyses.of(commit.tree.mix, by)
    found = usable(commit, heard) if heard else {}
    if what not in found:
        raise ValueError("There is nothing that this version does not say already.")
    tree = regridding.regridded(commit.tree, **{what: found[what]})
    return versions.checkpoint(repo, branch, tree, onto=commit, by=by)


def listen(repo: Repo, commit: Commit, *, by: User) -> Generation | None:
    """Queue the analysis of a commit's mix; the one that is under way, where there is one; None where it is known.

    Raises PermissionError for whoever may not read the repo.
    """
    if not access.may_read(by, repo):
        raise PermissionError("Only whoever may read a repo may have it listened to.")
    if analyses.is_known(commit.tree.mix):
        return None
    under_way = orders.latest(TYPE, commit, by)
    if under_way and not under_way.is_finished:
        return under_way.generation
    name = f"Tempo, key and loudness of {commit.subject}"
    return orders.order(TYPE, name=name, by=by, repo=repo, base=commit)
