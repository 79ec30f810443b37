"""Whose workers do what."""

from django.conf import settings

from generation.engines.registry import ENGINES
from generation.models import Job

_NEURAL_TYPES = ("stems",)
"""Tools that run a neural network where its weights are."""


def of(type: str, engine: str) -> Job.Queue:
    """The queue of a job: neural networks go to the GPU where there is one, what only waits has its own."""
    runs_on = ENGINES[engine].runs_on if engine else "model" if type in _NEURAL_TYPES else "cpu"
    if runs_on == "hosted":
        return Job.Queue.HOSTED
    return Job.Queue.GPU if runs_on == "model" and settings.DEVICE == "cuda" else Job.Queue.CPU
