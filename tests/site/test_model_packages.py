"""The packages for models are installed apart from the app's, in versions that go together."""

import re
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def pins(lock: str) -> dict[str, set[str]]:
    """Every version that a lock allows, by package."""
    found: dict[str, set[str]] = {}
    for name, pinned in re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?==([\w.+-]+)", (ROOT / lock).read_text(), re.MULTILINE):
        found.setdefault(name, set()).add(pinned)
    return found


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_no_package_is_locked_in_two_versions_by_two_locks(lock):
    models, others = pins("requirements-ml.txt"), pins(lock)
    assert {name: (models[name], others[name]) for name in models.keys() & others if models[name] != others[name]} == {}


def test_the_lock_names_no_build_of_torch_and_nothing_for_graphics_cards():
    names = pins("requirements-ml.txt")
    assert [name for name in names if name in ("torch", "triton") or name.startswith("nvidia")] == []


@pytest.mark.ml
def test_the_torch_that_is_installed_is_the_one_that_was_chosen():
    chosen = re.search(r'"torch==([\d.]+)"', (ROOT / "pyproject.toml").read_text())
    assert chosen is not None
    assert version("torch").split("+")[0] == chosen[1]
