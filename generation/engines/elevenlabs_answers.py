"""What ElevenLabs sends: a song, alone or as one of two MIME parts, and stems in a ZIP. None of it is trusted."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import PurePosixPath
from typing import Any

from generation.engines.base import Passing
from generation.engines.hosted import SOUND_LIMIT_BYTES, Reply

KINDS: Mapping[str, str] = {
    "vocals": "vocals",
    "drums": "drums",
    "bass": "bass",
    "piano": "chords",
    "guitar": "other",
    "other": "other",
    "accompaniment": "other",
    "instrumental": "other",
}
"""Its stems, and ours."""
_MOST_FILES = 24
_LONGEST_BOUNDARY = 200


@dataclass(frozen=True, slots=True)
class Song:
    """A song, still encoded, and what was said about it."""

    audio: bytes
    about: Mapping[str, Any]


def song_of(reply: Reply, title: str) -> Song:
    """The song of a plain or a detailed answer. Raises Passing where there is none."""
    kind = reply.headers.get("content-type", "")
    parts = list(_parts(reply, kind)) if kind.lower().startswith("multipart/") else [(kind, reply.body)]
    about: Mapping[str, Any] = {}
    audio = b""
    for type, body in parts:
        if "json" in type.lower():
            about = _object(body)
        elif len(body) > len(audio):
            audio = body
    if not audio:
        raise Passing(f"{title} sent an answer without a song in it.")
    return Song(audio, about)


def _parts(reply: Reply, kind: str) -> Iterator[tuple[str, bytes]]:
    """Type and content of each part, as the MIME parser of the standard library finds them."""
    head = f"Content-Type: {kind[:_LONGEST_BOUNDARY]}\r\n\r\n".encode("latin-1", "replace")
    message: Message = BytesParser(policy=HTTP).parsebytes(head + reply.body)
    for part in message.walk():
        content = None if part.is_multipart() else part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield part.get_content_type(), content


def _object(body: bytes) -> Mapping[str, Any]:
    with suppress(ValueError, RecursionError):
        found = json.loads(body)
        if isinstance(found, Mapping):
            return found
    return {}


def stem_files(archive: bytes, title: str) -> dict[str, bytes]:
    """The files of a ZIP by the names of its stems. Raises Passing for what is no such archive, or would not fit."""
    found: dict[str, bytes] = {}
    room = SOUND_LIMIT_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as zipped:
            for entry in zipped.infolist()[:_MOST_FILES]:
                name = _stem_named(entry.filename)
                if name is None or name in found or entry.is_dir():
                    continue
                with zipped.open(entry) as file:  # what the archive says of its size may be a lie
                    found[name] = file.read(room + 1)
                room -= len(found[name])
                if room < 0:
                    raise Passing(f"{title} sent stems that are far too large.")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise Passing(f"{title} sent stems that cannot be unpacked.") from None
    return found


def _stem_named(path: str) -> str | None:
    """Which stem a file of the archive is; nothing is ever written under its name."""
    stem = PurePosixPath(path.replace("\\", "/")).stem.casefold()
    return next((name for name in KINDS if name in stem), None)
