"""Codes from words: window after window, step after step."""

from __future__ import annotations

from collections.abc import Callable, Generator
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
        """What the columns of a window that begins there come after: (rows, length, width)."""
        ...


@dataclass(frozen=True, slots=True)
class Sight:
    """How far the model sees, and how much of what it sees it is to go on from; in frames."""

    frames: int = 1500
    kept: int = 600


@torch.inference_mode()
def write(
    decoder: Decoder, wish: Wish, frames: int, sampling: Sampling, seed: int, sight: Sight
) -> Generator[int, None, Tensor]:
    """Write so many frames; after each step tell how many are written. Returns all codes (codebooks, frames).

    Whoever wants no more closes the generator.
    """
    chance = Chance(seed, decoder.device)
    codes = torch.zeros((decoder.config.num_codebooks, 0), dtype=torch.int64, device=decoder.device)
    for window in windows(frames, sight.frames, sight.kept):
        seen = yield from fill(decoder, wish, window, codes[:, window.start :], sampling, chance)
        codes = torch.cat([codes[:, : window.start], seen], dim=1)
    return codes


def fill(
    decoder: Decoder, wish: Wish, window: Window, known: Tensor, sampling: Sampling, chance: Chance
) -> Generator[int, None, Tensor]:
    """Write one window that begins with what is known, a column a step; returns its codes."""
    grid, is_open = delay.columns(known, window.frames, decoder.config.pad_token_id)
    prefix = wish.prefix(window.start, sampling.rows)
    past = room(decoder, sampling.rows, grid.shape[1] + (0 if prefix is None else prefix.shape[1]))
    first = window.known + 1
    logits = decoder.start(grid[:, :first], wish.words, prefix, past)
    step = stepper(decoder, wish.words, past)
    for column in range(first, grid.shape[1]):
        if column > first:
            logits = step(grid[:, column - 1 : column])
        grid[:, column] = torch.where(is_open[:, column], draw(logits, sampling, chance), grid[:, column])
        yield window.start + min(column, window.frames)
    return delay.frames_of(grid, window.frames)


def room(decoder: Decoder, rows: int, columns: int) -> Past:
    """A cache for so many columns, of the kind that suits the device."""
    if decoder.device.startswith("cuda"):
        return StaticPast(decoder.shape(rows), columns, decoder.memory, decoder.device)
    return Past(decoder.shape(rows), columns, decoder.memory, decoder.device)


def stepper(decoder: Decoder, words: Words, past: Past) -> Callable[[Tensor], Tensor]:
    """How a step is made: replayed on a graphics card, else one by one."""
    if isinstance(past, StaticPast) and decoder.device.startswith("cuda"):
        from generation.engines.musicgen.graphs import recorded

        return recorded(decoder, words, past)
    return lambda column: decoder.step(column, words, past)
