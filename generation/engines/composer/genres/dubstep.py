"""Dubstep: half-time drums with a wide gap, and a bass that talks in it."""

from generation.engines.composer.beats import dubstep as beats
from generation.engines.composer.genre import Genre, Mix
from generation.engines.composer.style import DANCE_FORMS, Comp, Feel, Lead, Style

GENRE = Genre(
    order=12,
    name="dubstep",
    bpm_range=(135, 145),
    default_bpm=140,
    character="wobble bass, heavy drops",
    moods=("heavy", "dark", "aggressive", "deep", "hypnotic"),
    words=("brostep", "deep dubstep", "riddim", "dub step", "wobble"),
    modes={"minor": 0.5, "phrygian": 0.35, "harmonic minor": 0.15},
    kits=("dubstep",),
    palettes={
        "percussion": ("dubstep", "latin"),
        "bass": ("bass_wobble", "bass_wobble", "bass_wobble", "bass_reese"),
        "chords": ("pad_dark", "stab_saw", "pad_glass", "strings", "piano", "choir"),
        "melody": ("lead_square", "pluck", "lead_saw", "bell_fm", "flute", "bell"),
        "other": ("pad_dark", "choir", "strings"),
    },
    mix=Mix(
        levels_lu={"drums": 0.0, "percussion": -11.0, "bass": -0.5, "chords": -6.0, "melody": -5.5, "other": -10.5},
        duck_db=4.0,
        reverb_s=2.0,
        width=1.2,
        drive=0.5,
        tilt_db=0.0,
    ),
    style=Style(
        grooves=beats.GROOVES,
        percussion=beats.PERCUSSION,
        fills=beats.FILLS,
        lifts=beats.LIFTS,
        turns=beats.TURNS,
        twists=beats.TWISTS,
        hat_rolls=0.15,
        crash=0.9,
        feel=Feel(loose_ms=0.6, dynamics=0.05),
        forms=(
            *DANCE_FORMS,
            "intro:4 build:4 drop:8 break:4 build:2 drop:8",
            "intro:8 build:8 drop:16 break:8 build:4 drop:16 outro:4",
            "intro:16 build:8 drop:32 break:16 build:8 drop:32 outro:16",
        ),
        layers={
            "intro": ("chords melody pad", "chords pad hats melody", "chords melody percussion pad"),
            "verse": ("kick snare hats bass", "kick snare hats bass pad percussion"),
            "drop": (
                "kick snare hats bass percussion pad chords",
                "kick snare hats bass melody percussion",
                "kick snare hats bass chords percussion",
            ),
            "break": ("chords melody pad bass", "chords melody pad hats", "chords pad percussion bass"),
            "build": (
                "snare chords melody pad",
                "kick snare chords pad melody",
                "snare hats chords melody pad",
            ),
            "outro": ("kick snare hats pad", "chords pad", "bass pad"),
        },
        gaps=(0.0, 2.0, 4.0, 4.0),
        progressions={
            "minor": ("1 1 1 6", "1 1 6 7", "1 b2 1 7", "1 6 4 5|V", "1 1 4 b2|6", "6 7 1 1", "1 7 6 V"),
            "major": ("6 4 1 5", "1 1 4 5", "1 5 6 4"),
        },
        colours={"triad": 0.7, "power": 0.1, "add9": 0.2},
        bars_per_chord=(1.0, 2.0, 2.0),
        substitutions={"neapolitan": 0.15},
        grown=0.15,
        second_progression=0.4,
        basses=beats.BASSES,
        comps=(
            Comp("held"),
            Comp("block", "x.....x...x..... x.....x.........", 0.6, ("heavy",)),
            Comp("arpeggio", "x.x.x.x.x.x.x.x.", 1.0, ("dark", "hypnotic")),
            Comp("block", "x...............", 0.9),
            Comp("rolled", "x.........x.....", 0.95, ("deep",)),
            Comp("block", "..x...x...x...x. ..x...x...x..xx.", 0.4, ("deep", "hypnotic")),
            Comp("block", "x..x..x....x.... x..x..x...x.x...", 0.45, ("aggressive", "heavy")),
            Comp("broken", "X.x.x.x.X.x.x.x.", 0.9, ("dark",)),
            Comp("arpeggio", "x..x..x.x..x..x.", 1.0),
        ),
        leads=(
            Lead("song", ("x-------x---x---", "x---x---x-x-----", "x-----x-----x---", "....x---x-------"), 8),
            Lead(
                "riff",
                ("x..x..x.........", "x.x...x.x-......", "..x-..x-....x-x-", "x--x--x--x------"),
                6,
                ("heavy", "aggressive"),
            ),
            Lead("arpeggio", ("x-x-x-x-x-x-x-x-", "x--x--x--x--x-x-"), 7, ("hypnotic", "dark")),
        ),
        counter=0.3,
        transitions=("riser", "sweep_up", "reverse_cymbal", "impact", "sub_drop", "downlifter"),
    ),
)
