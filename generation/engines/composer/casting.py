"""Casting: which instrument plays a part, from the genre's palette, the mood and what the brief asks for."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from generation.engines.composer.instruments import KIT_TONES, VOICES, doubles, is_bass
from generation.engines.composer.palette import DRUM_PIECES, EFFECTS, INSTRUMENT_WORDS
from generation.engines.composer.plan import Plan
from generation.engines.composer.streams import pick
from generation.engines.composer.wishes import KITS, wishes_for


def _named(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Word → what answers to it; an instrument's own name answers to itself."""
    return {word: INSTRUMENT_WORDS.get(word, (word,)) for word in words}


def unwanted(plan: Plan) -> frozenset[str]:
    """Every instrument, piece and effect that the brief rules out and does not ask for by another word."""
    asked = {name for names in _named(plan.brief.instruments).values() for name in names}
    return frozenset(name for names in _named(plan.brief.without).values() for name in names) - asked


def wanted_pieces(plan: Plan, piece: str) -> bool:
    """Whether a drum piece may sound."""
    return piece not in unwanted(plan)


def asked_pieces(plan: Plan) -> tuple[str, ...]:
    """The drum pieces that the brief names."""
    return tuple(name for names in _named(plan.brief.instruments).values() for name in names if name in DRUM_PIECES)


def asked_effects(plan: Plan) -> tuple[str, ...]:
    """The textures that the brief names."""
    return tuple(name for names in _named(plan.brief.instruments).values() for name in names if name in EFFECTS)


def cast_kit(plan: Plan, kind: str) -> str:
    """The kit for drums or percussion."""
    wished = [KITS[wish] for wish in wishes_for(kind, plan.brief.traits) if wish in KITS]
    if wished:
        return wished[-1]
    options = plan.genre.kits if kind == "drums" else plan.genre.palettes.get("percussion", plan.genre.kits)
    weights = [_fit(plan, KIT_TONES.get(name, 0.0)) for name in options]
    return pick(options, plan.stream(f"kit of {kind}"), weights)


def cast(plan: Plan, kind: str, *, beside: str = "", reach: Sequence[int] = ()) -> str:
    """The instrument for bass, chords, melody or other: one asked for, else one of the palette that fits the mood.

    `beside` names an instrument already playing, to be told apart from; `reach` are pitches that it has to have.
    """
    if kind in plan.heard_players:
        return plan.heard_players[kind]
    if wishes := wished(plan, kind):
        return pick(wishes, plan.stream(f"instrument of {kind}"))
    asked = assigned(plan).get(kind, ())
    beside = "" if doubles(beside) else beside
    offered = _reaching(
        tuple(name for name in plan.genre.palettes[kind] if name not in unwanted(plan)), plan, kind, reach
    )
    fresh = (tuple(name for name in names if name != beside) for names in (asked, offered))
    options = next((names for names in fresh if names), None) or asked or _others(plan, kind, beside)
    return pick(options, plan.stream(f"instrument of {kind}{beside}"), [_weight(plan, name) for name in options])


def _reaching(names: tuple[str, ...], plan: Plan, kind: str, pitches: Sequence[int]) -> tuple[str, ...]:
    """Of some instruments those that have all the pitches, else all that do, else those that lack the fewest."""
    if not pitches:
        return names
    known = tuple(name for name in VOICES if _can_play(name, kind) and name not in unwanted(plan))
    lacking = {name: sum(not VOICES[name].low <= pitch <= VOICES[name].high for pitch in pitches) for name in known}
    able = tuple(name for name in names if lacking.get(name) == 0)
    return able or tuple(name for name in known if lacking[name] == min(lacking.values()))


def wished(plan: Plan, kind: str) -> tuple[str, ...]:
    """The instruments that the last wish for one asks a stem to be played on."""
    words = [word for word in wishes_for(kind, plan.brief.traits) if word in INSTRUMENT_WORDS]
    return tuple(name for name in INSTRUMENT_WORDS[words[-1]] if _can_play(name, kind)) if words else ()


def _others(plan: Plan, kind: str, beside: str) -> tuple[str, ...]:
    """What can play a stem where everything of the palette is ruled out."""
    fitting = (name for name, voice in VOICES.items() if _can_play(name, kind) and name != beside)
    return tuple(name for name in fitting if name not in unwanted(plan)) or plan.genre.palettes[kind]


def _weight(plan: Plan, name: str) -> float:
    """How well an instrument's tone fits the mood's brightness."""
    return _fit(plan, VOICES[name].tone)


def _fit(plan: Plan, tone: float) -> float:
    """How well a tone fits the mood's brightness: half as likely at a distance of 0.7."""
    return math.exp(-1.4 * (tone - 0.8 * plan.mood.brightness) ** 2)


def _can_play(name: str, kind: str) -> bool:
    """Whether an instrument can play a stem at all."""
    if kind == "bass" or is_bass(name):
        return kind == "bass" and is_bass(name)
    return VOICES[name].chordal or kind == "melody"


def assigned(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Stem kind → the instruments that the brief's words ask for there; each word has one place."""
    places: dict[str, tuple[str, ...]] = {}
    for names in _named(plan.brief.instruments).values():
        pitched = tuple(name for name in names if name in VOICES)
        kind = _place(plan, pitched, places) if pitched else None
        if kind:
            usable = tuple(name for name in pitched if _can_play(name, kind))
            liked = tuple(name for name in usable if name in plan.genre.palettes.get(kind, ()))
            places[kind] = places.get(kind, ()) + (liked or usable)
    return places


def _place(plan: Plan, names: tuple[str, ...], taken: dict[str, tuple[str, ...]]) -> str | None:
    """The stem that a word's instruments go to: where the genre has them, then where there is still room."""
    able = [kind for kind in ("bass", "chords", "melody", "other") if kind in plan.brief.kinds]
    able = [kind for kind in able if any(_can_play(name, kind) for name in names)]
    usual = [kind for kind in able if set(names) & set(plan.genre.palettes.get(kind, ()))]
    for kind in (*usual, *able):
        if kind not in taken:
            return kind
    return able[0] if able else None


def unplaced(plan: Plan) -> tuple[str, ...]:
    """The words asked for that no part can take, given the stems that are to be made."""
    homeless = []
    for word, names in _named(plan.brief.instruments).items():
        drums = any(name in DRUM_PIECES for name in names) and "percussion" not in plan.brief.kinds
        effects = any(name in EFFECTS for name in names) and "other" not in plan.brief.kinds
        pitched = [name for name in names if name in VOICES]
        if drums or effects or (pitched and _place(plan, tuple(pitched), {}) is None):
            homeless.append(word)
    return tuple(homeless)
