"""Lo-fi: dusty, slow and late, extended chords on a soft keyboard, vinyl all the way through."""

from generation.engines.composer.genre import Genre, Mix

GENRE = Genre(
    order=2,
    name="lo-fi",
    bpm_range=(70, 90),
    default_bpm=80,
    character="vinyl crackle, jazz chords",
    moods=("chill", "mellow", "nostalgic", "rainy", "dreamy"),
    words=("lofi", "lo fi", "low-fi", "low fi", "chillhop", "lofi hip hop", "lo-fi hip hop", "study beats"),
    modes={"minor": 0.35, "dorian": 0.3, "major": 0.35},
    kits=("lofi", "boombap"),
    palettes={
        "percussion": ("lofi", "latin"),
        "bass": ("bass_electric", "bass_upright", "bass_sub"),
        "chords": ("rhodes", "piano_felt", "wurlitzer", "guitar_nylon"),
        "melody": (
            "piano_felt",
            "vibraphone",
            "guitar_clean",
            "flute",
            "kalimba",
            "rhodes",
            "lead_soft",
            "trumpet_muted",
        ),
        "other": ("pad_warm", "strings"),
    },
    mix=Mix(
        levels_lu={"drums": 0.0, "percussion": -10.0, "bass": -3.0, "chords": -2.5, "melody": -4.5, "other": -15.0},
        duck_db=2.0,
        reverb_s=1.1,
        width=0.9,
        drive=0.25,
        tilt_db=-4.0,
        lofi=0.7,
    ),
    swing=0.6,
)
