"""The ladder: the pitches that a lead may climb, bent to the harmony that sounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from generation.engines.composer.chords import Harmony
from generation.engines.theory import Key

FIFTH, OCTAVE = 7, 12
_LEANING = 6.0
"""How many semitones off its aim a note on a strong beat goes to be of the chord."""
_HOMEWARD = {0: -1.1, 3: -0.6, 4: -0.6, 7: 0.5}
"""How many semitones off its aim a note on a strong beat goes for the tonic or the third above it, and flees the fifth.

A tune that leans on the fifth makes it sound like home.
"""


@dataclass(frozen=True)
class Ladder:
    """The scale within a register (MIDI numbers), with a middle from which steps count."""

    key: Key
    low: int
    high: int
    centre: float
    gapped: bool = False
    """Whether between chord tones it keeps to the five tones of its mode that are free of semitones."""

    @cached_property
    def skipped(self) -> tuple[int, ...]:
        """The intervals above the tonic that the line leaves out."""
        return () if not self.gapped else (1, 2, 6, 8, 9) if self.key.is_minor else (5, 6, 10, 11)

    @cached_property
    def scale(self) -> tuple[int, ...]:
        """Every pitch of the scale in the register."""
        return tuple(pitch for pitch in range(self.low, self.high + 1) if pitch % 12 in self.key.scale)

    @cached_property
    def middle(self) -> int:
        """Which rung lies nearest to the middle: a tonic, so that lines turn about home."""
        rungs = [rung for rung, pitch in enumerate(self.scale) if pitch % 12 == self.key.tonic] or range(
            len(self.scale)
        )
        return min(rungs, key=lambda rung: abs(self.scale[rung] - self.centre))

    def rung(self, step: int) -> int:
        """The scale pitch some steps from the middle, held within the register."""
        return self.scale[min(len(self.scale) - 1, max(0, self.middle + step))]

    def pitch(self, aim: int, harmony: Harmony, said: Sequence[int] = (), *, leans: bool = False) -> int:
        """The pitch nearest to an aim that sings after what was said: a chord tone if it leans on the beat.

        After a leap of more than a fifth a line steps back; of tones from outside the chord none clashes with it.
        """
        chord, lately = self.tones(harmony), tuple(said[-2:])
        return min(
            self.passing(harmony),
            key=lambda pitch: (
                abs(pitch - aim) + _effort(pitch, lately) + (self._pull(pitch, chord) if leans else 0.0),
                pitch,
            ),
        )

    def _pull(self, pitch: int, chord: tuple[int, ...]) -> float:
        """How ill a pitch suits a strong beat: outside the chord, or far from home."""
        return (0.0 if pitch in chord else _LEANING) + _HOMEWARD.get((pitch - self.key.tonic) % 12, 0.0)

    def home(self, aim: int, harmony: Harmony) -> int:
        """The tonic nearest to an aim where the harmony has it, else the chord tone nearest."""
        tones = self.tones(harmony)
        return min(tones, key=lambda pitch: (pitch % 12 != self.key.tonic, abs(pitch - aim), pitch))

    def above(self, pitch: int, harmony: Harmony) -> int:
        """The next pitch up that the line may touch over a harmony; the same at the top."""
        return next((other for other in self.passing(harmony) if other > pitch), pitch)

    def tones(self, harmony: Harmony) -> tuple[int, ...]:
        """The chord's tones in the register; to a bare fifth the key's third, or nobody knew minor from major."""
        bare = len(harmony.tones) <= 2
        third = [tone for tone in self.key.scale if bare and (tone - harmony.root) % 12 in (3, 4)]
        return _spread(self.low, self.high, frozenset((*harmony.tones, *third[:1])))

    def passing(self, harmony: Harmony) -> tuple[int, ...]:
        """The chord's tones and those of the scale that are no semitone off a tone from outside the key."""
        foreign = [tone for tone in harmony.tones if tone not in self.key.scale]
        scale = [tone for tone in self.key.scale if (tone - self.key.tonic) % 12 not in self.skipped]
        clear = (tone for tone in scale if all((tone - other) % 12 not in (1, 11) for other in foreign))
        return _spread(self.low, self.high, frozenset((*harmony.tones, *clear)))


def _effort(pitch: int, lately: tuple[int, ...]) -> float:
    """How hard a pitch is to sing after the last two: leaps cost, most of all those that a leap calls back from."""
    if not lately:
        return 0.0
    move = pitch - lately[-1]
    cost = 0.7 if not move else 3.0 * (abs(move) > FIFTH) + 25.0 * (abs(move) > OCTAVE)
    before = lately[-1] - lately[0]
    if abs(before) > FIFTH and not (move * before < 0 and abs(move) <= 2):
        cost += 9.0 if move * before < 0 and abs(move) <= 4 else 18.0
    return cost


@lru_cache(maxsize=1024)
def _spread(low: int, high: int, pitch_classes: frozenset[int]) -> tuple[int, ...]:
    """Every pitch of some classes in a register."""
    return tuple(pitch for pitch in range(low, high + 1) if pitch % 12 in pitch_classes)
