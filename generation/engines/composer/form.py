"""Form: how a length is cut into sections, who plays in each, and how hard."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from numpy.random import Generator

from generation.engines.composer.form_wishes import honoured
from generation.engines.composer.score import BEATS_PER_BAR, Section
from generation.engines.composer.shape import ending_beats, shape_of
from generation.engines.composer.style import Style
from generation.engines.structure import ENDING_BARS, Structure, counted_bars

ROLES = ("kick", "snare", "hats", "percussion", "bass", "chords", "pad", "melody", "counter")
ROLES_OF_KIND: dict[str, tuple[str, ...]] = {
    "drums": ("kick", "snare", "hats"),
    "percussion": ("percussion",),
    "bass": ("bass",),
    "chords": ("chords",),
    "melody": ("melody", "counter"),
    "other": ("pad",),
}

_KIT = "kick snare hats"
LAYERS: dict[str, tuple[str, ...]] = {
    "intro": ("chords melody pad", "chords hats pad", "chords melody percussion"),
    "verse": (f"{_KIT} bass chords", f"{_KIT} bass chords percussion", f"{_KIT} bass melody pad"),
    "hook": (f"{_KIT} percussion bass chords melody counter pad",),
    "drop": (f"{_KIT} percussion bass chords melody counter pad",),
    "build": ("snare hats chords melody pad", "kick snare chords pad", "snare hats percussion chords pad"),
    "break": ("chords melody pad", "chords pad percussion", "bass chords melody", "hats chords melody pad"),
    "outro": (f"{_KIT} chords", "chords melody pad", "bass chords hats"),
    "ending": (" ".join(ROLES),),
}
_ENERGY = {
    "intro": 0.32, "verse": 0.55, "build": 0.62, "hook": 0.85, "drop": 1.0, "break": 0.38, "outro": 0.35, "ending": 0.7,
}  # fmt: skip
_PEAKS = ("hook", "drop")
_DRUMS = frozenset(("kick", "snare", "hats"))
_CALM, _DRIVEN = 0.3, 0.7
_LEAST_ENDING_S = 1.0
"""How long a last chord rings at least behind sections that are all counted."""
_HANDS = {
    "verse": frozenset(("percussion",)), "build": frozenset(("snare", "percussion")),
    "hook": frozenset(("percussion", "counter")), "drop": frozenset(("percussion", "counter")),
    "break": frozenset(("hats",)), "intro": frozenset(("hats",)),
}  # fmt: skip
"""Section → who joins it where there is much energy."""
PHRASE_BEATS = 4.0 * BEATS_PER_BAR
_LEADING = ("intro", "build")


@dataclass(frozen=True, slots=True)
class Passage:
    """A section as the writers see it: whole bars, but for an ending."""

    name: str
    start_beats: float
    length_beats: float
    energy: float
    roles: frozenset[str]
    turn: int
    """How often a section of this name came before."""
    late: frozenset[str] = frozenset()
    """Of the roles, those that come in half-way through."""

    @property
    def end_beats(self) -> float:
        """Where the next one begins."""
        return self.start_beats + self.length_beats

    @property
    def bars(self) -> tuple[float, ...]:
        """Where each of its bars begins, in beats."""
        return tuple(
            self.start_beats + BEATS_PER_BAR * bar for bar in range(math.ceil(self.length_beats / BEATS_PER_BAR - 1e-9))
        )

    def heard_from(self, role: str) -> Passage:
        """The passage as one role plays it: the second half of it, from a phrase on, where the role comes in late."""
        if role not in self.late:
            return self
        skipped = PHRASE_BEATS * math.ceil(self.length_beats / PHRASE_BEATS / 2)
        return replace(self, start_beats=self.start_beats + skipped, length_beats=self.length_beats - skipped)

    @property
    def is_peak(self) -> bool:
        """Whether it is what the piece heads for."""
        return self.name in _PEAKS

    @property
    def section(self) -> Section:
        """As the score keeps it."""
        return Section(self.name, self.start_beats, self.length_beats, round(self.energy, 3))


def passages(
    style: Style,
    length_beats: float,
    beats_per_s: float,
    rng: Generator,
    *,
    energy: float,
    looping: bool,
    structure: Structure,
) -> tuple[Passage, ...]:
    """The sections of a piece, without gaps, up to its very end."""
    counted = 0.0 if looping else _behind_counted(structure, length_beats, beats_per_s)
    ending = 0.0 if looping else counted or ending_beats(length_beats, beats_per_s)
    bars = round((length_beats - ending) / BEATS_PER_BAR) if length_beats >= BEATS_PER_BAR else 0
    names = honoured(shape_of(style, bars, rng, looping=looping), structure, bars) if bars else [("hook", 0)]
    body = _laid_out(names, style, rng, energy)
    if not bars:
        return (replace(body[0], length_beats=length_beats),)
    if ending:
        roles = frozenset(ROLES)
        body.append(Passage("ending", float(bars * BEATS_PER_BAR), ending, _leaned(0.7, energy), roles, 0))
    return tuple(body)


def _behind_counted(structure: Structure, length_beats: float, beats_per_s: float) -> float:
    """What is left behind sections that are all counted, where that is an ending; else 0."""
    bars = counted_bars(structure)
    rest = length_beats - bars * BEATS_PER_BAR
    return rest if bars and rest / beats_per_s >= _LEAST_ENDING_S and rest <= ENDING_BARS * BEATS_PER_BAR else 0.0


def _laid_out(names: list[tuple[str, int]], style: Style, rng: Generator, energy: float) -> list[Passage]:
    """Passages one after another, each with who plays in it; a section that returns, returns a little bigger."""
    layers = _contrasted({name: _layers(name, style, rng) for name in dict.fromkeys(name for name, _ in names)})
    returning = {name for name, _ in names if sum(name == other for other, _ in names) > 1}
    turns: dict[str, int] = {}
    found, start = [], 0.0
    for name, bars in names:
        turn = turns[name] = turns.get(name, -1) + 1
        roles = _driven(layers[name][turn % len(layers[name])], name, energy)
        if name in returning and not turn:
            roles -= frozenset(style.held_back.get(name, "").split())
        force = _leaned(_ENERGY[name] + 0.06 * turn, energy)
        found.append(Passage(name, start, float(bars * BEATS_PER_BAR), force, roles, turn))
        start += bars * BEATS_PER_BAR
    return found


def _layers(name: str, style: Style, rng: Generator) -> list[frozenset[str]]:
    """The alternatives of who plays in a section, in an order of this piece's own."""
    options = style.layers.get(name, LAYERS[name])
    return [frozenset(options[index].split()) for index in rng.permutation(len(options))]


