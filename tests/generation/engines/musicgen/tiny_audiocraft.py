"""A tiny random checkpoint as audiocraft's are published: `python -m … PART FOLDER PACKAGES`.

The folder is laid out as the hub's cache: MusicGen as files of torch, T5 and EnCodec as transformers has them.
"""

import sys
from pathlib import Path
from typing import Any

from tests.generation.engines.musicgen import tiny

COMMIT = "0" * 40
_LM = {
    "dim": 64, "num_heads": 4, "num_layers": 2, "hidden_scale": 2, "n_q": 4, "card": 64, "dropout": 0.0,
    "activation": "gelu", "norm_first": True, "bias_ff": False, "bias_attn": False, "bias_proj": False, "causal": True,
    "custom": False, "memory_efficient": True, "attention_as_float32": False, "positional_embedding": "sin",
    "weight_init": "gaussian", "depthwise_init": "current", "zero_bias_init": True, "norm": "layer_norm",
    "cross_attention": False, "two_step_cfg": False,
}  # fmt: skip
_CONFIG: dict[str, Any] = {
    "device": "cpu", "dtype": "float32", "sample_rate": 32_000, "channels": 1,
    "interleave_stereo_codebooks": {"use": False, "per_timestep": False},
    "lm_model": "transformer_lm", "transformer_lm": _LM, "dataset": {"segment_duration": 30},
    "codebooks_pattern": {
        "modeling": "delay", "delay": {"delays": [0, 1, 2, 3], "flatten_first": 0, "empty_initial": 0},
    },
    "attribute_dropout": {"args": {"active_on_eval": False}, "text": {}, "wav": {}},
    "classifier_free_guidance": {"training_dropout": 0.3, "inference_coef": 3.0},
    "fuser": {
        "cross_attention_pos_emb": False, "cross_attention_pos_emb_scale": 1, "sum": [], "prepend": [],
        "cross": ["description"], "input_interpolate": [],
    },
    "conditioners": {
        "args": {"merge_text_conditions_p": 0.25, "drop_desc_p": 0.5},
        "description": {
            "model": "t5", "t5": {"name": "t5-base", "finetune": False, "word_dropout": 0.3, "normalize_text": False}
        },
    },
}  # fmt: skip


def snapshot(cache: Path, repo: str) -> Path:
    """An empty snapshot of a repo in the hub's cache."""
    folder = cache / f"models--{repo.replace('/', '--')}"
    made = folder / "snapshots" / COMMIT
    made.mkdir(parents=True)
    (folder / "refs").mkdir()
    (folder / "refs" / "main").write_text(COMMIT)
    return made


def save_others(cache: Path) -> None:
    """The encoder of words and the codec."""
    from transformers import T5Config, T5Model

    words = snapshot(cache, "t5-base")
    config = T5Config(vocab_size=len(tiny.VOCABULARY) + 3, d_model=768, d_kv=8, d_ff=16, num_layers=1, num_heads=2)
    T5Model(config).save_pretrained(words)
    tiny.save_words(words)
    (words / "spiece.model").touch()
    tiny.model("small").audio_encoder.save_pretrained(snapshot(cache, "facebook/encodec_32khz"))


def save_musicgen(cache: Path) -> None:
    """The transformer, built by audiocraft itself."""
    import torch

    from generation.engines.musicgen.audiocraft_host import stand_in

    stand_in()
    from audiocraft.models import builders
    from omegaconf import OmegaConf

    torch.manual_seed(1)
    config = OmegaConf.create(_CONFIG)
    made, told = snapshot(cache, "facebook/musicgen-small"), {"version": "1.3.0", "exported": True}
    state = builders.get_lm_model(config).state_dict()
    torch.save({"best_state": state, "xp.cfg": OmegaConf.to_yaml(config), **told}, made / "state_dict.bin")
    torch.save({"pretrained": "facebook/encodec_32khz", **told}, made / "compression_state_dict.bin")


if __name__ == "__main__":
    sys.path.append(sys.argv[3])
    {"others": save_others, "musicgen": save_musicgen}[sys.argv[1]](Path(sys.argv[2]))
