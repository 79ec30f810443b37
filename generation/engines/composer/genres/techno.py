"""Techno: one driving kick, a rumble beneath it, and a line that turns until it hypnotises."""

from generation.engines.composer.beats import techno as beats
from generation.engines.composer.genre import Genre, Mix
from generation.engines.composer.style import DANCE_FORMS, Comp, Feel, Lead, Style

GENRE = Genre(
    order=7,
    name="techno",
    bpm_range=(125, 135),
    default_bpm=130,
    character="driving kicks, hypnotic loops",
    moods=("hypnotic", "dark", "industrial", "driving", "acid"),
    words=("minimal techno", "acid techno", "detroit techno", "hard techno", "melodic techno", "warehouse"),
    modes={"minor": 0.5, "phrygian": 0.35, "dorian": 0.15},
    kits=("techno", "techno", "909", "industrial"),
    palettes={
        "percussion": ("techno", "909"),
        "bass": ("bass_saw", "bass_acid", "bass_sub", "bass_fm", "bass_reese"),
        "chords": ("stab_saw", "pad_dark", "stab_house", "pad_glass", "stab_hoover", "strings_synth"),
        "melody": ("pluck", "lead_square", "bell_fm", "lead_saw", "lead_soft", "lead_hoover"),
        "other": ("pad_dark", "pad_glass", "choir"),
    },
    mix=Mix(
        levels_lu={"drums": 0.0, "percussion": -8.0, "bass": -3.5, "chords": -6.0, "melody": -5.0, "other": -11.0},
        duck_db=7.0,
        reverb_s=2.4,
        width=1.1,
        drive=0.45,
        tilt_db=-0.5,
    ),
    style=Style(
        grooves=beats.GROOVES,
        percussion=beats.PERCUSSION,
        fills=beats.FILLS,
        lifts=beats.LIFTS,
        turns=beats.TURNS,
        twists=beats.TWISTS,
        crash=0.5,
        feel=Feel(late_ms={"hat_closed": -1, "clap": 2}, loose_ms=0.4, dynamics=0.05),
        forms=(
            *DANCE_FORMS,
            "intro:8 verse:8 break:4 build:4 drop:16 outro:8",
            "intro:8 verse:16 break:8 build:8 drop:16 outro:8",
            "intro:16 verse:16 break:8 build:8 drop:32 break:8 build:8 drop:32 outro:16",
        ),
        layers={
            "intro": ("kick hats bass", "kick percussion hats melody", "kick bass pad percussion"),
            "verse": (
                "kick hats bass percussion",
                "kick snare hats bass melody",
                "kick hats bass chords percussion",
            ),
            "drop": (
                "kick snare hats percussion bass melody chords pad",
                "kick snare hats percussion bass melody counter pad",
            ),
            "break": ("melody pad bass percussion", "chords pad percussion hats", "melody chords hats bass"),
            "build": (
                "snare hats melody pad",
                "kick snare melody percussion",
                "snare percussion melody pad chords",
            ),
            "outro": ("kick hats percussion", "kick hats bass"),
        },
        gaps=(0.0, 1.0, 2.0, 4.0),
        progressions={
            "minor": ("1", "1 1 1 6", "1 1 1 7", "1 1 b2 1", "1 6", "1 7", "1 4", "1 1 6 7"),
            "major": ("1", "1 4", "1 1 1 b7"),
        },
        colours={"triad": 0.55, "seventh": 0.2, "sus2": 0.15, "power": 0.1},
        bars_per_chord=(2.0, 4.0, 4.0),
        substitutions={"neapolitan": 0.08},
        grown=0.05,
        second_progression=0.15,
        basses=beats.BASSES,
        comps=(
            Comp("block", "...x......x..... ...x......x..x..", 0.4),
            Comp("block", "..x.....x....... ..x.....x..x....", 0.5, ("dark",)),
            Comp("held", tags=("hypnotic",)),
            Comp("block", "x..x..x..x..x.x.", 0.35, ("driving",)),
            Comp("block", "x.....x.....x... x.....x.........", 0.4, ("hypnotic",)),
            Comp("arpeggio", "x..x..x..x..x..x", 0.5, ("acid", "driving")),
        ),
        leads=(
            Lead(
                "riff",
                ("x.x.x.x.x.x.x.x.", "x..x..x..x..x.x.", "..x...x...x..xx.", "x.xx.x.x.xx.x.x.", "x...x.x...x.x..."),
                4,
            ),
            Lead(
                "arpeggio",
                ("xxxxxxxxxxxxxxxx", "x.xxx.xxx.xxx.xx", "x..x..x.x..x..x."),
                5,
                ("acid", "driving", "hypnotic"),
            ),
            Lead(
                "chant",
                ("x..x..x..x..x...", "..x...x...x...x.", "x.x.x...x.x.....", "...x..x....x..x."),
                4,
                ("hypnotic", "driving", "deep"),
            ),
            Lead(
                "call",
                ("x..x..x.........", "..x-..x-........", "x.x.x-..........", "x--x--x---......"),
                5,
                ("dark", "industrial"),
            ),
        ),
        counter=0.2,
        filters=0.95,
        transitions=("riser", "sweep_up", "noise_hit", "impact", "sweep_down", "downlifter"),
    ),
)
