"""In which key: "C minor", "Cm", "F# dorian", "Bb maj", "in A", "fis-moll", "la menor"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from generation.engines.theory import MODES, parse_key
from generation.language.text import Reading, word_set

_MODES = {mode: mode for mode in MODES} | {
    "m": "minor", "min": "minor", "moll": "minor", "mineur": "minor", "mineure": "minor", "menor": "minor",
    "aeolian": "minor", "maj": "major", "dur": "major", "majeur": "major", "majeure": "major", "mayor": "major",
    "maior": "major", "ionian": "major", "dorisch": "dorian", "dorien": "dorian", "dorico": "dorian",
    "phrygisch": "phrygian", "phrygien": "phrygian", "frigio": "phrygian", "lydien": "lydian", "lydisch": "lydian",
    "mixolydien": "mixolydian", "mixolydisch": "mixolydian",
}  # fmt: skip
_ALONE = frozenset(_MODES) - {"m", "min", "maj", "dur", "minor", "major"}
_TONICS = {letter: letter.upper() for letter in "abcdefg"} | {
    "bb": "Bb", "eb": "Eb", "ab": "Ab", "db": "Db", "gb": "Gb", "cb": "Cb", "fb": "Fb",
    "cis": "C#", "dis": "D#", "fis": "F#", "gis": "G#", "ais": "A#", "des": "Db", "es": "Eb", "ges": "Gb", "as": "Ab",
    "do": "C", "re": "D", "mi": "E", "fa": "F", "sol": "G", "la": "A", "si": "B",
}  # fmt: skip
_WITH_MODE_ONLY = word_set("cis dis fis gis ais des es ges as do re mi fa sol la si h")
_SHARP = frozenset({"sharp", "sharps", "diese", "sostenido", "sustenido"})
_FLAT = frozenset({"flat", "bemol"})
_GLUED = re.compile(r"([a-g]b?)(min|minor|maj|major|m|moll|dur)")
_CUES = frozenset({"key", "scale", "tonart"})
_CAMELOT_CUES = frozenset({"camelot", "key", "in"})
_NOUNS = frozenset(
    {
        "key",
        "scale",
        "mode",
        "chords",
        "chord",
        "progression",
        "tonality",
        "feel",
        "vibe",
        "mood",
        "tone",
        "melody",
        "melodies",
    }
)


@dataclass(frozen=True, slots=True)
class KeyWish:
    """The key that a prompt asks for: whole ("C minor"), only its tonic, or only its mode."""

    tonic: str | None = None
    mode: str | None = None
    sureness: float = 1.0


def read_key(reading: Reading, is_known: Callable[[int], bool]) -> KeyWish | None:
    """The first key in the prompt, claimed; `is_known` says whether a word means something elsewhere in the prompt."""
    for index in range(len(reading.words)):
        if reading.is_free(index) and (found := _found(reading, index, is_known)):
            return _taken(reading, index, *found)
    for index in range(len(reading.words)):
        if reading.is_free(index) and (found := _only_mode(reading, index)):
            return _taken(reading, index, *found)
    return None


def _found(reading: Reading, index: int, is_known: Callable[[int], bool]) -> tuple[int, KeyWish] | None:
    """The key that begins at a word, and where it ends."""
    return _glued(reading, index) or _camelot(reading, index) or _spelled(reading, index, is_known)


def key_named(text: str) -> str | None:
    """The key that a whole text names, as `theory.parse_key` likes it: "Cm" → "C minor", "A" → "A major"."""
    reading = Reading(f"in {text[:1].upper()}{text[1:]}" if len(text) <= 60 else "")
    wish = read_key(reading, lambda _: False)
    if not wish or not wish.tonic or any(word.text != "in" for word in reading.left_over()):
        return None
    return str(parse_key(f"{wish.tonic} {wish.mode or 'major'}"))


def _taken(reading: Reading, start: int, end: int, wish: KeyWish) -> KeyWish:
    """Claim the key with the words around it: "in the key of C minor scale"."""
    while reading.text(start - 1) in {"in", "the", "of", "camelot", *_CUES} and reading.is_free(start - 1):
        start -= 1
    end += reading.text(end) in _CUES
    reading.claim(start, end)
    return wish


def _glued(reading: Reading, index: int) -> tuple[int, KeyWish] | None:
    """ "Cm", "Bbmin", "Dmaj"; "am", "em" and "fm" only where nothing else can be meant."""
    word = reading.words[index]
    match = _GLUED.fullmatch(word.folded)
    if not match or reading.words[index - 1 if index else 0].number is not None:
        return None
    is_written_so = bool(re.fullmatch(r"[A-G]b?[a-z]+", word.written)) and reading.text(index - 1) != "i"
    alone = reading.opens(index) and reading.opens(index + 1)
    if match[2] == "m" and not (
        _is_led(reading, index) or (is_written_so and (index > 0 or alone)) or alone or len(match[1]) > 1
    ):
        return None
    return index + 1, KeyWish(_TONICS[match[1]], _MODES[match[2]])


def _is_led(reading: Reading, index: int) -> bool:
    """Whether "in", "key of" or "key:" stands before this place."""
    before = reading.text(index - 1)
    return (not (index and reading.opens(index)) and before in {"in", *_CUES}) or (
        before in ("of", "is", "") and reading.text(index - 2) in _CUES
    )


def _tonic(reading: Reading, index: int) -> tuple[int, str, bool] | None:
    """Where a tonic ends, its name, and whether it carries an accidental."""
    word = reading.words[index].folded.replace("♯", "#").replace("♭", "b")
    if len(word) == 2 and word[1] == "#" and word[0] in "abcdefg":
        return index + 1, word[0].upper() + "#", True
    if word == "h":
        return (index + 1, "B", False) if _next_is(reading, index + 1, ("moll", "dur")) else None
    name = _TONICS.get(word)
    if not name:
        return None
    if word == "b" and _next_is(reading, index + 1, ("moll", "dur")):
        name = "Bb"
    follows = reading.words[index + 1].folded if index + 1 < len(reading.words) else ""
    if len(name) == 1 and follows in _SHARP | _FLAT:
        return index + 2, name + ("#" if follows in _SHARP else "b"), True
    return index + 1, name, len(name) > 1


def _next_is(reading: Reading, index: int, words: tuple[str, ...]) -> bool:
    return index < len(reading.words) and reading.words[index].folded in words


def _mode_at(reading: Reading, index: int) -> tuple[int, str] | None:
    """The mode that begins here and where it ends."""
    if index >= len(reading.words):
        return None
    first = reading.words[index].folded
    second = reading.words[index + 1].folded if index + 1 < len(reading.words) else ""
    if first in ("harmonic", "melodic", "natural") and _MODES.get(second) in ("minor", "major"):
        is_harmonic = first == "harmonic" and _MODES[second] == "minor"
        return index + 2, "harmonic minor" if is_harmonic else _MODES[second]
    return (index + 1 + (second == "pentatonic"), _MODES[first]) if first in _MODES else None


def _spelled(reading: Reading, index: int, is_known: Callable[[int], bool]) -> tuple[int, KeyWish] | None:
    """A tonic with its mode, or a tonic alone where it can't be an article or a letter."""
    tonic = _tonic(reading, index)
    if not tonic:
        return None
    end, name, has_accidental = tonic
    word = reading.words[index]
    mode = _mode_beside(reading, end)
    if not mode:
        return (end, KeyWish(name, None, 0.6)) if _stands_alone(reading, index, end, has_accidental, is_known) else None
    may_be_article = word.folded == "a" and not has_accidental
    if may_be_article and not _may_be_a_minor(reading, index, mode[0], is_known):
        return None
    return mode[0], KeyWish(name, mode[1], 0.7 if may_be_article else 1.0)


