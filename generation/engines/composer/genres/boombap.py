"""Boom bap: hard swung drums from a sampler, a chopped loop and a round bass."""

from generation.engines.composer.genre import Genre, Mix

GENRE = Genre(
    order=3,
    name="boom bap",
    bpm_range=(80, 100),
    default_bpm=90,
    character="hard drums, vinyl samples",
    moods=("gritty", "nostalgic", "jazzy", "hard", "soulful"),
    words=("boombap", "boom-bap", "golden age", "east coast", "90s hip hop", "old school hip hop", "oldschool"),
    modes={"minor": 0.6, "dorian": 0.4},
    kits=("boombap",),
    palettes={
        "percussion": ("boombap", "latin"),
        "bass": ("bass_upright", "bass_electric", "bass_sub"),
        "chords": ("piano", "rhodes", "organ", "strings", "wurlitzer", "guitar_clean"),
        "melody": ("trumpet_muted", "flute", "piano", "vibraphone", "sax", "guitar_clean", "strings"),
        "other": ("strings", "brass"),
    },
    mix=Mix(
        levels_lu={"drums": 0.0, "percussion": -11.0, "bass": -2.5, "chords": -6.0, "melody": -6.5, "other": -15.0},
        duck_db=1.0,
        reverb_s=0.8,
        width=0.8,
        drive=0.4,
        tilt_db=-2.0,
        lofi=0.4,
    ),
    swing=0.58,
)
