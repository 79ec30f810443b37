"""Key clarity: whoever counts how long each tone sounds finds the key that was asked for, or its relative."""

from __future__ import annotations

import numpy as np

from generation.engines.composer.genres import GENRES
from generation.engines.composer.score import Score
from generation.engines.composer.streams import pick_key, stream
from generation.engines.composer.write import compose_score
from generation.engines.theory import MODES, TONICS, Key, parse_key
from tests.generation.composer.briefs import brief

PROFILES = {
    "major": (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88),
    "minor": (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17),
}
"""How well each tone above a tonic fits, as Krumhansl and Kessler's listeners heard it."""


def tones(score: Score) -> np.ndarray:
    """(12,): how long each pitch class sounds, by how strongly it is played."""
    heard = np.zeros(12)
    for part in score.parts:
        for note in part.notes:
            heard[note.pitch % 12] += note.length_beats * note.velocity
    return heard


def key_heard(score: Score) -> tuple[int, str]:
    """The tonic and mode whose profile is most like what sounds."""
    heard = tones(score)
    likeness = {
        (tonic, mode): float(np.corrcoef(np.roll(profile, tonic), heard)[0, 1])
        for mode, profile in PROFILES.items()
        for tonic in range(12)
    }
    return max(likeness, key=lambda key: likeness[key])


def meant(key: Key) -> set[tuple[int, str]]:
    """The key, and the major or minor key of the same tones."""
    mode = "minor" if key.is_minor else "major"
    own = {(key.tonic, mode), ((key.tonic + 3) % 12, "major") if key.is_minor else ((key.tonic - 3) % 12, "minor")}
    shared = [tonic for tonic in range(12) if {(tonic + step) % 12 for step in MODES["major"]} == set(key.scale)]
    return own | {(tonic, "major") for tonic in shared} | {((tonic - 3) % 12, "minor") for tonic in shared}


def test_the_key_is_found_in_nine_of_ten_beats() -> None:
    missed = []
    for genre in GENRES:
        for seed in range(6):
            rng = stream(seed, f"{genre}/key of a test")
            key = f"{TONICS[int(rng.integers(12))]} {pick_key(GENRES[genre].modes, rng)}"
            score = compose_score(brief(genre, seed, 30.0, key=key))[0]
            if key_heard(score) not in meant(parse_key(key)):
                missed.append((genre, seed, key, key_heard(score)))
    assert len(missed) <= 0.1 * 6 * len(GENRES), missed
