"""Having a version listened to: who asks, and when there is no need to."""

from django.urls import reverse

from accounts.models import User
from audio import analyses
from generation import orders
from generation.models import Generation
from repos import access
from repos.models import Commit, Repo

TYPE = "analyse"


def page_of(repo: Repo, commit: Commit) -> str:
    """Where what is heard in a commit is shown."""
    return reverse("analysis", args=[repo.owner.username, repo.name, commit.digest])


def commit_page_of(repo: Repo, commit: Commit) -> str:
    """The page of the commit itself, below which its sounds lie."""
    return reverse("commit", args=[repo.owner.username, repo.name, commit.digest])


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
