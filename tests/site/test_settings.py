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


def answers(*requests: str, **env: str) -> list[int]:
    """The statuses with which a site under these settings answers, asked by a proxy in the clear."""
    told = (
        "import django; django.setup(); from django.test import Client; import sys; "
        "print(*(Client().get(path, headers={'Host': 'beats.example.com'}, "
        "**({'HTTP_X_FORWARDED_PROTO': scheme} if scheme else {})).status_code "
        "for path, _, scheme in (word.partition(' ') for word in sys.argv[1:])))"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "SITE_URL": "https://beats.example.com",
        **env,
    }
    command = [sys.executable, "-c", told, *requests]
    return [int(status) for status in subprocess.check_output(command, env=environment, text=True).split()]


def test_behind_a_proxy_https_pages_answer_and_others_are_sent_there() -> None:
    asked = ("/accounts/login/ https", "/accounts/login/ http", "/accounts/login/")
    assert answers(*asked, BEHIND_PROXY="true") == [200, 301, 301]
    assert answers(*asked, BEHIND_PROXY="false") == [301, 301, 301]


def test_probes_are_answered_without_tls() -> None:
    assert answers("/health") == [200]
