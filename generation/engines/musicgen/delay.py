"""The order in which codes are written: later codebooks some columns after the first, both sides of stereo together."""

from __future__ import annotations

import torch
from torch import Tensor


def delays(codebooks: int, channels: int) -> tuple[int, ...]:
    """How many columns each codebook is late. A stereo model has left and right in turns: 0, 0, 1, 1, 2, 2 …"""
    return tuple(book // channels for book in range(codebooks))


def columns(known: Tensor, frames: int, pad: int, late: tuple[int, ...]) -> tuple[Tensor, Tensor]:
    """The grid (takes, codebooks, columns) that steps fill, and where (codebooks, columns) it is still open.

    `known` are the first frames (takes, codebooks, n). Column 0 and the corners are `pad`.
    """
    takes, codebooks, given = known.shape
    size = (takes, codebooks, frames + max(late) + 1)
    grid = torch.full(size, pad, dtype=torch.int64, device=known.device)
    is_open = torch.zeros(size[1:], dtype=torch.bool, device=known.device)
    for book, first in enumerate(late):
        grid[:, book, first + 1 : first + 1 + given] = known[:, book]
        is_open[book, first + 1 + given : first + 1 + frames] = True
    return grid, is_open


def frames_of(grid: Tensor, frames: int, late: tuple[int, ...]) -> Tensor:
    """The codes (takes, codebooks, frames) that a full grid holds."""
    return torch.stack([grid[:, book, first + 1 : first + 1 + frames] for book, first in enumerate(late)], dim=1)
