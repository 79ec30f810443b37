"""The kits: which recipe answers for each drum. A kit names what is its own and takes the rest from its base."""

from __future__ import annotations

from collections.abc import Mapping

from generation.engines.composer.sound.drum_samples import (
    BRUSH,
    JAZZ,
    POWER,
    ROOM,
    STANDARD,
    driven,
    dusty,
    font,
    layered,
    sampled,
)
from generation.engines.composer.sound.drum_synthesis import (
    Recipe,
    clap,
    cowbell,
    hand_drum,
    kick,
    metal,
    ping,
    shake,
    snap,
    snare,
    swish,
    tom,
)

Kit = Mapping[str, Recipe]

_MACHINE: Kit = {
    "kick": kick(49.0, 190.0, 0.022, 0.34, 0.25, 1.6, 1.1, chest=0.4),
    "snare": snare(180.0, 0.075, 0.12, 1_100.0, 11_000.0, 0.7),
    "clap": clap(),
    "rim": ping(((480.0, 0.5, 0.012), (1_680.0, 1.0, 0.014), (2_450.0, 0.3, 0.008)), 0.5),
    "snap": snap(),
    "hat_closed": metal(0.028),
    "hat_open": metal(0.2, length_s=0.9),
    "hat_pedal": metal(0.045, 6_000.0),
    "ride": metal(0.5, 4_500.0, 0.15, 1.31, 2.2),
    "ride_bell": ping(((1_960.0, 1.0, 0.35), (2_890.0, 0.6, 0.3), (4_230.0, 0.4, 0.2), (6_110.0, 0.25, 0.12)), 0.4),
    "crash": metal(0.55, 3_600.0, 0.7, 1.17, 2.6),
    "tom_low": tom(82.0, 0.24),
    "tom_mid": tom(118.0, 0.21),
    "tom_high": tom(165.0, 0.18),
    "shaker": shake(),
    "tambourine": shake(5_000.0, 0.006, 0.05, 1.0),
    "cowbell": cowbell(),
    "conga_low": hand_drum(168.0, 0.13),
    "conga_high": hand_drum(248.0, 0.1),
    "bongo_low": hand_drum(330.0, 0.06),
    "bongo_high": hand_drum(445.0, 0.05),
    "woodblock": ping(((905.0, 1.0, 0.028), (2_270.0, 0.4, 0.014)), 0.25),
    "triangle": ping(((4_160.0, 0.6, 0.7), (5_430.0, 1.0, 0.9), (8_770.0, 0.5, 0.5), (11_300.0, 0.25, 0.3)), 0.05),
    "clave": ping(((2_500.0, 1.0, 0.026),), 0.15),
    "brush": swish(),
}

_HANDS: Kit = {
    "conga_low": font(STANDARD, 64, length_s=0.9),
    "conga_high": font(STANDARD, 63, length_s=0.8),
    "bongo_low": font(STANDARD, 61, length_s=0.6),
    "bongo_high": font(STANDARD, 60, length_s=0.6),
    "tambourine": font(STANDARD, 54, length_s=0.5),
    "cowbell": sampled("drum_cowbell"),
    "woodblock": font(STANDARD, 76, length_s=0.5),
    "triangle": font(STANDARD, 81, length_s=2.4),
    "clave": font(STANDARD, 75, length_s=0.4),
    "snap": layered((sampled("perc_snap"), 0.8), (snap(), 0.4)),
}


def _drum_set(preset: int, snare_key: int = 38) -> Kit:
    """A player's drums out of the SoundFont."""
    keys = {"kick": 36, "snare": snare_key, "rim": 37, "hat_closed": 42, "hat_open": 46, "hat_pedal": 44}
    toms = {"tom_low": 43, "tom_mid": 47, "tom_high": 50}
    cymbals = {"ride": 51, "ride_bell": 53, "crash": 49}
    drums = {piece: font(preset, key) for piece, key in (keys | toms).items()}
    return drums | {piece: font(preset, key, length_s=3.2) for piece, key in cymbals.items()}


