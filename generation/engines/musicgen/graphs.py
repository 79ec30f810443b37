"""One step recorded on a graphics card and replayed: hundreds of small launches become one."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from generation.engines.musicgen.cache import StaticPast
from generation.engines.musicgen.decoder import Decoder, Words


def recorded(decoder: Decoder, words: Words, past: StaticPast, takes: int) -> Callable[[Tensor], Tensor]:
    """A step (column of all takes → logits) over these words and this cache, which must have been started.

    The cache stays where it is.
    """
    column = torch.zeros((takes, decoder.config.num_codebooks, 1), dtype=torch.int64, device=decoder.device)
    length = past.length
    _warm_up(lambda: decoder.step(column, words, past), past, length)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        logits = decoder.step(column, words, past)
    past.rewind(length)

    def step(codes: Tensor) -> Tensor:
        column.copy_(codes)
        graph.replay()
        past.length += 1
        return logits

    return step


def _warm_up(step: Callable[[], Tensor], past: StaticPast, length: int) -> None:
    """Let the libraries choose their kernels outside the recording; what this writes is written over."""
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        for _ in range(3):
            step()
            past.rewind(length)
    torch.cuda.current_stream().wait_stream(stream)
