"""What tests do by hand that a worker, or a browser, does by itself."""

from django.test import Client

from accounts.models import User
from generation.models import Job
from generation.work import leases, runner
from generation.work.child import Child
from repos.models import Commit, Repo


def work(child: Child) -> Job:
    """Do the job that is next in line."""
    job = leases.claim("cpu", "here:1:1")
    assert job is not None
    runner.run(job, child)
    job.refresh_from_db()
    return job


def tip(repo: Repo, branch: str = "main") -> Commit:
    """Where a branch stands."""
    commit: Commit = repo.refs.get(kind="branch", name=branch).tip
    return commit


def browser(user: User) -> Client:
    """A signed-in test client."""
    client = Client()
    client.force_login(user)
    return client
