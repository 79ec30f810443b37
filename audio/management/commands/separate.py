"""`manage.py separate FILE… --out DIR`: stems of a mix as WAV. No database and no server is needed."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from audio.command import Bar, FileCommand, names_of, sound_of
from audio.dsp.separation.presets import FOUR_STEMS, PRESETS


class Command(FileCommand):
    help = "Take mixes apart into stems, as 24-bit WAV files that are exactly as long as the mix and sum to it."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--preset", choices=PRESETS, default=FOUR_STEMS, help=f"what to take out ({FOUR_STEMS})")

    def work(self, files: list[Path], out: Path, bar: Bar, **options: Any) -> None:
        """Each file becomes FILE-STEM.wav for every stem of the preset."""
        preset: str = options["preset"]
        names = names_of(files)
        for index, (file, name) in enumerate(zip(files, names, strict=True)):
            show = bar.part(index, len(files))
            separated = self._separated(file, preset, lambda share, stage, show=show: show(95.0 * share, stage))
            show(95.0, "Writing the stems…")
            written = _write(separated.stems, out, name)
            bar.clear()
            self.stdout.write(f"{file}: {', '.join(str(path) for path in written)}. {separated.separator.title}.")
            if missing := [stem for stem in PRESETS[preset].names if stem not in separated.stems]:
                self.stderr.write(f"Without {', '.join(missing)}: {separated.separator.says}")

    def _separated(self, file: Path, preset: str, on_progress: Any) -> Any:
        from audio.dsp.separation.separating import Means, separate

        on_progress(0.0, "Reading the file…")
        means = Means(settings.MODELS_DIR, settings.DEVICE)
        try:
            return separate(sound_of(file), PRESETS[preset], means, on_progress)
        except ValueError as error:
            raise ValueError(f"{file}: {error}") from error


def _write(stems: dict[str, Any], out: Path, name: str) -> list[Path]:
    from audio.dsp.codec import encode

    written = []
    for stem, sound in stems.items():
        path = out / f"{name}-{stem}.wav"
        path.write_bytes(encode(sound, "wav24"))
        written.append(path)
    return written
