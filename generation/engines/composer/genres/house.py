"""House: four on the floor, open hats and bass between the kicks, stabs that answer."""

from generation.engines.composer.beats import house as beats
from generation.engines.composer.genre import Genre, Mix
from generation.engines.composer.style import DANCE_FORMS, Comp, Feel, Lead, Style

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
        grooves=beats.GROOVES,
        percussion=beats.PERCUSSION,
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
        grown=0.2,
        second_progression=0.3,
        basses=beats.BASSES,
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
