"""Hip hop: laid-back drums with room between them, a bass that sings along, warm keys."""

from generation.engines.composer.beats import hip_hop as beats
from generation.engines.composer.genre import Genre, Mix
from generation.engines.composer.style import SONG_FORMS, Comp, Feel, Lead, Style

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
        levels_lu={"drums": 0.0, "percussion": -9.0, "bass": -2.0, "chords": -4.0, "melody": -4.0, "other": -12.0},
        duck_db=2.0,
        reverb_s=1.0,
        width=0.95,
        drive=0.3,
        tilt_db=-1.0,
        lofi=0.15,
    ),
    swing=0.56,
    style=Style(
        grooves=beats.GROOVES,
        percussion=beats.PERCUSSION,
        fills=beats.FILLS,
        lifts=beats.LIFTS,
        turns=beats.TURNS,
        twists=beats.TWISTS,
        hat_rolls=0.08,
        crash=0.35,
        feel=Feel(late_ms={"snare": 8, "clap": 9, "bass": 5, "chords": 5, "melody": 6}, loose_ms=2.0, dynamics=0.07),
        forms=(
            *SONG_FORMS,
            "intro:4 verse:16 hook:8 break:4 verse:8 hook:8",
            "intro:4 hook:8 verse:16 hook:8 break:4 verse:16 hook:8 outro:4",
            "intro:4 hook:8 verse:16 hook:8 verse:16 break:8 hook:8 verse:16 hook:8 outro:8",
        ),
        layers={
            "intro": ("chords melody hats", "chords melody pad", "hats bass chords"),
            "verse": (
                "kick snare hats bass chords pad",
                "kick snare hats bass chords percussion",
                "kick snare hats bass melody chords",
            ),
            "break": ("chords melody", "kick snare hats bass", "chords pad percussion"),
            "outro": ("kick snare hats bass", "chords melody"),
        },
        gaps=(0.0, 1.0, 2.0),
        progressions={
            "minor": (
                "1 4 1 4",
                "1 6 7 1",
                "1 7 6 5|V",
                "1 IV 1 IV",
                "4 1 5 1",
                "1 1 6 5",
                "6 7 1 5",
                "1 S D 1",
                "2 V 1 1",
            ),
            "major": ("1 4 1 5", "2 5 1 6", "4 1 5 6", "1 6 4 5"),
        },
        colours={"seventh": 0.5, "triad": 0.25, "ninth": 0.25},
        bars_per_chord=(1.0, 1.0, 2.0, 0.5),
        substitutions={"secondary": 0.08, "relative": 0.08, "borrowed": 0.06},
        grown=0.2,
        second_progression=0.35,
        basses=beats.BASSES,
        comps=(
            Comp("block", "x.....x......... x.....x..o......", 0.6),
            Comp("comp", "x..o..x...o..... x......x..o.....", 0.55, ("soulful", "groovy")),
            Comp("rolled", "x.........o.....", 0.9, ("laid-back",)),
            Comp("block", "x.x...x.x.x...x.", 0.35, ("confident", "dark")),
            Comp("strum", "..x...x...x...x.", 0.3),
        ),
        leads=(
            Lead(
                "riff",
                ("x-x-..x-x---....", "x--x--x-..x-x---", "x-----x-x-x-....", "..x-x-x-....x-x-", "x-x-x-x-........"),
                7,
            ),
            Lead(
                "song",
                ("x---x-x-x---....", "..x-x---x-x-----", "x-x-x-----x-x---", "....x-x-x-------"),
                8,
                ("soulful", "laid-back"),
            ),
        ),
        counter=0.4,
        transitions=("reverse_cymbal", "noise_hit", "sweep_down"),
    ),
)
