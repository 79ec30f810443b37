"""`manage.py analyse FILE… --out DIR`: tempo, beats, key and loudness of files, without server, database or account."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from audio.command import Bar, FileCommand, names_of, sound_of


class Command(FileCommand):
    help = """manage.py analyse FILE… --out DIR

Find tempo (with half and double), beats and bars, key (with its Camelot code), loudness and true peak. One file is told
of in DIR/analysis.json, each of several in DIR/NAME-analysis.json. Example:

  python manage.py analyse song.mp3 --out about-it
"""

    def work(self, files: list[Path], out: Path, bar: Bar, **options: Any) -> None:
        """Listen to one file after the other."""
        for index, (file, name) in enumerate(zip(files, names_of(files), strict=True)):
            facts = _facts(file, bar, index, len(files))
            target = out / ("analysis.json" if len(files) == 1 else f"{name}-analysis.json")
            target.write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
            bar.clear()
            self.stdout.write(f"{file}: {_summary(facts)}")


def _facts(file: Path, bar: Bar, index: int, count: int) -> dict[str, Any]:
    from audio.dsp.analysis.analyse import analyse

    show = bar.part(index, count)
    show(0.0, "Reading the file…")
    try:
        return analyse(sound_of(file), lambda percent, stage: show(percent, f"{stage}…")).facts()
    except ValueError as error:
        raise ValueError(f"{file}: {error}") from error


def _summary(facts: dict[str, Any]) -> str:
    tempo, key, levels = facts["tempo"], facts["key"], facts["levels"]
    loudness = levels["integrated_lufs"]
    told = (
        f"{tempo['bpm']:.1f} bpm" if tempo else "no beat",
        f"{key['name']} ({key['camelot']})" if key else "no key",
        f"{loudness:.1f} LUFS, {levels['true_peak_dbtp']:.1f} dBTP" if loudness is not None else "silence",
    )
    return f"{', '.join(told)}, {facts['duration_s']:.2f} s"
