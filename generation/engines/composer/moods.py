"""What a mood does to the music: each word is a point on four scales."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np


@dataclass(frozen=True, slots=True)
class Mood:
    """Each scale runs from −1 to 1, 0 being what the genre does by itself."""

    brightness: float = 0.0
    """Dark or bright: instruments, filters, register, mode."""
    density: float = 0.0
    """Few notes or many."""
    tension: float = 0.0
    """Consonant or strained: borrowed chords, semitones, minor seconds."""
    length: float = 0.0
    """Short, hard notes or long, soft ones."""


MOODS: dict[str, Mood] = {
    "dark": Mood(-0.8, -0.1, 0.6, 0.2), "hype": Mood(0.5, 0.7, 0.1, -0.4), "aggressive": Mood(0.1, 0.7, 0.8, -0.6),
    "menacing": Mood(-0.7, -0.3, 0.9, 0.1),
    "chill": Mood(0.0, -0.5, -0.4, 0.4), "mellow": Mood(-0.2, -0.4, -0.4, 0.5),
    "nostalgic": Mood(-0.1, -0.1, -0.1, 0.3), "rainy": Mood(-0.6, -0.5, 0.0, 0.5), "dreamy": Mood(0.3, -0.2, -0.3, 0.8),
    "gritty": Mood(-0.4, 0.3, 0.4, -0.4), "jazzy": Mood(0.0, 0.2, 0.2, 0.0), "hard": Mood(-0.2, 0.4, 0.5, -0.6),
    "soulful": Mood(0.2, 0.1, -0.2, 0.3), "groovy": Mood(0.2, 0.4, -0.1, -0.2), "uplifting": Mood(0.8, 0.3, -0.5, 0.1),
    "deep": Mood(-0.5, -0.3, 0.1, 0.4), "sunny": Mood(0.9, 0.2, -0.6, 0.0), "cold": Mood(-0.4, -0.2, 0.5, 0.0),
    "melancholic": Mood(-0.5, -0.3, 0.1, 0.6), "liquid": Mood(0.3, 0.0, -0.4, 0.6),
    "energetic": Mood(0.4, 0.7, 0.1, -0.3),
    "atmospheric": Mood(-0.2, -0.5, 0.0, 0.9), "rolling": Mood(-0.1, 0.5, 0.1, 0.0),
    "hypnotic": Mood(-0.3, 0.2, 0.2, -0.1), "industrial": Mood(-0.4, 0.5, 0.9, -0.6),
    "driving": Mood(0.1, 0.6, 0.2, -0.3),
    "acid": Mood(0.3, 0.7, 0.5, -0.5), "laid-back": Mood(0.1, -0.4, -0.3, 0.3), "confident": Mood(0.2, 0.2, 0.1, -0.2),
    "smooth": Mood(0.1, -0.2, -0.4, 0.5), "sensual": Mood(-0.3, -0.3, 0.0, 0.6), "romantic": Mood(0.3, -0.2, -0.4, 0.7),
    "late-night": Mood(-0.5, -0.4, 0.1, 0.4), "happy": Mood(0.9, 0.3, -0.6, -0.1), "bright": Mood(0.9, 0.2, -0.4, -0.1),
    "bittersweet": Mood(0.0, 0.0, 0.1, 0.3), "euphoric": Mood(0.9, 0.5, -0.4, 0.3), "epic": Mood(0.3, 0.2, 0.3, 0.6),
    "heavy": Mood(-0.3, 0.4, 0.7, -0.3), "cool": Mood(-0.1, -0.2, 0.0, 0.1), "smoky": Mood(-0.6, -0.4, 0.2, 0.4),
    "swinging": Mood(0.4, 0.4, -0.1, -0.2), "lively": Mood(0.6, 0.7, 0.0, -0.3), "angry": Mood(-0.2, 0.7, 0.8, -0.6),
    "anthemic": Mood(0.6, 0.1, -0.2, 0.5), "raw": Mood(-0.1, 0.5, 0.5, -0.4), "sad": Mood(-0.6, -0.4, 0.1, 0.6),
    "calm": Mood(0.0, -0.6, -0.4, 0.6), "relaxed": Mood(0.1, -0.5, -0.4, 0.4), "mysterious": Mood(-0.5, -0.3, 0.6, 0.4),
}  # fmt: skip

TRAITS: dict[str, Mood] = {
    "busier": Mood(density=0.6), "simpler": Mood(density=-0.6), "darker": Mood(brightness=-0.5, tension=0.2),
    "brighter": Mood(brightness=0.5, tension=-0.2), "rage": Mood(0.5, 0.5, 0.4, -0.3),
    "phonk": Mood(-0.5, 0.3, 0.5, -0.3),
    "plugg": Mood(0.3, -0.2, -0.3, 0.2), "minimal": Mood(density=-0.6), "hard": Mood(0.0, 0.3, 0.5, -0.4),
}  # fmt: skip


def mood_of(word: str, traits: tuple[str, ...] = (), energy: float = 0.5) -> Mood:
    """The mood that a word, some traits and an energy (0 … 1) add up to; an unknown word is neutral."""
    parts = [MOODS.get(word.lower(), Mood()), *(_coloured(trait) for trait in traits if trait != word)]
    drive = energy - 0.5
    total = Mood(
        sum(part.brightness for part in parts) + 0.4 * drive,
        sum(part.density for part in parts) + 1.2 * drive,
        sum(part.tension for part in parts) + 0.2 * drive,
        sum(part.length for part in parts) - 0.6 * drive,
    )
    return _clipped(total)


def _coloured(trait: str) -> Mood:
    """What a trait adds to a mood; a mood's word beside another one counts half."""
    if trait in TRAITS:
        return TRAITS[trait]
    other = MOODS.get(trait, Mood())
    return Mood(other.brightness / 2, other.density / 2, other.tension / 2, other.length / 2)


def _clipped(mood: Mood) -> Mood:
    """The same mood with every scale within −1 … 1."""
    return replace(
        mood,
        brightness=float(np.clip(mood.brightness, -1, 1)),
        density=float(np.clip(mood.density, -1, 1)),
        tension=float(np.clip(mood.tension, -1, 1)),
        length=float(np.clip(mood.length, -1, 1)),
    )
