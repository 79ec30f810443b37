"""Scores written by hand, for tests of what is made of them."""

from audio.dsp.sound import frames_at
from generation.engines.composer.score import Hit, Note, Part, Score

_CHORDS = ((60, 63, 67, 70), (56, 60, 63, 67), (58, 62, 65, 68), (55, 58, 62, 65))
_ROOTS = (36, 32, 34, 31)
_TUNE = (72, 75, 79, 77, 75, 74, 72, 70)


def score(*parts: Part, bpm: float = 140.0, seconds: float = 6.0, looping: bool = False, seed: int = 3) -> Score:
    """A score of these parts in C minor."""
    return Score("trap", bpm, "C minor", "dark", 0.5, seed, frames_at(seconds), looping, (), (), parts)


def beat(seconds: float = 6.0, bpm: float = 140.0, looping: bool = False, seed: int = 3) -> Score:
    """Six stems of plain trap."""
    beats = seconds * bpm / 60
    bars = range(int(beats // 4))
    parts = (
        Part("kit", "drums", "trap", hits=_kit(beats)),
        Part("shaker", "percussion", "trap", hits=tuple(Hit(n / 2, "shaker", 0.5) for n in range(int(beats * 2)))),
        Part(
            "bass", "bass", "bass_808", notes=tuple(Note(bar * 4, 3.5, _ROOTS[bar % 4], 0.9) for bar in bars), space=0.0
        ),
        Part(
            "pad",
            "chords",
            "pad_warm",
            notes=tuple(Note(bar * 4, 4, pitch, 0.7) for bar in bars for pitch in _CHORDS[bar % 4]),
        ),
        Part(
            "lead",
            "melody",
            "bell_fm",
            notes=tuple(Note(bar * 4 + n / 2, 0.45, _TUNE[n], 0.8) for bar in bars for n in range(8)),
            echo=0.3,
        ),
        Part("air", "other", "effects", hits=(Hit(0, "vinyl", 0.6, length_beats=beats), Hit(0, "impact", 0.7))),
    )
    return score(*parts, bpm=bpm, seconds=seconds, looping=looping, seed=seed)


def _kit(beats: float) -> tuple[Hit, ...]:
    hits = []
    for step in range(int(beats * 4)):
        place = step % 16
        hits += [Hit(step / 4, "kick", 0.9)] if place in (0, 6, 10) else []
        hits += [Hit(step / 4, "snare", 0.9)] if place in (4, 12) else []
        hits += [Hit(step / 4, "hat_closed", 0.6)] if place % 2 == 0 else []
    return tuple(hits)
