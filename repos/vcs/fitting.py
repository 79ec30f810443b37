"""What two arrangements need to become one that is valid: free ids, fades that fit, room at the end."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from repos.vcs.arrangement import Arrangement, Clip

_LONGEST_ID = 60
_ROOM_FOR_NUMBER = 6


def free_id(id: str, taken: Collection[str]) -> tuple[str, int]:
    """bass → bass-2 with its number, or the first number that nobody has."""
    stem = id[: _LONGEST_ID - _ROOM_FOR_NUMBER].rstrip("-")
    numbered = ((f"{stem}-{number}", number) for number in range(2, len(taken) + 3))
    return next((fresh, number) for fresh, number in numbered if fresh not in taken)


def fading_within(clip: Clip) -> Clip:
    """With fades that fit into its length: one side may have faded what the other shortened."""
    fade_in = min(clip.fade_in_samples, clip.length_samples)
    fade_out = min(clip.fade_out_samples, clip.length_samples - fade_in)
    return replace(clip, fade_in_samples=fade_in, fade_out_samples=fade_out)


def long_enough(made: Arrangement, *sides: Arrangement) -> Arrangement:
    """As long as its clips, if all sides are so: one may have shortened what the other added to."""
    if any(end_samples(side) > side.length_samples for side in sides):
        return made
    return replace(made, length_samples=max(made.length_samples, end_samples(made)))


def end_samples(made: Arrangement) -> int:
    """Where the last clip ends."""
    return max((clip.start_samples + clip.length_samples for track in made.tracks for clip in track.clips), default=0)
