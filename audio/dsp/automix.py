"""Mixing by itself: stems of known kinds come in, each gets its level, its room in the spectrum, its place and space.

The steps are those of any first mix: cut what a player doesn't need, hold the dynamics, set levels by loudness, place,
add a room. What a profile changes is a table.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from audio.dsp import dynamics, effects, filters, loudness, space
from audio.dsp.codec import quantise
from audio.dsp.filters import Stage
from audio.dsp.mix_profiles import PARTS, PROFILES, Part, Profile
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound
from audio.dsp.steps import Step, Steps, finished, part

HEADROOM_DBFS = -3.0
"""The highest sample of a mix: mastering needs room."""
_MIX_LUFS = -18.0
_GAIN_LIMITS_DB = (-40.0, 30.0)
_SILENT_LUFS = -69.0
_LEAD_FRAMES = 4 * SAMPLE_RATE_HZ
"""No room answers longer than that, and no compressor remembers more."""
_SHAPING = 0.8
"""Share of the work that is done stem by stem, before the level of the whole is set."""
_NARROW = 0.05
"""Below this share of the level, what the sides don't have in common is nothing: the sound is mono."""


@dataclass(frozen=True, slots=True)
class Stem:
    """A player to be mixed."""

    name: str
    kind: str
    """Out of `PARTS`; what is unknown counts as "other"."""
    sound: Sound


@dataclass(frozen=True, slots=True)
class Mixed:
    """A stem as it stands in the mix. All are equally long and sum to it."""

    name: str
    kind: str
    sound: Sound
    gain_db: float
    """What its level was changed by; 0 for silence, which stays silent."""
    loudness_lufs: float
    """Of the stem as it is now; −inf for silence."""
    pan: float
    """−1 left … 1 right."""


def mix(
    stems: Sequence[Stem],
    profile: str,
    on_step: Callable[[float, str], None] | None = None,
    *,
    looping: bool = False,
    keep: Callable[[Sound], Sound] = lambda sound: sound,
) -> list[Mixed]:
    """The stems mixed by one of `PROFILES`, in their order, on the 24-bit grid; together at most `HEADROOM_DBFS`.

    Shorter stems end in silence. A `looping` beat begins as if it had been playing before: the room that its end
    leaves behind goes on over its start. `keep` puts finished sounds somewhere and gives them back, as
    `spilling.spilled` does, so that memory holds a few stems at a time, however many there are. Costs about 60 ms for
    each second of a stem, and for 4 s more of a loop. Raises ValueError where there is no stem
    or no such profile. `on_step` hears how far it is, 0–1, and the stage.
    """
    return finished(mixing(stems, profile, looping=looping, keep=keep), on_step)


def mixing(
    stems: Sequence[Stem],
    profile: str,
    *,
    looping: bool = False,
    keep: Callable[[Sound], Sound] = lambda sound: sound,
) -> Steps[list[Mixed]]:
    """`mix`, step by step."""
    if profile not in PROFILES:
        raise ValueError(f"There is no mix profile “{profile}”. Choose one of {', '.join(PROFILES)}.")
    if not stems:
        raise ValueError("There is nothing to mix.")
    frames, places = max(len(stem.sound) for stem in stems), list(_places(stems))
    mixed, lead_frames = [], min(frames, _LEAD_FRAMES) if looping else 0
    for number, (stem, pan) in enumerate(zip(stems, places, strict=True)):
        steps = _one(stem, PROFILES[profile], pan, frames, lead_frames)
        one = yield from part(steps, _SHAPING * number / len(stems), _SHAPING * (number + 1) / len(stems))
        mixed.append(replace(one, sound=keep(one.sound)))
    return (yield from part(_at_level(mixed, keep), _SHAPING, 1.0))


def total(mixed: Sequence[Mixed]) -> Sound:
    """The mix."""
    whole = np.zeros_like(mixed[0].sound)
    for one in mixed:
        whole += one.sound
    return whole


