"""EDM: tension, then the drop: wide saws pumping against the kick."""

from generation.engines.composer.genre import Genre, Mix

GENRE = Genre(
    order=11,
    name="edm",
    bpm_range=(125, 130),
    default_bpm=128,
    character="big drops, synth leads",
    moods=("euphoric", "uplifting", "energetic", "epic", "dark"),
    words=(
        "electronic dance music",
        "big room",
        "festival",
        "future bass",
        "progressive house",
        "electro",
        "trance",
        "dance",
    ),
    modes={"minor": 0.6, "major": 0.4},
    kits=("edm", "909"),
    palettes={
        "percussion": ("edm", "909"),
        "bass": ("bass_saw", "bass_sub", "bass_fm"),
        "chords": ("stab_saw", "pad_warm", "piano", "pad_glass", "strings"),
        "melody": ("lead_super", "lead_saw", "pluck", "lead_square", "bell"),
        "other": ("pad_glass", "choir", "strings"),
    },
    mix=Mix(
        levels_lu={"drums": 0.0, "percussion": -10.0, "bass": -3.5, "chords": -4.0, "melody": -3.5, "other": -11.0},
        duck_db=8.0,
        reverb_s=2.0,
        width=1.3,
        drive=0.3,
        tilt_db=1.0,
    ),
)
