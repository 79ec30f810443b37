"""Dubstep: half-time drums with a wide gap, and a bass that talks in it."""

from generation.engines.composer.genre import Genre, Mix

GENRE = Genre(
    order=12,
    name="dubstep",
    bpm_range=(135, 145),
    default_bpm=140,
    character="wobble bass, heavy drops",
    moods=("heavy", "dark", "aggressive", "deep", "hypnotic"),
    words=("brostep", "deep dubstep", "riddim", "dub step", "wobble"),
    modes={"minor": 0.5, "phrygian": 0.35, "harmonic minor": 0.15},
    kits=("dubstep",),
    palettes={
        "percussion": ("dubstep", "latin"),
        "bass": ("bass_wobble", "bass_reese", "bass_fm"),
        "chords": ("pad_dark", "stab_saw", "pad_glass", "strings", "piano", "choir"),
        "melody": ("lead_square", "pluck", "lead_saw", "bell_fm", "flute", "bell"),
        "other": ("pad_dark", "choir", "strings"),
    },
    mix=Mix(
        levels_lu={"drums": 0.0, "percussion": -12.0, "bass": -0.5, "chords": -9.0, "melody": -8.0, "other": -12.0},
        duck_db=4.0,
        reverb_s=2.0,
        width=1.2,
        drive=0.5,
        tilt_db=0.0,
    ),
)