def _contrasted(layers: dict[str, list[frozenset[str]]]) -> dict[str, list[frozenset[str]]]:
    """The alternatives with a break that has drums first where the intro has none, and the other way round."""
    if "intro" not in layers or "break" not in layers:
        return layers
    begins = bool(layers["intro"][0] & _DRUMS)
    return {**layers, "break": sorted(layers["break"], key=lambda roles: bool(roles & _DRUMS) == begins)}


def _driven(roles: frozenset[str], name: str, energy: float) -> frozenset[str]:
    """Who plays under an energy: fewer ornaments in calm pieces, more hands in driven ones."""
    if energy < _CALM and len(roles) > 3:
        return roles - {"percussion", "counter"}
    return roles | _HANDS.get(name, frozenset()) if energy > _DRIVEN else roles


def _leaned(force: float, energy: float) -> float:
    """A section's energy under the energy that the brief asks for."""
    return min(1.0, max(0.05, force * (0.75 + 0.5 * energy)))


def staffed(
    found: tuple[Passage, ...], kinds: tuple[str, ...], asked: frozenset[str], energy: float = 0.5
) -> tuple[Passage, ...]:
    """The passages with the players of some stems alone, every stem heard somewhere, and no passage left empty.

    `asked` are roles that play in every loud passage, whatever the style says; a calm piece leaves the rest to its
    last one.
    """
    allowed = frozenset(role for kind in kinds for role in ROLES_OF_KIND[kind])
    needed = {ROLES_OF_KIND[kind][0] for kind in kinds if not any(_has(passage, kind) for passage in found)}
    loud = [passage for passage in found if passage.is_peak] or list(found)
    homes = {role: loud[-1:] if energy < _CALM and role not in asked else loud for role in (asked | needed) & allowed}
    found = tuple(
        replace(passage, roles=passage.roles | {role for role, home in homes.items() if passage in home})
        for passage in found
    )
    return tuple(_kept(passage, allowed) for passage in found)


def _kept(passage: Passage, allowed: frozenset[str]) -> Passage:
    """The passage with some roles alone; where that leaves nobody from the start, the rest do not wait."""
    roles = passage.roles & allowed or allowed
    return replace(passage, roles=roles, late=passage.late if roles - passage.late else frozenset())


def _has(passage: Passage, kind: str) -> bool:
    """Whether a stem plays in a passage before the end."""
    return passage.name != "ending" and bool(passage.roles & frozenset(ROLES_OF_KIND[kind]))


def unfolding(found: tuple[Passage, ...], rng: Generator) -> tuple[Passage, ...]:
    """The passages, in each long one of which a player or two come in later than the others."""
    return tuple(replace(passage, late=_late(passage, rng)) for passage in found)


def _late(passage: Passage, rng: Generator) -> frozenset[str]:
    """Who comes in half-way: ornaments, and outside peaks perhaps the tune; never so many that nothing is left."""
    able = ("percussion", "counter", "pad") if passage.is_peak else ("percussion", "counter", "pad", "melody")
    order = rng.permutation(len(able))
    if passage.length_beats < 2 * PHRASE_BEATS or passage.name in ("build", "ending"):
        return frozenset()
    waiting = [able[index] for index in order if able[index] in passage.roles]
    count = min(2 if passage.is_peak else 1, len(passage.roles) - 2)
    return frozenset(waiting[: max(0, count)])
