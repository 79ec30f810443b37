"""Techno: one driving kick, a rumble beneath it, and a line that turns until it hypnotises."""

from generation.engines.composer.genre import Genre, Mix

GENRE = Genre(
    order=7,
    name="techno",
    bpm_range=(125, 135),
    default_bpm=130,
    character="driving kicks, hypnotic loops",
    moods=("hypnotic", "dark", "industrial", "driving", "acid"),
    words=("minimal techno", "acid techno", "detroit techno", "hard techno", "melodic techno", "warehouse"),
    modes={"minor": 0.5, "phrygian": 0.35, "dorian": 0.15},
    kits=("techno", "909"),
    palettes={
        "percussion": ("techno", "909"),
        "bass": ("bass_saw", "bass_acid", "bass_sub", "bass_fm"),
        "chords": ("stab_saw", "pad_dark", "stab_house", "pad_glass"),
        "melody": ("pluck", "lead_square", "bell_fm", "lead_saw", "lead_soft"),
        "other": ("pad_dark", "pad_glass", "choir"),
    },
    mix=Mix(
        levels_lu={"drums": 0.0, "percussion": -8.0, "bass": -4.0, "chords": -9.0, "melody": -7.5, "other": -13.0},
        duck_db=7.0,
        reverb_s=2.4,
        width=1.1,
        drive=0.45,
        tilt_db=-0.5,
    ),
)
