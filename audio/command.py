"""What commands that work on files have in common: a line for what is wrong, a bar for how far it is, no database."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from abc import abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import TYPE_CHECKING, Any, TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audio.dsp.limits import Limits

if TYPE_CHECKING:
    from audio.dsp.sound import Sound

_BAR_WIDTH = 28
_LONGEST_S = 2 * 3_600.0
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


class FileCommand(BaseCommand):
    """`manage.py NAME FILE… --out DIR`. Exit codes: 0 done, 2 a wrong value or file, 130 stopped by Ctrl-C."""

    requires_system_checks = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Like Django's, but a wrong option costs one line instead of the whole usage."""
        kwargs |= {"usage": argparse.SUPPRESS, "formatter_class": argparse.RawDescriptionHelpFormatter}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        """The files, and where what is made of them goes."""
        parser.add_argument("files", nargs="+", metavar="FILE", help="audio: WAV, MP3, FLAC, OGG, Opus, AIFF, M4A")
        parser.add_argument("--out", required=True, metavar="DIR", help="where to write; made where it is missing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check what can be checked at once, then do the work."""
        files = [_existing(name) for name in options.pop("files")]
        out = _folder(options.pop("out"))
        for name in _ONE_THREAD:
            os.environ[name] = "1"
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # a model's threads: beside other work, spinning costs most
        with terminable(), Bar(sys.stderr) as bar:
            try:
                self.work(files, out, bar, **options)
            except ValueError as error:
                raise CommandError(str(error), returncode=2) from error
            except OSError as error:
                raise CommandError(f"{error.filename or out}: {error.strerror or error}.", returncode=2) from error
            except KeyboardInterrupt:
                raise SystemExit(130) from None

    @abstractmethod
    def work(self, files: list[Path], out: Path, bar: Bar, **options: Any) -> None:
        """Do it. A ValueError's sentence is shown as one line and ends the command with 2."""


class Bar:
    """A bar on a terminal; elsewhere a line now and then is too much, so nothing."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._is_shown, self._told_at = stream, stream.isatty(), 0.0

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *exc: object) -> None:
        self.clear()

    def show(self, percent: float, stage: str) -> None:
        """How far it is, 0–100."""
        now = time.monotonic()
        if self._is_shown and (now - self._told_at >= 0.05 or percent >= 100):
            filled = round(_BAR_WIDTH * min(max(percent, 0.0), 100.0) / 100)
            line = f"\r\033[K{'█' * filled}{'░' * (_BAR_WIDTH - filled)} {percent:3.0f} % {stage}"
            self._stream.write(line)
            self._stream.flush()
            self._told_at = now

    def part(self, index: int, count: int) -> Callable[[float, str], None]:
        """`show` for one of several equal parts of the work."""
        return lambda percent, stage: self.show((100.0 * index + percent) / count, stage)

    def clear(self) -> None:
        """Leave the line to what comes."""
        if self._is_shown:
            self._stream.write("\r\033[K")
            self._stream.flush()


def sound_of(file: Path) -> Sound:
    """What a file holds, of any kind that can be imported. Raises ValueError with a sentence for what can't be read."""
    from audio.dsp import codec, intake

    with TemporaryDirectory() as folder:
        source, decoded = Path(folder) / "source", Path(folder) / "decoded.flac"
        source.symlink_to(file.resolve())
        limits = Limits(bytes=1 << 40, duration_s=_LONGEST_S, decoded_bytes=1 << 40, processor_s=3_600)
        intake.take(source, decoded, limits)
        return codec.read(decoded)


def names_of(files: list[Path]) -> list[str]:
    """A name for what is made of each file: its own without the suffix, numbered where several are called the same."""
    stems = [file.stem for file in files]
    return [stem if stems.count(stem) == 1 else f"{stem}-{stems[: i + 1].count(stem)}" for i, stem in enumerate(stems)]


def _existing(name: str) -> Path:
    path = Path(name)
    if path.is_dir():
        raise CommandError(f"{name} is a folder; name the files in it.", returncode=2)
    if not path.is_file():
        raise CommandError(f"{name} is not there.", returncode=2)
    return path


def _folder(name: str) -> Path:
    try:
        Path(name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"{name} can't be written: {error.strerror}.", returncode=2) from error
    if not os.access(name, os.W_OK):
        raise CommandError(f"{name} can't be written.", returncode=2)
    return Path(name)


@contextmanager
def terminable() -> Iterator[None]:
    """Let a polite kill clean up like Ctrl-C does."""

    def stop(signum: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + signum)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
