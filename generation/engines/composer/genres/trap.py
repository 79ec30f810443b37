"""Trap: half-time drums at a double tempo, long 808s, hats that roll, few dark notes above."""

from generation.engines.composer.beats import trap as beats
from generation.engines.composer.genre import Genre, Mix
from generation.engines.composer.style import SONG_FORMS, Comp, Feel, Lead, Style

GENRE = Genre(
    order=1,
    name="trap",
    bpm_range=(140, 160),
    default_bpm=150,
    character="hi-hat rolls, 808 bass, snare rolls",
    moods=("dark", "hype", "aggressive", "menacing"),
    words=("trap beat", "trap music", "atl", "southern trap", "phonk", "rage", "plugg"),
    modes={"minor": 0.6, "phrygian": 0.2, "harmonic minor": 0.2},
    kits=("trap", "808"),
    palettes={
        "percussion": ("trap", "808"),
        "bass": ("bass_808",),
        "chords": ("pad_dark", "piano", "strings", "choir", "pad_glass", "bell_fm", "guitar_nylon"),
        "melody": ("bell", "pluck", "piano", "flute", "bell_fm", "guitar_nylon", "lead_soft", "kalimba", "lead_square"),
        "other": ("pad_dark", "choir", "strings"),
    },
    mix=Mix(
        levels_lu={"drums": 0.0, "percussion": -9.5, "bass": -2.0, "chords": -5.5, "melody": -3.5, "other": -10.0},
        duck_db=3.0,
        reverb_s=1.8,
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
        hat_rolls=0.55,
        crash=0.5,
        feel=Feel(late_ms={"clap": 4, "snare": 2}, loose_ms=0.8, dynamics=0.05),
        forms=(
            *SONG_FORMS,
            "intro:4 hook:8 verse:8 hook:4",
            "intro:4 hook:8 verse:8 break:4 hook:8",
            "intro:4 hook:8 verse:16 hook:8 break:4 verse:8 hook:8 outro:4",
            "intro:8 hook:8 verse:16 hook:8 verse:16 break:8 hook:16 outro:8",
        ),
        layers={
            "intro": ("chords melody pad", "melody chords hats pad", "melody chords percussion pad"),
            "verse": (
                "kick snare hats bass melody chords",
                "kick snare hats bass chords pad",
                "kick snare hats bass melody pad percussion",
            ),
            "break": ("melody chords pad bass", "melody pad bass percussion", "hats chords melody pad"),
            "outro": ("melody chords", "bass melody pad", "chords pad hats"),
        },
        gaps=(0.0, 1.0, 2.0, 4.0),
        progressions={
            "minor": (
                "1 1 6 7",
                "1 6 1 7|5",
                "1 4 6 5|V",
                "1 1 1 b2|6",
                "6 7 1 1",
                "1 S 1 D",
                "1 3 6 7",
                "4 4 1 1",
                "1 b2 1 7",
            ),
            "major": ("1 6 4 5", "6 4 1 5", "1 3 6 4", "1 1 4 iv"),
        },
        colours={"triad": 0.6, "add9": 0.2, "sus2": 0.1, "seventh": 0.1},
        bars_per_chord=(1.0, 2.0, 2.0),
        substitutions={"neapolitan": 0.12, "relative": 0.08, "borrowed": 0.08},
        grown=0.2,
        second_progression=0.25,
        basses=beats.BASSES,
        comps=(
            Comp("held"),
            Comp("rolled", "x............... x.........x.....", 0.95),
            Comp("arpeggio", "x.x.x.x.x.x.x.x.", 1.0, ("dark", "menacing")),
            Comp("block", "x.....x.....x... x.....x.........", 0.6, ("hype", "rage")),
            Comp("broken", "X.x.x.x.X.x.x.x. X.x.x.x.X.x.....", 0.95, ("dark",)),
            Comp("rolled", "x.....x......... x.....x...x.....", 0.9),
            Comp("block", "x..x..x.x....... x..x..x.........", 0.5, ("aggressive", "hype")),
        ),
        leads=(
            Lead(
                "riff",
                (
                    "x-x-x---x-x-----",
                    "x--x--x-x--x----",
                    "x-----x-x-x-----",
                    "x---x-x-x---....",
                    "x.x.x-..x.x.x-..",
                    "..x-x-x---x-....",
                    "x-x-x-x-x-x-x---",
                ),
                7,
            ),
            Lead(
                "song",
                ("x---x-x-x-------", "x-----x---x-----", "..x-x-x-x-------", "x-x-x-----x-....", "x--x--x-----...."),
                8,
                ("dark", "menacing"),
            ),
            Lead(
                "arpeggio", ("x-x-x-x-x-x-x-x-", "x-x-..x-x-x-..x-", "x--x--x--x--x-x-"), 8, ("hype", "rage", "plugg")
            ),
        ),
        counter=0.45,
        beds=(),
        transitions=("reverse_cymbal", "riser", "impact", "sub_drop"),
    ),
)
