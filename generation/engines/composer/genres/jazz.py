"""Jazz: a ride that swings, a bass that walks, chords with their upper floors lit."""

from generation.engines.composer.genre import Genre, Mix

GENRE = Genre(
    order=13,
    name="jazz",
    bpm_range=(100, 140),
    default_bpm=120,
    character="swing drums, complex chords",
    moods=("cool", "smoky", "swinging", "mellow", "lively"),
    words=("bebop", "bop", "swing", "cool jazz", "jazz trio", "smooth jazz"),
    modes={"major": 0.45, "minor": 0.3, "dorian": 0.25},
    kits=("jazz",),
    palettes={
        "percussion": ("latin", "jazz"),
        "bass": ("bass_upright",),
        "chords": ("piano", "rhodes", "guitar_clean", "organ"),
        "melody": ("sax", "trumpet_muted", "vibraphone", "piano", "trumpet", "guitar_clean", "flute"),
        "other": ("strings", "brass"),
    },
    mix=Mix(
        levels_lu={"drums": 0.0, "percussion": -10.0, "bass": 0.0, "chords": -1.0, "melody": 1.0, "other": -12.0},
        duck_db=0.0,
        reverb_s=1.3,
        width=1.0,
        drive=0.05,
        tilt_db=-1.5,
    ),
    swing=0.64,
)
