"""Choosing codes: how much the words weigh, among how many, and by what chance."""

from __future__ import annotations

from collections.abc import Sequence
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
        """How often a take is asked at each step: with words, and without them."""
        return 2 if self.guidance > 1 else 1


class Chance:
    """All randomness of takes, each by its own seed: what a take draws is the same alone and beside others.

    The numbers come from the seeds alone, on every device the same.
    """

    def __init__(self, seeds: Sequence[int], device: str) -> None:
        self._generators = [torch.Generator().manual_seed(seed) for seed in seeds]
        self._device = device

    def waits(self, shape: Sequence[int]) -> Tensor:
        """Exponential waiting times (takes, *shape): what has twice the chance comes first twice as often."""
        drawn = [torch.empty(tuple(shape)).exponential_(generator=one) for one in self._generators]
        return torch.stack(drawn).to(self._device)


def draw(logits: Tensor, sampling: Sampling, chance: Chance) -> Tensor:
    """One code for each codebook of each take, (takes, codebooks), from logits (rows, codebooks, codes).

    The rows are the takes with words, then, where the words are to count more, the same without them.
    """
    with_words, *without = logits.chunk(sampling.rows)
    guided = without[0] + sampling.guidance * (with_words - without[0]) if without else with_words
    likely, codes = guided.topk(min(sampling.top_k, guided.shape[-1]))
    shares = torch.softmax(likely / sampling.temperature, dim=-1)
    # Each code has a wait of its own, whatever its rank: ranks of codes that are nearly as likely hang on rounding.
    waits = chance.waits(guided.shape[1:]).gather(-1, codes)
    first = (shares / waits).argmax(-1, keepdim=True)
    return codes.gather(-1, first).squeeze(-1)
