"""A take as files: what the worker then keeps as blobs."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

from audio.dsp.codec import encode
from audio.dsp.peaks import peaks
from audio.dsp.sound import Sound
from generation.engines.base import Take

Described = dict[str, Any]


def deliver(take: Take, folder: Path) -> Described:
    """Write every sound of a take with its renditions, the score and the MIDI; return JSON that describes it all.

    A sound is `{"file", "frames", "renditions": {recipe: file}}`; files are names within `folder`. Stems that were
    kept are named, not written: whoever asked has them. Raises OSError.
    """
    began = time.perf_counter()
    new = {f"stems/{name}": sound for name, sound in take.stems.items() if name not in take.kept}
    sounds = {**new, "mix": take.mix, "master": take.master}
    with ThreadPoolExecutor(2) as pool:  # the encoders leave Python's lock alone
        written = dict(zip(sounds, pool.map(lambda name: write_sound(name, sounds[name], folder), sounds), strict=True))
    return {
        "brief": asdict(take.brief),
        "engine": take.engine,
        "model": take.model,
        "cost": dict(take.cost) if take.cost else None,
        "sounds": written,
        "kept": list(take.kept),
        "documents": _documents(take, folder),
        "loudness_lufs": take.loudness_lufs,
        "true_peak_dbtp": take.true_peak_dbtp,
        "notices": list(take.notices),
        "timings_s": {**take.timings_s, "write": round(time.perf_counter() - began, 3)},
    }


def write_sound(name: str, sound: Sound, folder: Path) -> Described:
    """Write a sound with its renditions into a folder: `{"file", "frames", "renditions": {recipe: file}}`."""
    stem = name.replace("/", "-")
    renditions = {"peaks-256": _put(folder, f"{stem}.peaks", peaks(sound))}
    if name == "master":
        renditions["mp3-320"] = _put(folder, f"{stem}.mp3", encode(sound, "mp3_320"))
    file = _put(folder, f"{stem}.flac", encode(sound, "flac24"))
    return {"file": file, "frames": len(sound), "renditions": renditions}


def _documents(take: Take, folder: Path) -> Mapping[str, str]:
    score = json.dumps(take.score, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    documents = {"score.json": _put(folder, "score.json", score)}
    if take.midi is not None:
        documents["beat.mid"] = _put(folder, "beat.mid", take.midi)
    return documents


def _put(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return name
