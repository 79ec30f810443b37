"""Drum and bass: fast re-arranged breaks over a slow, deep bass."""

from generation.engines.composer.genre import Genre, Mix
from generation.engines.composer.style import DANCE_FORMS, Bass, Comp, Feel, Groove, Lead, Style

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
    kits=("dnb",),
    palettes={
        "percussion": ("dnb", "latin"),
        "bass": ("bass_reese", "bass_sub"),
        "chords": ("pad_warm", "rhodes", "pad_dark", "strings", "pad_glass", "piano"),
        "melody": ("lead_soft", "pluck", "piano", "bell", "lead_saw", "sax", "flute"),
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
        grooves=(
            Groove(
                "two-step",
                {
                    "kick": "X.........x..... X.........x....?",
                    "snare": "....X.......X... ....X..g.g..X..g",
                    "hat_closed": "x.x.x.x.x.x.x.x. x.x.x.x.x.x.x.x.",
                    "ride": "x...x...x...x... x...x...x...x...",
                },
                ("rolling", "liquid"),
            ),
            Groove(
                "amen",
                {
                    "kick": "X.x.......xx.... X.x.......x..... X.x.......x..... ..xx......x.....",
                    "snare": "....X..g.g..X..g ....X..g.g..X..g ....X..g.g....X. .g..X..g.g....X.",
                    "ride": "x.x.x.x.x.x.x.x. x.x.x.x.x.x.x.x. x.x.x.x.x.x.x.x. x.x.x.x.x.x.x.x.",
                    "crash": "................ ................ ................ ..........o.....",
                },
                ("energetic", "jungle"),
            ),
            Groove(
                "think",
                {
                    "kick": "X.....x...x..... X..x......x...o.",
                    "snare": "....X..g.gg.X..g ....X.g..g..X.gg",
                    "hat_closed": "xoxoxoxoxoxoxoxo xoxoxoxoxoxoxoxo",
                    "tambourine": "x.x.x.x.x.x.x.x.",
                },
                ("energetic",),
            ),
            Groove(
                "half",
                {
                    "kick": "X.....x......... X..x......?.....",
                    "snare": "........X....... ........X..g..g.",
                    "hat_closed": "x.o.x.o.x.o.x.o. x.oox.o.x.oox.o.",
                    "hat_open": "..............x. ................",
                },
                ("dark", "atmospheric", "half-time"),
            ),
            Groove(
                "step ghost",
                {
                    "kick": "X.........x..... X..g......x.....",
                    "snare": "....X..g.g..X..g ....X.g..g..X.g.",
                    "hat_closed": "x.xgx.xgx.xgx.xg x.xgx.xgx.xgxoxo",
                    "hat_open": "......x......... ......x.......x.",
                },
                ("dark", "rolling"),
            ),
        ),
        percussion=(
            Groove("shaker", {"shaker": "xgogxgogxgogxgog"}),
            Groove(
                "bongos",
                {"bongo_high": "..x..x....x..x.. ..x..x..x..x....", "bongo_low": "...............o .......o.......o"},
            ),
            Groove(
                "rims",
                {"rim": "..x..x..x....x.. ..x....x..x..x..", "triangle": "x............... ................"},
                ("liquid",),
            ),
        ),
        fills=("shuffle", "shuffle", "snare", "drop", "roll"),
        crash=0.85,
        feel=Feel(late_ms={"ride": -2}, loose_ms=1.5, dynamics=0.08),
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
        second_progression=0.3,
        basses=(
            Bass("cells", "R.........r..... r......r..r.....", 0.95, ("liquid",)),
            Bass("cells", "R-....r...r.o... R-....r...r...a.", 0.9, ("rolling",)),
            Bass("cells", "R..r..r..r..r.r. R..r..r..r..o.a.", 0.85, ("dark", "energetic")),
            Bass("cells", "R...............  r...........5.a.", 0.98, ("atmospheric",)),
            Bass("cells", "R.....r.....r... ..r.....r..r.o..", 0.9),
            Bass("cells", "R.....r...r..... R.....r..r..a...", 0.85),
            Bass("cells", "r..r......r..r.. r..r....o.r.a...", 0.7, ("rolling", "energetic")),
        ),
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
        ),
        counter=0.35,
        transitions=("riser", "sweep_up", "reverse_cymbal", "impact", "sub_drop", "downlifter"),
    ),
)
