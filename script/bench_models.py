"""The bench of the models: `script/bench models [options]`. Real sizes, random weights: speed doesn't depend on values.

MusicGen's steps, ours and those of stock transformers, take turns in one process, so that both have the same machine.
HTDemucs is measured against Demucs' own code, each in a process of its own, as are peaks of memory, which `--memory`
measures alone. Takes that are written at once are timed in the last of the `--precisions`; `--model` chooses a size.
Where there is a graphics card it is measured too; where there is none, this says so.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["PYTHONPATH"] = str(ROOT)
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # as in workers
warnings.filterwarnings("ignore")

from script.memory import peak_mb  # noqa: E402
from script.separation_bench.speed import run_demucs  # noqa: E402

PLACES = (10, 500, 1000, 1450)
"""Columns at which steps are timed; 1500 are the 30 s that the model sees."""
STEPS_PER_S = 50
TAKES = (1, 2, 4)
WORDS = 24
SIZES = {"small": (1024, 24, 16, 4096), "medium": (1536, 48, 24, 6144)}


def main() -> None:
    """What was asked for, in order."""
    wanted = arguments()
    if wanted.peak:
        print(json.dumps(_peak(wanted.model, wanted.peak, wanted.checkpoint)))
        return
    import torch

    torch.set_num_threads(wanted.threads)
    print(f"musicgen-{wanted.model}, {wanted.threads} threads, torch {torch.__version__}, guidance 3 (two rows)")
    if not wanted.memory:
        speeds(wanted.model, wanted.precisions, wanted.rounds, "cpu")
        takes_at_once(wanted.model, wanted.precisions[-1], wanted.rounds, "cpu")
        decoding_speed()
    if wanted.memory or not wanted.quick:
        memory(wanted.model, wanted.precisions)
    if not wanted.memory:
        run_demucs(device="cpu")
    if torch.cuda.is_available():
        run_demucs(device="cuda")
        speeds(wanted.model, ["float32", "bfloat16", "bfloat16+graph"], wanted.rounds, "cuda")
        takes_at_once(wanted.model, "bfloat16", wanted.rounds, "cuda")
    else:
        print("\nCUDA: not run; there is no graphics card here.")


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", choices=sorted(SIZES), default="small")
    parser.add_argument("--precisions", nargs="+", default=["float32", "bfloat16", "int8"])
    parser.add_argument("--rounds", type=int, default=12, help="steps of each kind at each place")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--memory", action="store_true", help="only the memory peaks")
    parser.add_argument("--quick", action="store_true", help="without the memory peaks")
    parser.add_argument("--peak", help=argparse.SUPPRESS)
    parser.add_argument("--checkpoint", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def language_model(size: str) -> Any:
    """A decoder of MusicGen of that size, with random weights."""
    import torch
    from transformers import MusicgenDecoderConfig, MusicgenForCausalLM

    width, layers, heads, wide = SIZES[size]
    config = MusicgenDecoderConfig(
        hidden_size=width, num_hidden_layers=layers, num_attention_heads=heads, ffn_dim=wide, dropout=0.0
    )
    torch.manual_seed(1)
    return MusicgenForCausalLM(config).eval()


def ours(size: str, precision: str, device: str) -> Any:
    """The same laid out by us."""
    from generation.engines.musicgen.loading import laid_out

    return laid_out(language_model(size), precision, device)


Step = Callable[[int], None]


def stock_step(size: str, device: str, dtype: Any = None, model: Any = None) -> Step:
    """A step of stock transformers after so many columns: its forward alone, without what `generate` does around it."""
    import torch
    from transformers import DynamicCache, EncoderDecoderCache

    model = model or language_model(size).to(device, dtype or torch.float32)
    config = model.config
    states = torch.randn(2, WORDS, config.hidden_size, device=device, dtype=dtype)
    mask = torch.tensor([[1] * WORDS, [0] * WORDS], device=device)
    column = torch.zeros((2 * config.num_codebooks, 1), dtype=torch.int64, device=device)
    kept: dict[int, Any] = {}

    def begin(place: int) -> Any:
        cache = EncoderDecoderCache(DynamicCache(), DynamicCache())
        width = config.hidden_size // config.num_attention_heads
        for layer in range(config.num_hidden_layers):
            past = torch.randn(2, config.num_attention_heads, place, width, device=device, dtype=dtype)
            cache.self_attention_cache.update(past, past.clone(), layer)
        return cache

    def step(place: int) -> None:
        if place not in kept:
            kept.clear()
            kept[place] = begin(place)
        model(
            input_ids=column, encoder_hidden_states=states, encoder_attention_mask=mask,
            past_key_values=kept[place], use_cache=True,
        )  # fmt: skip

    return step


def our_step(decoder: Any, device: str, graph: bool, takes: int = 1) -> Step:
    """A step of ours after so many columns of so many takes, with the choice of the codes."""
    import torch

    from generation.engines.musicgen.sampling import Chance, Sampling, draw
    from generation.engines.musicgen.writing import room, stepper

    words = decoder.words(torch.randn(1, WORDS, decoder.config.hidden_size))
    column = torch.zeros((takes, decoder.config.num_codebooks, 1), dtype=torch.int64, device=device)
    past, chance, sampling = room(decoder, 2 * takes, 1504), Chance(range(takes), device), Sampling()
    kept: dict[int, Any] = {}

    def step(place: int) -> None:
        if place not in kept:
            kept.clear()
            past.begin()
            past.advance(place)
            kept[place] = (
                stepper(decoder, words, past, takes) if graph else lambda codes: decoder.step(codes, words, past)
            )
        draw(kept[place](column), sampling, chance)

    return step


def speeds(size: str, precisions: list[str], rounds: int, device: str) -> None:
    """Times of single steps along a beat of 30 s."""
    import torch

    kinds: dict[str, Step] = {"stock float32": stock_step(size, device)}
    if device == "cuda":
        kinds["stock bfloat16"] = stock_step(size, device, torch.bfloat16)
    for precision in precisions:
        name, _, graph = precision.partition("+")
        kinds[f"ours {precision}"] = our_step(ours(size, name, device), device, bool(graph))
    with torch.inference_mode():
        found = {place: _turns(kinds, place, rounds, device) for place in PLACES}
    _print_speeds(kinds, found, rounds, device)


def _turns(kinds: dict[str, Step], place: int, rounds: int, device: str) -> dict[str, float]:
    """The quickest step of each kind, which take turns, in seconds: what else runs here only ever adds."""
    import torch

    times: dict[str, list[float]] = {name: [] for name in kinds}
    for turn in range(rounds + 1):
        for name, step in kinds.items():
            began = time.perf_counter()
            step(place)
            if device == "cuda":
                torch.cuda.synchronize()
            if turn:  # the first warms up
                times[name].append(time.perf_counter() - began)
    return {name: min(some) for name, some in times.items()}


def _print_speeds(kinds: dict[str, Step], found: dict[int, dict[str, float]], rounds: int, device: str) -> None:
    print(f"\n{device}: ms a step at columns {', '.join(map(str, PLACES))} (quickest of {rounds}, taking turns)")
    print(f"{'':22}{''.join(f'{place:>9}' for place in PLACES)}   growth   s per s of audio   × stock float32")
    means = {name: statistics.mean(found[place][name] for place in PLACES) for name in kinds}
    for name in kinds:
        row = [found[place][name] for place in PLACES]
        cells = "".join(f"{1000 * seconds:9.1f}" for seconds in row)
        per_s, gain = STEPS_PER_S * means[name], means["stock float32"] / means[name]
        print(f"{name:22}{cells}   ×{row[-1] / row[0]:.2f}   {per_s:16.2f}   {gain:15.2f}")


def takes_at_once(size: str, precision: str, rounds: int, device: str) -> None:
    """What a second of audio costs where several takes are written in the same steps."""
    import torch

    decoder = ours(size, precision, device)
    print(f"\n{device}: takes written at once, {precision}: s per s of audio of one take (mean over the same columns)")
    alone = 0.0
    for takes in TAKES:
        kinds = {"": our_step(decoder, device, graph=False, takes=takes)}
        with torch.inference_mode():
            seconds = (
                STEPS_PER_S / takes * statistics.mean(_turns(kinds, place, rounds, device)[""] for place in PLACES)
            )
        alone = alone or seconds
        print(f"{takes:>4} at once {seconds:8.2f}   × {alone / seconds:.2f}")


def codec() -> Any:
    """EnCodec as MusicGen has it: 32 kHz, 50 frames a second, four codebooks."""
    from transformers import EncodecConfig, EncodecModel

    config = EncodecConfig(
        sampling_rate=32_000, codebook_size=2048, codebook_dim=128, num_filters=64, upsampling_ratios=[8, 5, 4, 4],
        target_bandwidths=[2.2], use_causal_conv=False,
    )  # fmt: skip
    return EncodecModel(config).eval()


def decoding_speed(seconds: int = 10) -> None:
    """EnCodec's share."""
    import torch

    from generation.engines.musicgen.decoding import waveform

    model, codes = codec(), torch.randint(0, 2048, (4, seconds * STEPS_PER_S))
    waveform(model, codes[:, :50])
    began = time.perf_counter()
    waveform(model, codes)
    print(f"\ncodes to sound: {(time.perf_counter() - began) / seconds:.3f} s per s of audio")


