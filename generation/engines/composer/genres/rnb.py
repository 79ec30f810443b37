"""R&B: smooth drums a little late, ninth chords, and a bass that is half a melody."""

from generation.engines.composer.genre import Genre, Mix

GENRE = Genre(
    order=9,
    name="r&b",
    bpm_range=(75, 95),
    default_bpm=85,
    character="smooth drums, melodic bass",
    moods=("smooth", "sensual", "romantic", "late-night", "soulful"),
    words=("rnb", "r and b", "r'n'b", "r n b", "rhythm and blues", "neo soul", "neo-soul", "soul"),
    modes={"minor": 0.45, "major": 0.3, "dorian": 0.25},
    kits=("rnb", "808"),
    palettes={
        "percussion": ("rnb", "latin"),
        "bass": ("bass_electric", "bass_sub", "bass_fm"),
        "chords": ("rhodes", "wurlitzer", "piano", "guitar_clean", "pad_warm", "organ"),
        "melody": ("guitar_clean", "lead_soft", "bell", "flute", "sax", "vibraphone", "piano", "pluck"),
        "other": ("strings", "pad_warm", "choir"),
    },
    mix=Mix(
        levels_lu={"drums": 0.0, "percussion": -10.0, "bass": -2.0, "chords": -4.0, "melody": -5.5, "other": -13.0},
        duck_db=2.0,
        reverb_s=1.6,
        width=1.1,
        drive=0.15,
        tilt_db=-0.5,
    ),
    swing=0.57,
)
