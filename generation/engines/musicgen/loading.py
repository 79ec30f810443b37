"""MusicGen in memory: loaded by transformers, then laid out for the device that it is to run on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from generation.engines.musicgen import chroma, weights
from generation.engines.musicgen.decoder import Decoder, Words
from generation.engines.musicgen.linear import int8, plain

PRECISIONS = ("float32", "bfloat16", "float16", "int8")
_BYTES = {"float32": 4.0, "bfloat16": 2.0, "float16": 2.0, "int8": 1.1}
_LONGEST, _SLACK = 1600, 1.25
"""Columns that are remembered at most, words of a melody's prefix among them; what the allocator loses."""
_WORKING_BYTES = 1_300_000_000
"""The cache of 30 s, half a minute of sound on its way out of EnCodec, and torch itself."""


def chosen(precision: str, device: str) -> str:
    """The precision for "auto": half on graphics cards, eight bits on processors."""
    if precision != "auto":
        return precision
    if device == "cpu":
        return "int8"
    return "bfloat16" if torch.cuda.is_bf16_supported() else "float16"


def bytes_needed(folder: Path, precision: str, device: str) -> int:
    """Room for the weights and the work. On a processor they are read in full before they are made smaller."""
    parts = weights.numbers(folder)
    decoder = parts.get("decoder", 0)
    others = sum(parts.values()) - decoder
    laid_out = int(decoder * _BYTES[precision]) + 4 * others
    return laid_out + _WORKING_BYTES + (4 * decoder if device == "cpu" and precision != "float32" else 0)


def bytes_of_take(model: Musicgen, guidance: float) -> int:
    """What writing one more take beside others needs: what is remembered of half a minute, and some for its steps."""
    layers, rows, heads, width = model.decoder.shape(2 if guidance > 1 else 1)
    columns = _LONGEST + (model.melody.moments if model.melody else 0)
    return int(2 * layers * rows * heads * width * columns * model.decoder.memory.itemsize * _SLACK)


@dataclass(frozen=True, slots=True)
class Musicgen:
    """The parts of a loaded model."""

    decoder: Decoder
    codec: Any
    hears: Callable[[str], Tensor]
    """Words → their states (1, words, width), as wide as the decoder."""
    melody: Melody | None
    """How a melody is told, where the model can follow one."""

    @property
    def channels(self) -> int:
        """1, or 2 where it writes left and right in turns."""
        return self.decoder.channels

    @property
    def frames_per_s(self) -> float:
        """How many columns of codes make a second."""
        return float(self.codec.config.sampling_rate / self.codec.config.hop_length)


@dataclass(frozen=True, slots=True)
class Melody:
    """What MusicGen melody puts before its columns: moments of a melody, then the words."""

    project: Callable[[Tensor], Tensor]
    moments: int


def load(folder: Path, precision: str, device: str) -> Musicgen:
    """Load the weights of a folder in either published layout, for `device` ("cpu", "cuda")."""
    from transformers import AutoConfig, AutoTokenizer
    from transformers.utils import logging

    logging.set_verbosity_error()  # it complains of the published configurations
    logging.disable_progress_bar()
    config = AutoConfig.from_pretrained(folder, local_files_only=True)
    model = _model_class(config.model_type).from_pretrained(folder, local_files_only=True, dtype=torch.float32).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    decoder = laid_out(model.decoder, precision, device)
    model.decoder = None  # its layers are used up
    model.to(device)
    return Musicgen(decoder, model.audio_encoder, _hearing(model, tokenizer, device), _melody(model, device))


def laid_out(language_model: Any, precision: str, device: str) -> Decoder:
    """Our decoder with the weights of transformers' one, which are used up."""
    if precision != "int8":
        dtype = getattr(torch, precision)
        return Decoder(language_model, plain(dtype, device), dtype, device)
    # With small weights, looking back over half a minute would cost as much as all layers; 16 bits halve that.
    has_bfloat16 = getattr(torch.cpu, "_is_avx512_bf16_supported", bool)()
    return Decoder(language_model, int8, torch.float32, device, torch.bfloat16 if has_bfloat16 else torch.float32)


def _model_class(kind: str) -> Any:
    from transformers import MusicgenForConditionalGeneration, MusicgenMelodyForConditionalGeneration

    return {"musicgen": MusicgenForConditionalGeneration, "musicgen_melody": MusicgenMelodyForConditionalGeneration}[
        kind
    ]


def _hearing(model: Any, tokenizer: Any, device: str) -> Callable[[str], Tensor]:
    """The text encoder with what fits its states to the decoder."""
    project = getattr(model, "enc_to_dec_proj", torch.nn.Identity())

    @torch.inference_mode()
    def hear(words: str) -> Tensor:
        ids = tokenizer(words, return_tensors="pt", truncation=True, max_length=512)["input_ids"].to(device)
        states: Tensor = project(model.text_encoder(input_ids=ids).last_hidden_state)
        return states

    return hear


def _melody(model: Any, device: str) -> Melody | None:
    if not hasattr(model.config, "chroma_length"):
        return None
    project = getattr(model, "audio_enc_to_dec_proj", torch.nn.Identity())

    @torch.inference_mode()
    def projected(moments: Tensor) -> Tensor:
        states: Tensor = project(moments.to(device))
        return states

    return Melody(projected, model.config.chroma_length)


class Following:
    """What the codes are to follow: words, and with the melody model a melody, or none."""

    def __init__(self, model: Musicgen, text: str, melody: Tensor | None) -> None:
        states = model.hears(text)
        self.words: Words = model.decoder.words(states)
        self._states, self._melody, self._model = states, melody, model

    @torch.inference_mode()
    def prefix(self, start_frame: int, rows: int) -> Tensor | None:
        """What the melody model reads first: the melody from there on and the words; in its second row neither."""
        told = self._model.melody
        if told is None:
            return None
        nothing = torch.zeros(told.moments, chroma.CLASSES)
        nothing[:, 0] = 1
        heard = nothing
        if self._melody is not None:
            heard = chroma.from_moment(self._melody, start_frame / self._model.frames_per_s, told.moments)
        with_words = torch.cat([told.project(heard[None]), self._states], dim=1)
        without = torch.cat([told.project(nothing[None]), torch.zeros_like(self._states)], dim=1)
        return torch.cat([with_words, without])[:rows]
