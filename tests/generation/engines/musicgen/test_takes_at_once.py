"""Several takes of a brief are written in the same steps, and each is what it would be alone."""

from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from generation.engines import models  # noqa: E402
from generation.engines.base import Progress, Take, TuneNote  # noqa: E402
from generation.engines.facilities import Facilities  # noqa: E402
from generation.engines.musicgen import loading  # noqa: E402
from generation.engines.musicgen.engine import MusicGen  # noqa: E402
from generation.engines.musicgen.loading import Following  # noqa: E402
from generation.engines.musicgen.sampling import Sampling  # noqa: E402
from generation.engines.musicgen.writing import Sight, room, write  # noqa: E402
from tests.generation.engines.musicgen.test_beats import BRIEF, composed, halves  # noqa: E402
from tests.generation.engines.musicgen.test_same_as_stock import ended  # noqa: E402

pytestmark = pytest.mark.ml
SEEDS = (7, 8, 9)
BRIEFS = [replace(BRIEF, seed=seed) for seed in SEEDS]


def codes(model, seeds, frames=60):
    wish = Following(model, "dark trap beat", None)
    return ended(write(model.decoder, wish, frames, Sampling(), seeds, Sight(40, 16)))


@pytest.fixture(scope="module")
def engine(weights_dir):
    yield MusicGen(Facilities(sounds=weights_dir, models=weights_dir, threads=1), halves)
    models.forget()


@pytest.fixture(scope="module")
def plenty(engine):
    """The takes as they are where memory is plenty, with all steps."""
    return at_once(engine)


def at_once(engine, briefs=BRIEFS, is_wanted=lambda index: True):
    """The takes by the place of their brief, and all steps."""
    steps = list(engine.compose_batch(briefs, is_wanted))
    return {index: step for index, step in steps if isinstance(step, Take)}, steps


def logits(model, codes):
    """What follows each column of some takes that are read together: (columns, rows, codebooks, codes)."""
    decoder, words = model.decoder, Following(model, "dark trap beat", None).words
    past = room(decoder, 2 * len(codes), codes.shape[-1])
    with torch.inference_mode():
        said = [decoder.start(codes[..., :1], words, None, past)]
        said += [decoder.step(codes[..., at : at + 1], words, past) for at in range(1, codes.shape[-1])]
    return torch.stack(said)


@pytest.mark.parametrize(("precision", "off"), [("float32", 1e-5), ("int8", 1e-6)])
def test_what_a_take_is_told_does_not_hang_on_those_beside_it(weights_dir, precision, off):
    model = loading.load(weights_dir / "musicgen-small", precision, "cpu")
    read = torch.randint(0, 64, (3, 4, 20), generator=torch.Generator().manual_seed(1))
    together = logits(model, read)
    for index in range(3):
        alone = logits(model, read[index : index + 1])
        assert torch.allclose(together[:, [index, 3 + index]], alone, atol=off, rtol=0)


@pytest.mark.parametrize("kind", ["small", "melody"])
def test_a_seed_gives_the_same_codes_alone_and_beside_others(weights_dir, kind):
    model = loading.load(weights_dir / f"musicgen-{kind}", "int8", "cpu")
    together = codes(model, SEEDS)
    assert together.shape == (3, 4, 60)
    for seed, take in zip(SEEDS, together, strict=True):
        assert torch.equal(codes(model, [seed])[0], take)
    assert not torch.equal(together[0], together[1])


def test_takes_made_at_once_are_those_that_are_made_alone(engine, plenty):
    takes, steps = plenty
    assert [takes[index].brief.seed for index in range(3)] == list(SEEDS)
    assert np.array_equal(takes[1].mix, composed(engine, BRIEFS[1])[1].mix)
    told = [[step.percent for at, step in steps if at == index and isinstance(step, Progress)] for index in range(3)]
    assert all(percents == sorted(percents) for percents in told)
    stages = [step.stage for _, step in steps if isinstance(step, Progress)]
    assert "Writing takes 1 to 3 at once: 2 of 3 s…" in stages


def test_takes_follow_a_melody_at_once_too(engine):
    briefs = [replace(brief, tune=(TuneNote(0, 4, 60), TuneNote(4, 4, 67))) for brief in BRIEFS[:2]]
    takes, _ = at_once(engine, briefs)
    assert [take.model for take in takes.values()] == ["musicgen-melody"] * 2
    assert np.array_equal(takes[1].mix, composed(engine, briefs[1])[1].mix)


def test_a_take_comes_as_soon_as_its_own_stems_are_found(engine):
    steps = engine.compose_batch(BRIEFS, lambda index: True)
    before = next(index for index, step in steps if isinstance(step, Take))
    assert before == 0
    assert [index for index, step in steps if isinstance(step, Take)] == [1, 2]


def test_a_take_that_nobody_wants_any_more_is_left_out(engine):
    takes, _ = at_once(engine, is_wanted=lambda index: index != 1)
    assert set(takes) == {0, 2}


def test_when_nobody_wants_any_of_them_it_stops_between_two_steps(engine):
    wanted = iter([True] * 40)
    takes, steps = at_once(engine, is_wanted=lambda index: next(wanted, False))
    assert takes == {}
    assert max(step.percent for _, step in steps) < 40
    assert models.loaded()[-1] == "musicgen-small"


def test_where_memory_is_short_fewer_are_written_at_once_with_the_same_codes(engine, plenty, monkeypatch):
    monkeypatch.setattr(loading, "bytes_of_take", lambda model, guidance: 10**9)
    monkeypatch.setattr(models, "free_bytes", lambda device: 10**9 + 1)
    monkeypatch.setattr(models, "_drop_idle", lambda device: False)
    short, steps = at_once(engine)
    stages = {step.stage.partition(":")[0] for _, step in steps if isinstance(step, Progress)}
    assert {"Writing takes 1 to 2 at once", "Writing take 3"} <= stages
    for index in range(3):
        assert np.array_equal(short[index].mix, plenty[0][index].mix)


def test_memory_that_runs_out_in_the_midst_of_it_halves_what_is_written_at_once(engine, plenty, monkeypatch):
    from generation.engines.musicgen import writing

    real = writing.room

    def small(decoder, rows, columns):
        if rows > 2:
            raise MemoryError
        return real(decoder, rows, columns)

    monkeypatch.setattr(writing, "room", small)
    short, _ = at_once(engine)
    assert all(np.array_equal(short[index].mix, plenty[0][index].mix) for index in range(3))


def test_briefs_that_differ_in_more_than_their_seed_are_no_batch(engine):
    with pytest.raises(ValueError, match="seed alone"):
        list(engine.compose_batch([BRIEF, replace(BRIEF, bpm=90)], lambda index: True))


def test_what_a_take_needs_beside_others_is_what_it_remembers(ours):
    shape = ours["small"].decoder.shape(2)
    remembered = 2 * 4 * shape.layers * shape.rows * shape.heads * shape.width * 1500
    assert remembered < loading.bytes_of_take(ours["small"], 3.0) < 1.5 * remembered
    assert loading.bytes_of_take(ours["small"], 1.0) == loading.bytes_of_take(ours["small"], 3.0) // 2
