"""Words for feeling and drive, and what each of them is to the rest of BeatFlow."""

from __future__ import annotations

from dataclasses import dataclass

from generation.engines.composer.genres import GENRES
from generation.language.text import Phrases, word_set, words_of


@dataclass(frozen=True, slots=True)
class Feel:
    """Where a mood lies: valence −1 (dark, sad) … 1 (bright, happy), energy 0 … 1."""

    valence: float
    energy: float


FEELS: dict[str, Feel] = {
    # the common ones
    "dark": Feel(-0.8, 0.55), "sad": Feel(-0.8, 0.3), "happy": Feel(0.9, 0.6), "chill": Feel(0.1, 0.3),
    "calm": Feel(0.2, 0.2), "dreamy": Feel(0.2, 0.35), "romantic": Feel(0.3, 0.35), "energetic": Feel(0.3, 0.85),
    "aggressive": Feel(-0.6, 0.9), "epic": Feel(0.0, 0.75), "mysterious": Feel(-0.6, 0.45),
    "uplifting": Feel(0.8, 0.65),
    "nostalgic": Feel(-0.1, 0.4), "melancholic": Feel(-0.7, 0.35), "groovy": Feel(0.2, 0.6),
    "hypnotic": Feel(-0.3, 0.55),
    "bright": Feel(0.8, 0.55),
    # those that single genres offer
    "hype": Feel(0.1, 0.85), "menacing": Feel(-0.9, 0.7), "mellow": Feel(0.1, 0.3), "rainy": Feel(-0.4, 0.3),
    "gritty": Feel(-0.5, 0.6), "jazzy": Feel(0.1, 0.45), "hard": Feel(-0.4, 0.85), "soulful": Feel(0.1, 0.45),
    "deep": Feel(-0.2, 0.45), "sunny": Feel(0.9, 0.6), "cold": Feel(-0.6, 0.5), "liquid": Feel(0.2, 0.55),
    "atmospheric": Feel(-0.1, 0.4), "rolling": Feel(0.0, 0.65), "heavy": Feel(-0.5, 0.8), "industrial": Feel(-0.7, 0.8),
    "driving": Feel(0.0, 0.75), "acid": Feel(-0.1, 0.7), "laid-back": Feel(0.2, 0.3), "confident": Feel(0.2, 0.6),
    "smooth": Feel(0.2, 0.35), "sensual": Feel(-0.1, 0.35), "late-night": Feel(-0.3, 0.35),
    "bittersweet": Feel(-0.2, 0.45),
    "euphoric": Feel(0.9, 0.8), "cool": Feel(0.0, 0.4), "smoky": Feel(-0.3, 0.3), "swinging": Feel(0.4, 0.6),
    "lively": Feel(0.6, 0.75), "angry": Feel(-0.7, 0.9), "anthemic": Feel(0.5, 0.75), "raw": Feel(-0.3, 0.7),
}  # fmt: skip
COMMON_MOODS = tuple(FEELS)[:17]
"""The moods that every genre takes, besides its own."""

KNOWN_MOODS = tuple(dict.fromkeys([*FEELS, *(mood for genre in GENRES.values() for mood in genre.moods)]))
"""Every mood that a brief may carry."""

_MORE_STYLE_THAN_FEELING = word_set(
    "jazzy acid deep liquid rolling industrial swinging soulful gritty raw heavy hard driving atmospheric cool smooth"
)
"""Moods of single genres that name a manner elsewhere: a trait, where the genre doesn't offer them."""

_SYNONYMS: dict[str, str] = {
    "dark": "darkness gloomy moody evil sinister ominous gothic shadowy brooding haunting spooky scary creepy horror "
    "grim "
    "murky nocturnal dystopian halloween demonic",
    "menacing": "threatening villain villainous",
    "sad": "sadness sorrowful tearful depressing depressive crying heartbroken heartbreak lonely mournful",
    "melancholic": "melancholy melancholia melancholical wistful sombre somber blue",
    "happy": "joyful joyous cheerful fun playful merry feelgood feel-good smiling cute upbeat",
    "sunny": "summer summery sunshine beach tropical",
    "chill": "chilled chilling chillout relaxed relaxing relax laidback cozy cosy lazy easygoing",
    "laid-back": "laid-back",
    "calm": "calming peaceful quiet gentle soft serene soothing tranquil sleepy sleep meditative meditation",
    "dreamy": "dreamlike dream ethereal floating floaty spacey airy hazy celestial heavenly cloudy",
    "romantic": "loving tender valentine",
    "sensual": "sexy seductive sultry",
    "energetic": "energy energised energized powerful lively dynamic high-energy",
    "hype": "hyped lit turnt banger banging",
    "aggressive": "aggression violent brutal vicious fierce intense savage",
    "angry": "anger furious mad",
    "epic": "cinematic heroic grand majestic dramatic huge",
    "mysterious": "mystery mystic mystical eerie strange enigmatic suspense suspenseful",
    "uplifting": "hopeful inspiring inspirational motivational positive optimistic triumphant",
    "euphoric": "euphoria ecstatic blissful",
    "nostalgic": "nostalgia retro vintage memories",
    "rainy": "rain-soaked",
    "groovy": "groove grooving funky bouncy bounce danceable",
    "hypnotic": "hypnotising trancey mesmerising mesmerizing trippy psychedelic",
    "bright": "shiny sparkling brilliant",
    "late-night": "midnight late-night nighttime",
    "cold": "icy frosty winter wintry",
    "smoky": "smokey",
    "hard": "hard-hitting",
    "atmospheric": "atmosphere ambience",
    "soulful": "soulfully",
    "anthemic": "anthem stadium",
    "confident": "swagger",
}
_NEAREST_COMMON = {
    "menacing": "dark", "sunny": "happy", "laid-back": "chill", "sensual": "romantic", "hype": "energetic",
    "angry": "aggressive", "euphoric": "uplifting", "rainy": "melancholic", "cold": "dark",
    "smoky": "dark", "anthemic": "epic", "confident": "energetic", "lively": "energetic", "bittersweet": "melancholic",
    "mellow": "chill",
}  # fmt: skip