_LIVE: Kit = {
    **_MACHINE,
    **_HANDS,
    **_drum_set(STANDARD),
    "kick": layered((font(STANDARD, 36), 1.0), (kick(46.0, 110.0, 0.015, 0.14, 0.0, 1.2, 0.45), 0.4)),
}
_HOUSE: Kit = {
    **_MACHINE,
    "kick": layered(
        (kick(51.0, 330.0, 0.023, 0.17, 0.5, 2.2, 0.5, chest=0.4), 1.0), (sampled("bd_haus", life_s=0.08), 0.25)
    ),
    "snare": layered((snare(205.0, 0.06, 0.15, 1_500.0, 14_000.0, 1.0, 1.8), 1.0), (sampled("sn_generic"), 0.35)),
    "clap": layered((clap(800.0, 9_000.0, 0.13), 1.0), (sampled("perc_snap", life_s=0.05), 0.2)),
    "hat_closed": layered((metal(0.024, 8_000.0, 0.5, 1.4), 0.7), (sampled("hat_zild", life_s=0.04), 0.5)),
    "hat_open": layered((metal(0.16, 7_500.0, 0.6, 1.4, 0.7), 1.0), (sampled("drum_cymbal_open", life_s=0.16), 0.6)),
    "hat_pedal": sampled("drum_cymbal_pedal"),
    "ride": layered((metal(0.45, 5_500.0, 0.4, 1.55, 2.0), 1.0), (sampled("ride_via", life_s=0.6), 0.3)),
    "crash": layered((metal(0.6, 4_200.0, 0.9, 1.4, 2.8), 0.7), (sampled("drum_splash_hard", -2.0), 0.8)),
}

