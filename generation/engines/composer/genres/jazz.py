"""Jazz: a ride that swings, a bass that walks, chords with their upper floors lit."""

from generation.engines.composer.beats import jazz as beats
from generation.engines.composer.genre import Genre, Mix
from generation.engines.composer.style import SONG_FORMS, Comp, Feel, Lead, Style

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
        grooves=beats.GROOVES,
        percussion=beats.PERCUSSION,
        fills=("brushes",),
        crash=0.2,
        comping=0.6,
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
        basses=beats.BASSES,
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
