"""Recursive filters over long sounds, as products of matrices.

A recursion waits for its last result at every frame. Cut into short rows, all frames of a row follow at once from its
samples and from what the filter remembered before it; and what it remembers before each row follows in the same way
from groups of rows. Processors multiply matrices ten times as fast as they recur, however many sections there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.signal import sosfilt

Matrix = NDArray[np.float64]
Precision = Literal["single", "double"]
ROW_FRAMES = 30
_GROUP = 8
"""How many rows, or groups of rows, are taken together."""
_LEVELS = 5
_KEPT = 48
_MURMUR = 1e-25
"""Added to what is remembered, which has double precision, for the same reason as whispers are to samples."""
_WHISPER, _WHISPERS = np.float32(1e-18), np.complex64(1e-18 + 1e-18j)


class _Ladder(NamedTuple):
    """How memories follow from what each row of a group, or each group of a larger one, adds to them."""

    within: Matrix
    """From what a group's rows add to the memories before each of them, of shape (group · d, group · d)."""
    after: Matrix
    """… and to the memory after the group, of shape (group · d, d)."""
    onwards: Matrix
    """From the memory before a group to those before each of its rows, of shape (d, group · d)."""
    past: Matrix
    """From the memory before a row to that after it, of shape (d, d)."""


class _Matrices(NamedTuple):
    """A filter of d memories, which multiply rows from the right."""

    sounding: NDArray[Any]
    """From a row's samples and the memory before it to its answer, of shape (row + d, row)."""
    adding: NDArray[Any]
    """From a row's samples to what they add to the memory, of shape (row, d)."""
    ladders: tuple[_Ladder, ...]


def awake(channel: NDArray[Any]) -> NDArray[Any]:
    """Raised by 360 dB below full scale, both parts of a pair alike.

    A filter that listens to silence otherwise sinks into numbers so small that processors take twenty times as long.
    """
    return channel + (_WHISPERS if np.iscomplexobj(channel) else _WHISPER)


def stretches(
    sections: Matrix, channel: NDArray[np.float32], frames: int, precision: Precision = "double"
) -> Iterator[tuple[int, NDArray[Any]]]:
    """One channel filtered as `sosfilt` does it, the last bits apart: so many frames at a time, with where they begin.

    Each stretch is overwritten by the next. Memories have double precision, whichever the samples have.
    """
    made, state = _matrices(sections.tobytes(), precision), np.zeros(2 * len(sections))
    most = min(frames, len(channel))
    rows, answer = np.empty((most // ROW_FRAMES, len(made.sounding)), precision), np.empty(most, precision)
    for start in range(0, len(channel), frames):
        heard = channel[start : start + frames]
        count = len(heard) // ROW_FRAMES
        whole = count * ROW_FRAMES
        state = _answered(made, heard[:whole], state, rows[:count], answer[:whole])
        if len(heard) > whole:
            answer[whole : len(heard)], kept = sosfilt(sections, awake(heard[whole:]), zi=state.reshape(-1, 2))
            state = kept.reshape(-1)
        yield start, answer[: len(heard)]


def _answered(
    made: _Matrices, heard: NDArray[np.float32], state: Matrix, rows: NDArray[Any], answer: NDArray[Any]
) -> Matrix:
    """Fill in the rows, and what they answer; what is remembered after them."""
    samples = rows[:, :ROW_FRAMES]
    samples[:] = heard.reshape(samples.shape)
    rows[:, ROW_FRAMES:], last = _remembered(samples @ made.adding + np.float64(_MURMUR), state, made.ladders)
    np.matmul(rows, made.sounding, out=answer.reshape(samples.shape))
    return last


def _remembered(added: Matrix, first: Matrix, ladders: tuple[_Ladder, ...]) -> tuple[Matrix, Matrix]:
    """The memories before each row, and the one after the last, from what each row adds."""
    count, memories = added.shape
    ladder, above = ladders[0], ladders[1:]
    if not above:
        return _one_by_one(added, first, ladder.past)
    if count % _GROUP:
        added = np.concatenate([added, np.zeros((_GROUP - count % _GROUP, memories))])
    groups = added.reshape(-1, _GROUP * memories)
    after = groups @ ladder.after
    if len(groups) == 1:
        starts, last = first[None], after[0] + first @ above[0].past
    else:
        starts, last = _remembered(after, first, above)
    before = (groups @ ladder.within + starts @ ladder.onwards).reshape(-1, memories)
    return before[:count], before[count] if count < len(before) else last


def _one_by_one(added: Matrix, memory: Matrix, past: Matrix) -> tuple[Matrix, Matrix]:
    before = np.empty_like(added)
    for number, more in enumerate(added):
        before[number] = memory
        memory = memory @ past + more
    return before, memory


@lru_cache(maxsize=_KEPT)
def _matrices(packed: bytes, precision: Precision) -> _Matrices:
    """The matrices of a filter, of whose sections these are the bytes."""
    move, enter, leave, through = _state_space(np.frombuffer(packed).reshape(-1, 6))
    powers = [np.eye(len(move))]
    for _ in range(ROW_FRAMES):
        powers.append(move @ powers[-1])
    entering = np.stack([power @ enter for power in powers[:ROW_FRAMES]])
    impulse = np.array([through, *(entering[:-1] @ leave)])
    sounding = np.zeros((ROW_FRAMES + len(move), ROW_FRAMES))
    for frame in range(ROW_FRAMES):
        sounding[frame, frame:] = impulse[: ROW_FRAMES - frame]
        sounding[ROW_FRAMES:, frame] = leave @ powers[frame]
    adding = np.ascontiguousarray(entering[::-1], dtype=precision)
    return _Matrices(sounding.astype(precision), adding, tuple(_ladders(powers[ROW_FRAMES].T)))


def _ladders(past: Matrix) -> Iterator[_Ladder]:
    """One for rows, one for groups of rows, and so on."""
    memories = len(past)
    for _ in range(_LEVELS):
        powers = [np.eye(memories)]
        for _ in range(_GROUP):
            powers.append(powers[-1] @ past)
        within = np.zeros((_GROUP, memories, _GROUP, memories))
        for row in range(_GROUP):
            for later in range(row + 1, _GROUP):
                within[row, :, later] = powers[later - 1 - row]
        size = _GROUP * memories
        yield _Ladder(within.reshape(size, size), np.vstack(powers[_GROUP - 1 :: -1]), np.hstack(powers[:_GROUP]), past)
        past = powers[_GROUP]


def _state_space(sections: Matrix) -> tuple[Matrix, Matrix, Matrix, float]:
    """Sections one after the other, as (memory to memory, sample to memory, memory to answer, sample to answer).

    The memories are those that `sosfilt` keeps: two for each section.
    """
    size = 2 * len(sections)
    move, enter, leave, through = np.zeros((size, size)), np.zeros(size), np.zeros(size), 1.0
    for number, (b0, b1, b2, _, a1, a2) in enumerate(sections):
        own, heard = slice(2 * number, 2 * number + 2), np.array([b1 - a1 * b0, b2 - a2 * b0])
        move[own] = np.outer(heard, leave)
        move[own, own] = [[-a1, 1.0], [-a2, 0.0]]
        enter[own] = heard * through
        leave, through = leave * b0, through * b0
        leave[own.start] = 1.0
    return move, enter, leave, through
