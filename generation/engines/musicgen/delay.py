"""The order in which codes are written: codebook k is one column later than codebook k − 1."""

from __future__ import annotations

import torch
from torch import Tensor


def columns(known: Tensor, frames: int, pad: int) -> tuple[Tensor, Tensor]:
    """The grid (codebooks, frames + codebooks) that steps fill, and where it is still open.

    `known` are the first frames (codebooks, n). Column 0 and the corners are `pad`.
    """
    codebooks, given = known.shape
    grid = torch.full((codebooks, frames + codebooks), pad, dtype=torch.int64, device=known.device)
    is_open = torch.zeros_like(grid, dtype=torch.bool)
    for book in range(codebooks):
        first = book + 1
        grid[book, first : first + given] = known[book]
        is_open[book, first + given : first + frames] = True
    return grid, is_open


def frames_of(grid: Tensor, frames: int) -> Tensor:
    """The codes (codebooks, frames) that a full grid holds."""
    return torch.stack([row[book + 1 : book + 1 + frames] for book, row in enumerate(grid)])
