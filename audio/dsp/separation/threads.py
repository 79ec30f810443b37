"""How many cores a network may use. Everything else in a worker's child keeps to one thread of BLAS."""

from __future__ import annotations

import os


def use_all_cores() -> None:
    """Let torch use every core that this process may, whatever the environment says of BLAS."""
    import torch

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    torch.set_num_threads(cores)
