"""A take beside what it was made from: what can be heard of both, and where it lies."""

from dataclasses import dataclass

from django.urls import reverse

from generation.models import Job
from repos.models import Commit, Ref, Repo


@dataclass(frozen=True, slots=True)
class Heard:
    """One sound of a take and the same of the commit before it."""

    name: str
    kind: str
    before: str
    """The address of its audio, without the suffix."""
    after: str
    suffix: str
    """The rendition that is there already."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A take of a commit that was worked on."""

    base_url: str
    heard: tuple[Heard, ...]
    own_branch: str
    """The branch of its own that it lies on; "" where it is on the branch that it was meant for."""
    can_keep: bool
    """Whether the branch that it was meant for can still move on to it."""


def comparison_of(job: Job, repo: Repo, take: Commit, base: Commit) -> Comparison:
    """What a page shows of a take made on top of a commit."""
    before, after = (reverse("commit", args=[repo.owner.username, repo.name, one.digest]) for one in (base, take))
    branch = job.generation.branch if job.generation else ""
    own = job.result.get("branch", "")
    waits = own != branch and Ref.objects.filter(repo=repo, kind=Ref.Kind.BRANCH, name=branch, tip=base).exists()
    return Comparison(before, tuple(_heard(job, before, after)), own if own != branch else "", waits)


def _heard(job: Job, before: str, after: str) -> list[Heard]:
    whole = Heard("Whole beat", "mix", f"{before}master", f"{after}master", "mp3")
    stem = job.params.get("stem")
    if not stem:
        return [whole]
    kind, path = job.params["kind"], f"stems/{stem}"
    return [Heard(stem.replace("-", " ").capitalize(), kind, f"{before}{path}", f"{after}{path}", "flac"), whole]
