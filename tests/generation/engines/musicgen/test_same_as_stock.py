"""Stepping through MusicGen by ourselves gives what transformers gives: the same logits, codes and samples."""

import pytest

torch = pytest.importorskip("torch")

from transformers import AutoTokenizer  # noqa: E402

from generation.engines.musicgen import decoding, delay, loading  # noqa: E402
from generation.engines.musicgen.cache import Past, StaticPast  # noqa: E402
from generation.engines.musicgen.loading import Following  # noqa: E402
from generation.engines.musicgen.sampling import Chance, Sampling  # noqa: E402
from generation.engines.musicgen.windows import Window  # noqa: E402
from generation.engines.musicgen.writing import Sight, fill, write  # noqa: E402

pytestmark = pytest.mark.ml
TEXT, FRAMES = "dark trap beat, 140 bpm", 24
KINDS = ("small", "melody")


def heard(kind, melody):
    return {"input_features": melody} if kind == "melody" and melody is not None else {}


def stock_run(model, kind, melody=None, guidance=3.0, known=None):
    """What transformers makes of the words: logits of every step, codes and samples."""
    kept = {}
    ids = AutoTokenizer.from_pretrained(model.name_or_path)(TEXT, return_tensors="pt")["input_ids"]
    decode = model.audio_encoder.decode
    model.audio_encoder.decode = lambda codes, **options: kept.update(codes=codes[0, 0]) or decode(codes, **options)
    start = {} if known is None else {"decoder_input_ids": known}
    try:
        made = model.generate(
            input_ids=ids, attention_mask=torch.ones_like(ids), **heard(kind, melody), **start, do_sample=False,
            guidance_scale=guidance, max_length=FRAMES + 4, return_dict_in_generate=True, output_logits=True,
        )  # fmt: skip
    finally:
        model.audio_encoder.decode = decode
    return [one.view(-1, 4, 64) for one in made.logits], kept["codes"], made.sequences[0, 0]


def ended(steps):
    """What a generator returns."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def our_codes(model, melody=None, guidance=3.0):
    wish = Following(model, TEXT, melody)
    return ended(write(model.decoder, wish, FRAMES, Sampling(top_k=1, guidance=guidance), [1], Sight()))[0]


def melody_of(pitch):
    chroma = torch.zeros(1, 20, 12)
    chroma[..., pitch] = 1
    return chroma


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("guidance", [3.0, 1.0])
def test_the_likeliest_codes_and_their_sound_are_those_of_stock_transformers(stock, ours, kind, guidance):
    _, codes, samples = stock_run(stock[kind], kind, guidance=guidance)
    mine = our_codes(ours[kind], guidance=guidance)
    assert torch.equal(mine, codes)
    assert torch.allclose(decoding.waveform(ours[kind].codec, mine), samples, atol=1e-5)


def test_a_melody_is_told_as_stock_transformers_tells_it(stock, ours):
    melody = melody_of(7)
    _, codes, _ = stock_run(stock["melody"], "melody", melody)
    assert torch.equal(our_codes(ours["melody"], melody[0]), codes)


@pytest.mark.parametrize("cache", [Past, StaticPast])
@pytest.mark.parametrize("kind", KINDS)
def test_every_logit_of_every_step_is_that_of_stock_transformers(stock, ours, kind, cache):
    logits, codes, _ = stock_run(stock[kind], kind)
    decoder, wish = ours[kind].decoder, Following(ours[kind], TEXT, None)
    grid, _ = delay.columns(codes[None], FRAMES, 64, decoder.delays)
    prefix = wish.prefix(0, 2)
    past = cache(decoder.shape(2), 80, torch.float32, "cpu")
    with torch.inference_mode():
        found = [decoder.start(grid[..., :1], wish.words, prefix, past)]
        found += [decoder.step(grid[..., at : at + 1], wish.words, past) for at in range(1, grid.shape[-1] - 1)]
    assert len(found) == len(logits)
    for mine, theirs in zip(found, logits, strict=True):
        assert torch.allclose(mine, theirs, atol=1e-4, rtol=1e-4)


def test_a_beat_that_goes_on_does_so_as_stock_transformers_would(stock, ours):
    known = our_codes(ours["small"])[:, :10]
    _, codes, _ = stock_run(stock["small"], "small", known=known)
    decoder, wish = ours["small"].decoder, Following(ours["small"], TEXT, None)
    with torch.inference_mode():
        mine = ended(fill(decoder, wish, Window(0, 10, FRAMES), known[None], Sampling(top_k=1), Chance([1], "cpu")))
    assert torch.equal(mine[0], codes)


@pytest.mark.parametrize("precision", ["int8", "bfloat16"])
def test_smaller_weights_say_nearly_the_same(weights_dir, ours, precision):
    smaller = loading.load(weights_dir / "musicgen-small", precision, "cpu")
    said = []
    for model in (ours["small"], smaller):
        wish, past = Following(model, TEXT, None), Past(model.decoder.shape(2), 8, model.decoder.memory, "cpu")
        with torch.inference_mode():
            model.decoder.start(torch.full((1, 4, 1), 64), wish.words, None, past)
            said.append(model.decoder.step(torch.full((1, 4, 1), 7), wish.words, past).flatten())
    assert torch.corrcoef(torch.stack(said))[0, 1] > 0.99
