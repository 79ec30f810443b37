"""From a sentence to what it asks for: by rules, and by a small model where they find no genre or no mood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generation.engines.base import STEM_KINDS
from generation.engines.composer.genres import GENRES
from generation.engines.structure import OPEN, Structure
from generation.engines.theory import parse_key
from generation.language.descriptions import described, description
from generation.language.keys import KeyWish, read_key
from generation.language.lengths import Length, read_length
from generation.language.line_up import PLAYERS
from generation.language.moods import ENERGY_WORDS, MOOD_WORDS, TRAIT_WORDS, feel_of, fitting
from generation.language.players import Players, read_exclusions, read_wishes
from generation.language.spelling import mend
from generation.language.structure import read_structure
from generation.language.style_words import StyleWish, read_style
from generation.language.styles import STYLES
from generation.language.tempo import read_pace, read_tempo
from generation.language.text import Phrases, Reading, word_set
from generation.language.titles import title

_LOOPS: Phrases[bool] = Phrases(
    dict.fromkeys(
        ("loop", "looping", "loopable", "looped", "seamless", "seamlessly", "endless", "drum loop", "loops"), True
    )
    | dict.fromkeys(("no loop", "not looping", "not a loop", "without loop", "no looping", "one shot"), False)
)
_STOP = word_set(
    "a an the and or of for in on at to with without by from as is it its be this that these those my your our their "
    "me i you we he she they can could would should will want need like please make create generate compose produce "
    "write give get let have has some any very really super quite so too bit little kind sort something someone beat "
    "beats track tracks song songs music instrumental instrumentals piece tune type style styled vibe vibes feel "
    "feeling sound sounds sounding tempo bpm key mood genre around about just only s t m re ve ll not no but then "
    "also into over under up down out good nice great best cool new one inspired influenced flavour flavor flavoured "
    "tinged ish plus bring add use using featuring feat made based full length duration long y e o do die base d love "
    "study studying driven % im em"
)
_NOUNS = frozenset({"beat", "beats", "track", "song", "loop", "bpm", "and", "at", "with", "instrumental", "tempo"})
_DRIVE = {"hard": 0.8, "rage": 0.85}
"""Trait of a style → the energy that its name tells."""
_MOST_IGNORED = 40


@dataclass(frozen=True, slots=True)
class Understood:
    """What a prompt says. None, an empty tuple or "" where it says nothing."""

    genre: str | None = None
    bpm: float | None = None
    key: str | None = None
    """A whole key, like "C minor"."""
    mode: str | None = None
    """A mode alone: "in a minor key"."""
    mood: str | None = None
    energy: float | None = None
    """0 calm … 1 driving."""
    duration_s: float | None = None
    bars: float | None = None
    """A length in bars, which needs the tempo to become seconds."""
    looping: bool | None = None
    only: tuple[str, ...] = ()
    """The stems to make and no other."""
    added: tuple[str, ...] = ()
    """Stems that are named without being refused."""
    dropped: tuple[str, ...] = ()
    """Stems that are refused."""
    instruments: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    """Words of `INSTRUMENT_WORDS`, or drum pieces by name."""
    traits: tuple[str, ...] = ()
    structure: Structure = OPEN
    peak_s: float | None = None
    """Where the first hook or drop begins, in seconds, which needs the tempo to become a bar."""
    usual_bpm: float | None = None
    """The tempo of the sub-style that is named, where it isn't the genre's."""
    pace: float | None = None
    """0 slow … 1 fast, where that is said instead of a tempo."""
    name: str = ""
    """A short title made from the prompt: "Dark trap in C minor"."""
    sure: Mapping[str, float] = field(default_factory=dict)
    """By field, 0 … 1."""
    ignored: tuple[str, ...] = ()
    """Words that carry a meaning which wasn't understood, as they were written."""
    has_words: bool = False
    """Whether there is any letter or digit in the prompt at all."""
    pending: bool = False
    """Whether more will be understood once the model is loaded."""

    @property
    def kinds(self) -> tuple[str, ...] | None:
        """The stems to make out of all; None where the prompt leaves them open."""
        if not self.only and not self.dropped:
            return None
        return self.kinds_from(STEM_KINDS)

    def kinds_from(self, usual: tuple[str, ...]) -> tuple[str, ...]:
        """The stems to make where a genre has these usual ones, in the order of `STEM_KINDS`."""
        wanted = set(self.only) or (set(usual) - set(self.dropped)) | set(self.added)
        return tuple(kind for kind in STEM_KINDS if kind in wanted)


def understand(prompt: str, *, genre: str | None = None, patient: bool = True) -> Understood:
    """Read a prompt in any language's letters; never raises. A `genre` already chosen decides what moods mean.

    The readers go from the most certain words to the loosest; each claims what it takes. The model is asked last. It
    may have to be loaded first, for a second or two: who is not `patient` gets what the rules found, and `pending`.
    """
    genre = genre if genre in GENRES else None
    reading = Reading(prompt)
    mend(reading)
    structure, peak_s = read_structure(reading)
    length = read_length(reading)
    key = read_key(reading, lambda index: _means_something(reading, index))
    tempo = read_tempo(reading)
    players = read_exclusions(reading)
    text = description(reading)
    style = read_style(reading)
    read_wishes(reading, players)
    feeling = _read_feeling(reading, genre or style.genre, style.traits)
    looping, pace = _read_loop(reading), read_pace(reading)
    known = StyleWish(genre, sureness=1.0) if genre else style
    more = described(text, known, feeling.mood, _ignored(reading), patient=patient)
    style = style if genre else more.style
    energy = _first(feeling.energy, more.energy, *(_DRIVE.get(trait) for trait in style.traits))
    feeling = _Feeling(feeling.mood or more.mood, energy, feeling.traits)
    fields = _of_time(length, tempo, style, pace) | _of_sound(key, style, feeling) | _of_players(players, style)
    return Understood(
        **fields,
        structure=structure,
        peak_s=peak_s,
        looping=looping,
        name=title(feeling.mood, style.label, fields["key"], fields["bpm"], prompt),
        sure=_sureness(fields, style, key, tempo) | more.sure,
        ignored=() if more.sure else _ignored(reading),
        has_words=any(word.written[0].isalnum() for word in reading.words),
        pending=more.pending,
    )


