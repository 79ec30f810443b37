"""Files that are sent with other bytes around them, without being written anew."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

CHUNK_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Spliced:
    """Some bytes, a stretch of a file, and some bytes after it."""

    head: bytes = b""
    path: Path | None = None
    middle: range = range(0)
    """Which bytes of the file."""
    tail: bytes = b""

    @classmethod
    def whole(cls, path: Path) -> Spliced:
        """A file as it is. Raises FileNotFoundError."""
        return cls(path=path, middle=range(path.stat().st_size))

    @property
    def size_bytes(self) -> int:
        """How long all of it is."""
        return len(self.head) + len(self.middle) + len(self.tail)

    def pieces(self, part: range | None = None) -> Generator[bytes, None, None]:
        """All of it, or the bytes of a part, piece by piece. Opens the file when the first is asked for."""
        part = range(self.size_bytes) if part is None else part
        after = len(self.head) + len(self.middle)
        if head := self.head[part.start : part.stop]:
            yield head
        yield from self._of_file(_shifted(part, len(self.head), len(self.middle)))
        tail = _shifted(part, after, len(self.tail))
        if tail:
            yield self.tail[tail.start : tail.stop]

    def _of_file(self, part: range) -> Generator[bytes, None, None]:
        if self.path is None or not part:
            return
        with self.path.open("rb") as file:
            file.seek(self.middle.start + part.start)
            left = len(part)
            while left and (piece := file.read(min(CHUNK_BYTES, left))):
                left -= len(piece)
                yield piece


def _shifted(part: range, start: int, length: int) -> range:
    """What of a part lies within a stretch, counted from where that starts."""
    return range(max(0, part.start - start), max(0, min(length, part.stop - start)))
