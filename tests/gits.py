"""The real git client, as a visitor has it: no configuration, no questions, no network but this machine."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ALONE = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "true",
    "LC_ALL": "C.UTF-8",
    "NO_PROXY": "*",
    "no_proxy": "*",
}


class Refused(Exception):
    """What git says when it gives up."""


def git(*words: str | Path, at: Path | None = None) -> str:
    """What a git command prints. Raises Refused where it fails."""
    program = shutil.which("git")
    if program is None:
        pytest.skip("git is not installed.")
    environment = {**os.environ, **ALONE}
    done = subprocess.run([program, *words], cwd=at, env=environment, capture_output=True, text=True, timeout=120)
    if done.returncode:
        raise Refused(done.stdout + done.stderr)
    return done.stdout.strip()


def assert_sound(clone: Path) -> None:
    """git itself finds nothing wrong with any object."""
    assert git("fsck", "--full", "--strict", "--no-dangling", at=clone) == ""


def log(clone: Path, form: str, *more: str) -> list[str]:
    """One line for each commit that refs reach, the newest first."""
    return git("log", "--all", "--topo-order", f"--format={form}", *more, at=clone).splitlines()


def ids(clone: Path) -> set[str]:
    """Every object that the clone has."""
    return set(git("cat-file", "--batch-all-objects", "--batch-check=%(objectname)", at=clone).splitlines())
