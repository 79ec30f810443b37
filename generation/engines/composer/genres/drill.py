"""Drill: a displaced snare, hats in threes, 808s that slide, strings and bells in the cold."""

from generation.engines.composer.beats import drill as beats
from generation.engines.composer.genre import Genre, Mix
from generation.engines.composer.style import SONG_FORMS, Comp, Feel, Lead, Style

GENRE = Genre(
    order=5,
    name="drill",
    bpm_range=(135, 145),
    default_bpm=142,
    character="sliding 808s, dark melodies",
    moods=("dark", "cold", "aggressive", "melancholic", "menacing"),
    words=("uk drill", "ny drill", "brooklyn drill", "chicago drill", "drill rap"),
    modes={"minor": 0.55, "phrygian": 0.2, "harmonic minor": 0.25},
    kits=("drill", "trap"),
    palettes={
        "percussion": ("drill", "latin"),
        "bass": ("bass_808",),
        "chords": ("strings", "piano", "pad_dark", "choir", "guitar_nylon", "pad_glass"),
        "melody": ("piano", "bell", "violin", "flute", "pluck_string", "bell_fm", "guitar_nylon", "choir", "lead_soft"),
        "other": ("choir", "pad_dark", "strings"),
    },
    mix=Mix(
        levels_lu={"drums": 0.0, "percussion": -8.0, "bass": -1.0, "chords": -5.5, "melody": -3.5, "other": -10.5},
        duck_db=2.0,
        reverb_s=1.9,
        width=1.1,
        drive=0.3,
        tilt_db=-1.0,
    ),
    style=Style(
        grooves=beats.GROOVES,
        percussion=beats.PERCUSSION,
        fills=beats.FILLS,
        lifts=beats.LIFTS,
        turns=beats.TURNS,
        twists=beats.TWISTS,
        hat_rolls=0.5,
        crash=0.4,
        feel=Feel(late_ms={"snare": 3}, loose_ms=0.8, dynamics=0.06),
        forms=(
            *SONG_FORMS,
            "intro:4 hook:8 verse:8 break:4 hook:8",
            "intro:4 hook:8 verse:16 hook:8 break:4 verse:8 hook:8 outro:4",
            "intro:8 hook:8 verse:16 hook:8 verse:16 break:8 hook:16 outro:8",
        ),
        layers={
            "intro": ("melody chords pad", "chords melody percussion pad", "melody chords hats"),
            "verse": (
                "kick snare hats bass melody chords",
                "kick snare hats bass chords percussion",
                "kick snare hats bass melody pad",
            ),
            "break": ("melody chords pad bass", "chords melody pad percussion", "melody chords hats bass"),
            "outro": ("melody chords", "bass melody"),
        },
        gaps=(0.0, 2.0, 2.0, 4.0),
        progressions={
            "minor": ("1 1 6 5|V", "1 4 1 V", "1 6 4 V", "1 b2 1 V", "1 7 6 V", "6 1 V 1", "1 1 4 b2|6", "1 S 1 D"),
            "major": ("6 4 1 5", "1 3 6 4", "1 5 6 iv"),
        },
        colours={"triad": 0.8, "add9": 0.12, "seventh": 0.08},
        bars_per_chord=(1.0, 2.0),
        substitutions={"neapolitan": 0.15, "relative": 0.05},
        grown=0.2,
        second_progression=0.25,
        basses=beats.BASSES,
        comps=(
            Comp("held"),
            Comp("block", "x..x..x.x..x..x. x..x..x.x..x....", 0.6),
            Comp("arpeggio", "x..x..x.x..x..x.", 1.0, ("dark", "cold")),
            Comp("block", "x.....x.....x...", 0.7),
            Comp("arpeggio", "x.x.x.x.x.x.x.x.", 1.0, ("menacing", "melancholic")),
            Comp("rolled", "x.......x..x.... x.......x.......", 0.95),
            Comp("broken", "X..x..x.X..x..x. X..x..x.X..x....", 0.9, ("melancholic",)),
            Comp("block", "x...........x... x.....x.........", 0.9, ("menacing", "dark")),
        ),
        leads=(
            Lead(
                "riff",
                (
                    "x--x--x-x--x--x-",
                    "x--x--x-----x---",
                    "x-----x--x------",
                    "..x--x--x-------",
                    "x--x--x-..x-x---",
                    "x-x-x--x--------",
                ),
                7,
            ),
            Lead(
                "song",
                ("x---x--x--x-----", "x--x--x---------", "..x-x--x--x-----", "x-----x-----x---"),
                9,
                ("melancholic", "cold"),
            ),
            Lead(
                "call",
                ("x--x--x---------", "x--x--x-..x-----", "..x--x--x-------", "x-----x-x-------"),
                7,
                ("menacing", "aggressive"),
            ),
            Lead("arpeggio", ("x--x--x-x--x--x-", "x-x-x-x-x-x-x-x-", "x--x--x--x--x---"), 7, ("cold", "dark")),
        ),
        counter=0.5,
        transitions=("reverse_cymbal", "riser", "impact", "sub_drop"),
    ),
)
