"""Boom bap: hard swung drums from a sampler, a chopped loop and a round bass."""

from generation.engines.composer.beats import boombap as beats
from generation.engines.composer.genre import Genre, Mix
from generation.engines.composer.style import SONG_FORMS, Comp, Feel, Lead, Style

GENRE = Genre(
    order=3,
    name="boom bap",
    bpm_range=(80, 100),
    default_bpm=90,
    character="hard drums, vinyl samples",
    moods=("gritty", "nostalgic", "jazzy", "hard", "soulful"),
    words=("boombap", "boom-bap", "golden age", "east coast", "90s hip hop", "old school hip hop", "oldschool"),
    modes={"minor": 0.6, "dorian": 0.4},
    kits=("boombap", "boombap", "dusty"),
    palettes={
        "percussion": ("boombap", "latin"),
        "bass": ("bass_upright", "bass_electric", "bass_sub", "bass_moog"),
        "chords": ("piano", "rhodes", "organ", "strings", "wurlitzer", "guitar_clean"),
        "melody": ("trumpet_muted", "flute", "piano", "vibraphone", "sax", "guitar_clean", "strings"),
        "other": ("strings", "brass"),
    },
    mix=Mix(
        levels_lu={"drums": 0.0, "percussion": -10.0, "bass": -2.5, "chords": -3.5, "melody": -4.0, "other": -12.5},
        duck_db=1.0,
        reverb_s=0.8,
        width=0.8,
        drive=0.4,
        tilt_db=-1.2,
        lofi=0.4,
    ),
    swing=0.58,
    style=Style(
        grooves=beats.GROOVES,
        percussion=beats.PERCUSSION,
        fills=beats.FILLS,
        lifts=beats.LIFTS,
        turns=beats.TURNS,
        twists=beats.TWISTS,
        crash=0.25,
        feel=Feel(
            late_ms={"snare": 9, "hat_closed": 2, "bass": 5, "chords": 6, "melody": 6},
            loose_ms=2.5,
            ghost_ms=6,
            dynamics=0.08,
        ),
        forms=(
            *SONG_FORMS,
            "intro:4 verse:16 hook:8 break:4 verse:8 hook:8",
            "intro:4 verse:16 hook:8 verse:16 break:4 hook:8 outro:4",
            "intro:4 hook:8 verse:16 hook:8 verse:16 break:8 hook:8 verse:16 hook:8 outro:8",
        ),
        layers={
            "intro": ("chords bass hats", "chords melody bass", "chords melody hats"),
            "verse": (
                "kick snare hats bass chords",
                "kick snare hats bass chords percussion",
                "kick snare hats bass melody chords",
            ),
            "hook": (
                "kick snare hats percussion bass chords melody counter",
                "kick snare hats bass chords melody counter pad",
            ),
            "break": ("kick snare hats percussion", "chords melody", "bass chords hats"),
            "outro": ("kick snare hats bass", "chords melody"),
        },
        gaps=(0.0, 1.0, 2.0, 2.0),
        progressions={
            "minor": ("1 1 4 1", "1 4 1 5", "1 6 4 5", "1 7 6 V", "2 V 1 1", "1 IV 1 IV", "1 6 2 V", "1 S 1 D"),
            "major": ("1 4 1 5", "2 5 1 6", "1 6 2 5", "4 1 4 1"),
        },
        colours={"seventh": 0.5, "ninth": 0.3, "triad": 0.2},
        bars_per_chord=(0.5, 1.0, 1.0),
        substitutions={"secondary": 0.1, "tritone": 0.08, "relative": 0.08},
        grown=0.2,
        second_progression=0.35,
        basses=beats.BASSES,
        comps=(
            Comp("block", "x.....x......... x.....x...o.....", 0.5),
            Comp("block", "x..x......x..... x..x............", 0.45, ("hard", "gritty")),
            Comp("comp", "x......x..o..... ..x....x..o...o.", 0.6, ("jazzy", "soulful")),
            Comp("rolled", "x.........o.....", 0.9),
            Comp("broken", "X...x...X...x...", 0.8, ("nostalgic",)),
            Comp("block", "..x...x.....x... ..x...x...x.....", 0.45, ("gritty",)),
            Comp("arpeggio", "x.x.x.x.x.x.x.x.", 0.95, ("soulful", "nostalgic")),
        ),
        leads=(
            Lead(
                "riff",
                ("x-x-..x-x---....", "x--x--x-....x-x-", "..x-x-..x-x-x---", "x---x-x-........", "x-x-x-......x-x-"),
                6,
            ),
            Lead(
                "song",
                ("..x-x-x-x---....", "x---..x-x-x-----", "......x-x-x-x-x-", "x-x---x-....x---"),
                8,
                ("soulful", "jazzy"),
            ),
            Lead(
                "call",
                ("x-x-..x-x-......", "x--x--x---......", "..x-x-x-x-......", "x---x-x---......"),
                6,
                ("hard", "gritty"),
                gapped=True,
            ),
            Lead(
                "chant",
                ("x-x-..x-....x-x-", "..x-x-......x-x-", "x-..x-x-........", "x-x-x-..x---...."),
                5,
                ("nostalgic", "gritty"),
            ),
        ),
        counter=0.35,
        beds=("vinyl",),
        filters=0.35,
        transitions=("reverse_cymbal", "noise_hit"),
    ),
)
