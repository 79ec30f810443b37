"""A package with the names and manners of audiocraft, and empty files where its weights would lie."""

from pathlib import Path

from generation.engines.facilities import Facilities
from generation.engines.musicgen import audiocraft

STAND_IN = """
import os
import torch


class MusicGen:
    sample_rate, frame_rate = 32000, 50

    @staticmethod
    def get_pretrained(name, device=None):
        assert os.environ["HF_HUB_OFFLINE"] == os.environ["TORCH_FORCE_WEIGHTS_ONLY_LOAD"] == "1"
        print("what libraries print is no answer")
        return MusicGen()

    def set_custom_progress_callback(self, callback):
        self.callback = callback

    def set_generation_params(self, use_sampling, top_k, temperature, duration, cfg_coef):
        self.duration, self.top_k = duration, top_k

    def generate(self, descriptions, progress=False):
        assert progress
        if "explode" in descriptions[0]:
            raise ValueError("no such words")
        if "vanish" in descriptions[0]:
            os._exit(1)
        if "fill" in descriptions[0]:
            raise MemoryError
        frames = int(self.duration * self.frame_rate)
        for done in range(frames):
            torch.rand(1)
            self.callback(done + 1, frames)
        return 0.1 * torch.randn(len(descriptions), 2, int(self.duration * self.sample_rate))
"""


def facilities(folder: Path) -> Facilities:
    """A machine on which that is installed."""
    package = folder / "packages" / "audiocraft"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "models.py").write_text(STAND_IN)
    for repo, files in audiocraft.parts("small").items():
        snapshot = folder / "audiocraft-small" / f"models--{repo.replace('/', '--')}" / "snapshots" / "main"
        snapshot.mkdir(parents=True)
        (snapshot / files[-1]).touch()
        (snapshot / files[0].replace("*", "config")).touch()
    return Facilities(
        sounds=folder, models=folder, threads=1, musicgen_runtime="audiocraft", audiocraft=folder / "packages"
    )
