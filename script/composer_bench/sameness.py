"""Whether a brief and its seed give the same bytes every time: here, and in two processes that work at once."""

from __future__ import annotations

import hashlib
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from generation.engines.base import Take
from script.composer_bench.beats import brief_of, sounding, take_of

WORKERS, SECONDS, SEED = 2, 10.0, 1


def digest(take: Take) -> str:
    """SHA-256 over every sound, the score and the MIDI of a take."""
    whole = hashlib.sha256(repr(take.score).encode())
    for name, sound in sorted(sounding(take).items()):
        whole.update(name.encode())
        whole.update(sound.tobytes())
    whole.update(take.midi or b"")
    return whole.hexdigest()


def digest_of(sounds: Path, genre: str) -> str:
    """The digest of a genre's beat, made anew."""
    return digest(take_of(brief_of(genre, SEED, SECONDS), sounds))


def run(genres: list[str], sounds: Path) -> None:
    """Make each beat in both workers, in opposite orders, and once more here; print those that differ."""
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        orders = (genres, genres[::-1])
        there = [dict(zip(order, pool.map(partial(digest_of, sounds), order), strict=True)) for order in orders]
    differing = [genre for genre in genres if len({digest_of(sounds, genre), *(each[genre] for each in there)}) > 1]
    print(f"{len(genres) - len(differing)} of {len(genres)} beats are the same bytes in three processes")
    for genre in differing:
        print(f"  ✗ {genre}")