def memory(size: str, precisions: list[str]) -> None:
    """Peaks of whole processes that load a checkpoint of that size from disk and make a step at the end of 30 s."""
    print("\nmemory of a process that loads a checkpoint and steps at the end of 30 s, in GB")
    with TemporaryDirectory() as folder:
        save_checkpoint(size, Path(folder))
        for kind in ["stock", *precisions]:
            command = [sys.executable, __file__, "--model", size, "--peak", kind, "--checkpoint", folder]
            told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout.splitlines()[-1])
            print(f"{kind:22}{told['peak']:6.2f} at its peak with pages of files, {told['held']:6.2f} held")


def save_checkpoint(size: str, folder: Path) -> None:
    """All parts with random weights, in the published layout."""
    from transformers import MusicgenConfig, MusicgenForConditionalGeneration, T5Config

    from tests.generation.engines.musicgen.tiny import save_words

    text = T5Config(d_model=768, d_kv=64, d_ff=3072, num_layers=12, num_heads=12).to_dict()
    decoder = language_model(size).config.to_dict()
    config = MusicgenConfig(text_encoder=text, audio_encoder=codec().config.to_dict(), decoder=decoder)
    MusicgenForConditionalGeneration(config).save_pretrained(folder)
    save_words(folder)


def _peak(size: str, kind: str, folder: Path) -> dict[str, float]:
    import torch

    held = _loaded(kind, folder)
    step = (
        stock_step(size, "cpu", model=held.decoder) if kind == "stock" else our_step(held.decoder, "cpu", graph=False)
    )
    with torch.inference_mode():
        step(1450)
    return {"peak": peak_mb() / 1e3, "held": _own()}


def _loaded(kind: str, folder: Path) -> Any:
    if kind == "stock":
        from transformers import MusicgenForConditionalGeneration

        return MusicgenForConditionalGeneration.from_pretrained(folder).eval()
    from generation.engines.musicgen.loading import load

    return load(folder, kind, "cpu")


def _own() -> float:
    """Memory that is this process's alone: pages of the files that weights are read from can be dropped."""
    told = Path("/proc/self/status").read_text()
    return int(told.split("RssAnon:")[1].split()[0]) / 1e6


if __name__ == "__main__":
    main()
