"""Choosing codes: how much the words weigh, among how many, and by what chance."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True, slots=True)
class Sampling:
    """What audiocraft does by default."""

    top_k: int = 250
    """Among how many of the likeliest codes; 1 takes the likeliest."""
    guidance: float = 3.0
    """How much the words count against none; 1 asks only once and takes half the time on a busy machine."""
    temperature: float = 1.0

    @property
    def rows(self) -> int:
        """How often each step is asked: with words, and without them."""
        return 2 if self.guidance > 1 else 1


class Chance:
    """All randomness of a beat. The numbers come from the seed alone, on every device the same."""

    def __init__(self, seed: int, device: str) -> None:
        self._generator = torch.Generator().manual_seed(seed)
        self._device = device

    def waits(self, shape: tuple[int, ...]) -> Tensor:
        """Exponential waiting times: what has twice the chance comes first twice as often."""
        return torch.empty(shape).exponential_(generator=self._generator).to(self._device)


def draw(logits: Tensor, sampling: Sampling, chance: Chance) -> Tensor:
    """One code for each codebook from logits (rows, codebooks, codes)."""
    guided = logits[0] if len(logits) == 1 else logits[1] + sampling.guidance * (logits[0] - logits[1])
    likely, codes = guided.topk(min(sampling.top_k, guided.shape[-1]))
    shares = torch.softmax(likely / sampling.temperature, dim=-1)
    first = (shares / chance.waits(tuple(shares.shape))).argmax(-1, keepdim=True)
    return codes.gather(-1, first).squeeze(-1)
