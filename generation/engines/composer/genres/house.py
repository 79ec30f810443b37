"""House: four on the floor, open hats and bass between the kicks, stabs that answer."""

from generation.engines.composer.genre import Genre, Mix
from generation.engines.composer.style import DANCE_FORMS, Bass, Comp, Feel, Groove, Lead, Style

GENRE = Genre(
    order=4,
    name="house",
    bpm_range=(120, 130),
    default_bpm=124,
    character="four-on-the-floor kick",
    moods=("groovy", "uplifting", "deep", "soulful", "sunny"),
    words=("deep house", "tech house", "house music", "garage house", "amapiano", "afro house", "disco house"),
    modes={"minor": 0.5, "dorian": 0.25, "major": 0.15, "mixolydian": 0.1},
    kits=("909",),
    palettes={
        "percussion": ("latin", "909"),
        "bass": ("bass_fm", "bass_saw", "bass_sub", "bass_electric"),
        "chords": ("stab_house", "piano", "rhodes", "organ", "stab_saw"),
        "melody": ("pluck", "lead_soft", "organ", "vibraphone", "flute", "lead_square", "marimba", "sax"),
        "other": ("pad_warm", "strings", "choir"),
    },
    mix=Mix(
        levels_lu={"drums": 0.0, "percussion": -8.0, "bass": -3.0, "chords": -3.0, "melody": -4.5, "other": -11.0},
        duck_db=6.0,
        reverb_s=1.4,
        width=1.1,
        drive=0.2,
        tilt_db=0.0,
    ),
    swing=0.54,
    style=Style(
        grooves=(
            Groove(
                "classic",
                {
                    "kick": "X...X...X...X...",
                    "clap": "....X.......X... ....X.......X..?",
                    "hat_open": "..x...x...x...x.",
                    "hat_closed": "o.g.o.g.o.g.o.g. o.g.o.g.o.g.o.gg",
                },
            ),
            Groove(
                "shuffle",
                {
                    "kick": "X...X...X...X... X...X...X...X..g",
                    "snare": "....x.......x... ....x..g....x.g.",
                    "clap": "....x.......x...",
                    "hat_open": "..x...x...x...x.",
                    "hat_closed": "xgoox.ogxgoox.og",
                },
                ("groovy", "soulful"),
            ),
            Groove(
                "deep",
                {
                    "kick": "X...X...X...X...",
                    "rim": "...o..x....o.... ...o..x....o..x.",
                    "clap": "....x.......x...",
                    "hat_open": "..o...o...o...o.",
                    "hat_closed": "...g...g...g...g",
                },
                ("deep", "late-night"),
            ),
            Groove(
                "jack",
                {
                    "kick": "X...X...X...X...",
                    "clap": "....X..o....X... ....X..o.o..X...",
                    "hat_closed": "x.x.x.x.x.x.x.x.",
                    "hat_open": "......x.......x.",
                    "tom_low": "...........?..?. ..........x..x..",
                },
                ("uplifting", "jersey"),
            ),
            Groove(
                "disco",
                {
                    "kick": "X...X...X...X...",
                    "snare": "....X.......X... ....X.......X.go",
                    "hat_open": "..X...X...X...X.",
                    "hat_closed": "x...x...x...x...",
                    "tambourine": "xoxoxoxoxoxoxoxo",
                },
                ("sunny", "uplifting", "soulful"),
            ),
            Groove(
                "garage",
                {
                    "kick": "X...X...X...X... X...X...X..gX...",
                    "clap": "....X.......X... ....X.......X...",
                    "hat_closed": "..xg.ox...xg.oxg ..xg.ox...xgoox.",
                    "rim": ".......o..o..... .......o..o..g..",
                },
                ("groovy", "deep"),
            ),
            Groove(
                "tribal",
                {
                    "kick": "X...X...X...X...",
                    "tom_low": "...x..x....x.... ...x..x....x..x.",
                    "tom_high": ".......o......o. ..........o...o.",
                    "clap": "............X... ....g.......X...",
                    "hat_closed": "xgogxgogxgogxgog",
                },
                ("deep", "groovy"),
            ),
            Groove(
                "stripped",
                {
                    "kick": "X...X...X...X...",
                    "snap": "....x.......x... ....x.......x..?",
                    "hat_closed": "..x..gx...x..gx. ..x..gx...x.ogx.",
                    "ride": "................ ............o.o.",
                },
                ("deep", "soulful"),
            ),
        ),
        percussion=(
            Groove("shaker", {"shaker": "xoxoxoxoxoxoxoxo", "tambourine": "..o...o...o...o."}),
            Groove(
                "congas",
                {
                    "conga_high": "..xo..x...o.x..o ..xo..x...x.x...",
                    "conga_low": "......o.......xo ...........o..x.",
                    "shaker": "o.g.o.g.o.g.o.g.",
                },
                ("soulful", "groovy", "sunny"),
            ),
            Groove(
                "clave",
                {"clave": "x..x..x...x.x...", "shaker": "gogogogogogogogo", "bongo_high": "....o.......o.o."},
                ("sunny",),
            ),
            Groove("wood", {"woodblock": "...x..x....x..x. ...x..x....x.x..", "shaker": "o.o.o.o.o.o.o.o."}, ("deep",)),
        ),
        fills=("claps", "hats", "drop", "snare"),
        crash=0.7,
        feel=Feel(late_ms={"clap": 3, "bass": 2}, loose_ms=1.0, dynamics=0.06),
        forms=(
            *DANCE_FORMS,
            "intro:4 verse:4 build:4 drop:8 outro:4",
            "intro:8 verse:8 break:4 build:4 drop:16 outro:8",
            "intro:8 verse:8 break:8 build:4 drop:16 break:8 build:4 drop:16 outro:8",
            "intro:16 verse:16 break:8 build:8 drop:32 break:16 build:8 drop:32 outro:16",
        ),
        layers={
            "intro": ("kick hats percussion chords", "kick hats bass percussion", "kick hats chords pad"),
            "verse": (
                "kick snare hats bass percussion chords",
                "kick snare hats bass chords",
                "kick snare hats bass percussion melody",
            ),
            "break": ("chords pad melody bass", "chords percussion pad bass", "bass chords hats percussion"),
            "build": (
                "snare hats chords pad percussion bass",
                "snare hats chords melody pad",
                "kick snare chords hats bass",
            ),
            "outro": ("kick snare hats percussion bass", "kick hats percussion chords"),
        },
        gaps=(0.0, 1.0, 2.0, 4.0),
        progressions={
            "minor": (
                "1 1 6 7",
                "1 4 1 4",
                "6 7 1 1",
                "1 3 7 4",
                "4 5 1 1",
                "1 6 3 7",
                "1 7 6 7",
                "2 5 1 1",
                "1 T S D",
            ),
            "major": ("1 6 4 5", "2 5 1 6", "4 5 3 6", "1 4 1 5", "6 4 1 5", "4 3 2 5"),
        },
        colours={"seventh": 0.45, "ninth": 0.3, "triad": 0.25},
        bars_per_chord=(1.0, 2.0, 1.0),
        substitutions={"relative": 0.1, "borrowed": 0.06},
        second_progression=0.3,
        basses=(
            Bass("cells", "..r...r...r...r. ..r...r...r...o.", 0.7),
            Bass("cells", "..R..r..o..r..r. ..R..r..o.a.r...", 0.7, ("groovy", "soulful")),
            Bass("cells", "r..r..r...r.r... r..r..r...o.a...", 0.8, ("deep",)),
            Bass("cells", "..r.o.r...r.o.r. ..r.o.r...5.o.a.", 0.6, ("uplifting", "sunny")),
            Bass("cells", "...r..R....r..R. ...r..R...o.a.r.", 0.75),
        ),
        comps=(
            Comp("block", "..x..x..x....x.. ..x..x..x..x....", 0.45),
            Comp("block", "x..x..x...x..x.. x..x..x...x.....", 0.5, ("uplifting", "sunny")),
            Comp("block", "...x......x..... ...x..x.........", 0.6, ("deep",)),
            Comp("block", "..x...x...x...x.", 0.5, ("groovy",)),
            Comp("held"),
            Comp("block", "x.....x..x...... x.....x..x..x...", 0.7, ("soulful",)),
        ),
        leads=(
            Lead(
                "riff",
                ("x.x-..x.x-..x---", "..x-..x-..x-x---", "x--x--x-..x-x---", "..x-x-....x-x-..", "x.x.x.x-......x-"),
                6,
            ),
            Lead("arpeggio", ("x-x-x-x-x-x-x-x-", "x--x--x--x--x-x-", "..x-..x-..x-..x-"), 7, ("uplifting", "deep")),
            Lead("song", ("x---x-x-x-------", "x-x-x---x-x-x---", "..x-x-x---x-----"), 8, ("soulful", "sunny")),
        ),
        counter=0.4,
        transitions=("riser", "sweep_up", "reverse_cymbal", "impact", "downlifter", "sweep_down"),
    ),
)
