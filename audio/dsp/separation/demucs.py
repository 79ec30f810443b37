"""Hybrid Transformer Demucs, from a local folder or the hub's cache; it needs torch and weights."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from audio.dsp.separation import weights
from audio.dsp.separation.threads import use_all_cores
from audio.dsp.sound import Sound, silence

NAME = weights.DEMUCS_MODEL
BYTES_NEEDED = 1_700_000_000
"""With its working memory for one segment."""
_OVERLAP = 0.25
_FAINT = 1e-8


def load(models: Path) -> Any:
    """The model, ready to run on the CPU. Raises ValueError where its files can't be read.

    Weights of the `.th` kind are pickles, which may run code: the folder is one that the owner of the site trusts.
    """
    home = weights.local(models) or weights.in_hub()
    if home is None:
        raise ValueError("Demucs’ weights are not here. Run manage.py fetch_models.")
    try:
        use_all_cores()
        return _only(_bag(home)).eval()
    except Exception as error:  # files may be broken in as many ways as there are libraries that read them
        if isinstance(error, MemoryError) or "memory" in str(error):
            raise
        raise ValueError(f"Demucs’ files in {home} can’t be read: {error}") from error


def _bag(home: Path) -> Any:
    from demucs.apply import BagOfModels
    from demucs.hf import load_safetensors_model
    from demucs.pretrained import get_model

    if not any(home.glob("*.safetensors")):
        return get_model(NAME, repo=home)
    import yaml

    described = yaml.safe_load((home / f"{NAME}.yaml").read_text(encoding="utf-8"))
    models = [load_safetensors_model(home / f"{name}.safetensors") for name in described["models"]]
    return BagOfModels(models, described.get("weights"), described.get("segment"))


def _only(bag: Any) -> Any:
    """The one model in the bag; a bag of several (htdemucs_ft) costs as many times as much, and is refused."""
    models = list(getattr(bag, "models", [bag]))
    if len(models) != 1:
        raise ValueError(f"htdemucs is one model, and here are {len(models)}.")
    return models[0]


def separate(
    model: Any, sound: Sound, wanted: tuple[str, ...], stems: dict[str, Sound], device: str = "cpu"
) -> Iterator[float]:
    """Fill `stems` with those that are wanted, segment after segment; yields the share that is done.

    It gives what `demucs.apply.apply_model` gives with no shifts and a quarter of overlap, and holds no more than the
    wanted stems and one segment.
    """
    import torch
    from demucs.apply import TensorChunk, apply_model

    stems.update({name: silence(len(sound)) for name in wanted})
    middle, spread = _level(sound)
    if not spread:
        return
    segment = int(model.segment * model.samplerate)
    mix = torch.from_numpy(np.ascontiguousarray(((sound - middle) / (spread + _FAINT)).T))[None]
    weights_of, total = _triangle(segment), np.zeros(len(sound), np.float32)
    for start in range(0, len(sound), int((1 - _OVERLAP) * segment)):
        estimate = apply_model(model, TensorChunk(mix, start, segment), shifts=0, split=False, device=device)
        within = slice(start, start + estimate.shape[-1])
        weight = weights_of[: estimate.shape[-1]]
        for name in wanted:
            stems[name][within] += estimate[0, model.sources.index(name)].cpu().numpy().T * weight[:, None]
        total[within] += weight
        yield min(1.0, (start + segment) / len(sound))
    for name in wanted:
        stems[name] *= spread / total[:, None]
        stems[name] += middle


def _level(sound: Sound) -> tuple[np.float32, np.float32]:
    """Mean and spread of the middle channel: Demucs wants sounds of zero mean and unit spread."""
    middle = sound.mean(axis=1)
    spread = middle.std(ddof=min(1, len(middle) - 1), dtype=np.float64)
    return np.float32(middle.mean(dtype=np.float64)), np.float32(spread)


def _triangle(frames: int) -> Sound:
    rising = np.arange(1, frames // 2 + 1)
    weight = np.concatenate([rising, np.arange(frames - frames // 2, 0, -1)]).astype(np.float32)
    weight /= weight.max()
    return weight
