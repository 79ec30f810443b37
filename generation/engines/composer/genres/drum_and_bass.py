"""Drum and bass: fast re-arranged breaks over a slow, deep bass."""

from generation.engines.composer.beats import drum_and_bass as beats
from generation.engines.composer.genre import Genre, Mix
from generation.engines.composer.style import DANCE_FORMS, Comp, Feel, Lead, Style

GENRE = Genre(
    order=6,
    name="drum and bass",
    bpm_range=(160, 180),
    default_bpm=174,
    character="fast breaks, sub bass",
    moods=("liquid", "dark", "energetic", "atmospheric", "rolling"),
    words=(
        "dnb",
        "d&b",
        "d and b",
        "d'n'b",
        "drum n bass",
        "drum & bass",
        "drum'n'bass",
        "jungle",
        "liquid dnb",
        "neurofunk",
    ),
    modes={"minor": 0.7, "dorian": 0.2, "phrygian": 0.1},
    kits=("dnb", "dnb", "jungle"),
    palettes={
        "percussion": ("dnb", "latin"),
        "bass": ("bass_reese", "bass_reese", "bass_sub", "bass_growl", "bass_fm"),
        "chords": ("pad_warm", "rhodes", "pad_dark", "strings_synth", "pad_glass", "piano", "ep_fm"),
        "melody": ("lead_soft", "pluck", "piano", "bell", "lead_saw", "sax", "flute", "ep_fm", "lead_hoover"),
        "other": ("pad_glass", "choir", "strings"),
    },
    mix=Mix(
        levels_lu={"drums": 0.0, "percussion": -10.0, "bass": -2.0, "chords": -5.0, "melody": -5.0, "other": -11.0},
        duck_db=4.0,
        reverb_s=2.0,
        width=1.2,
        drive=0.3,
        tilt_db=0.5,
    ),
    style=Style(
        grooves=beats.GROOVES,
        percussion=beats.PERCUSSION,
        fills=beats.FILLS,
        lifts=beats.LIFTS,
        turns=beats.TURNS,
        twists=beats.TWISTS,
        crash=0.85,
        feel=Feel(
            late_ms={"ride": -2, "hat_closed": -2, "shaker": -2, "snare": 1}, ghost_ms=3, loose_ms=1.5, dynamics=0.08
        ),
        forms=(
            *DANCE_FORMS,
            "intro:4 build:4 drop:8 break:4 drop:8",
            "intro:8 build:8 drop:16 break:8 build:4 drop:16 outro:4",
            "intro:16 build:8 drop:32 break:16 build:8 drop:32 outro:16",
            "intro:16 verse:16 build:8 drop:32 break:16 build:8 drop:32 break:16 drop:32 outro:16",
        ),
        layers={
            "intro": ("chords melody pad hats", "hats chords pad percussion", "chords melody percussion"),
            "verse": ("kick snare hats bass chords", "kick snare hats bass pad percussion"),
            "drop": (
                "kick snare hats percussion bass chords melody counter pad",
                "kick snare hats percussion bass melody pad",
                "kick snare hats bass chords pad melody counter",
            ),
            "break": ("chords melody pad bass", "chords pad percussion bass hats"),
            "build": ("snare hats chords pad", "snare chords melody pad percussion"),
            "outro": ("kick snare hats chords", "chords pad hats"),
        },
        gaps=(0.0, 2.0, 4.0),
        progressions={
            "minor": ("1 6 3 7", "1 1 6 7", "6 7 1 1", "1 4 6 7", "4 6 1 7", "1 3 6 4", "1 6 4 5", "1 T S D"),
            "major": ("1 6 4 5", "4 5 6 1", "2 4 1 5", "4 1 6 5"),
        },
        colours={"seventh": 0.35, "ninth": 0.3, "add9": 0.2, "triad": 0.15},
        bars_per_chord=(2.0, 2.0, 4.0),
        substitutions={"relative": 0.1, "borrowed": 0.06},
        grown=0.25,
        second_progression=0.3,
        basses=beats.BASSES,
        comps=(
            Comp("held", tags=("liquid", "atmospheric")),
            Comp("block", "x.....x.....x... x.....x.........", 0.6),
            Comp("block", "..x.....x..x.... ..x.....x.......", 0.4, ("dark", "energetic")),
            Comp("arpeggio", "x.x.x.x.x.x.x.x.", 1.0, ("liquid",)),
            Comp("rolled", "x............... ..........x.....", 0.95),
            Comp("block", "x..x..x...x..x.. x..x..x.........", 0.45, ("energetic",)),
            Comp("broken", "X..x..x.X..x..x.", 0.9, ("atmospheric",)),
            Comp("comp", "..x..x....x..x.. x..x......x.....", 0.5, ("liquid", "rolling")),
        ),
        leads=(
            Lead(
                "song",
                ("x-------x---x---", "x---x---x-------", "....x---x-x-----", "x-----x-----x---", "x---------x-x---"),
                8,
            ),
            Lead("arpeggio", ("x--x--x--x--x-x-", "x-x-x-x-x-x-x-x-"), 8, ("energetic", "liquid")),
            Lead("riff", ("x--x--x-......x-", "x.x...x.x-......", "..x-..x-..x-x---"), 6, ("dark", "rolling")),
            Lead(
                "call",
                ("x-----x-x-------", "..x---x---------", "x--x--x---......", "x---x-------...."),
                7,
                ("atmospheric", "dark", "energetic"),
                gapped=True,
            ),
        ),
        counter=0.35,
        filters=0.85,
        transitions=("riser", "sweep_up", "reverse_cymbal", "impact", "sub_drop", "downlifter"),
    ),
)
