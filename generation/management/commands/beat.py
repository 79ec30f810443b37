"""`manage.py beat "PROMPT" --out DIR`: a beat as files, without server, database or account."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audio.command import terminable
from generation import brief_checks, facilities, melodies
from generation.brief_errors import BriefError, BriefErrors
from generation.briefs import complete
from generation.engines.base import Brief, Engine, Passing, Progress, Refused, Take
from generation.melodies import Melody

USAGE = """manage.py beat "PROMPT" --out DIR [options]

Make a beat from a sentence and write mix.wav (mastered), mix-unmastered.wav (the sum of the stems), stems/<kind>.wav,
beat.mid and beat.json into DIR. What the options say wins over the prompt. Example:

  python manage.py beat "dark trap in C minor around 140, 30 seconds" --out my-beat
"""
_FIELDS = ("seed", "duration", "bpm", "key", "genre", "mood", "structure", "format")
_BAR_WIDTH = 28


class Command(BaseCommand):
    """Exit codes: 0 made, 1 the engine could not make it, 2 a wrong value or a folder that can't be written, 130
    stopped by Ctrl-C."""

    help = USAGE
    requires_system_checks = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Like Django's, but a wrong option costs one line instead of the whole usage."""
        kwargs |= {"usage": argparse.SUPPRESS, "formatter_class": argparse.RawDescriptionHelpFormatter}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        """Values stay text here: the brief's own checks know what is wrong with them."""
        parser.add_argument("prompt", nargs="?", default="", metavar="PROMPT", help="what to make, in a sentence")
        parser.add_argument("--out", required=True, metavar="DIR", help="where to write; an earlier beat is replaced")
        parser.add_argument("--seed", metavar="N", help="the same seed gives the same music; drawn where none is given")
        parser.add_argument("--duration", metavar="SECONDS", help="3 to 300")
        parser.add_argument("--bpm", metavar="BPM", help="20 to 300")
        parser.add_argument(
            "--structure", metavar="FORM", help="like “drop at bar 9, short intro” or “8 bar verse, 16 bar hook”"
        )
        parser.add_argument("--key", metavar="KEY", help="like “C minor”")
        parser.add_argument("--genre", metavar="NAME")
        parser.add_argument("--mood", metavar="WORD")
        parser.add_argument("--tune", metavar="FILE.mid", help="a melody in a MIDI file, to make the beat around")
        parser.add_argument("--engine", default="composer", metavar="NAME")
        parser.add_argument("--format", default="wav", metavar="NAME", help="wav, mp3 or flac")
        parser.add_argument("--looping", action="store_true", default=None, help="whole bars, end to start")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the beat and say in one line what came out."""
        try:
            with terminable():
                self._make(options)
        except (BriefErrors, BriefError, CommandError) as error:
            self._leave(2, str(error))
        except (Refused, Passing) as error:
            self._leave(1, str(error))
        except OSError as error:
            self._leave(2, _reason(error, options["out"]))
        except KeyboardInterrupt:
            self._leave(130, "Stopped; nothing was written.")

    def _make(self, options: dict[str, Any]) -> None:
        began = time.perf_counter()
        if not options["out"].strip():
            raise CommandError("Name a folder with --out.")
        fields = {name: options[name] for name in ("prompt", "looping", *_FIELDS)}
        brief, notices = complete({**fields, "tune": _melody(options["tune"])})
        format = brief_checks.format(options["format"])
        beat_folder = _sound_tools()
        engine = _engine(options["engine"])
        target = Path(options["out"])
        with beat_folder.staging(target) as stage:
            take = _made(engine, brief, Bar(sys.stderr))
            described = beat_folder.write(take, stage, format)
            beat_folder.move_in(stage, target)
        for notice in dict.fromkeys((*notices, *take.notices)):
            self.stderr.write(_plain(notice, sys.stderr))
        self.stdout.write(_plain(_summary(described, target, time.perf_counter() - began), sys.stdout))

    def _leave(self, code: int, message: str) -> None:
        self.stderr.write(_plain(f"beat: {' '.join(message.split())}", sys.stderr))
        sys.exit(code)


class Bar:
    """One line that is redrawn as the work goes on; silent where nobody looks."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._is_seen = stream.isatty()

    def show(self, progress: Progress) -> None:
        """Redraw the line."""
        if self._is_seen:
            done = "#" * round(_BAR_WIDTH * progress.percent / 100)
            line = f"\r[{done:-<{_BAR_WIDTH}}] {progress.percent:3d}% {progress.stage}\x1b[K"
            print(_plain(line, self._stream), end="", file=self._stream, flush=True)

    def clear(self) -> None:
        """Leave an empty line for what comes next."""
        if self._is_seen:
            print("\r\x1b[K", end="", file=self._stream, flush=True)


def _melody(file: str | None) -> Melody | None:
    """The melody of a MIDI file. Raises BriefError, or CommandError for a file that can't be read."""
    if file is None:
        return None
    try:
        with open(file, "rb") as opened:
            return melodies.from_midi(opened.read(melodies.FILE_LIMIT_BYTES + 1))
    except (OSError, ValueError) as error:
        if isinstance(error, BriefError):
            raise
        raise CommandError(f"{file} can't be read: {getattr(error, 'strerror', None) or error}.") from error


def _sound_tools() -> Any:
    """The part that needs numpy, loaded when the values are known to be right; one thread, so that bytes repeat."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    from generation import beat_folder

    return beat_folder


def _engine(name: str) -> Engine:
    """The engine by name. Raises BriefError for an unknown one, CommandError for one that can't run here."""
    from generation.engines import registry

    known = brief_checks.engine(name, registry.names())
    if reason := registry.availability(facilities.here())[known]:
        raise CommandError(f"The engine “{known}” can't run here. {reason}")
    return registry.engines(facilities.here())[known]


def _made(engine: Engine, brief: Brief, bar: Bar) -> Take:
    """The take that ends the engine's stream."""
    take: Take | None = None
    try:
        for event in engine.compose(brief):
            if isinstance(event, Progress):
                bar.show(event)
            else:
                take = event
    finally:
        bar.clear()
    if take is None:
        raise CommandError(f"The engine “{engine.name}” ended without a beat.")
    return take


def _summary(described: dict[str, Any], target: Path, took_s: float) -> str:
    return (
        f"{target}: {described['genre']}, {described['bpm']:g} bpm, {described['key']}, {described['mood']}, "
        f"{described['duration_s']:.2f} s, {len(described['stems'])} stems, seed {described['seed']}, "
        f"{described['loudness_lufs']:.1f} LUFS, {described['true_peak_dbtp']:.1f} dBTP, made in {took_s:.1f} s"
    )


def _reason(error: OSError, out: str) -> str:
    """What the system says, with the place it speaks of."""
    if error.strerror is None:
        return str(error)
    return f"{error.filename or out} can't be written: {error.strerror}."


def _plain(text: str, stream: TextIO) -> str:
    """The text as this stream can show it."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)
