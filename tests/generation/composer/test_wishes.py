"""Whoever wishes for something about a stem hears it."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from statistics import fmean

import numpy as np
import pytest

from audio.dsp import loudness
from generation.engines.composer import render
from generation.engines.composer.engine import Composer
from generation.engines.composer.genres import GENRES
from generation.engines.composer.granting import moments, note_beats, register
from generation.engines.composer.palette import INSTRUMENT_WORDS, KITS
from generation.engines.composer.regenerating import rewritten
from generation.engines.composer.score import Part, Score
from generation.engines.composer.wishes import KITS as KIT_WISHES
from generation.engines.composer.wishes import WISHES, settled, wishes_for
from generation.engines.composer.write import compose_score
from tests.generation.composer.briefs import brief, score_of
from tests.generation.composer.commits import SOUNDS, held, last, parts, take_of, wishing

SOME = ("trap", "house", "jazz", "rock", "lo-fi")
PLAYERS = {"chords": ("piano",), "melody": ("piano",), "other": ("pad",)}
"""What plays both times, so that they can be compared."""
PITCHED = ("bass", "chords", "melody")
some_genres = pytest.mark.parametrize("genre", SOME)


@cache
def wished(genre: str, kind: str, *words: str) -> tuple[Part, ...]:
    score = score_of(genre, 2, 30.0)
    return parts(rewritten(score, kind, wishing(brief(genre, 2), *words)), kind)


def there(genre: str, kind: str) -> tuple[Part, ...]:
    return parts(score_of(genre, 2, 30.0), kind)


def test_pages_read_the_wishes_without_numpy() -> None:
    code = "import sys, generation.engines.composer.wishes; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_wish_is_known_to_what_grants_it() -> None:
    assert all(kit in KITS for kit in KIT_WISHES.values())
    named = {wish for wishes in WISHES.values() for wish in wishes if wish in INSTRUMENT_WORDS}
    assert {"808", "piano", "pad", "bell"} <= named


def test_the_last_of_contrary_wishes_holds() -> None:
    assert settled(("busier", "darker", "simpler")) == ("darker", "simpler")
    assert wishes_for("drums", ("higher", "busier", "808", "brighter", "darker")) == ("busier", "darker")


@some_genres
@pytest.mark.parametrize("kind", ["drums", "percussion", *PITCHED])
def test_busier_has_more_onsets_than_before_and_simpler_fewer(genre: str, kind: str) -> None:
    before = moments(there(genre, kind))
    assert moments(wished(genre, kind, "busier")) >= 1.2 * before
    assert moments(wished(genre, kind, "simpler")) <= 0.8 * before


@some_genres
@pytest.mark.parametrize("kind", PITCHED)
def test_higher_and_lower_move_the_register(genre: str, kind: str) -> None:
    before = register(there(genre, kind))
    assert register(wished(genre, kind, "higher")) >= before + 3
    assert kind == "bass" or register(wished(genre, kind, "lower")) <= before - 3


@some_genres
@pytest.mark.parametrize("kind", PITCHED)
def test_notes_get_longer_and_shorter(genre: str, kind: str) -> None:
    before = note_beats(there(genre, kind))
    assert note_beats(wished(genre, kind, "longer notes")) >= 1.2 * before
    assert note_beats(wished(genre, kind, "shorter notes")) <= 0.75 * before


@pytest.mark.parametrize("genre", ["trap", "house", "lo-fi", "rock"])
def test_more_swing_is_later_off_the_eighths_and_straighter_is_not(genre: str) -> None:
    swings, straight = (late_s(wished(genre, "drums", word)) for word in ("more swing", "straighter"))
    assert swings > straight + 0.008


def late_s(drums: tuple[Part, ...]) -> float:
    """How much later strokes off the eighths are played than those on them."""
    hits = [hit for part in drums for hit in part.hits]
    off = [hit.offset_s for hit in hits if abs(hit.start_beats * 4 % 2 - 1) < 1e-6]
    return fmean(off) - fmean(hit.offset_s for hit in hits if hit.start_beats * 2 % 1 == 0)


@pytest.mark.parametrize(
    ("kind", "wish"), [(kind, wish) for kind, wishes in WISHES.items() for wish in wishes if wish in INSTRUMENT_WORDS]
)
def test_an_instrument_that_is_wished_for_plays(kind: str, wish: str) -> None:
    players = {part.instrument for part in wished("trap", kind, wish) if part.instrument != "effects"}
    assert players & set(INSTRUMENT_WORDS[wish])


@pytest.mark.parametrize("wish", list(KIT_WISHES))
def test_a_kit_that_is_wished_for_plays(wish: str) -> None:
    assert {part.instrument for part in wished("house", "drums", wish)} == {KIT_WISHES[wish]}


@pytest.mark.parametrize("genre", ["trap", "jazz"])
@pytest.mark.parametrize("kind", list(WISHES))
def test_darker_and_brighter_are_heard_in_the_spectrum(genre: str, kind: str) -> None:
    score, same = score_of(genre, 2, 12.0), PLAYERS.get(kind, ())
    dark, bright = (
        centroid_hz(rewritten(score, kind, wishing(brief(genre, 2, 12.0), *same, word)), kind)
        for word in ("darker", "brighter")
    )
    assert bright > 1.06 * dark


def centroid_hz(score: Score, kind: str) -> float:
    sound = render.render_stem(score, kind, GENRES[score.genre].mix, SOUNDS).mean(axis=1)
    power = np.square(np.abs(np.fft.rfft(sound)))
    return float((power * np.fft.rfftfreq(len(sound), 1 / 44_100)).sum() / power.sum())


def test_louder_and_quieter_are_three_units() -> None:
    made = take_of("trap", 1, 12.0)
    was = loudness.integrated_lufs(made.stems["melody"])
    for word, by in (("louder", 3.0), ("quieter", -3.0)):
        new = last(Composer(SOUNDS).regenerate(held(made), "melody", wishing(made.brief, word)))
        assert loudness.integrated_lufs(new.stems["melody"]) - was == pytest.approx(by, abs=0.6)


@pytest.mark.parametrize("wish", ["busier", "simpler", "higher", "shorter notes"])
def test_wishes_shape_a_whole_beat_too(wish: str) -> None:
    plain, shaped = (compose_score(brief("pop", 3, 30.0, traits=traits))[0] for traits in ((), (wish,)))
    assert [section.name for section in shaped.sections] == [section.name for section in plain.sections]
    for kind in PITCHED:
        one, other = parts(plain, kind), parts(shaped, kind)
        measure = {"higher": register, "shorter notes": note_beats}.get(wish, moments)
        assert (measure(other) > measure(one)) == (wish in ("busier", "higher"))
        assert measure(other) != measure(one)
