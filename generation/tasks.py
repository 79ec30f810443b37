"""What the queue calls. A message is a doorbell: it names no job, and may come twice or never."""

import os
from typing import Any

from django.dispatch import receiver
from django_q.signals import post_spawn

from beatflow_site.lib import processes
from generation.work import batches, leases
from generation.work.child import Child

_child = Child()


def work(queue: str) -> None:
    """Take up the job that is next in line, if any, with those that are done together with it."""
    jobs = leases.claim_all(queue, processes.name_of(os.getpid()))
    if jobs:
        batches.run(jobs, _child)
        _child.start()  # where a cancel killed it, the next job finds a warm one again


@receiver(post_spawn)
def warm_up(**kwargs: Any) -> None:
    """A worker that starts gets its child at once, so that the first beat doesn't wait for it."""
    processes.die_with_parent()
    _child.start()