def _first(*values: float | None) -> float | None:
    """The first value that is one."""
    return next((value for value in values if value is not None), None)


@dataclass(frozen=True, slots=True)
class _Feeling:
    mood: str | None
    energy: float | None
    traits: tuple[str, ...]


def _means_something(reading: Reading, index: int) -> bool:
    """Whether a word speaks of music: what tells "A minor trap" from "a minor problem"."""
    if reading.text(index) in _NOUNS:
        return True
    tables = (STYLES, MOOD_WORDS, PLAYERS, TRAIT_WORDS, ENERGY_WORDS)
    return any(table.at(reading.words, index) for table in tables)


def _read_loop(reading: Reading) -> bool | None:
    found = list(reading.find(_LOOPS))
    for start, end, _ in found:
        reading.claim(start, end)
    return found[0][2] if found else None


def _is_refused(reading: Reading, start: int) -> bool:
    """Whether "not", "less" and their like stand before a word: "not too dark"."""
    before = start - 1 - (reading.text(start - 1) in ("too", "so", "very", "that"))
    return reading.text(before) in ("no", "not", "less", "without", "never", "t")


def _read_feeling(reading: Reading, genre: str | None, manner: tuple[str, ...]) -> _Feeling:
    """Mood, energy and traits; one word may be all three. Of several moods the first leads, the others colour."""
    energies = list(reading.find(ENERGY_WORDS))
    for start, end, _ in energies:
        if end - start > 1:
            reading.claim(start, end)
    moods, traits = list(reading.find(MOOD_WORDS)), list(reading.find(TRAIT_WORDS))
    for start, end, _ in [*moods, *traits, *energies]:
        reading.claim(start, end)
    words = [word for start, _, word in moods if not _is_refused(reading, start)]
    offered = GENRES[genre].moods if genre else ()
    fits = [mood for word in words if (mood := fitting(word, genre))] or [word for word in manner if word in offered]
    manners = [word for word in words if not fitting(word, genre)]
    said = [word for start, _, word in traits if not _is_refused(reading, start)]
    energy = next((value for start, _, value in energies if not _is_refused(reading, start)), None)
    return _Feeling(fits[0] if fits else None, energy, tuple(dict.fromkeys((*said, *manners, *fits[1:]))))


def _of_time(length: Length, tempo: tuple[float, float] | None, style: StyleWish, pace: float | None) -> dict[str, Any]:
    return {
        "duration_s": length.duration_s,
        "bars": length.bars,
        "bpm": tempo[0] if tempo else None,
        "usual_bpm": style.bpm,
        "pace": pace,
    }


def _of_sound(key: KeyWish | None, style: StyleWish, feeling: _Feeling) -> dict[str, Any]:
    traits = [*style.traits, *(trait for trait in feeling.traits if trait != feeling.mood)]
    return {
        "genre": style.genre,
        "key": _whole_key(key, feeling.mood),
        "mode": key.mode if key and not key.tonic else None,
        "mood": feeling.mood,
        "energy": feeling.energy,
        "traits": tuple(dict.fromkeys(traits)),
    }


def _of_players(players: Players, style: StyleWish) -> dict[str, Any]:
    left_out = [kind for kind in style.drops if kind not in players.added]
    return {
        "only": tuple(players.only),
        "added": tuple(players.added),
        "dropped": tuple(dict.fromkeys((*players.dropped, *left_out))),
        "instruments": tuple(players.instruments),
        "without": tuple(players.without),
    }


def _whole_key(wish: KeyWish | None, mood: str | None) -> str | None:
    """A key with its mode; a tonic alone is major, as musicians write it, unless the mood is a dark one."""
    if not wish or not wish.tonic:
        return None
    is_dark = mood is not None and feel_of(mood).valence < -0.15
    return str(parse_key(f"{wish.tonic} {wish.mode or ('minor' if is_dark else 'major')}"))


def _sureness(
    fields: Mapping[str, Any], style: StyleWish, key: KeyWish | None, tempo: tuple[float, float] | None
) -> dict[str, float]:
    """How sure each thing is that was understood."""
    special = {
        "genre": style.sureness,
        "bpm": tempo[1] if tempo else 0.0,
        "key": key.sureness if key else 0.0,
        "mode": key.sureness if key else 0.0,
        "usual_bpm": 0.6,
        "pace": 0.7,
        "mood": 0.9,
        "energy": 0.8,
        "bars": 0.9,
    }
    return {name: special.get(name, 1.0) for name, value in fields.items() if value not in (None, ())}


def _ignored(reading: Reading) -> tuple[str, ...]:
    """The words left over that carry a meaning, as written, each once; not more than a page can show."""
    words = [word.written for word in reading.left_over() if word.text and word.text not in _STOP]
    return tuple(dict.fromkeys(words))[:_MOST_IGNORED]
