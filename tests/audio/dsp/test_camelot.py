"""The Camelot wheel."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.dsp import camelot
from generation.engines.theory import MODES, TONICS, parse_key

KEYS = st.builds("{} {}".format, st.sampled_from(TONICS), st.sampled_from(sorted(MODES)))


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("C major", "8B"),
        ("A minor", "8A"),
        ("C minor", "5A"),
        ("F# minor", "11A"),
        ("Gb major", "2B"),
        ("E major", "12B"),
        ("B major", "1B"),
        ("Ab minor", "1A"),
        ("D dorian", "8A"),
        ("G mixolydian", "8B"),
        ("C harmonic minor", "5A"),
    ],
)
def test_a_key_has_the_code_that_djs_know(key: str, code: str) -> None:
    assert str(camelot.code_of(key)) == code


@pytest.mark.parametrize("wrong", ["", "H minor", "C", "c minor", "C blues", "C minor\n", "8A"])
def test_what_is_no_key_has_no_code_and_no_company(wrong: str) -> None:
    assert camelot.code_of(wrong) is None
    assert camelot.compatible(wrong) == camelot.same(wrong) == frozenset()


def test_a_key_mixes_with_its_neighbours_and_its_relative() -> None:
    plain = {key for key in camelot.compatible("A minor") if key.split(" ", 1)[1] in ("major", "minor")}
    assert plain == {"A minor", "C major", "B# major", "E minor", "Fb minor", "D minor"}


@given(KEYS, KEYS)
def test_to_mix_well_is_mutual_and_shares_all_but_one_note(one: str, other: str) -> None:
    assert (other in camelot.compatible(one)) == (one in camelot.compatible(other))
    if other in camelot.compatible(one) and "harmonic" not in one + other:
        assert len(set(parse_key(one).scale) & set(parse_key(other).scale)) >= 6


@given(KEYS)
def test_a_key_is_found_however_it_is_spelled(key: str) -> None:
    parsed = parse_key(key)
    spelled = {parse_key(name) for name in camelot.same(key)}
    assert key in camelot.same(key) <= camelot.compatible(key)
    assert {(one.tonic, one.mode) for one in spelled} == {(parsed.tonic, parsed.mode)}
