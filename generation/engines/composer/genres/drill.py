"""Drill: a displaced snare, hats in threes, 808s that slide, strings and bells in the cold."""

from generation.engines.composer.genre import Genre, Mix

GENRE = Genre(
    order=5,
    name="drill",
    bpm_range=(135, 145),
    default_bpm=142,
    character="sliding 808s, dark melodies",
    moods=("dark", "cold", "aggressive", "melancholic", "menacing"),
    words=("uk drill", "ny drill", "brooklyn drill", "chicago drill", "drill rap"),
    modes={"minor": 0.55, "phrygian": 0.2, "harmonic minor": 0.25},
    kits=("drill", "trap"),
    palettes={
        "percussion": ("drill", "latin"),
        "bass": ("bass_808",),
        "chords": ("strings", "piano", "pad_dark", "choir", "guitar_nylon", "pad_glass"),
        "melody": ("piano", "bell", "violin", "flute", "pluck_string", "bell_fm", "guitar_nylon", "choir", "lead_soft"),
        "other": ("choir", "pad_dark", "strings"),
    },
    mix=Mix(
        levels_lu={"drums": 0.0, "percussion": -9.0, "bass": -1.0, "chords": -8.5, "melody": -6.0, "other": -13.0},
        duck_db=2.0,
        reverb_s=1.9,
        width=1.1,
        drive=0.3,
        tilt_db=-1.0,
    ),
)
