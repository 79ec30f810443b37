"""What the transformer remembers of the steps before, in room that is set aside once.

Growing a cache by concatenation copies all of it at every step; here a step writes its own column and nothing else.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor


class Shape(NamedTuple):
    """How much is to be remembered."""

    layers: int
    rows: int
    heads: int
    width: int
    """Numbers in a head."""


class Past:
    """Keys and values of all layers. Steps see only what has been written: views, no copies. For processors."""

    def __init__(self, shape: Shape, room: int, dtype: torch.dtype, device: str) -> None:
        size = (shape.layers, shape.rows, shape.heads, room, shape.width)
        self.keys, self.values = (torch.zeros(size, dtype=dtype, device=device) for _ in range(2))
        self.rows, self.room, self.length = shape.rows, room, 0

    def begin(self) -> None:
        """Forget everything; the room stays."""
        self.length = 0

    def fill(self, layer: int, keys: Tensor, values: Tensor) -> None:
        """Remember the first columns, all at once."""
        self.keys[layer, :, :, : keys.shape[2]] = keys
        self.values[layer, :, :, : values.shape[2]] = values

    def put(self, layer: int, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor, Tensor | None]:
        """Remember one column; give what a layer may look at, and a mask where not all of it counts."""
        end = self.length + 1
        self.keys[layer, :, :, self.length : end] = keys
        self.values[layer, :, :, self.length : end] = values
        return self.keys[layer, :, :, :end], self.values[layer, :, :, :end], None

    def position(self, columns: int) -> Tensor:
        """The numbers of the next columns."""
        return torch.arange(self.length, self.length + columns, device=self.keys.device)

    def advance(self, columns: int) -> None:
        """So many columns were written in all layers."""
        self.length += columns


class StaticPast(Past):
    """The same with shapes that never change, so that a graphics card can replay a recorded step.

    Where the next column goes is a number on the device; a mask hides what has not been written.
    """

    def __init__(self, shape: Shape, room: int, dtype: torch.dtype, device: str) -> None:
        super().__init__(shape, room, dtype, device)
        self._at = torch.zeros(1, dtype=torch.int64, device=device)
        self._columns = torch.arange(room, device=device)

    def begin(self) -> None:
        super().begin()
        self._at.zero_()

    def put(self, layer: int, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor, Tensor | None]:
        self.keys[layer].index_copy_(2, self._at, keys.to(self.keys.dtype))
        self.values[layer].index_copy_(2, self._at, values.to(self.values.dtype))
        return self.keys[layer], self.values[layer], (self._columns <= self._at)[None, None, None]

    def position(self, columns: int) -> Tensor:
        return self._at + torch.arange(columns, device=self._at.device)

    def advance(self, columns: int) -> None:
        super().advance(columns)
        self._at += columns

    def rewind(self, length: int) -> None:
        """Go back to where so many columns were written."""
        self.length = length
        self._at.fill_(length)
