"""Rock: a drummer in a room, eighths on the bass, guitars turned up."""

from generation.engines.composer.beats import rock as beats
from generation.engines.composer.genre import Genre, Mix
from generation.engines.composer.style import SONG_FORMS, Comp, Feel, Lead, Style

GENRE = Genre(
    order=14,
    name="rock",
    bpm_range=(110, 140),
    default_bpm=125,
    character="live drums, distorted guitars",
    moods=("energetic", "angry", "anthemic", "raw", "melancholic"),
    words=("rock music", "hard rock", "punk", "alternative", "indie rock", "grunge", "metal", "garage rock"),
    modes={"minor": 0.5, "major": 0.2, "mixolydian": 0.2, "dorian": 0.1},
    kits=("rock", "acoustic"),
    palettes={
        "percussion": ("rock", "latin"),
        "bass": ("bass_picked", "bass_electric"),
        "chords": ("guitar_distorted", "guitar_distorted", "guitar_distorted", "guitar_clean"),
        "melody": ("guitar_distorted", "guitar_clean", "organ", "lead_saw"),
        "other": ("strings", "organ"),
    },
    mix=Mix(
        levels_lu={"drums": 0.0, "percussion": -11.0, "bass": -3.0, "chords": -1.5, "melody": -1.5, "other": -12.0},
        duck_db=0.0,
        reverb_s=1.2,
        width=1.2,
        drive=0.35,
        tilt_db=0.0,
    ),
    style=Style(
        grooves=beats.GROOVES,
        percussion=beats.PERCUSSION,
        fills=beats.FILLS,
        lifts=beats.LIFTS,
        turns=beats.TURNS,
        twists=beats.TWISTS,
        crash=1.0,
        feel=Feel(late_ms={"snare": 3, "bass": 2}, loose_ms=3.0, dynamics=0.08),
        forms=(
            *SONG_FORMS,
            "intro:4 verse:8 hook:8 break:4 hook:8",
            "intro:4 verse:8 hook:8 verse:8 hook:8 break:8 hook:8 outro:4",
            "intro:8 verse:16 build:4 hook:16 verse:16 build:4 hook:16 break:8 build:4 hook:16 outro:8",
        ),
        layers={
            "intro": (
                "chords melody hats",
                "kick snare hats chords",
                "chords bass hats",
                "kick hats bass chords",
            ),
            "verse": (
                "kick snare hats bass chords",
                "kick snare hats bass chords melody",
                "kick snare hats bass melody",
            ),
            "break": ("chords melody bass", "bass kick hats chords", "chords bass hats"),
            "build": ("kick snare chords bass", "snare hats bass chords"),
            "outro": ("kick snare hats bass chords melody",),
        },
        gaps=(0.0, 0.0, 1.0, 2.0),
        progressions={
            "minor": ("1 6 3 7", "1 7 6 7", "1 4 6 5|V", "1 3 7 4", "6 7 1 1", "1 1 7 4", "1 6 7 5"),
            "major": ("1 4 5 4", "1 5 6 4", "1 b7 4 1", "1 4 1 5", "6 4 1 5", "1 b3 4 1", "1 5 4 4"),
        },
        colours={"triad": 0.6, "power": 0.2, "sus4": 0.1, "add9": 0.1},
        bars_per_chord=(1.0, 1.0, 2.0, 0.5),
        substitutions={"borrowed": 0.06, "relative": 0.08},
        grown=0.3,
        second_progression=0.75,
        basses=beats.BASSES,
        comps=(
            Comp("power", "XoxoXoxoXoxoXoxo", 0.5, ("angry", "energetic")),
            Comp("power", "X.x.x.x.X.x.x.x.", 0.85),
            Comp("power", "X.....x.x.......", 0.97, ("anthemic",)),
            Comp("strum", "x...x.xx..xxx.xx x...x.xx..xxx.x.", 0.85, ("melancholic", "anthemic")),
            Comp("power", "X..x..x...x.x... X..x..x.x.......", 0.7, ("raw",)),
            Comp("power", "X.xxX.xxX.xxX.xx", 0.6, ("energetic", "raw")),
            Comp("power", "X...X...X...X.x.", 0.9),
            Comp("arpeggio", "x.x.x.x.x.x.x.x.", 1.0, ("melancholic",)),
        ),
        leads=(
            Lead(
                "song",
                ("x---x-x-x-------", "x-x-x---x-x-x---", "x-----x-x-x-x---", "..x-x-x---x-----", "x-x-x-x-x---...."),
                8,
            ),
            Lead(
                "riff",
                ("x.x.x-x.x-x-....", "x-x-x.x.x---x-x-", "x--x--x-x-x-x-x-", "x.xx..x-x.xx..x-"),
                6,
                ("angry", "raw", "energetic"),
            ),
            Lead(
                "call",
                ("x-x-x---........", "x--x--x---......", "x-x-x-x-x---....", "..x-x-x---......"),
                7,
                ("raw", "angry"),
                gapped=True,
            ),
            Lead(
                "song",
                ("x---------------", "x-------x-------", "x-----x-x-------", "x---x---x-------"),
                8,
                ("anthemic", "melancholic"),
                gapped=True,
            ),
        ),
        counter=0.35,
        transitions=("reverse_cymbal", "noise_hit"),
    ),
)
