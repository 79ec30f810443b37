"""A take as a folder that people and programs can use: mixes, stems, MIDI and a description."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from audio.dsp.codec import encode
from audio.dsp.rate import SAMPLE_RATE_HZ
from audio.dsp.sound import Sound
from generation.engines.base import STEM_KINDS, Take

CODECS = {"wav": "wav24", "mp3": "mp3_320", "flac": "flac24"}
"""How each format of a brief is encoded; the names are the suffixes too."""
DESCRIPTION = "beat.json"
_MIDI = "beat.mid"


class InTheWay(OSError):
    """Something stands where the beat should go, and isn't a beat of ours; the sentence says what."""


@contextmanager
def staging(target: Path, beside: Sequence[str] = ()) -> Iterator[Path]:
    """A folder on the same disk as `target` to write in, gone afterwards. Raises OSError before any work is done.

    `beside` names files that are to lie there besides those of a beat.
    """
    _look(target, beside)
    home = next(folder for folder in (target, *target.absolute().parents) if folder.is_dir())
    try:
        stage = Path(tempfile.mkdtemp(prefix=".beat-", dir=home))
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def write(take: Take, stage: Path, format: str) -> dict[str, Any]:
    """Write every file of a take, as one of `CODECS`, into an empty folder; return what `beat.json` says."""
    began = time.perf_counter()
    (stage / "stems").mkdir()
    sounds = {f"stems/{kind}": sound for kind, sound in take.stems.items()}
    sounds |= {"mix": take.master, "mix-unmastered": take.mix}
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda name: _encode(stage / f"{name}.{format}", sounds[name], format), sounds))
    if take.midi is not None:
        (stage / _MIDI).write_bytes(take.midi)
    described = describe(take)
    described["timings_s"]["write"] = round(time.perf_counter() - began, 4)
    text = json.dumps(described, ensure_ascii=False, indent=2, allow_nan=False)
    (stage / DESCRIPTION).write_text(f"{text}\n", encoding="utf-8")
    return described


def move_in(stage: Path, target: Path) -> None:
    """Put the finished files in their place: an earlier beat there is replaced, anything else is left alone."""
    _look(target)
    (target / "stems").mkdir(parents=True, exist_ok=True)
    fresh = {str(file.relative_to(stage)) for file in stage.rglob("*") if file.is_file()}
    for name in _names() - fresh:
        (target / name).unlink(missing_ok=True)
    for name in sorted(fresh, key=lambda name: name == DESCRIPTION):
        os.replace(stage / name, target / name)


def describe(take: Take) -> dict[str, Any]:
    """A take without its sounds, as `beat.json` holds it: seconds throughout, from the start."""
    brief, bpm = take.brief, float(take.score.get("bpm", take.brief.bpm))
    duration_s = len(take.mix) / SAMPLE_RATE_HZ
    beats = range(int(duration_s * bpm / 60.0 - 1e-6) + 1)
    return {
        "brief": asdict(brief),
        "engine": take.engine,
        "genre": brief.genre,
        "bpm": brief.bpm,
        "key": brief.key,
        "mood": brief.mood,
        "seed": brief.seed,
        "duration_s": round(duration_s, 6),
        "beats_s": [round(beat * 60.0 / bpm, 6) for beat in beats],
        "chords": [_timed(chord, bpm, duration_s) for chord in take.score.get("chords", ())],
        "sections": [_timed(section, bpm, duration_s) for section in take.score.get("sections", ())],
        "stems": list(take.stems),
        "loudness_lufs": take.loudness_lufs,
        "true_peak_dbtp": take.true_peak_dbtp,
        "notices": list(take.notices),
        "timings_s": dict(take.timings_s),
    }


def _timed(event: Mapping[str, Any], bpm: float, duration_s: float) -> dict[str, Any]:
    """A chord or section with its place in seconds instead of beats."""
    start_s = event["start_beats"] * 60.0 / bpm
    end_s = min(duration_s, start_s + event["length_beats"] * 60.0 / bpm)
    rest = {name: value for name, value in event.items() if name not in ("start_beats", "length_beats")}
    return {"start_s": round(start_s, 6), "end_s": round(end_s, 6), **rest}


def _encode(path: Path, sound: Sound, format: str) -> None:
    path.write_bytes(encode(sound, CODECS[format]))


def _names() -> set[str]:
    """Every name that a beat of any format may have."""
    sounds = ("mix", "mix-unmastered", *(f"stems/{kind}" for kind in (*STEM_KINDS, "hum")))
    return {_MIDI, DESCRIPTION, *(f"{sound}.{format}" for sound in sounds for format in CODECS)}


def _look(target: Path, beside: Sequence[str] = ()) -> None:
    """Raise InTheWay if the beat would overwrite anything but an earlier beat."""
    for folder in (target, target / "stems"):
        if folder.exists() and not folder.is_dir():
            raise InTheWay(f"{folder} is a file; a folder is needed there.")
    present = sorted(name for name in {*_names(), *beside} if os.path.lexists(target / name))
    blocked = [name for name in present if (target / name).is_dir()] or ([] if _is_ours(target) else present)
    if blocked:
        raise InTheWay(f"{target / blocked[0]} is in the way, and no beat of an earlier call. Choose another folder.")


def _is_ours(target: Path) -> bool:
    """Whether the folder holds a beat already."""
    try:
        described = json.loads((target / DESCRIPTION).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(described, dict) and "brief" in described and "engine" in described
