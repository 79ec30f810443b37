"""`manage.py mix FILE… --out DIR`: files mixed by a profile, without server or database."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from audio.command import Bar, FileCommand, sound_of
from audio.dsp.kinds import kind_of
from audio.dsp.mix_profiles import PROFILES


class Command(FileCommand):
    """Writes mix.wav, the stems as they stand in it, and mix.json."""

    help = (
        "manage.py mix FILE… --out DIR [--profile balanced|bass-heavy|bright|warm]\n\n"
        "Mix the files, each a stem whose kind its name tells (drums, bass, vocals…), and write DIR/mix.wav,\n"
        "DIR/stems/ and DIR/mix.json, what was done to each."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--profile", default="balanced", metavar="NAME", help=", ".join(PROFILES))

    def work(self, files: list[Path], out: Path, bar: Bar, **options: Any) -> None:
        from audio.dsp import automix
        from audio.dsp.codec import encode

        if options["profile"] not in PROFILES:
            told = f"There is no profile “{options['profile']}”. Choose {', '.join(PROFILES)}."
            raise CommandError(told, returncode=2)
        if len({file.stem for file in files}) < len(files):
            raise CommandError("Two of the files have the same name.", returncode=2)
        stems = []
        for number, file in enumerate(files):
            bar.show(20 * number / len(files), f"Reading {file.name}…")
            try:
                stems.append(automix.Stem(file.stem, kind_of(file.name), sound_of(file)))
            except ValueError as error:
                raise CommandError(f"{file}: {error}", returncode=2) from error
        mixed = automix.mix(stems, options["profile"], lambda share, stage: bar.show(20 + 70 * share, stage))
        (out / "stems").mkdir(exist_ok=True)
        for one in mixed:
            (out / "stems" / f"{one.name}.wav").write_bytes(encode(one.sound, "wav24"))
        (out / "mix.wav").write_bytes(encode(automix.total(mixed), "wav24"))
        report = {"profile": options["profile"], "stems": {one.name: _told(one) for one in mixed}}
        (out / "mix.json").write_text(json.dumps(report, indent=2) + "\n")
        bar.clear()
        for one in mixed:
            self.stdout.write(f"{one.name}: {one.kind}, {one.gain_db:+.1f} dB, pan {one.pan:+.2f}")
        self.stdout.write(f"{out / 'mix.wav'}: {len(mixed)} stems, {options['profile']}")


def _told(one: Any) -> dict[str, Any]:
    loud = round(one.loudness_lufs, 2) if math.isfinite(one.loudness_lufs) else None
    return {"kind": one.kind, "gain_db": round(one.gain_db, 2), "pan": round(one.pan, 2), "loudness_lufs": loud}
