"""ZIP files that are packed while they are sent: nothing is held in memory or on the disk."""

import zipfile
from collections.abc import Generator, Iterable, Mapping

from beatflow_site.lib.splices import Spliced

_LOCAL_BYTES, _DESCRIPTOR_BYTES, _CENTRAL_BYTES, _END_BYTES = 30, 16, 46, 22
_EPOCH = (1980, 1, 1, 0, 0, 0)


class _Sink:
    """What a ZipFile writes into; it cannot seek."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        pass

    def taken(self) -> bytes:
        """Everything written since the last time."""
        data = b"".join(self._pieces)
        self._pieces.clear()
        return data


def archive(files: Iterable[tuple[str, Spliced]]) -> Generator[bytes, None, None]:
    """The bytes of a ZIP of files (name, content), stored as they are and without times: it repeats exactly."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as packed:  # type: ignore[call-overload]
        for name, content in files:
            yield from _packed(packed, sink, name, content)
    yield sink.taken()


def archive_size(sizes: Mapping[str, int]) -> int | None:
    """How long `archive` will be for files of some sizes, by name; None where it needs ZIP's large form (2 GiB)."""
    overhead = _LOCAL_BYTES + _DESCRIPTOR_BYTES + _CENTRAL_BYTES
    total = _END_BYTES + sum(overhead + 2 * len(name.encode()) + size for name, size in sizes.items())
    return None if total >= zipfile.ZIP64_LIMIT * 0.9 else total


def _packed(packed: zipfile.ZipFile, sink: _Sink, name: str, content: Spliced) -> Generator[bytes, None, None]:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.file_size = content.size_bytes
    with packed.open(info, "w") as target:
        for piece in content.pieces():
            target.write(piece)
            yield sink.taken()
