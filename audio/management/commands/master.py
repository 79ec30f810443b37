"""`manage.py master FILE… --out DIR`: masters as WAV, with a report, without server or database."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from audio.command import Bar, FileCommand, sound_of
from audio.dsp.master_presets import PRESETS, TARGET_RANGE_LUFS


class Command(FileCommand):
    """Writes NAME.master.wav and NAME.master.json."""

    help = (
        "manage.py master FILE… --out DIR [--preset streaming|cd|club | --target LUFS]\n\n"
        "Master each file and write DIR/NAME.master.wav (24 bit) and DIR/NAME.master.json, what was measured before\n"
        "and after by ITU-R BS.1770-4."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--preset", default="streaming", metavar="NAME", help=", ".join(PRESETS))
        low, high = TARGET_RANGE_LUFS
        parser.add_argument("--target", metavar="LUFS", help=f"a loudness of your own, from {low:g} to {high:g}")

    def work(self, files: list[Path], out: Path, bar: Bar, **options: Any) -> None:
        from audio.dsp import mastering
        from audio.dsp.codec import encode
        from audio.dsp.steps import finished

        preset, target_lufs = options["preset"], _target(options["target"])
        if preset not in PRESETS:
            raise CommandError(f"There is no preset “{preset}”. Choose {', '.join(PRESETS)}.", returncode=2)
        for number, file in enumerate(files):
            show = bar.part(number, len(files))
            show(5, f"Reading {file.name}…")
            try:
                sound = sound_of(file)
            except ValueError as error:
                raise CommandError(f"{file}: {error}", returncode=2) from error
            show(25, f"Mastering {file.name}…")
            aim = mastering.aim_of(preset) if target_lufs is None else mastering.own_aim(target_lufs)
            done = finished(mastering.mastering(sound, *aim), _within(show, 25, 95))
            target = out / f"{file.stem}.master.wav"
            target.write_bytes(encode(done.sound, "wav24"))
            report = {"before": mastering.as_json(done.before), "after": mastering.as_json(done.after)}
            told = {"file": file.name, "preset": preset if target_lufs is None else None, "target_lufs": target_lufs}
            (out / f"{file.stem}.master.json").write_text(json.dumps({**told, **report}, indent=2) + "\n")
            bar.clear()
            after = done.after
            self.stdout.write(f"{target}: {after.integrated_lufs:.1f} LUFS, {after.true_peak_dbtp:.1f} dBTP")


def _within(show: Callable[[float, str], None], first: float, last: float) -> Callable[[float, str], None]:
    """What hears of shares of the work from one percent to another."""
    return lambda share, stage: show(first + (last - first) * share, stage)


def _target(said: str | None) -> float | None:
    if said is None:
        return None
    try:
        return float(said)
    except ValueError:
        raise CommandError(f"“{said}” is no loudness; write it like -11.", returncode=2) from None
