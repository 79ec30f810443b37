"""One stem of a commit is made anew; whoever liked the others finds them untouched."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from audio.dsp import loudness
from audio.dsp.sound import silence
from generation.engines.base import Held, Progress, Refused, Take
from generation.engines.composer.engine import Composer
from generation.engines.composer.notation import score_from_dict, score_to_dict
from generation.engines.composer.recalling import kicks_of, passages_of, timeline_of
from generation.engines.composer.regenerating import likeness, rewritten, room_for
from generation.engines.composer.write import plan_of
from tests.generation.composer.briefs import brief, score_of
from tests.generation.composer.commits import SOUNDS, held, last, parts, take_of, wishing

ENGINE = Composer(SOUNDS)
SECONDS = 12.0


@pytest.fixture(scope="module")
def made() -> Take:
    return take_of("trap", 1, SECONDS)


def anew(take: Take, stem: str, *words: str, seed: int = 77) -> Take:
    return last(ENGINE.regenerate(held(take), stem, wishing(take.brief, *words, seed=seed)))


@pytest.mark.parametrize("stem", ["drums", "bass", "chords", "melody"])
def test_a_stem_made_anew_is_another_one_and_all_others_stay_sample_for_sample(made: Take, stem: str) -> None:
    new = anew(made, stem)
    assert tuple(new.stems) == tuple(made.stems)
    assert set(new.kept) == set(made.stems) - {stem}
    for name in new.kept:
        assert new.stems[name] is made.stems[name]
        assert parts(new, name) == parts(made, name)
    assert likeness(parts(new, stem), parts(made, stem)) < 0.75
    assert not np.array_equal(new.stems[stem], made.stems[stem])


def test_it_is_as_long_and_as_loud_as_what_it_replaces_and_the_stems_sum_to_the_mix(made: Take) -> None:
    new = anew(made, "bass")
    assert len(new.stems["bass"]) == len(made.stems["bass"]) == len(new.mix) == len(new.master)
    was, now = (loudness.integrated_lufs(take.stems["bass"]) for take in (made, new))
    assert now == pytest.approx(was, abs=1.0)
    total = np.sum([stem.astype(np.float64) for stem in new.stems.values()], axis=0)
    assert np.array_equal(total, new.mix)
    assert new.loudness_lufs == pytest.approx(-14.0, abs=0.3)
    assert new.true_peak_dbtp <= -1.0


def test_grid_key_chords_and_sections_stay(made: Take) -> None:
    old, new = score_from_dict(made.score), score_from_dict(anew(made, "chords").score)
    assert replace(new, parts=()) == replace(old, parts=())


def test_the_same_seed_gives_the_same_stem_and_another_seed_another(made: Take) -> None:
    first, second, third = anew(made, "melody"), anew(made, "melody"), anew(made, "melody", seed=78)
    assert np.array_equal(first.stems["melody"], second.stems["melody"])
    assert first.midi == second.midi
    assert not np.array_equal(first.stems["melody"], third.stems["melody"])


@pytest.mark.parametrize("genre", ["trap", "house", "jazz", "rock"])
def test_a_new_bass_keeps_to_the_harmony_and_locks_with_the_drums_that_are_there(genre: str) -> None:
    score = score_of(genre, 3, 30.0)
    edited = _kicks_moved(score_to_dict(score))
    new = rewritten(score_from_dict(edited), "bass", wishing(brief(genre, 3)))
    line = timeline_of(new)
    notes = [note for part in parts(new, "bass") for note in part.notes]
    fits = [
        note.pitch % 12 in (*line.at(note.start_beats).harmony.tones, *plan_of(brief(genre, 3))[0].key.scale)
        for note in notes
    ]
    assert np.mean(fits) > 0.9
    kicks = {at for at, _ in kicks_of(new)}
    if genre == "trap":
        assert np.mean([any(abs(note.start_beats - at) < 0.01 for at in kicks) for note in notes]) > 0.5


def _kicks_moved(score: dict) -> dict:  # type: ignore[type-arg]
    """The score after somebody moved every off-beat kick by an eighth."""
    for part in score["parts"]:
        for hit in part["hits"]:
            if hit["piece"] == "kick" and hit["start_beats"] % 1:
                hit["start_beats"] += 0.5
    return score


@pytest.mark.parametrize("genre", ["trap", "house", "lo-fi", "drum and bass"])
def test_who_plays_where_is_read_back_from_the_notes(genre: str) -> None:
    score, (plan, _) = score_of(genre, 2, 60.0), plan_of(brief(genre, 2, 60.0))
    for recalled, meant in zip(passages_of(score), plan.passages, strict=True):
        assert (recalled.name, recalled.turn) == (meant.name, meant.turn)
        assert recalled.start_beats == meant.start_beats
        assert recalled.roles - meant.roles == set()


def test_an_edited_stem_keeps_what_was_edited_in_it(made: Take) -> None:
    edited = {**made.stems, "drums": (made.stems["drums"][::-1]).copy()}
    new = last(ENGINE.regenerate(Held(made.score, edited, {name: name for name in edited}), "bass", made.brief))
    assert new.stems["drums"] is edited["drums"]


def test_stems_that_were_named_otherwise_or_uploaded_come_along(made: Take) -> None:
    voice = silence(len(made.mix)) + np.float32(0.125)
    stems = {("low end" if name == "bass" else name): sound for name, sound in made.stems.items()} | {"voice": voice}
    kinds = {name: name for name in made.stems if name != "bass"} | {"low end": "bass", "voice": "vocals"}
    new = last(ENGINE.regenerate(Held(made.score, stems, kinds), "low end", made.brief))
    assert tuple(new.stems) == tuple(stems)
    assert new.stems["voice"] is voice


def test_where_the_others_are_loud_the_new_stem_alone_gives_way(made: Take) -> None:
    loud = {name: sound * np.float32(0.9 / np.abs(made.mix).max()) for name, sound in made.stems.items()}
    loud["bass"] *= np.float32(4.0)
    commit = Held(made.score, loud, {name: name for name in loud})
    new = last(ENGINE.regenerate(commit, "bass", wishing(made.brief, "louder")))
    assert np.abs(new.mix).max() < 1.0
    assert all(new.stems[name] is loud[name] for name in new.kept)


def test_room_is_what_the_others_leave() -> None:
    others = np.array([[0.5, -0.5], [0.9, 0.0]], np.float32)
    assert room_for(np.array([[0.2, 0.2], [0.0, 0.5]], np.float32), others) == 1.0
    assert room_for(np.array([[1.0, 0.0], [0.0, 0.0]], np.float32), others) == pytest.approx(0.4886, abs=1e-3)


@pytest.mark.parametrize(
    ("score", "stem"),
    [({}, "bass"), ({"version": 1}, "bass"), ("good", "voice"), ("good", "flugelhorn"), ("sectionless", "bass")],
)
def test_what_cannot_be_made_anew_is_refused_with_a_sentence(made: Take, score: object, stem: str) -> None:
    known = {"good": made.score, "sectionless": {**made.score, "sections": []}}
    content = known[score] if isinstance(score, str) else score
    commit = held(made, voice=silence(len(made.mix)))
    with pytest.raises(Refused) as refused:
        last(ENGINE.regenerate(replace(commit, score=content), stem, made.brief))
    assert refused.value.code == "no_score"
    assert str(refused.value).endswith(".")


def test_progress_rises_from_0_to_100(made: Take) -> None:
    *steps, _ = ENGINE.regenerate(held(made), "percussion", made.brief)
    percents = [step.percent for step in steps if isinstance(step, Progress)]
    assert percents == sorted(percents)
    assert (percents[0], percents[-1]) == (0, 100)


def test_a_kind_that_the_beat_has_no_part_for_yet_can_be_written_too(tmp_path: Path) -> None:
    score = score_of("house", 1, 30.0)
    without = replace(score, parts=tuple(part for part in score.parts if part.kind != "melody"))
    new = rewritten(without, "melody", brief("house", 1))
    assert parts(new, "melody")[0].notes
