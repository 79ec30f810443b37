"""Settings come from the environment, checked, and a wrong one is explained."""

import os
import subprocess
import sys

import pytest


def check(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    clean |= {"SECRET_KEY": "k" * 60 + "0123456789", **env}
    return subprocess.run([sys.executable, "manage.py", "check", *words], env=clean, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("API_PORT", "eight", "API_PORT must be a whole number from 0 to 65535"),
        ("CPU_WORKERS", "0", "CPU_WORKERS must be a whole number from 1 to 64"),
        ("DEVICE", "tpu", "DEVICE must be one of cpu, cuda"),
        ("LOG_LEVEL", "chatty", "LOG_LEVEL must be one of"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_allowed(name: str, value: str, words: str) -> None:
    answer = check(**{name: value})
    assert answer.returncode != 0
    assert words in answer.stderr


def test_sounds_that_are_not_installed_are_a_warning_with_a_hint(tmp_path) -> None:
    answer = check(SOUNDS_DIR=str(tmp_path))
    assert answer.returncode == 0
    assert "The composer lacks" in answer.stderr
    assert "script/setup" in answer.stderr


def test_a_site_behind_https_passes_the_deployment_check(tmp_path) -> None:
    answer = check("--deploy", "--fail-level", "WARNING", SITE_URL="https://beats.example.com", DATA_DIR=str(tmp_path))
    assert answer.returncode == 0, answer.stderr
