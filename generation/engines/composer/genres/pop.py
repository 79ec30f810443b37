"""Pop: drums that carry, four bright chords, a tune that one can sing back."""

from generation.engines.composer.genre import Genre, Mix

GENRE = Genre(
    order=10,
    name="pop",
    bpm_range=(100, 130),
    default_bpm=115,
    character="catchy drums, bright sounds",
    moods=("happy", "bright", "uplifting", "bittersweet", "dreamy"),
    words=("pop music", "synth pop", "synthpop", "indie pop", "dance pop", "electropop", "k-pop", "chart"),
    modes={"major": 0.65, "minor": 0.25, "mixolydian": 0.1},
    kits=("pop",),
    palettes={
        "percussion": ("pop", "latin"),
        "bass": ("bass_saw", "bass_electric", "bass_fm", "bass_picked"),
        "chords": ("piano", "guitar_clean", "pad_warm", "stab_saw", "guitar_muted", "organ"),
        "melody": ("lead_soft", "pluck", "bell", "lead_square", "marimba", "piano", "kalimba", "lead_saw"),
        "other": ("pad_warm", "strings", "pad_glass"),
    },
    mix=Mix(
        levels_lu={"drums": 0.0, "percussion": -9.0, "bass": -3.5, "chords": -5.0, "melody": -4.0, "other": -12.0},
        duck_db=3.0,
        reverb_s=1.4,
        width=1.2,
        drive=0.15,
        tilt_db=1.0,
    ),
)
