"""Lo-fi: dusty, slow and late, extended chords on a soft keyboard, vinyl all the way through."""

from generation.engines.composer.genre import Genre, Mix
from generation.engines.composer.style import SONG_FORMS, Bass, Comp, Feel, Groove, Lead, Style

GENRE = Genre(
    order=2,
    name="lo-fi",
    bpm_range=(70, 90),
    default_bpm=80,
    character="vinyl crackle, jazz chords",
    moods=("chill", "mellow", "nostalgic", "rainy", "dreamy"),
    words=("lofi", "lo fi", "low-fi", "low fi", "chillhop", "lofi hip hop", "lo-fi hip hop", "study beats"),
    modes={"minor": 0.35, "dorian": 0.3, "major": 0.35},
    kits=("lofi", "boombap"),
    palettes={
        "percussion": ("lofi", "latin"),
        "bass": ("bass_electric", "bass_upright", "bass_sub"),
        "chords": ("rhodes", "piano_felt", "wurlitzer", "guitar_nylon"),
        "melody": (
            "piano_felt",
            "vibraphone",
            "guitar_clean",
            "flute",
            "kalimba",
            "rhodes",
            "lead_soft",
            "trumpet_muted",
        ),
        "other": ("pad_warm", "strings"),
    },
    mix=Mix(
        levels_lu={"drums": 0.0, "percussion": -10.0, "bass": -3.0, "chords": -1.5, "melody": -3.0, "other": -13.5},
        duck_db=2.0,
        reverb_s=1.1,
        width=0.9,
        drive=0.25,
        tilt_db=-4.0,
        lofi=0.7,
    ),
    swing=0.6,
    style=Style(
        grooves=(
            Groove(
                "lazy",
                {
                    "kick": "X......o..x..... X..?...o..x..g..",
                    "snare": "....X.......X... ....X..g....X...",
                    "hat_closed": "x.o.x.o.x.o.x.o. x.o.x.o.x.o.x.og",
                    "hat_open": "................ ..............?.",
                },
            ),
            Groove(
                "dusty",
                {
                    "kick": "X.o.......xo.... X.o....?..x.....",
                    "snare": "....X..g....X..g ....X..g.g..X...",
                    "hat_closed": "x.x.xgx.x.x.xgx. x.x.xgx.x.x.x.xg",
                },
                ("nostalgic",),
            ),
            Groove(
                "rim",
                {
                    "kick": "X.....o...o..... X.......x.?.....",
                    "rim": "....x.......x... ....x.....g.x...",
                    "hat_closed": "o...o.g.o...o.g. o.g.o...o.g.o...",
                    "hat_pedal": "....g.......g... ....g.......g...",
                },
                ("rainy", "dreamy", "mellow", "chill"),
            ),
            Groove(
                "brush",
                {
                    "kick": "X.........o..... X......o........",
                    "brush": "x.g.X.g.x.g.X.g. x.g.X.g.x.ggX.g.",
                    "ride": "x...x..ox...x..o x...x..ox...x...",
                },
                ("mellow", "rainy"),
            ),
        ),
        percussion=(
            Groove("shaker", {"shaker": "o.g.x.g.o.g.x.g. o.g.x.g.o.g.x.gg"}),
            Groove(
                "congas",
                {"conga_high": "......o......g.. ...g..o.........", "conga_low": "..............o. ..............o."},
            ),
            Groove(
                "triangle",
                {"triangle": "..o...........o. ..o.............", "snap": "....g.......g... ....g.......g..."},
            ),
        ),
        fills=("drop", "snare", "kicks"),
        crash=0.1,
        feel=Feel(
            late_ms={"snare": 16, "rim": 14, "brush": 10, "hat_closed": 4, "bass": 8, "chords": 6, "melody": 10},
            loose_ms=4.0,
            dynamics=0.1,
        ),
        forms=(
            *SONG_FORMS,
            "intro:4 verse:8 break:4 hook:8",
            "intro:4 verse:8 hook:8 break:4 verse:8 hook:8 outro:4",
            "intro:4 verse:16 hook:8 break:8 verse:16 hook:16 outro:8",
        ),
        layers={
            "intro": ("chords bass", "chords hats pad", "chords melody pad"),
            "verse": (
                "kick snare hats bass chords",
                "kick snare hats bass chords percussion",
                "kick snare hats bass chords melody",
            ),
            "hook": (
                "kick snare hats bass chords melody counter pad",
                "kick snare hats percussion bass chords melody counter",
            ),
            "break": ("chords melody", "chords bass percussion", "chords melody pad"),
            "outro": ("chords melody", "chords bass hats", "chords pad"),
        },
        gaps=(0.0, 0.0, 1.0, 2.0),
        progressions={
            "minor": (
                "4 7 3 6",
                "1 4 7 3",
                "1 6 4 V",
                "6 V 1 1",
                "2 V 1 1",
                "1 IV 1 IV",
                "6 7 1 3",
                "4 5 1 T",
                "1 T S D",
            ),
            "major": (
                "2 5 1 6",
                "4 3 2 1",
                "1 6 2 5",
                "4 iv 3 6",
                "1 3 4 iv",
                "2 5 3 6",
                "4 5 3 6",
                "1 4 3 6",
                "T S S D",
            ),
        },
        colours={"seventh": 0.4, "ninth": 0.45, "eleventh": 0.1, "thirteenth": 0.05},
        bars_per_chord=(1.0, 1.0, 0.5, 2.0),
        substitutions={"secondary": 0.14, "tritone": 0.1, "borrowed": 0.06},
        second_progression=0.45,
        basses=(
            Bass("kick", hold=0.8),
            Bass("cells", "r.......r..o.... r.......r.....a.", 0.9),
            Bass("cells", "R-.....r..5..... R-.....r..a.....", 0.85),
            Bass("sustain", tags=("rainy", "dreamy")),
        ),
        comps=(
            Comp("rolled", "x.........o..... x......o........", 0.9),
            Comp("comp", "x..x......o..... x......x..o.....", 0.7),
            Comp("rolled", "x...............", 0.98, ("rainy", "dreamy", "mellow")),
            Comp("block", "x.....o...x..... ..x...o...x.....", 0.6),
            Comp("arpeggio", "x.o.o.o.x.o.o.o.", 1.0, ("dreamy", "nostalgic")),
        ),
        leads=(
            Lead(
                "song",
                (
                    "..x-x---..x-----",
                    "x---..x-x-------",
                    "x-x-x-----......",
                    "....x-x-x---x---",
                    "..x-x-x-..x-x---",
                    "x-----x-x---....",
                    "......x-x-x-x---",
                ),
                8,
            ),
            Lead("riff", ("x---..x-..x-....", "..x-..x-x---....", "x-x-....x-x-...."), 6, ("chill",)),
        ),
        counter=0.3,
        beds=("vinyl",),
        transitions=("reverse_cymbal", "sweep_down"),
    ),
)
