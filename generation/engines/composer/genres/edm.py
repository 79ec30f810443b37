"""EDM: tension, then the drop: wide saws pumping against the kick."""

from generation.engines.composer.beats import edm as beats
from generation.engines.composer.genre import Genre, Mix
from generation.engines.composer.style import DANCE_FORMS, Comp, Feel, Lead, Style

GENRE = Genre(
    order=11,
    name="edm",
    bpm_range=(125, 130),
    default_bpm=128,
    character="big drops, synth leads",
    moods=("euphoric", "uplifting", "energetic", "epic", "dark"),
    words=(
        "electronic dance music",
        "big room",
        "festival",
        "future bass",
        "progressive house",
        "electro",
        "trance",
        "dance",
    ),
    modes={"minor": 0.6, "major": 0.4},
    kits=("edm", "909"),
    palettes={
        "percussion": ("edm", "909"),
        "bass": ("bass_saw", "bass_sub", "bass_fm"),
        "chords": ("stab_saw", "pad_warm", "piano", "pad_glass", "strings"),
        "melody": ("lead_super", "lead_saw", "pluck", "lead_square", "bell"),
        "other": ("pad_glass", "choir", "strings"),
    },
    mix=Mix(
        levels_lu={"drums": 0.0, "percussion": -9.0, "bass": -3.0, "chords": -2.5, "melody": -2.0, "other": -10.0},
        duck_db=8.0,
        reverb_s=2.0,
        width=1.3,
        drive=0.3,
        tilt_db=1.0,
    ),
    style=Style(
        grooves=beats.GROOVES,
        percussion=beats.PERCUSSION,
        fills=("claps", "roll", "drop", "toms"),
        crash=1.0,
        feel=Feel(loose_ms=0.3, dynamics=0.04),
        forms=(
            *DANCE_FORMS,
            "intro:4 break:8 build:4 drop:16 outro:4",
            "intro:8 break:8 build:8 drop:16 break:8 build:4 drop:16 outro:4",
            "intro:16 verse:16 break:16 build:8 drop:32 break:16 build:8 drop:32 outro:16",
        ),
        layers={
            "intro": ("kick hats melody chords", "kick hats chords percussion pad", "chords melody pad"),
            "verse": ("kick snare hats bass chords", "kick snare hats bass melody percussion"),
            "break": ("chords melody pad bass", "chords pad melody hats", "melody pad percussion chords"),
            "build": (
                "snare chords melody pad",
                "kick snare chords pad melody",
                "snare hats chords pad percussion",
            ),
            "outro": ("kick snare hats bass percussion", "kick hats chords"),
        },
        gaps=(0.0, 1.0, 2.0, 4.0),
        progressions={
            "minor": ("6 7 1 1", "1 6 3 7", "6 3 7 1", "4 6 1 7", "1 7 6 7", "6 1 3 7", "1 3 7 6", "6 7 1 3"),
            "major": ("1 5 6 4", "6 4 1 5", "4 5 6 1", "4 1 5 6", "1 4 6 5", "4 6 5 1"),
        },
        colours={"triad": 0.65, "add9": 0.2, "sus2": 0.1, "sus4": 0.05},
        bars_per_chord=(1.0, 1.0, 2.0),
        substitutions={"relative": 0.1},
        second_progression=0.45,
        basses=beats.BASSES,
        comps=(
            Comp("block", "X..x..x.X..x..x.", 0.75),
            Comp("block", "x..x..x...x..x.. x..x..x...x.x.x.", 0.8, ("euphoric", "epic")),
            Comp("block", "..x...x...x...x.", 0.8, ("uplifting",)),
            Comp("arpeggio", "xoxoxoxoxoxoxoxo", 1.0, ("euphoric", "energetic")),
            Comp("held"),
            Comp("block", "X.x.x.X.x.x.X.x.", 0.7, ("energetic",)),
            Comp("block", "x..x..x..x..x.x. x..x..x..x..x...", 0.5),
            Comp("block", "xx.xx.x.xx.xx.x.", 0.4, ("energetic",)),
        ),
        leads=(
            Lead(
                "song",
                ("x--x--x-x--x--x-", "x-----x-x---x---", "x--x--x---x-x---", "x---x-x---x-x---", "x--x--x-----x-x-"),
                9,
            ),
            Lead(
                "riff",
                ("x.x.x..x..x.x...", "x..x..x..x..x.x.", "x.xx.xx.x.xx.x..", "x--x--x-x-x-x-x-"),
                7,
                ("energetic", "dark", "epic"),
            ),
            Lead("arpeggio", ("xxxxxxxxxxxxxxxx", "x.xxx.xxx.xxx.xx", "x-x-x-x-x-x-x-x-"), 8, ("euphoric",)),
        ),
        counter=0.4,
        transitions=("riser", "sweep_up", "reverse_cymbal", "impact", "sub_drop", "downlifter", "sweep_down"),
    ),
)
