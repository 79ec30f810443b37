"""Rock: a drummer in a room, eighths on the bass, guitars turned up."""

from generation.engines.composer.genre import Genre, Mix

GENRE = Genre(
    order=14,
    name="rock",
    bpm_range=(110, 140),
    default_bpm=125,
    character="live drums, distorted guitars",
    moods=("energetic", "angry", "anthemic", "raw", "melancholic"),
    words=("rock music", "hard rock", "punk", "alternative", "indie rock", "grunge", "metal", "garage rock"),
    modes={"minor": 0.5, "major": 0.2, "mixolydian": 0.2, "dorian": 0.1},
    kits=("rock", "acoustic"),
    palettes={
        "percussion": ("rock", "latin"),
        "bass": ("bass_picked", "bass_electric"),
        "chords": ("guitar_distorted", "guitar_clean", "guitar_muted", "organ"),
        "melody": ("guitar_distorted", "guitar_clean", "organ", "lead_saw"),
        "other": ("strings", "organ"),
    },
    mix=Mix(
        levels_lu={"drums": 0.0, "percussion": -11.0, "bass": -3.5, "chords": -2.5, "melody": -2.5, "other": -13.0},
        duck_db=0.0,
        reverb_s=1.2,
        width=1.2,
        drive=0.35,
        tilt_db=0.0,
    ),
)
