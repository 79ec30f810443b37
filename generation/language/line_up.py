"""The words for players: stems, instruments and drum pieces."""

from __future__ import annotations

from dataclasses import dataclass

from generation.engines.composer.palette import INSTRUMENT_WORDS
from generation.language.text import Phrases


@dataclass(frozen=True, slots=True)
class Player:
    """What one word asks for: whole stems, or an instrument of `INSTRUMENT_WORDS`."""

    kinds: tuple[str, ...]
    """The stems it is, or that it can play in."""
    instrument: str = ""
    pieces: tuple[str, ...] = ()
    """Drum pieces: they can be left out, but no single one is added."""
    with_percussion: bool = False
    """Whether leaving it out leaves out the percussion too."""


_KIND_WORDS: dict[tuple[str, ...], str] = {
    ("drums",): "drums, drum kit, drum beat, drum pattern, drumming, drum track",
    ("percussion",): "percussion, perc, percs, percussions, percussive elements",
    ("bass",): "bass, bassline, bass line, low end, sliding bass, walking bass, bass synth line",
    ("chords",): "chords, chord, chord progression, harmony, harmonies",
    ("melody",): "melody, melodies, lead melody, topline, top line, tune, counter melody",
    ("other",): "fx, effects, sound effects, textures, atmospherics",
}
_INSTRUMENTS_OF_KIND = {
    ("bass",): "808, sub, reese, wobble, synth bass, acid, bass guitar, upright bass",
    ("chords", "melody"): "piano, rhodes, wurlitzer, organ, harpsichord, clavinet, strings, brass, guitar, "
    "acoustic guitar, electric guitar, distorted guitar, synth, vibraphone, marimba, kalimba, choir",
    ("chords", "other"): "pad",
    ("melody",): "lead, pluck, bell, flute, trumpet, sax, violin, sitar",
    ("other",): "vinyl, rain, tape",
    ("percussion",): "cowbell, shaker, tambourine, congas",
}
_KINDS_OF_INSTRUMENT = {
    word.strip(): kinds for kinds, words in _INSTRUMENTS_OF_KIND.items() for word in words.split(",")
}
_ALIASES: dict[str, str] = {
    "808": "808 bass, eight o eight, sliding 808, tuned 808, distorted 808",
    "sub": "sub bass, deep bass",
    "reese": "reese bass",
    "wobble": "wobble bass, wobbly bass, wub, wubs, wobbles",
    "synth bass": "bass synth, moog bass, fm bass, saw bass",
    "acid": "acid bass, acid line, 303, tb 303, acid bassline",
    "bass guitar": "bass electric, electric bass, slap bass, picked bass, fingered bass",
    "upright bass": "double bass, contrabass, acoustic bass, stand up bass",
    "piano": "keys, grand piano, felt piano, upright piano, soft piano, piano chords, piano melody",
    "rhodes": "electric piano, e piano, fender rhodes, rhodes piano, ep",
    "wurlitzer": "wurli, wurly",
    "organ": "hammond, church organ, b3",
    "clavinet": "clav",
    "pad": "synth pad, warm pad, dark pad, soundscape",
    "strings": "string section, orchestra, cello, violins, viola, pizzicato",
    "choir": "choral, vocal pad, choir voices",
    "brass": "horns, horn section, brass section, trombone",
    "guitar": "guitar loop, guitar melody, guitar chords",
    "acoustic guitar": "guitar acoustic, guitar spanish, nylon guitar, spanish guitar, classical guitar, ukulele",
    "electric guitar": "guitar electric, clean guitar, jazz guitar, guitar riff",
    "distorted guitar": "distortion guitar, overdriven guitar, heavy guitar, crunchy guitar, power chords",
    "synth": "synthesizer, synthesiser, supersaw, synth chords, synth melody, saw synth, analog synth, analogue synth",
    "lead": "synth lead, lead synth, lead line",
    "pluck": "plucked synth, arp, arpeggio, arpeggiator, harp, plucked strings",
    "bell": "music box, glockenspiel, celesta, chimes, bell melody",
    "kalimba": "thumb piano",
    "vibraphone": "vibes vibraphone",
    "marimba": "xylophone, balafon",
    "flute": "pan flute, recorder",
    "trumpet": "muted trumpet",
    "sax": "saxophone, tenor sax, alto sax",
    "violin": "fiddle, solo violin",
    "vinyl": "vinyl crackle, vinyl noise, crackle, record crackle, vinyl hiss, record noise, vinyl sounds",
    "rain": "rain sounds, rain noise, rainfall, rain sound",
    "tape": "tape hiss, tape noise, cassette, hiss",
    "shaker": "maracas, shakers",
    "congas": "conga, bongos, bongo",
}


_PIECES: dict[tuple[str, ...], str] = {
    ("hat_closed", "hat_open", "hat_pedal"): "hats, hi hats, hihats, high hats",
    ("kick",): "kick, kick drum, bass drum, kicks",
    ("snare",): "snare, snare drum, snares",
    ("clap",): "clap, claps, handclaps",
    ("snap",): "snaps, finger snaps",
    ("rim",): "rim, rimshot, rim shots",
    ("crash", "ride", "ride_bell"): "cymbals",
    ("crash",): "crash, crash cymbal",
    ("ride", "ride_bell"): "ride, ride cymbal",
    ("tom_low", "tom_mid", "tom_high"): "toms, tom",
}


def _all_players() -> dict[str, Player]:
    players = {
        word.strip(): Player(kinds, with_percussion=kinds == ("drums",))
        for kinds, words in _KIND_WORDS.items()
        for word in words.split(",")
    }
    for pieces, words in _PIECES.items():
        players |= {word.strip(): Player(("drums",), pieces=pieces) for word in words.split(",")}
    for word in INSTRUMENT_WORDS:
        spellings = [word, *_ALIASES.get(word, "").split(",")]
        kinds = _KINDS_OF_INSTRUMENT.get(word, ("other",))
        players |= {spelling.strip(): Player(kinds, word) for spelling in spellings if spelling}
    return players


PLAYERS: Phrases[Player] = Phrases(_all_players())
