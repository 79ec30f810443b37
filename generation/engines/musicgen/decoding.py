"""Codes to sound by EnCodec, in pieces where the whole would need too much memory."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

PIECE = 1500
"""Frames at a time: 30 s take about half a gigabyte on the way."""
_AROUND = 16
"""Frames to each side that a piece hears beyond its ends: more than the upsampling layers can see."""
_MEMORY = 2
"""The layers up to and with the LSTM, which hears everything."""


def channels(codec: Any, codes: Tensor, count: int) -> Tensor:
    """The samples (channels, samples) of codes in which that many channels take turns: left, right, left …"""
    return torch.stack([waveform(codec, codes[side::count]) for side in range(count)])


@torch.inference_mode()
def waveform(codec: Any, codes: Tensor, piece: int = PIECE) -> Tensor:
    """The samples of codes (codebooks, frames), mono, at the codec's rate: its hop for every frame.

    The layer that remembers runs over all frames at once, what follows it in pieces that overlap: there are no seams.
    """
    layers = codec.decoder.layers
    hidden = _through(layers[:_MEMORY], codec.quantizer.decode(codes[:, None]))
    frames, hop = codes.shape[1], int(codec.config.hop_length)
    pieces = [
        _piece(layers[_MEMORY:], hidden, start, min(start + piece, frames), hop) for start in range(0, frames, piece)
    ]
    return torch.cat(pieces)


def _piece(layers: Any, hidden: Tensor, start: int, end: int, hop: int) -> Tensor:
    first, last = max(start - _AROUND, 0), min(end + _AROUND, hidden.shape[2])
    sound = _through(layers, hidden[..., first:last])[0, 0]
    return sound[(start - first) * hop : (end - first) * hop].float()


def _through(layers: Any, hidden: Tensor) -> Tensor:
    for layer in layers:
        hidden = layer(hidden)
    return hidden
