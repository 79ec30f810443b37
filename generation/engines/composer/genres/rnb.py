"""R&B: smooth drums a little late, ninth chords, and a bass that is half a melody."""

from generation.engines.composer.beats import rnb as beats
from generation.engines.composer.genre import Genre, Mix
from generation.engines.composer.style import SONG_FORMS, Comp, Feel, Lead, Style

GENRE = Genre(
    order=9,
    name="r&b",
    bpm_range=(75, 95),
    default_bpm=85,
    character="smooth drums, melodic bass",
    moods=("smooth", "sensual", "romantic", "late-night", "soulful"),
    words=("rnb", "r and b", "r'n'b", "r n b", "rhythm and blues", "neo soul", "neo-soul", "soul"),
    modes={"minor": 0.45, "major": 0.3, "dorian": 0.25},
    kits=("rnb", "808"),
    palettes={
        "percussion": ("rnb", "latin"),
        "bass": ("bass_electric", "bass_sub", "bass_fm"),
        "chords": ("rhodes", "wurlitzer", "piano", "guitar_clean", "pad_warm", "organ"),
        "melody": ("guitar_clean", "lead_soft", "bell", "flute", "sax", "vibraphone", "piano", "pluck"),
        "other": ("strings", "pad_warm", "choir"),
    },
    mix=Mix(
        levels_lu={"drums": 0.0, "percussion": -9.0, "bass": -2.0, "chords": -2.5, "melody": -3.0, "other": -11.0},
        duck_db=2.0,
        reverb_s=1.6,
        width=1.1,
        drive=0.15,
        tilt_db=-0.5,
    ),
    swing=0.57,
    style=Style(
        grooves=beats.GROOVES,
        percussion=beats.PERCUSSION,
        fills=("drop", "kicks", "hats", "toms"),
        hat_rolls=0.18,
        crash=0.3,
        feel=Feel(
            late_ms={"snare": 11, "clap": 10, "snap": 10, "rim": 10, "bass": 6, "chords": 6, "melody": 9},
            loose_ms=2.5,
            dynamics=0.08,
        ),
        forms=(
            *SONG_FORMS,
            "intro:4 verse:8 hook:8 break:2 hook:4",
            "intro:4 verse:8 hook:8 verse:8 break:4 hook:8 outro:2",
            "intro:4 verse:16 hook:8 verse:16 hook:8 break:8 hook:16 outro:8",
        ),
        layers={
            "intro": ("chords pad melody", "chords percussion bass", "chords melody hats"),
            "verse": (
                "kick snare hats bass chords",
                "kick snare hats bass chords pad",
                "kick snare hats bass chords percussion",
            ),
            "break": ("chords melody pad", "bass chords percussion", "chords pad percussion"),
            "outro": ("chords melody", "chords bass pad"),
        },
        gaps=(0.0, 1.0, 2.0),
        progressions={
            "minor": (
                "6 7 1 1",
                "4 5 1 3",
                "6 5 1 7",
                "1 4 7 3",
                "6 V 1 T",
                "2 V 1 4",
                "4 7 3 6",
                "1 IV 6 V",
                "S D T T",
            ),
            "major": ("4 5 3 6", "2 5 1 6", "4 3 2 1", "1 3 4 iv", "4 V 6 1", "1 6 2 5", "2 3 4 5", "4 iv 1 6"),
        },
        colours={"ninth": 0.45, "seventh": 0.35, "eleventh": 0.12, "thirteenth": 0.08},
        bars_per_chord=(1.0, 1.0, 0.5),
        substitutions={"secondary": 0.16, "tritone": 0.08, "borrowed": 0.08},
        grown=0.3,
        second_progression=0.6,
        basses=beats.BASSES,
        comps=(
            Comp("rolled", "x.......o..x.... x......o........", 0.92),
            Comp("comp", "x..o...x..o..... ..x...x...o..o..", 0.6, ("soulful",)),
            Comp("rolled", "x...............", 0.98, ("romantic", "sensual")),
            Comp("strum", "x.....x...x..... x.....x.....o...", 0.8, ("smooth",)),
            Comp("arpeggio", "x.o.o.o.x.o.o.o.", 1.0, ("romantic", "late-night")),
        ),
        leads=(
            Lead(
                "song",
                (
                    "..x-x-x---x-----",
                    "x---x-x-..x-x---",
                    "x-x-x-----..x-x-",
                    "....x-xxx---x---",
                    "x-----x-xxx-----",
                    "..xxx---x-x-....",
                    "x---..x-x---....",
                ),
                9,
            ),
            Lead("riff", ("x-x---x-..x-....", "..x-x---..x-x---", "x-xxx---........"), 7, ("late-night", "sensual")),
        ),
        counter=0.5,
        transitions=("reverse_cymbal", "sweep_up", "sweep_down"),
    ),
)
