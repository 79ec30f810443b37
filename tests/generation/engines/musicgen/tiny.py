"""Tiny random MusicGen models, saved as the published ones are: real loading code, seconds instead of gigabytes."""

import json
import shutil
from pathlib import Path
from typing import Any

VOCABULARY = (
    "dark",
    "trap",
    "beat",
    "with",
    "rhodes",
    "bpm",
    "in",
    "minor",
    "calm",
    "energetic",
    "jazz",
    "rain",
    ",",
    "140",
)
_DECODER = {
    "vocab_size": 64, "pad_token_id": 64, "bos_token_id": 64, "hidden_size": 32, "num_hidden_layers": 3, "ffn_dim": 64,
    "num_attention_heads": 4, "num_codebooks": 4, "audio_channels": 1, "dropout": 0.0,
}  # fmt: skip
_CODEC = {
    "sampling_rate": 32_000, "audio_channels": 1, "codebook_size": 64, "codebook_dim": 16, "hidden_size": 16,
    "num_filters": 4, "upsampling_ratios": [8, 5, 4, 4], "target_bandwidths": [1.2], "use_causal_conv": False,
    "num_lstm_layers": 1,
}  # fmt: skip


def model(kind: str, seed: int = 1, loud: float = 8.0) -> Any:
    """A random model: "small", which looks at the words, or "melody", which has melody and words before its columns.

    "stereo-small" and "stereo-melody" write twice as many codebooks, left and right in turns, for the same codec.
    """
    import torch
    from transformers import EncodecConfig, T5Config

    torch.manual_seed(seed)
    text = T5Config(vocab_size=len(VOCABULARY) + 3, d_model=24, d_kv=8, d_ff=32, num_layers=1, num_heads=2)
    made = _made(kind, text.to_dict(), EncodecConfig(**_CODEC).to_dict())
    with torch.no_grad():
        for weight in made.decoder.parameters():  # small random weights say the same whatever they hear
            weight.mul_(loud if weight.dim() > 1 else 1)
        for layer in made.audio_encoder.quantizer.layers:  # codebooks begin at zero
            layer.codebook.embed.normal_()
    made.generation_config.update(
        pad_token_id=64, bos_token_id=64, decoder_start_token_id=64, do_sample=True, guidance_scale=3.0
    )
    return made.eval()


def _made(kind: str, text: dict[str, Any], codec: dict[str, Any]) -> Any:
    import transformers as hf

    decoder = _DECODER | ({"num_codebooks": 8, "audio_channels": 2} if kind.startswith("stereo-") else {})
    if kind.endswith("melody"):
        parts = {"text_encoder": text, "audio_encoder": codec, "decoder": decoder, "chroma_length": 20}
        return hf.MusicgenMelodyForConditionalGeneration(hf.MusicgenMelodyConfig(**parts))
    parts = {"text_encoder": text, "audio_encoder": codec, "decoder": decoder}
    return hf.MusicgenForConditionalGeneration(hf.MusicgenConfig(**parts))


def save_local(folder: Path, kind: str, **options: Any) -> Path:
    """A plain folder: configuration, words and safetensors."""
    model(kind, **options).save_pretrained(folder, max_shard_size="60KB" if kind.endswith("melody") else "5GB")
    save_words(folder)
    return folder


def save_in_hub_cache(cache: Path, kind: str, **options: Any) -> Path:
    """As hub clients keep it: blobs, and a snapshot of links to them."""
    repo = cache / f"models--facebook--musicgen-{kind}"
    snapshot, blobs = repo / "snapshots" / ("0" * 40), repo / "blobs"
    save_local(snapshot, kind, **options)
    blobs.mkdir()
    for number, file in enumerate(sorted(snapshot.iterdir())):
        shutil.move(file, blobs / str(number))
        file.symlink_to(Path("../../blobs") / str(number))
    (repo / "refs").mkdir()
    (repo / "refs" / "main").write_text("0" * 40)
    return snapshot


def save_words(folder: Path) -> None:
    """A tokenizer as T5's is saved, with few words."""
    from transformers import T5Tokenizer

    words = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), *((f"▁{word}", -1.0) for word in VOCABULARY)]
    T5Tokenizer(vocab=words, extra_ids=0).save_pretrained(folder)
    told = json.loads((folder / "tokenizer_config.json").read_text())
    assert told["tokenizer_class"] == "T5Tokenizer"
