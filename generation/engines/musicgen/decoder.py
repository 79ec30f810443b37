"""MusicGen's transformer, one column of codes after another: the same numbers as transformers', with less to do.

It takes over the weights of a loaded model. One pack per layer for query, key and value; several takes go through it at
once; the words' keys and values are made once for all of them; rows that are asked without words skip looking at them,
which would add zeros.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import layer_norm, scaled_dot_product_attention

from generation.engines.musicgen import delay
from generation.engines.musicgen.cache import Past, Shape
from generation.engines.musicgen.linear import Linear, Pack, plain

Words = list[tuple[Tensor, Tensor]]
"""For each layer, keys and values of the words."""


@dataclass(frozen=True, slots=True)
class _Norm:
    weight: Tensor
    bias: Tensor
    eps: float

    def __call__(self, inputs: Tensor) -> Tensor:
        return layer_norm(inputs, self.weight.shape, self.weight, self.bias, self.eps)


@dataclass(frozen=True, slots=True)
class _Cross:
    """How a layer looks at the words."""

    norm: _Norm
    query: Linear
    key_value: Linear
    out: Linear


@dataclass(frozen=True, slots=True)
class _Layer:
    norm: _Norm
    query_key_value: Linear
    out: Linear
    cross: _Cross | None
    last_norm: _Norm
    widen: Linear
    narrow: Linear


class Decoder:
    """`model` is transformers' `MusicgenForCausalLM` or the melody one; its layers are used up, to hold none twice."""

    def __init__(
        self, model: Any, pack: Pack, dtype: torch.dtype, device: str, memory: torch.dtype | None = None
    ) -> None:
        inner, self.config = model.model.decoder, model.config
        self.dtype, self.device = dtype, device
        self.memory = memory or dtype
        """The type of what is remembered."""
        self.heads = self.config.num_attention_heads
        self.width = self.config.hidden_size // self.heads
        self.channels: int = getattr(self.config, "audio_channels", 1)
        self.delays = delay.delays(self.config.num_codebooks, self.channels)
        """How many columns each codebook is late."""
        self._activate = inner.layers[0].activation_fn
        self._embedding = torch.cat([one.weight for one in inner.embed_tokens]).detach().to(device, dtype)
        codebooks = torch.arange(self.config.num_codebooks, device=device)
        self._offsets = (codebooks * (self.config.vocab_size + 1))[:, None]
        self._norm = self._normed(inner.layer_norm)
        # The choice of a code hangs on small differences: the last layer is never rounded to eight bits.
        self._heads = plain(dtype, device)(torch.cat([head.weight for head in model.lm_heads]))
        self._layers = list(self._taken(inner.layers, pack))

    def _taken(self, layers: Any, pack: Pack) -> Iterator[_Layer]:
        for index in range(len(layers)):
            yield self._layer(layers[index], pack)
            layers[index] = torch.nn.Identity()

    def _layer(self, layer: Any, pack: Pack) -> _Layer:
        own = layer.self_attn
        return _Layer(
            norm=self._normed(layer.self_attn_layer_norm),
            query_key_value=pack(torch.cat([own.q_proj.weight, own.k_proj.weight, own.v_proj.weight])),
            out=pack(own.out_proj.weight),
            cross=self._cross(layer, pack) if hasattr(layer, "encoder_attn") else None,
            last_norm=self._normed(layer.final_layer_norm),
            widen=pack(layer.fc1.weight),
            narrow=pack(layer.fc2.weight),
        )

    def _cross(self, layer: Any, pack: Pack) -> _Cross:
        other = layer.encoder_attn
        return _Cross(
            norm=self._normed(layer.encoder_attn_layer_norm),
            query=pack(other.q_proj.weight),
            key_value=pack(torch.cat([other.k_proj.weight, other.v_proj.weight])),
            out=pack(other.out_proj.weight),
        )

    def _normed(self, norm: Any) -> _Norm:
        weight, bias = (one.detach().to(self.device, self.dtype) for one in (norm.weight, norm.bias))
        return _Norm(weight, bias, norm.eps)

    def shape(self, rows: int) -> Shape:
        """What a cache for so many rows has to hold."""
        return Shape(len(self._layers), rows, self.heads, self.width)

    def words(self, states: Tensor) -> Words:
        """Prepare the encoded words (1, words, width) for all steps."""
        states = states.to(self.device, self.dtype)
        return [self._split(layer.cross.key_value(states), 2) for layer in self._layers if layer.cross]

    def start(self, columns: Tensor, words: Words, prefix: Tensor | None, past: Past) -> Tensor:
        """Read the first columns (takes, codebooks, columns) after a prefix (rows, length, width), if any; give the
        logits (rows, codebooks, codes) of the last.

        The rows of `past` are the takes with words, and, where it has twice as many, the same without them.
        """
        past.begin()
        hidden = self._embedded(columns, past)
        if prefix is not None:
            hidden = torch.cat([prefix.to(hidden), hidden], dim=1)
        return self._run(hidden, words, past, len(columns))

    def step(self, column: Tensor, words: Words, past: Past) -> Tensor:
        """Read one more column (takes, codebooks, 1); logits of what follows it."""
        return self._run(self._embedded(column, past), words, past, len(column))

    def _embedded(self, columns: Tensor, past: Past) -> Tensor:
        """All rows of these columns: (rows, columns, width)."""
        takes = torch.nn.functional.embedding(columns + self._offsets, self._embedding).sum(1)
        return takes.repeat(past.rows // len(takes), 1, 1)

    def _run(self, hidden: Tensor, words: Words, past: Past, takes: int) -> Tensor:
        count = hidden.shape[1]
        hidden = hidden + _places(past.position(count), hidden.shape[2]).to(self.dtype)
        for index, layer in enumerate(self._layers):
            hidden = hidden + layer.out(self._look_back(index, layer, hidden, past))
            if layer.cross:
                self._look_at_words(layer.cross, words[index], hidden[:takes])
            hidden = hidden + layer.narrow(self._activate(layer.widen(layer.last_norm(hidden))))
        past.advance(count)
        logits = self._heads(self._norm(hidden[:, -1])).float()
        return logits.view(len(logits), self.config.num_codebooks, self.config.vocab_size)

    def _look_back(self, index: int, layer: _Layer, hidden: Tensor, past: Past) -> Tensor:
        query, keys, values = self._split(layer.query_key_value(layer.norm(hidden)), 3)
        if hidden.shape[1] > 1 or past.length == 0:
            past.fill(index, keys, values)
            return _joined(scaled_dot_product_attention(query, keys, values, is_causal=True))
        keys, values, mask = past.put(index, keys, values)
        seen = scaled_dot_product_attention(query.to(keys.dtype), keys, values, attn_mask=mask)
        return _joined(seen).to(hidden.dtype)

    def _look_at_words(self, cross: _Cross, words: tuple[Tensor, Tensor], told: Tensor) -> None:
        """Add what the words say to the rows that have them."""
        (query,) = self._split(cross.query(cross.norm(told)), 1)
        keys, values = (one.expand(len(told), -1, -1, -1) for one in words)
        told += cross.out(_joined(scaled_dot_product_attention(query, keys, values)))

    def _split(self, inputs: Tensor, parts: int) -> tuple[Tensor, ...]:
        """(rows, columns, parts × width) → so many of (rows, heads, columns, width of a head)."""
        rows, columns, _ = inputs.shape
        return inputs.view(rows, columns, parts, self.heads, self.width).permute(2, 0, 3, 1, 4).unbind(0)


def _joined(seen: Tensor) -> Tensor:
    return seen.transpose(1, 2).flatten(2)


def _places(positions: Tensor, width: int) -> Tensor:
    """Cosines, then sines, of falling frequency: (positions, width)."""
    half = width // 2
    rates = torch.exp(torch.arange(half, device=positions.device).float() * -(math.log(10000) / (half - 1)))
    angles = positions.float()[:, None] * rates[None]
    return torch.cat([angles.cos(), angles.sin()], dim=1)
