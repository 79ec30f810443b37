"""`manage.py hum FILE… --out DIR`: the notes of a hum, and a beat around them, without server, database or account."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError, CommandParser

from audio.command import Bar, FileCommand, sound_of
from audio.dsp.humming.notes import GRIDS
from generation import brief_checks, facilities, humming
from generation.brief_errors import BriefError, BriefErrors
from generation.briefs import complete
from generation.engines.base import Brief, Progress, Take
from generation.humming import Edits, Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from audio.dsp.humming.notes import HumNote
    from audio.dsp.sound import Sound

USAGE = """manage.py hum FILE… --out DIR [options]

Write down what is hummed, as DIR/notes.json and DIR/hum.mid, and make a beat around it, as manage.py beat writes one,
with the hum as a stem. Several files get a folder each. Example:

  python manage.py hum idea.wav --out my-beat --genre house
"""
_NOTES, _MIDI = "notes.json", "hum.mid"
_FIELDS = ("seed", "duration", "key", "genre", "mood")
_LONGEST = f"At most {humming.LONGEST_S / 60:g} minutes of humming are taken."


class Command(FileCommand):
    help = USAGE

    def add_arguments(self, parser: CommandParser) -> None:
        """Values stay text here: the brief's own checks know what is wrong with them."""
        super().add_arguments(parser)
        parser.add_argument("--prompt", default="", metavar="WORDS", help="what the beat is to be like")
        parser.add_argument("--genre", metavar="NAME")
        parser.add_argument("--mood", metavar="WORD")
        parser.add_argument("--key", metavar="KEY", help="like “C minor”; what the notes fit best where none is given")
        parser.add_argument("--bpm", metavar="BPM", help="how fast it is hummed; what the notes tell if not given")
        parser.add_argument("--grid", default="16", metavar="VALUE", help="4, 8, 8t, 16 (16) or none")
        parser.add_argument("--octave", type=int, default=0, metavar="N", help="octaves up, or down below nought")
        parser.add_argument("--duration", metavar="SECONDS", help="3 to 300")
        parser.add_argument("--seed", metavar="N", help="the same seed gives the same music")
        parser.add_argument("--format", default="wav", metavar="NAME", help="wav, mp3 or flac")

    def work(self, files: list[Path], out: Path, bar: Bar, **options: Any) -> None:
        """Each file by itself; values are checked before anything is heard."""
        if len({file.stem for file in files}) < len(files):
            raise CommandError("Two of the files have the same name.", returncode=2)
        try:
            _checked(options)
            for index, file in enumerate(files):
                target = out / file.stem if len(files) > 1 else out
                told = _beat(file, target, options, bar.part(index, len(files)))
                bar.clear()
                self.stdout.write(told)
        except (BriefError, BriefErrors) as error:
            raise CommandError(" ".join(str(error).split()), returncode=2) from error


def _checked(options: dict[str, Any]) -> None:
    """Raise BriefErrors or CommandError for values that no hum could make right."""
    if options["grid"] not in (*GRIDS, "none"):
        raise CommandError(f"There is no grid “{options['grid']}”. Choose 4, 8, 8t, 16 or none.", returncode=2)
    if options["octave"] not in humming.OCTAVES:
        raise CommandError("An octave is a number from -3 to 3.", returncode=2)
    brief_checks.format(options["format"])
    complete({**_fields(options), "bpm": options["bpm"], "seed": options["seed"] or 0})


def _fields(options: dict[str, Any]) -> dict[str, Any]:
    named = {name: options[name] for name in _FIELDS}
    is_open = not options["prompt"].strip() and not options["genre"]
    return {**named, "prompt": options["prompt"], "genre": "lo-fi" if is_open else options["genre"]}


def _beat(file: Path, target: Path, options: dict[str, Any], show: Callable[[float, str], None]) -> str:
    """Everything that comes of one file, written; what is said of it."""
    from generation import beat_folder

    show(1, f"Listening to {file.name}…")
    sound = _heard(file)
    line = _line(file, sound, options)
    brief, _ = complete({**_fields(options), "bpm": line.bpm, "key": line.key, "tune": line.melody})
    with beat_folder.staging(target, beside=(_NOTES, _MIDI)) as stage:
        take = _made(brief, sound, line, show)
        described = beat_folder.write(take, stage, brief_checks.format(options["format"]))
        _write_notes(stage, file, line)
        beat_folder.move_in(stage, target)
    return (
        f"{target}: {len(line.notes)} notes, {line.bpm:g} bpm, {line.key}; {described['genre']}, "
        f"{described['duration_s']:.2f} s, {len(described['stems'])} stems, seed {described['seed']}"
    )


def _heard(file: Path) -> Sound:
    from audio.dsp.sound import SAMPLE_RATE_HZ

    try:
        sound = sound_of(file)
    except ValueError as error:
        raise CommandError(f"{file}: {error}", returncode=2) from error
    if len(sound) > humming.LONGEST_S * SAMPLE_RATE_HZ:
        raise CommandError(f"{file}: {_LONGEST}", returncode=2)
    return sound


def _line(file: Path, sound: Sound, options: dict[str, Any]) -> Line:
    from audio.dsp.humming import hearing, timing

    notes: list[HumNote] = hearing.notes_of(sound)
    if not notes:
        raise CommandError(f"{file}: No hummed notes can be heard in it.", returncode=2)
    bpm = timing.tempo_of(notes).bpm if options["bpm"] is None else brief_checks.bpm(options["bpm"])
    key = "" if options["key"] is None else brief_checks.key(options["key"]) or ""
    grid = "" if options["grid"] == "none" else options["grid"]
    edits = Edits(bpm=bpm, key=key, grid=grid, octave=options["octave"])
    return humming.line_of(notes, edits)


def _made(brief: Brief, sound: Sound, line: Line, show: Callable[[float, str], None]) -> Take:
    from generation.engines import registry
    from generation.engines.accompanied import Hum, accompanied

    row = registry.ENGINES[registry.DEFAULT]
    if reason := row.lacks(facilities.here()):
        raise CommandError(f"The composer can't run here. {reason}", returncode=2)
    steps = row.make(facilities.here()).compose(brief)
    for step in accompanied(steps, Hum(sound, line.zero_s)):
        if isinstance(step, Take):
            return step
        if isinstance(step, Progress):
            show(5 + 0.85 * step.percent, step.stage)
    raise CommandError("The composer ended without a beat.", returncode=2)


def _write_notes(stage: Path, file: Path, line: Line) -> None:
    from generation.engines.composer.tunes import tune_to_midi

    melody = line.melody
    assert melody is not None
    notes = [
        {
            "start_s": round(note.start_s, 4),
            "end_s": round(note.end_s, 4),
            "pitch": note.pitch,
            "velocity": note.velocity,
        }
        for note in line.notes
    ]
    told = {"file": file.name, "bpm": line.bpm, "key": line.key, "first_bar_s": round(line.zero_s, 4), "notes": notes}
    (stage / _NOTES).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    (stage / _MIDI).write_bytes(tune_to_midi(melody.notes, line.bpm, "hum"))
