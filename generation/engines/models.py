"""Which models this process keeps loaded: one after another by need, and never two that don't fit.

    with models.held("htdemucs", 900_000_000, load, device) as model:
        …

A model stays loaded for the next job until another one needs its room. Nothing here imports torch for work on a CPU;
only a worker's child asks for models.
"""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from generation.engines.base import Passing, Refused

Model = TypeVar("Model")
_ADVICE = {
    "cuda": "Close what else uses the graphics card, choose a shorter beat, or set DEVICE=cpu.",
    "cpu": "Close what else needs memory, choose a shorter beat, or lower CPU_WORKERS.",
}
_OUT_OF_MEMORY = ("out of memory", "can't allocate memory", "ALLOC_FAILED")


@dataclass(slots=True)
class _Loaded:
    """A model, what it needs with its working memory, and how many are using it now."""

    model: Any
    bytes_needed: int
    device: str
    users: int = 0


_loaded: dict[str, _Loaded] = {}
"""By name, the one used last at the end."""


@contextmanager
def held(name: str, bytes_needed: int, load: Callable[[], Model], device: str = "cpu") -> Iterator[Model]:
    """The model of that name, loaded if it isn't; it stays while the block lasts, and afterwards as long as it fits.

    `bytes_needed` counts its weights and what it needs to work. Raises Refused where it can never fit on this machine
    or where the memory runs out in the block (everything is freed then, so that the next job can go on), and Passing
    where others use the memory now.
    """
    ran_out = False
    entry = _loaded.pop(name, None) or _Loaded(_fresh(bytes_needed, load, device), bytes_needed, device)
    _loaded[name] = entry
    entry.users += 1
    try:
        yield entry.model
    except (MemoryError, RuntimeError) as error:
        ran_out = is_out_of_memory(error)
        if not ran_out:
            raise
    finally:
        entry.users -= 1
    if ran_out:  # here the traceback is gone, which kept what was being worked on
        _loaded.pop(name, None)
        del entry
        forget()
        raise Refused("out_of_memory", f"The memory ran out while this was being made. {_ADVICE[device]}")


def _fresh(bytes_needed: int, load: Callable[[], Model], device: str) -> Model:
    make_room(bytes_needed, device)
    try:
        return load()
    except (MemoryError, RuntimeError) as error:
        if not is_out_of_memory(error):
            raise
    forget()
    raise Refused("out_of_memory", f"The memory ran out while a model was loaded. {_ADVICE[device]}")


def make_room(bytes_needed: int, device: str) -> None:
    """Let go of idle models, the longest unused first, until so much is free. Raises Refused or Passing."""
    total, unit = total_bytes(device), "the graphics card" if device == "cuda" else "this machine"
    if bytes_needed > total:
        needs, has = _gigabytes(bytes_needed), _gigabytes(total)
        raise Refused("too_little_memory", f"This model needs {needs} of memory; {unit} has {has}. {_ADVICE[device]}")
    while free_bytes(device) < bytes_needed and _drop_idle(device):
        free()
    if free_bytes(device) < bytes_needed:
        raise Passing(f"This model needs {_gigabytes(bytes_needed)} of memory, and others use it now.")


def fitting(count: int, bytes_each: int, device: str) -> int:
    """How many of `count` equal pieces of work fit beside what is loaded and in use: at least one, which `held` saw to.

    Idle models are let go of where that makes room for more.
    """
    spare = (count - 1) * bytes_each
    while free_bytes(device) < spare and _drop_idle(device):
        free()
    return max(1, min(count, 1 + free_bytes(device) // max(bytes_each, 1)))


def _drop_idle(device: str) -> bool:
    """Let go of the model of this device that was used longest ago; say whether there was one."""
    idle = next((name for name, entry in _loaded.items() if not entry.users and entry.device == device), None)
    return idle is not None and _loaded.pop(idle) is not None


def forget() -> None:
    """Let go of every model that nobody is using."""
    for name in [name for name, entry in _loaded.items() if not entry.users]:
        del _loaded[name]
    free()


def loaded() -> tuple[str, ...]:
    """The names of what is loaded, the longest unused first."""
    return tuple(_loaded)


def free() -> None:
    """Give back what nothing refers to any more, to the graphics card too."""
    import sys

    gc.collect()
    torch = sys.modules.get("torch")
    if torch is not None and torch.cuda.is_available():
        with suppress(RuntimeError):
            torch.cuda.empty_cache()


def free_bytes(device: str) -> int:
    """How much memory could be taken now."""
    if device == "cuda":
        import torch

        unused = torch.cuda.memory_reserved() - torch.cuda.memory_allocated()
        return int(torch.cuda.mem_get_info()[0] + unused)
    within = [_meminfo("MemAvailable")]
    for limit, used in _groups():
        within.append(limit - used)
    return min(within)


def total_bytes(device: str) -> int:
    """How much memory there is in all."""
    if device == "cuda":
        import torch

        return int(torch.cuda.mem_get_info()[1])
    return min([_meminfo("MemTotal"), *(limit for limit, _ in _groups())])


def _meminfo(line: str) -> int:
    try:
        found = re.search(rf"^{line}:\s+(\d+) kB", Path("/proc/meminfo").read_text(), re.MULTILINE)
    except OSError:
        found = None
    return int(found[1]) * 1024 if found else os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _groups() -> Iterator[tuple[int, int]]:
    """Limit and use of the control group that a container puts around this process, where there is one."""
    group = Path("/sys/fs/cgroup")
    with suppress(OSError, ValueError):
        yield int((group / "memory.max").read_text()), _group_use(group)


def _group_use(group: Path) -> int:
    """What cannot be given back: files in the cache can."""
    counted = dict(line.split() for line in (group / "memory.stat").read_text().splitlines())
    return int((group / "memory.current").read_text()) - int(counted.get("file", 0)) + int(counted.get("shmem", 0))


def is_out_of_memory(error: Exception) -> bool:
    """Whether Python, torch or the graphics card's driver found no memory."""
    return isinstance(error, MemoryError) or any(word in str(error) for word in _OUT_OF_MEMORY)


def _gigabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1e9:.1f} GB"