def _one(stem: Stem, profile: Profile, pan: float, frames: int, lead_frames: int) -> Steps[Mixed]:
    """Mixed; what is heard before the start, `lead_frames` of its end, is cut off again."""
    player = PARTS.get(stem.kind, PARTS["other"])
    yield Step(0.0, f"Tone and level of {stem.name}…")
    sound = np.zeros((frames, 2), dtype=np.float32)
    sound[: len(stem.sound)] = stem.sound
    before_lufs = loudness.integrated_lufs(sound)
    if not before_lufs > _SILENT_LUFS:
        return Mixed(stem.name, stem.kind, sound, 0.0, -math.inf, 0.0)
    led = np.concatenate([sound[frames - lead_frames :], sound])
    shaped = filters.through(led, *_stages(stem.kind, player, profile))
    shaped = _driven(dynamics.compress(shaped, ratio=player.ratio), profile.drive)
    gain_db = _gain_db(stem.kind, player, profile, loudness.integrated_lufs(shaped))
    placed = effects.balanced(shaped, pan) * np.float32(10.0 ** (gain_db / 20.0))
    yield Step(0.7, f"The room around {stem.name}…")
    wet = _answer(placed, player.reverb_db + profile.reverb_db, profile)
    return Mixed(stem.name, stem.kind, (placed + wet)[lead_frames:], gain_db, before_lufs, pan)


def _stages(kind: str, part: Part, profile: Profile) -> Iterator[Stage]:
    yield filters.cut_below(part.lowest_hz)
    yield from (filters.raised(*bell) for bell in part.bells)
    if kind in ("drums", "bass"):
        yield filters.raised(75.0, profile.low_db, 0.7)
    if kind != "bass":
        yield filters.raised(220.0, profile.body_db, 0.6)
        yield filters.shelved(6_500.0, profile.air_db)


def _driven(sound: Sound, drive: float) -> Sound:
    """Saturated at its own level: what is played softly stays clean."""
    peak = float(np.abs(sound).max(initial=0.0))
    if drive <= 1.0 or peak == 0.0:
        return sound
    bent = effects.saturate((sound / np.float32(peak)).reshape(-1), drive).reshape(sound.shape)
    return np.asarray(bent * np.float32(peak), dtype=np.float32)


def _gain_db(kind: str, part: Part, profile: Profile, loudness_lufs: float) -> float:
    wanted = _MIX_LUFS - 3.0 + part.level_lu + profile.levels_lu.get(kind, 0.0)
    low, high = _GAIN_LIMITS_DB
    return float(min(max(wanted - loudness_lufs, low), high)) if math.isfinite(loudness_lufs) else 0.0


def _answer(sound: Sound, level_db: float, profile: Profile) -> Sound:
    """What the room says to it, alone."""
    if not math.isfinite(level_db):
        return np.zeros_like(sound)
    send = effects.middle(sound) * np.float32(10.0 ** (level_db / 20.0))
    return space.reverb(send, profile.decay_s, profile.damping, low_hz=250.0)


def _places(stems: Sequence[Stem]) -> Iterator[float]:
    """Mono players that may stand aside go by turns right and left, each pair further out; the others stay."""
    sides = 0
    for stem in stems:
        spread = PARTS.get(stem.kind, PARTS["other"]).spread
        if not spread or not _is_mono(stem.sound):
            yield 0.0
            continue
        sign = 1.0 if sides % 2 == 0 else -1.0
        yield sign * spread * min(1.0, 0.6 + 0.2 * (sides // 2))
        sides += 1


def _is_mono(sound: Sound) -> bool:
    side = sound[:, 0] - sound[:, 1]
    whole = float(np.sqrt(np.mean(np.square(sound)))) if len(sound) else 0.0
    return whole > 0.0 and float(np.sqrt(np.mean(np.square(side)))) / 2.0 < _NARROW * whole


def _at_level(mixed: list[Mixed], keep: Callable[[Sound], Sound]) -> Steps[list[Mixed]]:
    """All turned by one gain, in their places in the list: as loud as mixes are, but never into the headroom."""
    yield Step(0.0, "Measuring the mix…")
    whole = total(mixed)
    peak, loud = float(np.abs(whole).max(initial=0.0)), loudness.integrated_lufs(whole)
    if peak == 0.0 or not math.isfinite(loud):
        return mixed
    del whole
    gain_db = min(_MIX_LUFS - loud, HEADROOM_DBFS - 20.0 * math.log10(peak))
    for number, one in enumerate(mixed):
        yield Step(0.3 + 0.7 * number / len(mixed), f"Setting the fader of {one.name}…")
        turned = _turned(one, gain_db)
        mixed[number] = replace(turned, sound=keep(turned.sound))
    return mixed


def _turned(one: Mixed, gain_db: float) -> Mixed:
    if not math.isfinite(one.loudness_lufs):
        return one
    sound = quantise(np.asarray(one.sound * np.float32(10.0 ** (gain_db / 20.0)), dtype=np.float32))
    return Mixed(one.name, one.kind, sound, one.gain_db + gain_db, loudness.integrated_lufs(sound), one.pan)