MOOD_WORDS: Phrases[str] = Phrases(
    {word: mood for mood, words in _SYNONYMS.items() for word in words.split()} | {mood: mood for mood in KNOWN_MOODS}
)
ENERGY_WORDS: Phrases[float] = Phrases(
    {
        "high energy": 0.9, "full energy": 0.9, "maximum energy": 1.0, "low energy": 0.2, "medium energy": 0.5,
        "mid energy": 0.5, "hard hitting": 0.85, "hard": 0.8, "harder": 0.8, "intense": 0.85, "banging": 0.9,
        "banger": 0.9,
        "heavy": 0.8, "powerful": 0.8, "driving": 0.75, "calm": 0.2, "soft": 0.25, "softly": 0.25, "gentle": 0.2,
        "quiet": 0.15, "mellow": 0.3, "relaxed": 0.3, "relaxing": 0.3, "sleepy": 0.15, "energetic": 0.85,
        "explosive": 0.95, "full power": 0.95, "full on": 0.9, "soothing": 0.2, "sleeping": 0.15, "aggressive": 0.85,
        "furious": 0.95, "frantic": 0.9,
        "soothe": 0.2, "hype": 0.85, "turnt": 0.9, "upbeat": 0.7, "peaceful": 0.2, "brutal": 0.95,
        "slow burning": 0.35,
    }
)  # fmt: skip
TRAIT_WORDS: Phrases[str] = Phrases(
    {
        "90s": "90s", "80s": "80s", "70s": "70s", "60s": "60s", "nineties": "90s", "eighties": "80s",
        "seventies": "70s",
        "sixties": "60s", "2000s": "2000s", "y2k": "2000s", "half time": "half-time", "double time": "double-time",
        "old school": "old school", "busy": "busier", "busier": "busier", "complex": "busier", "dense": "busier",
        "simple": "simpler", "simpler": "simpler", "sparse": "simpler", "minimalist": "minimal",
        "minimalistic": "minimal",
        "stripped back": "simpler", "stripped down": "simpler", "darker": "darker", "brighter": "brighter",
        "dusty": "dusty", "distorted": "distorted", "detuned": "detuned", "orchestral": "orchestral",
        "glitchy": "glitchy",
        "glitch": "glitchy", "swing": "swing", "swung": "swing", "triplet": "triplets", "punchy": "punchy",
        "warm": "warm",
        "analog": "analogue", "analogue": "analogue", "lush": "lush", "experimental": "experimental",
        "melodic": "melodic",
        "underground": "underground", "latin": "latin", "oriental": "oriental", "arabic": "oriental",
        "japanese": "japanese",
        "asian": "japanese", "african": "afro", "spanish": "spanish", "cinematic": "cinematic", "retro": "retro",
        "vintage": "vintage", "futuristic": "futuristic", "cyberpunk": "cyberpunk", "tribal": "tribal", "hard": "hard",
        "lofi": "lo-fi", "lo fi": "lo-fi", "jazzy": "jazzy", "bluesy": "blues", "trappy": "trap", "housey": "house",
        "funky": "funky", "sidechain": "sidechain", "sidechained": "sidechain", "syncopated": "syncopated",
    }
)  # fmt: skip


def fitting(mood: str, genre: str | None) -> str | None:
    """A mood as this genre takes it: its own word, the nearest common one, or None where it is rather a trait there."""
    if genre and mood in GENRES[genre].moods:
        return mood
    if mood in _MORE_STYLE_THAN_FEELING:
        return None
    return _NEAREST_COMMON.get(mood, mood) if genre else mood


def feel_of(mood: str) -> Feel:
    """Where a mood lies; a word that only a genre file knows is neutral."""
    return FEELS.get(mood, Feel(0.0, 0.5))


def mood_named(text: str) -> str | None:
    """The mood that a whole text names, by its own word or a synonym."""
    found = MOOD_WORDS.at(words := words_of(text), 0)
    return found[1] if found and found[0] == len(words) else None
