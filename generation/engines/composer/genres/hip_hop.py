"""Hip hop: laid-back drums with room between them, a bass that sings along, warm keys."""

from generation.engines.composer.genre import Genre, Mix

GENRE = Genre(
    order=8,
    name="hip hop",
    bpm_range=(85, 95),
    default_bpm=90,
    character="boom bap drums, groovy",
    moods=("groovy", "laid-back", "soulful", "confident", "dark"),
    words=("hiphop", "hip-hop", "rap", "rap beat", "west coast", "g-funk", "g funk"),
    modes={"minor": 0.6, "dorian": 0.3, "major": 0.1},
    kits=("boombap", "808", "rnb"),
    palettes={
        "percussion": ("boombap", "latin"),
        "bass": ("bass_electric", "bass_sub", "bass_fm", "bass_808"),
        "chords": ("rhodes", "piano", "wurlitzer", "strings", "clavinet", "guitar_muted", "organ"),
        "melody": ("lead_soft", "flute", "piano", "bell", "lead_saw", "guitar_clean", "vibraphone", "trumpet"),
        "other": ("strings", "pad_warm", "brass"),
    },
    mix=Mix(
        levels_lu={"drums": 0.0, "percussion": -10.0, "bass": -2.0, "chords": -6.5, "melody": -6.5, "other": -15.0},
        duck_db=2.0,
        reverb_s=1.0,
        width=0.95,
        drive=0.3,
        tilt_db=-1.0,
        lofi=0.15,
    ),
    swing=0.56,
)
