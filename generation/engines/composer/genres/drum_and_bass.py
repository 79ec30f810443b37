"""Drum and bass: fast re-arranged breaks over a slow, deep bass."""

from generation.engines.composer.genre import Genre, Mix

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
        levels_lu={"drums": 0.0, "percussion": -11.0, "bass": -2.0, "chords": -7.5, "melody": -7.5, "other": -13.0},
        duck_db=4.0,
        reverb_s=2.0,
        width=1.2,
        drive=0.3,
        tilt_db=0.5,
    ),
)
