"""What a sub-style is played on: the kits and instruments that a trait of a brief puts in the genre's place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from generation.engines.composer.genre import Genre


@dataclass(frozen=True, slots=True)
class Timbre:
    """The sounds of one sub-style; what it leaves open stays as the genre has it."""

    kits: tuple[str, ...] = ()
    palettes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def _of(*kits: str, **palettes: str) -> Timbre:
    """A timbre out of words: kits, then by stem kind its instruments with spaces between them."""
    return Timbre(kits, {kind: tuple(names.split()) for kind, names in palettes.items()})


_GUITARS = "guitar_clean guitar_nylon guitar_muted"
_ISLAND = _of("pop", melody="steel_pan marimba lead_soft pluck", chords="guitar_muted pluck rhodes")

TIMBRES: Mapping[str, Mapping[str, Timbre]] = {
    "trap": {
        "phonk": _of(
            "memphis", bass="bass_808_hard bass_808", chords="pad_dark choir strings_synth",
            melody="bell lead_soft bell_fm choir pluck",
        ),
        "memphis": _of("memphis", chords="pad_dark strings choir", melody="bell bell_fm piano"),
        "rage": _of(
            "trap", bass="bass_808_hard", chords="stab_saw lead_super pad_glass",
            melody="lead_rage lead_super lead_hoover lead_square",
        ),
        "plugg": _of("trap", chords="ep_fm pad_glass rhodes", melody="bell lead_whistle celesta flute pluck"),
        "cloud rap": _of(chords="pad_glass pad_warm choir", melody="bell_fm lead_soft pluck flute"),
        "soul": _of(chords="rhodes strings organ piano", melody="strings guitar_clean flute sax"),
        "metal": _of(bass="bass_808_hard", chords="guitar_distorted choir", melody="guitar_distorted lead_rage"),
        "crunk": _of("808", melody="lead_square lead_saw stab_hoover brass"),
    },
    "drill": {"melodic": _of(melody="guitar_nylon piano harp violin", chords="strings guitar_nylon harp")},
    "house": {
        "amapiano": _of(
            "909", bass="bass_log bass_log bass_sub", chords="rhodes ep_fm pad_warm organ",
            melody="marimba flute pluck ep_fm sax",
        ),
        "garage": _of("909", bass="bass_organ bass_donk bass_sub bass_reese", chords="organ ep_fm stab_house"),
        "acid": _of("909", "808", bass="bass_acid"),
        "disco": _of(
            bass="bass_electric bass_picked bass_moog", chords="strings guitar_muted rhodes clavinet",
            melody="strings brass guitar_muted",
        ),
        "french": _of(bass="bass_electric bass_moog bass_saw", chords="stab_saw ep_fm strings_synth clavinet"),
        "jersey": _of(bass="bass_donk bass_808 bass_organ", melody="pluck lead_square bell"),
        "gqom": _of("808", bass="bass_log bass_sub bass_donk", chords="pad_dark strings_synth choir"),
        "lo-fi": _of("dusty", "909", chords="rhodes ep_fm pad_warm"),
        "latin": _of(
            bass="bass_electric bass_upright bass_organ", chords="piano guitar_nylon",
            melody="trumpet flute piano marimba",
        ),
    },
    "drum and bass": {
        "jungle": _of("jungle", bass="bass_sub bass_reese bass_808"),
        "breakcore": _of("jungle", bass="bass_growl bass_reese", melody="lead_square lead_hoover bell_fm"),
        "liquid": _of(
            "dnb", "jungle", bass="bass_sub bass_reese bass_electric", chords="rhodes piano pad_warm ep_fm",
            melody="sax flute piano lead_soft",
        ),
        "neurofunk": _of("dnb", bass="bass_growl bass_growl bass_reese", chords="pad_dark stab_hoover"),
        "jump-up": _of("dnb", bass="bass_growl bass_wobble bass_donk"),
    },
    "dubstep": {
        "deep": _of(bass="bass_sub bass_reese bass_wobble"),
        "dub": _of(bass="bass_sub bass_electric", chords="organ piano guitar_muted stab_house"),
        "brostep": _of(bass="bass_growl bass_wobble", melody="lead_super lead_saw lead_hoover"),
        "riddim": _of(bass="bass_growl bass_wobble"),
    },
    "techno": {
        "industrial": _of("industrial", bass="bass_reese bass_growl bass_acid"),
        "hard": _of("industrial", "techno", melody="lead_hoover lead_saw lead_square", chords="stab_hoover stab_saw"),
        "acid": _of("909", "techno", bass="bass_acid"),
        "detroit": _of("909", chords="strings_synth stab_saw ep_fm", melody="lead_soft pluck bell_fm"),
        "dub": _of("techno", bass="bass_sub", chords="stab_house stab_saw pad_dark"),
    },
    "edm": {
        "hardstyle": _of("edm", bass="bass_donk bass_808_hard", melody="lead_super lead_hoover lead_saw"),
        "psy": _of(bass="bass_saw bass_acid", melody="lead_square bell_fm pluck"),
        "trance": _of(chords="strings_synth pad_glass stab_saw", melody="lead_super pluck lead_saw"),
        "future bass": _of(chords="lead_super stab_saw", melody="pluck bell lead_super", bass="bass_sub bass_808"),
        "baile funk": _of("808", bass="bass_808 bass_donk", melody="brass lead_square flute"),
    },
    "hip hop": {
        "g-funk": _of(
            "808", "rnb", bass="bass_moog", chords="ep_fm clavinet strings_synth rhodes",
            melody="lead_whistle lead_saw lead_soft",
        ),
        "trip hop": _of(
            "dusty", bass="bass_upright bass_sub bass_electric", chords="rhodes strings wurlitzer",
            melody="vibraphone strings trumpet_muted",
        ),
        "90s": _of("boombap", "dusty"),
        "orchestral": _of(chords="strings harp choir", melody="strings brass harp"),
        "funky": _of(
            bass="bass_electric bass_moog", chords="clavinet wurlitzer organ guitar_muted",
            melody="brass sax guitar_clean",
        ),
    },
    "boom bap": {
        "dusty": _of("dusty"),
        "jazzy": _of(
            "boombap", "dusty", bass="bass_upright", chords="piano rhodes vibraphone",
            melody="sax trumpet_muted vibraphone flute",
        ),
    },
    "lo-fi": {
        "jazzy": _of("brushed", bass="bass_upright", chords="piano_felt rhodes guitar_clean"),
        "vaporwave": _of(
            "gated", "lofi", bass="bass_fm bass_saw", chords="ep_fm strings_synth pad_warm",
            melody="sax ep_fm lead_soft",
        ),
    },
    "pop": {
        "synthwave": _of(
            "gated", bass="bass_saw bass_moog", chords="strings_synth stab_saw pad_warm",
            melody="lead_saw lead_square lead_hoover",
        ),
        "80s": _of(
            "gated", bass="bass_fm bass_saw bass_moog", chords="ep_fm strings_synth stab_saw",
            melody="lead_square bell lead_saw sax",
        ),
        "city pop": _of(
            "gated", "pop", bass="bass_electric", chords="ep_fm guitar_muted rhodes", melody="sax lead_soft brass",
        ),
        "hyperpop": _of(
            "edm", bass="bass_808_hard bass_growl", melody="lead_rage lead_super bell",
            chords="stab_saw lead_super",
        ),
        "latin": _ISLAND,
        "afrobeats": _ISLAND,
        "afro": _ISLAND,
        "folk": _of("acoustic", bass="bass_upright bass_electric", chords=_GUITARS, melody="guitar_nylon flute harp"),
        "country": _of("acoustic", bass="bass_electric bass_picked", chords=_GUITARS, melody="guitar_clean violin"),
    },
    "r&b": {
        "new jack swing": _of("gated", "909", bass="bass_fm bass_saw bass_moog", chords="ep_fm stab_house brass"),
        "neo soul": _of(bass="bass_electric bass_moog", chords="rhodes wurlitzer"),
        "soul": _of("acoustic", bass="bass_electric", chords="organ piano guitar_clean", melody="brass strings sax"),
        "60s": _of(
            "acoustic", bass="bass_electric bass_upright", chords="organ piano guitar_clean",
            melody="brass strings sax",
        ),
    },
    "jazz": {
        "samba": _of("brushes", "latin", chords="guitar_nylon piano"),
        "smooth": _of(
            "acoustic", bass="bass_electric", chords="ep_fm rhodes guitar_clean", melody="sax flute guitar_clean",
        ),
        "fusion": _of(
            "acoustic", bass="bass_electric bass_moog", chords="rhodes ep_fm clavinet",
            melody="lead_saw sax guitar_clean",
        ),
    },
}  # fmt: skip
"""Genre → trait → its sounds."""


def coloured(genre: Genre, traits: tuple[str, ...]) -> Genre:
    """The genre with the sounds that some traits ask for; the same one where none asks."""
    for trait in traits:
        timbre = TIMBRES.get(genre.name, {}).get(trait)
        if timbre:
            palettes = {**genre.palettes, **timbre.palettes}
            genre = replace(genre, kits=timbre.kits or genre.kits, palettes=palettes)
    return genre
