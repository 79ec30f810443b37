"""The ladder: the pitches that a lead may climb, bent to the harmony that sounds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from generation.engines.composer.chords import Harmony
from generation.engines.theory import Key

_LEAP = 9
"""Semitones beyond which a line would sooner change octave."""


@dataclass(frozen=True)
class Ladder:
    """The scale within a register (MIDI numbers), with a middle from which steps count."""

    key: Key
    low: int
    high: int
    centre: float

    @cached_property
    def scale(self) -> tuple[int, ...]:
        """Every pitch of the scale in the register."""
        return tuple(pitch for pitch in range(self.low, self.high + 1) if pitch % 12 in self.key.scale)

    @cached_property
    def middle(self) -> int:
        """Which rung lies nearest to the middle: the tonic's or fifth's of all those near."""
        homes = (self.key.tonic, (self.key.tonic + 7) % 12)
        rungs = range(len(self.scale))
        return min(
            rungs, key=lambda rung: abs(self.scale[rung] - self.centre) + 4 * (self.scale[rung] % 12 not in homes)
        )

    def rung(self, step: int) -> int:
        """The scale pitch some steps from the middle, held within the register."""
        return self.scale[min(len(self.scale) - 1, max(0, self.middle + step))]

    def pitch(self, step: int, harmony: Harmony, before: int | None, *, leans: bool) -> int:
        """The pitch for a step over a harmony: a chord tone if it leans on the beat, else one that does not clash."""
        aim = self.rung(step)
        if before is not None and abs(aim - before) > _LEAP:
            aim += -12 if aim > before else 12
        allowed = self.tones(harmony) if leans else self.passing(harmony)
        return min(allowed, key=lambda pitch: (abs(pitch - aim), pitch == before, pitch))

    def tones(self, harmony: Harmony) -> tuple[int, ...]:
        """The chord's tones in the register; to a bare fifth the key's third, or nobody knew minor from major."""
        bare = len(harmony.tones) <= 2
        third = [tone for tone in self.key.scale if bare and (tone - harmony.root) % 12 in (3, 4)]
        return _spread(self.low, self.high, frozenset((*harmony.tones, *third[:1])))

    def passing(self, harmony: Harmony) -> tuple[int, ...]:
        """The chord's tones and those of the scale that are no semitone off a tone from outside the key."""
        foreign = [tone for tone in harmony.tones if tone not in self.key.scale]
        clear = (tone for tone in self.key.scale if all((tone - other) % 12 not in (1, 11) for other in foreign))
        return _spread(self.low, self.high, frozenset((*harmony.tones, *clear)))


@lru_cache(maxsize=1024)
def _spread(low: int, high: int, pitch_classes: frozenset[int]) -> tuple[int, ...]:
    """Every pitch of some classes in a register."""
    return tuple(pitch for pitch in range(low, high + 1) if pitch % 12 in pitch_classes)