KITS: dict[str, Kit] = {
    "808": _MACHINE,
    "909": _HOUSE,
    "trap": {
        **_MACHINE,
        "kick": layered((kick(54.0, 300.0, 0.016, 0.15, 0.7, 2.4, 0.45), 1.0), (sampled("bd_zum", life_s=0.03), 0.2)),
        "snare": layered(
            (snare(205.0, 0.06, 0.11, 1_600.0, 15_000.0, 1.0, 2.0), 1.0), (clap(900.0, 10_000.0, 0.1), 0.5)
        ),
        "clap": layered((clap(1_000.0, 11_000.0, 0.09), 1.0), (sampled("perc_snap", life_s=0.05), 0.3)),
        "hat_closed": layered((metal(0.02, 8_500.0, 0.3, 1.25), 0.8), (sampled("hat_gem", life_s=0.03), 0.4)),
        "hat_open": layered((metal(0.17, 7_000.0, 0.5, 1.2, 0.7), 1.0), (sampled("hat_cats"), 0.5)),
    },
    "drill": {
        **_MACHINE,
        "kick": layered((kick(50.0, 240.0, 0.02, 0.17, 0.5, 2.8, 0.5), 1.0), (sampled("bd_klub", life_s=0.06), 0.35)),
        "snare": layered((sampled("sn_zome", 2.0), 0.7), (snare(225.0, 0.045, 0.09, 1_800.0, 13_000.0, 0.9, 2.0), 0.8)),
        "rim": layered(
            (sampled("elec_tick", -3.0), 0.3), (ping(((620.0, 0.5, 0.014), (1_820.0, 1.0, 0.016)), 0.5), 1.0)
        ),
        "hat_closed": layered((sampled("hat_snap", life_s=0.035), 0.7), (metal(0.018, 9_000.0, 0.2, 1.35), 0.5)),
        "hat_open": layered((metal(0.15, 8_000.0, 0.4, 1.35, 0.6), 0.8), (sampled("hat_yosh"), 0.5)),
    },
    "boombap": {
        **_LIVE,
        "kick": driven(
            layered(
                (sampled("bd_jazz", 2.0, 9_000.0), 0.8), (kick(49.0, 180.0, 0.02, 0.16, 0.5, 2.0, 0.5, chest=0.4), 0.8)
            ),
            1.8,
        ),
        "snare": dusty(
            driven(layered((sampled("drum_snare_hard", -1.0), 0.9), (sampled("sn_dolf", 1.0), 0.6)), 2.2), 10_500.0
        ),
        "clap": dusty(clap(600.0, 8_000.0, 0.1), 9_000.0),
        "rim": dusty(font(STANDARD, 37, length_s=0.4), 9_000.0),
        "hat_closed": dusty(sampled("drum_cymbal_closed", -1.0), 14_000.0),
        "hat_open": dusty(sampled("drum_cymbal_open", -1.0, life_s=0.3), 14_000.0),
        "hat_pedal": dusty(sampled("drum_cymbal_pedal"), 10_000.0),
        "ride": dusty(sampled("ride_tri", life_s=0.9), 10_000.0),
        "crash": dusty(sampled("drum_splash_hard", -3.0), 10_000.0),
    },
    "lofi": {
        **_LIVE,
        "kick": dusty(
            layered(
                (sampled("bd_fat", 0.0, 4_000.0), 0.7), (kick(48.0, 140.0, 0.022, 0.15, 0.2, 1.6, 0.5, chest=0.4), 0.9)
            ),
            3_500.0,
        ),
        "snare": dusty(layered((sampled("drum_snare_soft", -2.0), 0.8), (sampled("sn_dolf", -2.0), 0.6)), 6_000.0),
        "clap": dusty(clap(500.0, 5_500.0, 0.09), 5_500.0),
        "rim": dusty(font(STANDARD, 37, length_s=0.4), 5_500.0),
        "snap": dusty(sampled("perc_snap"), 6_500.0),
        "hat_closed": dusty(sampled("hat_cab", -2.0), 11_000.0),
        "hat_open": dusty(sampled("drum_cymbal_open", -3.0, life_s=0.2), 10_500.0),
        "hat_pedal": dusty(sampled("drum_cymbal_pedal", -2.0), 7_500.0),
        "shaker": dusty(shake(3_500.0, 0.018, 0.04), 8_500.0),
        "ride": dusty(sampled("ride_via", -1.0, life_s=0.8), 7_500.0),
        "crash": dusty(sampled("drum_splash_soft", -2.0), 7_500.0),
    },
    "acoustic": _LIVE,
    "rock": {
        **_LIVE,
        **_drum_set(POWER, 40),
        "kick": layered(
            (font(POWER, 36), 1.0),
            (sampled("drum_bass_hard", 1.0), 0.5),
            (kick(47.0, 180.0, 0.012, 0.15, 0.8, 1.5, 0.5), 0.55),
        ),
        "snare": driven(
            layered((font(POWER, 40), 0.9), (sampled("drum_snare_hard"), 0.6), (font(ROOM, 38), 0.35)), 1.6
        ),
    },
    "jazz": {
        **_LIVE,
        **_drum_set(JAZZ),
        "kick": layered(
            (font(JAZZ, 36), 0.9), (sampled("drum_bass_soft"), 0.4), (kick(44.0, 80.0, 0.02, 0.13, 0.0, 1.1, 0.4), 0.4)
        ),
        "snare": layered((font(JAZZ, 38), 0.9), (sampled("drum_snare_soft"), 0.3)),
        "brush": layered((font(BRUSH, 38, length_s=0.6), 0.7), (swish(), 0.5)),
    },
    "dnb": {
        **_LIVE,
        "kick": layered(
            (sampled("bd_klub", 3.0, life_s=0.12), 0.6), (kick(51.0, 320.0, 0.014, 0.13, 0.8, 2.4, 0.4), 1.0)
        ),
        "snare": driven(
            layered((sampled("drum_snare_hard", 2.5), 0.9), (snare(215.0, 0.07, 0.1, 2_000.0, 15_000.0, 0.8), 0.7)), 2.0
        ),
        "hat_closed": layered((sampled("drum_cymbal_closed", 2.0), 0.8), (sampled("hat_star"), 0.3)),
        "hat_open": sampled("drum_cymbal_open", 2.0, life_s=0.25),
        "ride": sampled("ride_tri", 2.0, life_s=0.8),
        "crash": layered((sampled("drum_splash_hard"), 1.0), (metal(0.5, 5_000.0, 0.9, 1.5, 2.2), 0.4)),
    },
    "dubstep": {
        **_HOUSE,
        "kick": layered((kick(52.0, 420.0, 0.016, 0.19, 0.9, 3.0, 0.55), 1.0), (sampled("drum_heavy_kick"), 0.35)),
        "snare": driven(
            layered(
                (snare(198.0, 0.13, 0.2, 1_500.0, 15_000.0, 0.9, 2.0, 0.8), 1.0),
                (clap(900.0, 10_000.0, 0.15), 0.5),
                (sampled("sn_generic"), 0.5),
            ),
            2.2,
        ),
    },
    "techno": {
        **_HOUSE,
        "kick": driven(
            layered(
                (kick(48.0, 300.0, 0.026, 0.2, 0.55, 2.6, 0.5, chest=0.3), 1.0), (sampled("bd_tek", life_s=0.07), 0.25)
            ),
            1.8,
        ),
        "snare": driven(
            layered((snare(175.0, 0.04, 0.09, 1_800.0, 12_000.0, 1.0, 2.0), 1.0), (clap(900.0, 8_000.0, 0.08), 0.4)),
            2.0,
        ),
        "rim": ping(((430.0, 0.4, 0.02), (1_290.0, 1.0, 0.018), (2_110.0, 0.4, 0.01)), 0.4),
        "hat_closed": layered((metal(0.022, 9_000.0, 0.7, 1.6), 1.0), (sampled("hat_noiz", life_s=0.02), 0.25)),
        "tom_low": tom(74.0, 0.16, 0.2),
        "tom_mid": tom(104.0, 0.14, 0.2),
        "tom_high": tom(141.0, 0.12, 0.2),
    },
    "pop": {
        **_LIVE,
        "kick": layered(
            (kick(48.0, 250.0, 0.018, 0.17, 0.6, 1.8, 0.5, chest=0.3), 1.0), (sampled("drum_heavy_kick"), 0.4)
        ),
        "snare": layered(
            (font(ROOM, 38), 0.7), (snare(195.0, 0.07, 0.14, 1_400.0, 14_000.0, 0.8), 0.7), (clap(900.0, 9_000.0), 0.35)
        ),
        "clap": layered((clap(900.0, 10_000.0, 0.12), 1.0), (sampled("perc_snap"), 0.3)),
        "hat_closed": layered((sampled("drum_cymbal_closed"), 0.8), (metal(0.022, 9_000.0), 0.3)),
        "hat_open": sampled("drum_cymbal_open", life_s=0.3),
    },
    "edm": {
        **_HOUSE,
        "kick": layered(
            (kick(48.0, 480.0, 0.018, 0.18, 1.0, 2.8, 0.5, chest=0.3), 1.0), (sampled("bd_klub", life_s=0.05), 0.25)
        ),
        "snare": layered(
            (snare(210.0, 0.08, 0.19, 1_300.0, 15_000.0, 1.0, 2.0, 0.7), 1.0), (clap(800.0, 11_000.0, 0.16), 0.7)
        ),
        "clap": layered((clap(900.0, 12_000.0, 0.17), 1.0), (sampled("sn_dub"), 0.25)),
    },
    "rnb": {
        **_MACHINE,
        **_HANDS,
        "kick": layered(
            (kick(50.0, 170.0, 0.018, 0.24, 0.35, 1.6, 0.7, chest=0.4), 1.0), (sampled("bd_pure", 1.0, life_s=0.1), 0.3)
        ),
        "snare": layered(
            (sampled("sn_dolf"), 0.5),
            (snare(190.0, 0.06, 0.1, 1_200.0, 11_000.0, 0.7), 0.7),
            (sampled("perc_snap"), 0.35),
        ),
        "rim": font(STANDARD, 37, length_s=0.4),
        "hat_closed": layered((sampled("hat_tap"), 0.5), (metal(0.02, 8_000.0, 0.4, 1.1), 0.7)),
        "hat_open": metal(0.15, 7_000.0, 0.6, 1.1, 0.6),
        "shaker": shake(5_000.0, 0.016, 0.035),
    },
    "latin": {
        **_LIVE,
        "kick": layered((font(ROOM, 36), 0.9), (sampled("drum_bass_soft"), 0.4)),
        "shaker": shake(4_000.0, 0.016, 0.04),
        "cowbell": layered((sampled("drum_cowbell"), 0.8), (font(STANDARD, 56, length_s=0.5), 0.6)),
    },
    "memphis": {
        **_MACHINE,
        "kick": driven(kick(46.0, 160.0, 0.02, 0.42, 0.3, 2.4, 1.2), 2.6),
        "snare": dusty(
            driven(layered((snare(172.0, 0.06, 0.13, 1_000.0, 9_000.0, 0.9), 1.0), (clap(), 0.4)), 2.4), 9_000.0
        ),
        "clap": dusty(clap(600.0, 6_500.0, 0.12), 8_000.0),
        "hat_closed": dusty(metal(0.03, 6_500.0, 0.3, 0.95), 10_000.0),
        "hat_open": dusty(metal(0.22, 6_000.0, 0.3, 0.95, 0.9), 10_000.0),
        "cowbell": driven(cowbell(565.0), 2.2),
    },
    "brushed": {
        **_LIVE,
        "kick": dusty(
            layered((font(JAZZ, 36), 0.8), (kick(45.0, 120.0, 0.02, 0.15, 0.1, 1.3, 0.5, chest=0.4), 0.7)), 3_000.0
        ),
        "snare": dusty(
            layered((font(BRUSH, 38, length_s=0.6), 0.8), (sampled("drum_snare_soft", -1.0), 0.35)), 7_500.0
        ),
        "rim": dusty(font(JAZZ, 37, length_s=0.4), 6_500.0),
        "hat_closed": dusty(font(BRUSH, 42, length_s=0.3), 11_000.0),
        "hat_open": dusty(font(BRUSH, 46, length_s=0.6), 11_000.0),
        "ride": dusty(font(JAZZ, 51, length_s=2.0), 8_000.0),
        "brush": layered((font(BRUSH, 38, length_s=0.6), 0.6), (swish(), 0.6)),
    },
    "dusty": {
        **_LIVE,
        "kick": dusty(
            driven(
                layered((font(STANDARD, 36), 0.8), (kick(47.0, 160.0, 0.018, 0.16, 0.4, 1.8, 0.5, chest=0.4), 0.7)), 1.6
            ),
            5_500.0,
        ),
        "snare": dusty(driven(layered((font(ROOM, 38), 0.8), (font(STANDARD, 40), 0.5)), 2.0), 8_500.0),
        "clap": dusty(layered((clap(600.0, 7_000.0, 0.09), 0.9), (sampled("perc_snap"), 0.3)), 8_000.0),
        "hat_closed": dusty(font(STANDARD, 42, length_s=0.3), 12_000.0),
        "hat_open": dusty(font(STANDARD, 46, length_s=0.7), 12_000.0),
        "crash": dusty(font(STANDARD, 49, length_s=2.6), 12_000.0),
    },
    "jungle": {
        **_LIVE,
        "kick": driven(layered((font(STANDARD, 36), 0.8), (kick(50.0, 240.0, 0.012, 0.12, 0.7, 2.0, 0.4), 0.8)), 1.8),
        "snare": dusty(driven(layered((sampled("drum_snare_hard", 4.0), 0.9), (font(ROOM, 38), 0.5)), 2.4), 13_000.0),
        "hat_closed": dusty(layered((font(ROOM, 42), 0.7), (sampled("drum_cymbal_closed", 3.0), 0.5)), 13_000.0),
        "hat_open": dusty(sampled("drum_cymbal_open", 3.0, life_s=0.2), 13_000.0),
        "ride": dusty(sampled("ride_tri", 3.0, life_s=0.7), 12_000.0),
    },
    "industrial": {
        **_HOUSE,
        "kick": driven(
            layered((kick(44.0, 380.0, 0.03, 0.24, 0.7, 4.0, 0.6), 1.0), (sampled("bd_tek", -4.0, life_s=0.1), 0.4)),
            3.6,
        ),
        "snare": driven(
            layered((snare(150.0, 0.05, 0.16, 900.0, 9_000.0, 1.0, 3.0), 1.0), (sampled("sn_zome", -5.0), 0.5)), 3.0
        ),
        "clap": driven(clap(500.0, 7_000.0, 0.16, 5, 0.012), 2.4),
        "hat_closed": driven(
            layered((metal(0.03, 6_000.0, 0.9, 0.8), 1.0), (sampled("hat_noiz", life_s=0.03), 0.5)), 1.8
        ),
        "hat_open": driven(metal(0.2, 5_500.0, 0.9, 0.8, 0.8), 1.8),
        "rim": driven(ping(((310.0, 0.6, 0.03), (970.0, 1.0, 0.03), (1_730.0, 0.6, 0.02)), 0.5), 2.0),
        "tom_low": driven(tom(62.0, 0.2, 0.3), 2.0),
    },
    "gated": {
        **_HOUSE,
        "kick": layered((kick(47.0, 210.0, 0.014, 0.16, 0.8, 1.6, 0.5), 1.0), (font(POWER, 36), 0.5)),
        "snare": driven(
            layered((font(POWER, 40), 0.8), (snare(182.0, 0.1, 0.24, 1_100.0, 12_000.0, 1.0, 1.6, 0.32), 0.9)), 1.6
        ),
        "tom_low": layered((tom(78.0, 0.3, 0.2), 1.0), (font(POWER, 43), 0.5)),
        "tom_mid": layered((tom(112.0, 0.28, 0.2), 1.0), (font(POWER, 47), 0.5)),
        "tom_high": layered((tom(158.0, 0.26, 0.2), 1.0), (font(POWER, 50), 0.5)),
    },
    "brushes": {
        **_LIVE,
        **_drum_set(BRUSH),
        "kick": layered(
            (font(JAZZ, 36), 0.7),
            (sampled("drum_bass_soft", -1.0), 0.6),
            (kick(43.0, 70.0, 0.02, 0.14, 0.0, 1.1, 0.4), 0.4),
        ),
        "snare": layered((font(BRUSH, 38, length_s=0.8), 0.9), (swish(0.1), 0.25)),
        "brush": layered((font(BRUSH, 38, length_s=0.6), 0.5), (swish(), 0.7)),
    },
}
"""Every kit of `palette.KITS`, each with every piece of `palette.DRUM_PIECES`."""

