"""Jazz: a ride that swings, a bass that walks, chords with their upper floors lit."""

from generation.engines.composer.genre import Genre, Mix
from generation.engines.composer.style import SONG_FORMS, Bass, Comp, Feel, Groove, Lead, Style

GENRE = Genre(
    order=13,
    name="jazz",
    bpm_range=(100, 140),
    default_bpm=120,
    character="swing drums, complex chords",
    moods=("cool", "smoky", "swinging", "mellow", "lively"),
    words=("bebop", "bop", "swing", "cool jazz", "jazz trio", "smooth jazz"),
    modes={"major": 0.45, "minor": 0.3, "dorian": 0.25},
    kits=("jazz",),
    palettes={
        "percussion": ("latin", "jazz"),
        "bass": ("bass_upright",),
        "chords": ("piano", "rhodes", "guitar_clean", "organ"),
        "melody": ("sax", "trumpet_muted", "vibraphone", "piano", "trumpet", "guitar_clean", "flute"),
        "other": ("strings", "brass"),
    },
    mix=Mix(
        levels_lu={"drums": 0.0, "percussion": -10.0, "bass": 0.0, "chords": 0.0, "melody": 1.0, "other": -11.0},
        duck_db=0.0,
        reverb_s=1.3,
        width=1.0,
        drive=0.05,
        tilt_db=-1.5,
    ),
    swing=0.64,
    style=Style(
        grooves=(
            Groove(
                "swing",
                {
                    "ride": "X...x.o.X...x.o. X...x.o.X...x.o.",
                    "hat_pedal": "....x.......x...",
                    "kick": "g...g...g...g... g...g...g...g.?.",
                    "snare": "......g.......?. ..........g.....",
                },
            ),
            Groove(
                "brushes",
                {
                    "brush": "x.o.X.o.x.o.X.o.",
                    "hat_pedal": "....o.......o...",
                    "kick": "g.......g....... g.......g...?...",
                    "ride": "................ ............o.o.",
                },
                ("smoky", "mellow", "cool"),
            ),
            Groove(
                "comping",
                {
                    "ride": "X...x.o.X...x.o. X...x...X.o.x.o.",
                    "hat_pedal": "....x.......x...",
                    "snare": "..g...o.....g... ......g...o...g.",
                    "kick": "g...g.?.g...g... g...g...g.o.g...",
                },
                ("lively", "swinging"),
            ),
            Groove(
                "latin",
                {
                    "ride": "x.x.x.x.x.x.x.x.",
                    "rim": "x.....x.....x... ....x.....x.....",
                    "hat_pedal": "....o.......o...",
                    "kick": "x.....o.x.....o. x.....o.x.....o.",
                },
                ("cool",),
            ),
            Groove(
                "two",
                {
                    "ride": "X...x...X...x.o.",
                    "hat_pedal": "....x.......x...",
                    "kick": "g.......g....... g.......g.....o.",
                    "rim": "............o... ......?.....o...",
                },
                ("mellow", "smoky"),
            ),
            Groove(
                "shuffle",
                {
                    "ride": "X.o.X.o.X.o.X.o.",
                    "snare": "....o.......o... ....o...g...o.g.",
                    "hat_pedal": "....x.......x...",
                    "kick": "o...g...o...g... o...g...o.g.g...",
                },
                ("swinging", "lively"),
            ),
            Groove(
                "bossa",
                {
                    "hat_closed": "xoxoxoxoxoxoxoxo",
                    "rim": "x..x..x...x..x.. ..x...x..x..x...",
                    "kick": "x..ox..ox..ox..o",
                },
                ("cool", "mellow"),
            ),
            Groove(
                "broken",
                {
                    "ride": "X.o.x...X.o.x.o. x...X.o.x.o.X...",
                    "snare": "......o...g..... ..o.......o...g.",
                    "kick": "......o......... g.........o.....",
                    "hat_pedal": "....x.......x... ....x..o....x...",
                },
                ("lively",),
            ),
        ),
        percussion=(
            Groove("shaker", {"shaker": "o.g.o.g.o.g.o.g."}),
            Groove(
                "congas",
                {"conga_high": "....o.....o.o... ....o.........o.", "conga_low": "............o.o."},
                ("lively", "cool"),
            ),
            Groove("tambourine", {"tambourine": "....o.......o..."}, ("swinging",)),
        ),
        fills=("brushes",),
        crash=0.2,
        feel=Feel(late_ms={"bass": -3, "chords": 6, "melody": 14}, loose_ms=4.0, dynamics=0.12, swing_beats=0.5),
        forms=(
            *SONG_FORMS,
            "intro:4 hook:8 verse:8 break:4 hook:8",
            "intro:4 hook:8 verse:16 break:8 verse:8 hook:8",
            "intro:4 hook:16 verse:32 break:8 verse:16 hook:16 outro:8",
        ),
        layers={
            "intro": ("chords bass", "bass hats chords", "hats chords melody"),
            "verse": ("kick snare hats bass chords melody", "kick snare hats bass chords melody percussion"),
            "hook": ("kick snare hats bass chords melody", "kick snare hats bass chords melody counter"),
            "break": ("bass hats chords", "bass melody hats", "chords melody", "kick snare hats bass melody"),
            "outro": ("kick snare hats bass chords melody", "bass chords"),
        },
        gaps=(0.0, 0.0, 0.0, 2.0),
        progressions={
            "major": (
                "2 5 1 6",
                "1 6 2 5",
                "3 6 2 5",
                "2 5 1 1",
                "1 4 3 6 2 5 1 1",
                "1 >2 2 5",
                "2 5 3 6 2 5 1 1",
                "1 1 2 5 3 >2 2 5",
                "4 iv 3 6",
            ),
            "minor": ("2 V 1 1", "1 6 2 V", "1 4 7 3 6 2 V 1", "1 1 4 4 2 V 1 1", "4 7 3 6", "1 IV 2 V", "6 2 V 1"),
        },
        colours={"seventh": 0.4, "ninth": 0.35, "thirteenth": 0.15, "eleventh": 0.1},
        bars_per_chord=(1.0, 1.0, 0.5),
        substitutions={"secondary": 0.22, "tritone": 0.2, "borrowed": 0.05},
        second_progression=0.7,
        basses=(
            Bass("walk"),
            Bass("walk"),
            Bass("walk", tags=("swinging", "lively")),
            Bass("cells", "R.......5....... r.......5.....a.", 0.95, ("smoky", "mellow")),
        ),
        comps=(
            Comp("comp", "x.....x......... ......x.......x.", 0.5),
            Comp("comp", "..x...x...x..... x.....x.....x...", 0.45, ("lively", "swinging")),
            Comp("comp", "x.......x....... x.....x.........", 0.85, ("smoky", "mellow")),
            Comp("comp", "......x.......x. ......x.........", 0.6, ("cool",)),
        ),
        leads=(
            Lead(
                "solo",
                (
                    "x-x-x-x-x---....",
                    "..x-x-x-x-x-x---",
                    "x---..x-x-x-x---",
                    "x-x-x-x-x-x-x-x-",
                    "....x-x-x-x-....",
                    "x-----x-x---x-x-",
                    "..x---x-x-------",
                ),
                10,
            ),
            Lead(
                "solo",
                ("x---x---x-------", "x-----x-x-------", "..x-x---x-x-----", "....x-x-x-------"),
                9,
                ("smoky", "mellow", "cool"),
            ),
        ),
        counter=0.25,
        beds=(),
        transitions=(),
    ),
)