def _mode_beside(reading: Reading, index: int) -> tuple[int, str] | None:
    """The mode that follows a tonic directly; a lone "m" only where it is glued to it."""
    if index >= len(reading.words) or reading.opens(index):
        return None
    return None if reading.words[index].folded == "m" and reading.words[index].gap else _mode_at(reading, index)


_CAMELOT_MINOR = ("Ab", "Eb", "Bb", "F", "C", "G", "D", "A", "E", "B", "F#", "C#")
_CAMELOT_MAJOR = ("B", "F#", "Db", "Ab", "Eb", "Bb", "F", "C", "G", "D", "A", "E")


def _camelot(reading: Reading, index: int) -> tuple[int, KeyWish] | None:
    """ "8A", "5B": what DJs call A minor and E flat major."""
    value, side = reading.words[index].number, reading.text(index + 1)
    if value is None or value not in range(1, 13) or side not in ("a", "b"):
        return None
    if reading.words[index + 1].gap or not (reading.text(index - 1) in _CAMELOT_CUES or reading.opens(index + 2)):
        return None
    tonics = _CAMELOT_MINOR if side == "a" else _CAMELOT_MAJOR
    return index + 2, KeyWish(tonics[int(value) - 1], "minor" if side == "a" else "major", 0.9)


def _may_be_a_minor(reading: Reading, index: int, end: int, is_known: Callable[[int], bool]) -> bool:
    """Whether "a minor" is a key: not in "a minor problem", nor in "a minor key"."""
    if reading.text(end) in _NOUNS and not reading.opens(end):
        return False
    if _is_led(reading, index) or reading.opens(end) or reading.words[end].number is not None:
        return True
    is_article = reading.words[index].written == "a" and reading.words[index + 1].folded == "major"
    return is_known(end) and not is_article


def _stands_alone(
    reading: Reading, index: int, end: int, has_accidental: bool, is_known: Callable[[int], bool]
) -> bool:
    """Whether a tonic without a mode is one: "in A", "key of d", "F#"; never in "a beat", "in a dream" or "plan B"."""
    word = reading.words[index]
    if word.folded in _WITH_MODE_ONLY:
        return False
    follows = reading.opens(end) or reading.text(end) in ("at", "with", "around") or is_known(end)
    follows = follows or (end < len(reading.words) and reading.words[end].number is not None)
    is_capital = word.written[0].isupper()
    if has_accidental and word.written[0].isupper() and len(word.written) == 2:
        return True
    if not _is_led(reading, index):
        return False
    by_key = reading.text(index - 1) != "in"
    ends = end >= len(reading.words)
    return follows and (is_capital or by_key or has_accidental or ends or word.folded not in ("a", "e"))


def _only_mode(reading: Reading, index: int) -> tuple[int, KeyWish] | None:
    """ "In a minor key", "dorian", "minor chords"."""
    found = _mode_at(reading, index)
    if not found or reading.words[index].folded in ("m", "min", "maj", "dur"):
        return None
    is_harmony = reading.text(found[0]) in _NOUNS or reading.text(index - 1) == "in" or reading.opens(found[0])
    if reading.words[index].folded not in _ALONE and not is_harmony:
        return None
    return found[0], KeyWish(None, found[1], 0.8)
