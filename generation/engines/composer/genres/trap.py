"""Trap: half-time drums at a double tempo, long 808s, hats that roll, few dark notes above."""

from generation.engines.composer.genre import Genre, Mix

GENRE = Genre(
    order=1,
    name="trap",
    bpm_range=(140, 160),
    default_bpm=150,
    character="hi-hat rolls, 808 bass, snare rolls",
    moods=("dark", "hype", "aggressive", "menacing"),
    words=("trap beat", "trap music", "atl", "southern trap", "phonk", "rage", "plugg"),
    modes={"minor": 0.6, "phrygian": 0.2, "harmonic minor": 0.2},
    kits=("trap", "808"),
    palettes={
        "percussion": ("trap", "808"),
        "bass": ("bass_808",),
        "chords": ("pad_dark", "piano", "strings", "choir", "pad_glass", "bell_fm", "guitar_nylon"),
        "melody": ("bell", "pluck", "piano", "flute", "bell_fm", "guitar_nylon", "lead_soft", "kalimba", "lead_square"),
        "other": ("pad_dark", "choir", "strings"),
    },
    mix=Mix(
        levels_lu={"drums": 0.0, "percussion": -11.0, "bass": -2.0, "chords": -9.0, "melody": -6.0, "other": -13.0},
        duck_db=3.0,
        reverb_s=1.8,
        width=1.1,
        drive=0.3,
        tilt_db=-1.0,
    ),
)
