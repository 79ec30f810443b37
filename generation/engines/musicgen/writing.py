"""Codes from words: window after window, step after step."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

from generation.engines.musicgen import delay
from generation.engines.musicgen.cache import Past, StaticPast
from generation.engines.musicgen.decoder import Decoder, Words
from generation.engines.musicgen.sampling import Chance, Sampling, draw
from generation.engines.musicgen.windows import Window, windows


class Wish(Protocol):
    """What the codes are to follow."""

    words: Words

    def prefix(self, start_frame: int, rows: int) -> Tensor | None:
        """What the columns of a window that begins there come after, for all takes alike: (rows, length, width)."""
        ...


@dataclass(frozen=True, slots=True)
class Sight:
    """How far the model sees, and how much of what it sees it is to go on from; in frames."""

    frames: int = 1500
    kept: int = 600


@torch.inference_mode()
def write(
    decoder: Decoder, wish: Wish, frames: int, sampling: Sampling, seeds: Sequence[int], sight: Sight
) -> Generator[int, None, Tensor]:
    """Write so many frames of a take for each seed; after each step tell how many are written. Returns all codes
    (takes, codebooks, frames).

    All takes are written in the same steps, which read the weights once. Whoever wants no more closes the generator.
    """
    chance = Chance(seeds, decoder.device)
    codes = torch.zeros((len(seeds), decoder.config.num_codebooks, 0), dtype=torch.int64, device=decoder.device)
    for window in windows(frames, sight.frames, sight.kept):
        seen = yield from fill(decoder, wish, window, codes[..., window.start :], sampling, chance)
        codes = torch.cat([codes[..., : window.start], seen], dim=-1)
    return codes


def fill(
    decoder: Decoder, wish: Wish, window: Window, known: Tensor, sampling: Sampling, chance: Chance
) -> Generator[int, None, Tensor]:
    """Write one window that begins with what is known (takes, codebooks, n), a column a step; returns its codes."""
    grid, is_open = delay.columns(known, window.frames, decoder.config.pad_token_id, decoder.delays)
    takes, _, columns = grid.shape
    prefix = wish.prefix(window.start, sampling.rows)
    if prefix is not None:
        prefix = prefix.repeat_interleave(takes, dim=0)
    past = room(decoder, takes * sampling.rows, columns + (0 if prefix is None else prefix.shape[1]))
    first = window.known + 1
    logits = decoder.start(grid[..., :first], wish.words, prefix, past)
    step = stepper(decoder, wish.words, past, takes)
    for column in range(first, columns):
        if column > first:
            logits = step(grid[..., column - 1 : column])
        grid[..., column] = torch.where(is_open[:, column], draw(logits, sampling, chance), grid[..., column])
        yield window.start + min(column, window.frames)
    return delay.frames_of(grid, window.frames, decoder.delays)


def room(decoder: Decoder, rows: int, columns: int) -> Past:
    """A cache for so many columns, of the kind that suits the device."""
    if decoder.device.startswith("cuda"):
        return StaticPast(decoder.shape(rows), columns, decoder.memory, decoder.device)
    return Past(decoder.shape(rows), columns, decoder.memory, decoder.device)


def stepper(decoder: Decoder, words: Words, past: Past, takes: int) -> Callable[[Tensor], Tensor]:
    """How a step is made: replayed on a graphics card, else one by one."""
    if isinstance(past, StaticPast) and decoder.device.startswith("cuda"):
        from generation.engines.musicgen.graphs import recorded

        return recorded(decoder, words, past, takes)
    return lambda column: decoder.step(column, words, past)
