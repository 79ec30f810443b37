"""Weights are fetched from a hub into the folder where engines look for them; without a hub the reason is told."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from generation.engines.facilities import Facilities
from generation.engines.musicgen import audiocraft, weights
from tests.sites import ROOT

COMMIT = "1" * 40


@contextmanager
def hub(published: dict[str, Path]) -> Iterator[tuple[str, list[str]]]:
    """A hub that publishes folders by the name of their repo; its address, and what was asked of it."""
    asked: list[str] = []

    class Hub(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            asked.append(f"{self.command} {self.path}")
            path = self.path.split("?")[0]
            for repo, folder in published.items():
                if path == f"/api/models/{repo}/revision/main":
                    return self._json({"id": repo, "sha": COMMIT, "siblings": []})
                if path == f"/api/models/{repo}/tree/{COMMIT}":
                    files = sorted(file for file in folder.iterdir() if file.is_file())
                    return self._json([_entry(file) for file in files])
                if path.startswith(f"/{repo}/resolve/{COMMIT}/"):
                    return self._send((folder / path.rpartition("/")[2]).read_bytes(), "application/octet-stream")
            return self.send_error(404)

        def _json(self, told: object) -> None:
            self._send(json.dumps(told).encode(), "application/json")

        def _send(self, body: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("X-Repo-Commit", COMMIT)
            self.send_header("ETag", f'"{hash(body):x}"')
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def _entry(file: Path) -> dict[str, object]:
    return {"type": "file", "path": file.name, "size": file.stat().st_size, "oid": f"{hash(file.name):x}"}


def fetched(names: list[str], models: Path, endpoint: str) -> "subprocess.CompletedProcess[str]":
    own = {
        "MODELS_DIR": str(models),
        "DATA_DIR": str(models.parent),
        "HF_ENDPOINT": endpoint,
        "HF_HOME": str(models.parent / "hf"),
        "HF_HUB_DISABLE_TELEMETRY": "1",
    }
    command = [sys.executable, "manage.py", "fetch_models", *names]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **own}, capture_output=True, text=True, timeout=120)


@pytest.mark.ml
def test_a_model_is_fetched_without_pickles_and_can_be_used(weights_dir, tmp_path):
    published = tmp_path / "published"
    published.mkdir()
    for file in (weights_dir / "musicgen-small").iterdir():
        (published / file.name).write_bytes(file.read_bytes())
    (published / "state_dict.bin").write_bytes(b"a pickle")
    models = tmp_path / "models"
    with hub({"facebook/musicgen-small": published}) as (endpoint, asked):
        done = fetched(["musicgen-small"], models, endpoint)
        assert done.returncode == 0, done.stderr
        assert not [path for path in asked if path.endswith(".bin")]
        before = len(asked)
        assert fetched(["musicgen-small"], models, endpoint).returncode == 0
        assert not [path for path in asked[before:] if path.startswith("GET") and "safetensors" in path]
    assert f"musicgen-small is in {models / 'musicgen-small'}" in done.stdout
    assert weights.lacks(Facilities(sounds=tmp_path, models=models)) is None


@pytest.mark.ml
def test_what_audiocraft_wants_is_fetched_from_three_repos_into_one_folder(tmp_path):
    published = {}
    for number, (repo, files) in enumerate(audiocraft.parts("small").items()):
        published[repo] = tmp_path / "published" / str(number)
        published[repo].mkdir(parents=True)
        for name in (*(file.replace("*", "config") for file in files), "model.th"):
            (published[repo] / name).write_text(f"{repo} {name}")
    models = tmp_path / "models"
    with hub(published) as (endpoint, asked):
        done = fetched(["audiocraft-small"], models, endpoint)
    assert done.returncode == 0, done.stderr
    assert audiocraft.is_whole(models / "audiocraft-small", "small")
    assert not [path for path in asked if path.endswith(".th")]


@pytest.mark.ml
@pytest.mark.parametrize("is_half_there", [False, True])
def test_without_a_hub_the_reason_is_one_line_and_nothing_counts_as_fetched(is_half_there, tmp_path):
    models = tmp_path / "models"
    if is_half_there:
        (models / "musicgen-small").mkdir(parents=True)
        (models / "musicgen-small" / "config.json").write_text("{}")
    done = fetched(["musicgen-small"], models, "http://127.0.0.1:1")
    assert done.returncode == 2
    assert "CommandError: musicgen-small could not be fetched from facebook/musicgen-small" in done.stderr
    assert "Traceback" not in done.stderr
    assert weights.folder_of(models, "small") is None


@pytest.mark.ml
def test_a_model_that_is_not_published_there_is_told(tmp_path):
    with hub({}) as (endpoint, _):
        done = fetched(["htdemucs"], tmp_path / "models", endpoint)
    assert done.returncode == 2
    assert "htdemucs could not be fetched from adefossez/HTDemucs" in done.stderr


def test_an_unknown_model_is_refused_with_those_that_there_are(tmp_path):
    done = fetched(["musicgen-large"], tmp_path / "models", "http://127.0.0.1:1")
    assert done.returncode == 2
    assert "There is no model “musicgen-large”: choose out of musicgen-small" in done.stderr
