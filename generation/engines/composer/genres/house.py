"""House: four on the floor, open hats and bass between the kicks, stabs that answer."""

from generation.engines.composer.genre import Genre, Mix

GENRE = Genre(
    order=4,
    name="house",
    bpm_range=(120, 130),
    default_bpm=124,
    character="four-on-the-floor kick",
    moods=("groovy", "uplifting", "deep", "soulful", "sunny"),
    words=("deep house", "tech house", "house music", "garage house", "amapiano", "afro house", "disco house"),
    modes={"minor": 0.5, "dorian": 0.25, "major": 0.15, "mixolydian": 0.1},
    kits=("909",),
    palettes={
        "percussion": ("latin", "909"),
        "bass": ("bass_fm", "bass_saw", "bass_sub", "bass_electric"),
        "chords": ("stab_house", "piano", "rhodes", "organ", "stab_saw"),
        "melody": ("pluck", "lead_soft", "organ", "vibraphone", "flute", "lead_square", "marimba", "sax"),
        "other": ("pad_warm", "strings", "choir"),
    },
    mix=Mix(
        levels_lu={"drums": 0.0, "percussion": -8.0, "bass": -3.0, "chords": -5.0, "melody": -7.0, "other": -13.0},
        duck_db=6.0,
        reverb_s=1.4,
        width=1.1,
        drive=0.2,
        tilt_db=0.0,
    ),
    swing=0.54,
)
