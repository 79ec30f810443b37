"""Who moves a repo's names waits in one line, so that no two wait for each other."""

from repos.models import Repo


def locked(repo: Repo) -> Repo:
    """The repo as it is now, which nobody else commits to or names things in until this transaction ends.

    Take it before any other row of the repo: the lock lets others store rows that point at the repo meanwhile, and
    would deadlock with them if it came after. Raises Repo.DoesNotExist where it is gone.
    """
    return Repo.objects.select_for_update(no_key=True).get(pk=repo.pk)


def both(one: Repo, other: Repo) -> list[Repo]:
    """Two repos as `locked` gives them, those that are still there; in one order for everybody, so that no two who
    lock the same pair wait for each other."""
    return list(Repo.objects.select_for_update(no_key=True).filter(pk__in=[one.pk, other.pk]).order_by("pk"))