LEVELS: dict[str, float] = {
    "kick": 0.8,
    "snare": 0.7,
    "clap": 0.55,
    "rim": 0.4,
    "snap": 0.42,
    "hat_closed": 0.27,
    "hat_open": 0.26,
    "hat_pedal": 0.22,
    "ride": 0.24,
    "ride_bell": 0.2,
    "crash": 0.42,
    "tom_low": 0.65,
    "tom_mid": 0.6,
    "tom_high": 0.55,
    "shaker": 0.18,
    "tambourine": 0.22,
    "cowbell": 0.28,
    "conga_low": 0.42,
    "conga_high": 0.4,
    "bongo_low": 0.36,
    "bongo_high": 0.34,
    "woodblock": 0.26,
    "triangle": 0.14,
    "clave": 0.26,
    "brush": 0.3,
}
"""Peak of each piece at full velocity: how a drummer's mix balances them."""

PLACES: dict[str, float] = {
    "hat_closed": 0.28,
    "hat_open": 0.28,
    "hat_pedal": 0.28,
    "ride": -0.3,
    "ride_bell": -0.3,
    "crash": 0.32,
    "tom_low": -0.38,
    "tom_mid": 0.0,
    "tom_high": 0.34,
    "shaker": -0.34,
    "tambourine": 0.4,
    "cowbell": 0.22,
    "conga_low": -0.4,
    "conga_high": -0.28,
    "bongo_low": 0.28,
    "bongo_high": 0.42,
    "woodblock": 0.45,
    "triangle": -0.5,
    "clave": -0.45,
    "rim": -0.08,
    "brush": 0.1,
}
"""Where each piece stands, −1 left … 1 right; the others stand in the middle."""
