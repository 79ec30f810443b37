"""Services of our own that speak the shapes of the hosted ones over real HTTP, and fail in every way they can."""

import io
import json
import socket
import struct
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar

import numpy as np

from audio.dsp.codec import encode
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound

STEM_HZ = {"bass": 60.0, "chords": 330.0, "melody": 880.0, "percussion": 3000.0}


@dataclass(frozen=True)
class Request:
    """What somebody asked for."""

    method: str
    path: str
    headers: Mapping[str, str]
    """Names in small letters."""
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Says:
    """One answer."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    wait_s: float = 0.0
    """Before anything is said."""
    drops: bool = False
    """Hangs up where the answer should come, or in the middle of the body where there is one."""
    drips: bool = False
    """Sends a byte at a time."""


def says(told: Any, status: int = 200, **how: Any) -> Says:
    """An answer in JSON."""
    headers = {"Content-Type": "application/json", **how.pop("headers", {})}
    return Says(status, json.dumps(told).encode(), headers, **how)


Answer = Says | Callable[[Request], Says]


class Server:
    """Answers each path with what it was told to, one after the other; the last answer is repeated."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: list[Request] = []
        self._answers: dict[tuple[str, str], list[Answer]] = {}
        self._lock = threading.Lock()

    def answers(self, method: str, path: str, *answers: Answer) -> None:
        """From now on."""
        self._answers[method, path] = list(answers)

    def forget(self) -> None:
        """Begin anew."""
        self.asked, self._answers = [], {}

    def times(self, method: str, path: str) -> int:
        """How often somebody asked for a path."""
        return sum(one.method == method and one.path.split("?")[0] == path for one in self.asked)

    def reply(self, request: Request) -> Says:
        """What comes next."""
        with self._lock:
            self.asked.append(request)
            waiting = self._answers.get((request.method, request.path.split("?")[0]), [])
            answer = waiting.pop(0) if len(waiting) > 1 else waiting[0] if waiting else says({"detail": "?"}, 404)
        return answer(request) if callable(answer) else answer


S = TypeVar("S", bound=Server)


class _Handler(BaseHTTPRequestHandler):
    owner: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        said = self.owner.reply(Request(self.command, self.path, headers, self.rfile.read(length)))
        time.sleep(said.wait_s)
        if said.drops and not said.body:
            return self._hang_up()
        self.send_response(said.status)
        for name, value in said.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(said.body)))
        self.end_headers()
        if said.drops:
            self.wfile.write(said.body[: len(said.body) // 2])
            return self._hang_up()
        for part in _parts(said):
            self.wfile.write(part)
        return None

    def _hang_up(self) -> None:
        self.wfile.flush()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    do_GET = do_POST = _serve

    def log_message(self, format: str, *args: Any) -> None:
        """Quietly."""


def _parts(said: Says) -> Iterator[bytes]:
    if not said.drips:
        yield said.body
        return
    for place in range(len(said.body)):
        time.sleep(0.05)
        yield said.body[place : place + 1]


@contextmanager
def serving(kind: Callable[[str], S]) -> Iterator[S]:
    """A server of a kind on a free port, until the end of the block."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as http:
        http.daemon_threads = True
        server = kind(f"http://127.0.0.1:{http.server_address[1]}")
        http.RequestHandlerClass = type("Handler", (_Handler,), {"owner": server})
        threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        http.shutdown()


def tone(hz: float, seconds: float, level: float = 0.15) -> Sound:
    """Something to hear, the same on both sides."""
    wave = np.sin(2 * np.pi * hz * np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ)
    return np.repeat((level * wave).astype(np.float32)[:, None], 2, axis=1)


class Beatoven(Server):
    """Speaks as Beatoven does, with a track of four tones."""

    KEY = "bv-secret-0123456789"
    TASK = "0f2c_1"
    COMPOSE, STATUS, TRACK = "/api/v1/tracks/compose", f"/api/v1/tasks/{TASK}", "/files/track.wav"

    def composes(self, *states: str, stems: tuple[str, ...] = tuple(STEM_HZ), seconds: float = 3.0) -> None:
        """A task goes through these states, then it is composed."""
        self.stems = {kind: tone(hz, seconds) for kind, hz in STEM_HZ.items()}
        self.answers("POST", self.COMPOSE, says({"status": "started", "task_id": self.TASK}))
        states_told = (says({"status": state}) for state in states)
        self.answers("GET", self.STATUS, *states_told, self.composed(stems))
        self.answers("GET", self.TRACK, Says(body=encode(sum(self.stems.values()), "wav24")))
        for kind in stems:
            self.answers("GET", f"/files/{kind}.wav", Says(body=encode(self.stems[kind], "wav24")))

    def composed(self, stems: tuple[str, ...] = tuple(STEM_HZ), place: str = "files", **more: Any) -> Says:
        """How a finished task is told."""
        urls = {kind: f"{self.url}/{place}/{kind}.wav?signature=s3cret" for kind in stems}
        told = {"project_id": "p", "track_id": "t", "prompt": {"text": "…"}, "version": 1}
        track = f"{self.url}/{place}/track.wav?signature=s3cret"
        return says({"status": "composed", "meta": {**told, "track_url": track, "stems_url": urls}, **more})


class ElevenLabs(Server):
    """Speaks as ElevenLabs Music does."""

    KEY = "xi-secret-9876543210"
    DETAILED, PLAIN, SEPARATION = "/v1/music/detailed", "/v1/music", "/v1/music/stem-separation"
    ABOUT: Mapping[str, Any] = {"song_metadata": {"title": "Glass"}, "composition_plan": {"chunks": []}}

    def sings(self, song: bytes, about: Mapping[str, Any] = ABOUT, **headers: str) -> Says:
        """A detailed answer: what is to be told of a song, then the song."""
        told = json.dumps(about).encode()
        body = _part("application/json", told) + _part("audio/mpeg", song) + b"--=_b0undary--\r\n"
        return Says(body=body, headers={"Content-Type": 'multipart/mixed; boundary="=_b0undary"', **headers})


def _part(type: str, content: bytes) -> bytes:
    return f"--=_b0undary\r\nContent-Type: {type}\r\n\r\n".encode() + content + b"\r\n"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of files by their names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()
