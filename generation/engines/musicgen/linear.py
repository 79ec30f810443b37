"""The weights of one linear layer, as they are or in eight bits."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import partial
from typing import Any

import torch
from torch import Tensor

Linear = Callable[[Tensor], Tensor]
Pack = Callable[[Tensor], Linear]


def plain(dtype: torch.dtype, device: str) -> Pack:
    """Layers that keep their weights in one type on one device."""

    def pack(weight: Tensor) -> Linear:
        kept = weight.detach().to(device=device, dtype=dtype).contiguous()
        return lambda inputs: torch.nn.functional.linear(inputs, kept)

    return pack


def int8(weight: Tensor) -> Linear:
    """Eight bits for each weight with a scale for each output; inputs are rounded as they come. For processors only.

    A step reads all weights once, so a quarter of the bytes is most of the way to a quarter of the time. Every row of
    the inputs is rounded by itself where the kernels can do that: a take is the same alone and beside others.
    """
    torch.backends.quantized.engine = _kernels()
    scales = (weight.detach().abs().amax(dim=1) / 127).clamp(min=1e-8).double()
    zeros = torch.zeros(len(scales), dtype=torch.int64)
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # a later torch is to do this elsewhere; the lock names the one that does it here
        rounded = torch.quantize_per_channel(weight.detach().float(), scales, zeros, 0, torch.qint8)
        packed = torch.ops.quantized.linear_prepack(rounded, None)
    # Without VNNI the kernels add up in 16 bits, which eight full bits overflow.
    narrow = not _has_vnni()
    if torch.backends.quantized.engine != "fbgemm":
        return lambda inputs: torch.ops.quantized.linear_dynamic(inputs, packed, narrow)
    return partial(_by_rows, packed, 63 if narrow else 127)


def _by_rows(packed: Any, most: int, inputs: Tensor) -> Tensor:
    """Inputs as whole numbers from -most to most, with a scale for each row; sums of whole numbers are exact."""
    peaks = inputs.abs().amax(-1, keepdim=True).clamp_(min=1e-8)
    told = torch.ops.quantized.linear_with_input_q_dq_qweight_dq_output_fp32(inputs / peaks, 1 / most, most + 1, packed)
    outputs: Tensor = told.mul_(peaks)
    return outputs


def _kernels() -> str:
    """The kernels that are quickest for a row or two: fbgemm, or what there is on ARM."""
    return "fbgemm" if "fbgemm" in torch.backends.quantized.supported_engines else "qnnpack"


def _has_vnni() -> bool:
    ask = getattr(torch.cpu, "_is_vnni_supported", None)
    return bool(ask and ask())
