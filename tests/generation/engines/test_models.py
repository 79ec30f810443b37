"""Models are kept loaded, and never two that don't fit."""

from collections.abc import Iterator

import pytest

from generation.engines import models
from generation.engines.base import Passing, Refused


class Memory:
    """A machine with so many bytes, of which the models and others take some."""

    def __init__(self, total: int) -> None:
        self.total, self.others = total, 0
        self.loads: list[str] = []

    def free(self, device: str) -> int:
        return self.total - self.others - sum(entry.bytes_needed for entry in models._loaded.values())

    def use(self, name: str, bytes_needed: int) -> str:
        with models.held(name, bytes_needed, lambda: self.loads.append(name) or name) as model:
            return model


@pytest.fixture
def memory(monkeypatch) -> Iterator[Memory]:
    machine = Memory(100)
    monkeypatch.setattr(models, "free_bytes", machine.free)
    monkeypatch.setattr(models, "total_bytes", lambda device: machine.total)
    yield machine
    models.forget()
    assert models.loaded() == ()


def test_a_model_is_loaded_once_for_many_jobs(memory):
    assert [memory.use("musicgen", 60) for _ in range(3)] == ["musicgen"] * 3
    assert memory.loads == ["musicgen"]


def test_a_second_model_that_fits_stays_beside_the_first(memory):
    memory.use("musicgen", 60)
    memory.use("htdemucs", 40)
    assert models.loaded() == ("musicgen", "htdemucs")


def test_the_model_used_longest_ago_makes_room_for_one_that_does_not_fit(memory):
    memory.use("musicgen", 50)
    memory.use("htdemucs", 40)
    memory.use("musicgen", 50)
    memory.use("melody", 50)
    assert models.loaded() == ("musicgen", "melody")


def test_a_model_in_use_is_never_dropped(memory):
    with models.held("musicgen", 60, str), pytest.raises(Passing, match="others use it now"):
        memory.use("htdemucs", 60)
    assert models.loaded() == ("musicgen",)


def test_a_model_larger_than_the_machine_is_refused_with_both_sizes(memory):
    memory.total = 10**9
    with pytest.raises(Refused, match=r"needs 2\.5 GB of memory; this machine has 1\.0 GB"):
        memory.use("musicgen", 2_500_000_000)
    assert memory.loads == []


def test_memory_that_others_take_may_come_back(memory):
    memory.others = 70
    with pytest.raises(Passing):
        memory.use("musicgen", 60)
    memory.others = 0
    assert memory.use("musicgen", 60) == "musicgen"


@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("CUDA out of memory. Tried to allocate 2 GiB")])
def test_running_out_of_memory_is_told_with_advice_and_everything_is_freed(memory, error):
    memory.use("htdemucs", 20)

    def work() -> None:
        with models.held("musicgen", 60, str):
            raise error

    with pytest.raises(Refused, match="choose a shorter beat") as refused:
        work()
    assert refused.value.code == "out_of_memory"
    assert models.loaded() == ()
    assert memory.use("musicgen", 60) == "musicgen"


def test_running_out_of_memory_while_loading_is_told_too(memory):
    def load() -> str:
        raise MemoryError

    with pytest.raises(Refused, match="while a model was loaded"), models.held("musicgen", 60, load):
        pass
    assert memory.use("musicgen", 60) == "musicgen"


def test_another_error_is_passed_on_and_the_model_stays(memory):
    def work() -> None:
        with models.held("musicgen", 60, str):
            raise RuntimeError("sizes differ")

    with pytest.raises(RuntimeError, match="sizes differ"):
        work()
    assert models.loaded() == ("musicgen",)


def test_this_machine_has_memory_to_give():
    assert 0 < models.free_bytes("cpu") <= models.total_bytes("cpu")
