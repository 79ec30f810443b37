"""A brief is complete and checked: fields win over words, words over habits, and nothing impossible gets through."""

import json
import subprocess
import sys
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.briefs import BriefErrors, complete, explain
from generation.engines.base import BPM_RANGE, DURATION_RANGE_S, MAX_SEED, STEM_KINDS
from generation.engines.composer.genres import GENRES
from generation.engines.composer.moods import MOODS
from generation.engines.host import brief_of
from generation.engines.structure import Structure
from generation.engines.theory import parse_key
from generation.language.moods import KNOWN_MOODS

PROMPT = "dark trap in C minor around 140, 30 seconds, no melody, with rhodes"


def refused(fields: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(BriefErrors) as caught:
        complete(fields, seed=1)
    return [(error.field, error.code) for error in caught.value.errors]


def test_a_prompt_becomes_a_brief() -> None:
    brief, notices = complete({"prompt": PROMPT}, seed=7)
    assert (brief.genre, brief.bpm, brief.key, brief.mood) == ("trap", 140, "C minor", "dark")
    assert (brief.duration_s, brief.seed, brief.looping, brief.prompt) == (30, 7, False, PROMPT)
    assert brief.kinds == ("drums", "percussion", "bass", "chords", "other")
    assert brief.instruments == ("rhodes",)
    assert notices == ()


def test_what_is_chosen_wins_over_the_words() -> None:
    chosen = {
        "genre": "house", "bpm": "124", "key": "F# dorian", "mood": "deep", "duration": 12, "looping": "yes",
        "stems": ["bass", "drums"], "instruments": "piano", "seed": "99",
    }  # fmt: skip
    brief, _ = complete({"prompt": PROMPT, **chosen}, seed=7)
    assert (brief.genre, brief.bpm, brief.key, brief.mood) == ("house", 124, "F# dorian", "deep")
    assert (brief.duration_s, brief.looping, brief.seed) == (12, True, 99)
    assert (brief.kinds, brief.instruments) == (("drums", "bass"), ("piano",))


@pytest.mark.parametrize("genre", GENRES)
def test_a_genre_alone_takes_its_defaults(genre: str) -> None:
    brief, notices = complete({"genre": genre}, seed=3)
    assert brief.bpm == GENRES[genre].default_bpm
    assert brief.mood in GENRES[genre].moods
    assert parse_key(brief.key).mode in GENRES[genre].modes
    assert (brief.duration_s, brief.kinds, notices) == (30, GENRES[genre].kinds, ())


def test_a_seed_repeats_what_is_left_to_it_and_others_differ() -> None:
    assert complete({"genre": "jazz"}, seed=5) == complete({"genre": "jazz"}, seed=5)
    assert len({complete({"genre": "jazz"}, seed=seed)[0].key for seed in range(60)}) > 10
    assert len({complete({"genre": "jazz"}, seed=seed)[0].mood for seed in range(60)}) == len(GENRES["jazz"].moods)


def test_without_a_seed_one_is_drawn() -> None:
    seeds = {complete({"genre": "jazz"})[0].seed for _ in range(8)}
    assert len(seeds) > 1
    assert all(0 <= seed <= MAX_SEED for seed in seeds)


def test_a_dark_mood_leans_to_dark_modes_and_a_mode_alone_is_kept() -> None:
    def minors(mood: str) -> int:
        briefs = [complete({"genre": "pop", "mood": mood}, seed=seed)[0] for seed in range(80)]
        return sum(parse_key(brief.key).is_minor for brief in briefs)

    assert minors("dark") > 2 * minors("happy")
    assert complete({"prompt": "pop in a minor key"}, seed=1)[0].key.endswith(" minor")


@pytest.mark.parametrize(
    ("prompt", "bpm", "duration_s"),
    [
        ("trap at 150, 8 bars", 150, 8 * 4 * 60 / 150),
        ("jersey club", 138, 30),
        ("slow house", 120, 30),
        ("fast house", 130, 30),
        ("half-time trap at 140", 140, 30),
        ("1:30 of drum & bass", 174, 90),
    ],
)
def test_tempo_and_length_follow_the_words(prompt: str, bpm: float, duration_s: float) -> None:
    brief, notices = complete({"prompt": prompt}, seed=1)
    assert (brief.bpm, brief.duration_s, notices) == (bpm, pytest.approx(duration_s), ())


def test_an_unusual_tempo_is_allowed_and_said() -> None:
    brief, notices = complete({"genre": "trap", "bpm": 90}, seed=1)
    assert brief.bpm == 90
    assert notices == ("Trap usually runs at 140–160 bpm; this is 90.",)
    assert complete({"prompt": "trap at 20 bpm"}, seed=1)[0].bpm == 20
    assert complete({"prompt": "trap", "bpm": 300.0}, seed=1)[0].bpm == 300


def test_words_without_a_genre_still_make_a_beat_and_say_which() -> None:
    brief, notices = complete({"prompt": "give me goosebumps"}, seed=1)
    assert brief.genre == "hip hop"
    assert "hip hop" in notices[0]
    assert complete({"prompt": "something at 174"}, seed=1)[0].genre == "drum and bass"
    assert complete({"prompt": "something nostalgic"}, seed=1)[0].genre == "boom bap"


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({}, [("prompt", "prompt_missing")]),
        ({"prompt": "   ", "genre": ""}, [("prompt", "prompt_missing")]),
        ({"prompt": "🔥🔥🔥"}, [("prompt", "prompt_not_understood")]),
        ({"prompt": "?!… —"}, [("prompt", "prompt_not_understood")]),
        ({"prompt": "x" * 10_000}, [("prompt", "prompt_too_long")]),
        ({"prompt": "trap " * 401}, [("prompt", "prompt_too_long")]),
        ({"prompt": 5}, [("prompt", "prompt_invalid")]),
        ({"genre": "trap", "bpm": 0}, [("bpm", "bpm_out_of_range")]),
        ({"genre": "trap", "bpm": 900}, [("bpm", "bpm_out_of_range")]),
        ({"genre": "trap", "bpm": "fast"}, [("bpm", "bpm_invalid")]),
        ({"genre": "trap", "bpm": "NaN"}, [("bpm", "bpm_out_of_range")]),
        ({"genre": "trap", "bpm": float("inf")}, [("bpm", "bpm_out_of_range")]),
        ({"genre": "trap", "bpm": "1_40"}, [("bpm", "bpm_invalid")]),
        ({"genre": "trap", "bpm": True}, [("bpm", "bpm_invalid")]),
        ({"genre": "trap", "bpm": 10**400}, [("bpm", "bpm_out_of_range")]),
        ({"genre": "trap", "bpm": ["140"]}, [("bpm", "bpm_invalid")]),
        ({"genre": "trap", "key": "H#"}, [("key", "key_invalid")]),
        ({"genre": "trap", "key": "C minor C minor"}, [("key", "key_invalid")]),
        ({"genre": "trap", "key": "x" * 5000}, [("key", "key_invalid")]),
        ({"genre": "trap", "key": 3}, [("key", "key_invalid")]),
        ({"genre": "trap", "duration": 0}, [("duration", "duration_out_of_range")]),
        ({"genre": "trap", "duration": 10_000}, [("duration", "duration_out_of_range")]),
        ({"genre": "trap", "duration": "NaN"}, [("duration", "duration_out_of_range")]),
        ({"genre": "trap", "duration_s": 2.99}, [("duration", "duration_out_of_range")]),
        ({"genre": "trap", "duration": "long"}, [("duration", "duration_invalid")]),
        ({"genre": "polka"}, [("genre", "genre_unknown")]),
        ({"genre": "polka", "prompt": "🔥"}, [("genre", "genre_unknown")]),
        ({"genre": "trap", "mood": "purple"}, [("mood", "mood_unknown")]),
        ({"genre": "trap", "seed": -1}, [("seed", "seed_out_of_range")]),
        ({"genre": "trap", "seed": MAX_SEED + 1}, [("seed", "seed_out_of_range")]),
        ({"genre": "trap", "seed": "1.5"}, [("seed", "seed_invalid")]),
        ({"genre": "trap", "seed": "lucky"}, [("seed", "seed_invalid")]),
        ({"genre": "trap", "variations": 5}, [("variations", "variations_out_of_range")]),
        ({"genre": "trap", "variations": 0}, [("variations", "variations_out_of_range")]),
        ({"genre": "trap", "format": "aac"}, [("format", "format_unknown")]),
        ({"genre": "trap", "looping": "perhaps"}, [("looping", "looping_invalid")]),
        ({"genre": "trap", "energy": 2}, [("energy", "energy_out_of_range")]),
        ({"genre": "trap", "stems": "drums, kazoo"}, [("stems", "stems_unknown")]),
        ({"genre": "trap", "stems": 3}, [("stems", "stems_invalid")]),
        ({"genre": "trap", "instruments": ["kazoo"]}, [("instruments", "instrument_unknown")]),
        ({"genre": "trap", "traits": "x" * 41}, [("traits", "traits_too_long")]),
        ({"prompt": "trap at 900 bpm"}, [("bpm", "bpm_out_of_range")]),
        ({"prompt": "trap, 10 hours"}, [("duration", "duration_out_of_range")]),
        ({"prompt": "trap, 400 bars"}, [("duration", "duration_out_of_range")]),
        ({"prompt": f"trap {'9' * 1000} seconds"}, [("duration", "duration_out_of_range")]),
        (
            {"genre": "polka", "bpm": "fast", "key": "H#", "duration": "NaN", "seed": -1},
            [
                ("genre", "genre_unknown"),
                ("bpm", "bpm_invalid"),
                ("key", "key_invalid"),
                ("duration", "duration_out_of_range"),
                ("seed", "seed_out_of_range"),
            ],
        ),
    ],
    ids=lambda value: str(value)[:60],
)
def test_impossible_values_are_refused_at_their_field(fields: dict[str, Any], errors: list[tuple[str, str]]) -> None:
    assert refused(fields) == errors


def test_a_refusal_names_the_range_or_the_choices() -> None:
    with pytest.raises(BriefErrors) as caught:
        complete({"genre": "polka", "bpm": 900, "duration": 0, "prompt": "x" * 2001, "mood": "purple"}, seed=1)
    messages = " ".join(error.message for error in caught.value.errors)
    for piece in ("20 and 300, not 900", "3 and 300 seconds", "2,000", "drum and bass", "dark, sad"):
        assert piece in messages
    assert all(len(error.message) < 400 for error in caught.value.errors)


def test_a_chosen_value_makes_up_for_an_impossible_one_in_the_prompt() -> None:
    brief, _ = complete({"prompt": "trap at 900 bpm, 10 hours", "bpm": 150, "duration": 20}, seed=1)
    assert (brief.bpm, brief.duration_s) == (150, 20)


@pytest.mark.parametrize(
    ("written", "key"),
    [("Cm", "C minor"), ("f# min", "F# minor"), ("Bb maj", "Bb major"), ("A", "A major"), ("b♭ minor", "Bb minor"),
     ("E flat major", "Eb major"), ("a minor", "A minor"), ("c# harmonic minor", "C# harmonic minor")],
)  # fmt: skip
def test_keys_are_taken_in_any_usual_spelling(written: str, key: str) -> None:
    assert complete({"genre": "trap", "key": written}, seed=1)[0].key == key


@pytest.mark.parametrize(("written", "genre"), [("Lo-Fi", "lo-fi"), ("dnb", "drum and bass"), ("RnB", "r&b")])
def test_genres_are_taken_in_any_usual_spelling(written: str, genre: str) -> None:
    assert complete({"genre": written}, seed=1)[0].genre == genre


def test_a_style_as_genre_brings_its_tempo_and_traits() -> None:
    brief, notices = complete({"genre": "amapiano"}, seed=1)
    assert (brief.genre, brief.bpm, brief.traits, notices) == ("house", 112, ("amapiano",), ())


def test_what_no_database_can_hold_is_left_out_of_the_prompt() -> None:
    assert complete({"prompt": "trap\x00 \udce9 beat 👩‍🎤"}, seed=1)[0].prompt == "trap  beat 👩‍🎤"


def test_the_composer_knows_every_mood_that_a_brief_may_carry() -> None:
    assert set(KNOWN_MOODS) <= set(MOODS)


def test_chips_say_what_comes_from_the_words_and_what_from_the_genre() -> None:
    chips = {chip.field: chip for chip in explain({"prompt": "dark trap around 140", "duration": "20"})}
    fields = ["genre", "bpm", "key", "mood", "duration", "looping", "structure", "stems", "instruments", "without"]
    assert list(chips) == fields
    assert [field for field, chip in chips.items() if chip.understood] == ["genre", "bpm", "mood"]
    assert [field for field, chip in chips.items() if chip.chosen] == ["duration"]
    assert (chips["bpm"].value, chips["duration"].value, chips["looping"].value) == ("140", "20", "no")
    assert (chips["key"].value, chips["stems"].value) == ("any", "drums, percussion, bass, chords, melody, other")
    assert chips["genre"].choices == tuple(GENRES)
    assert all(chips[name].value in chips[name].choices for name in ("genre", "key", "mood", "looping"))


def test_what_the_chips_show_makes_the_same_brief_again() -> None:
    fields = {"prompt": "sad lo-fi in Am, loop, no drums, 8 bars", "seed": "4"}
    shown = {chip.field: chip.value for chip in explain(fields)}
    first, again = complete(fields)[0], complete({**fields, **shown})[0]
    assert (again.genre, again.bpm, again.key, again.mood) == (first.genre, first.bpm, first.key, first.mood)
    assert (again.looping, again.kinds) == (first.looping, first.kinds)
    assert again.duration_s == pytest.approx(first.duration_s, abs=0.001)


def test_a_form_is_heard_shown_as_a_chip_and_taken_from_a_field() -> None:
    fields = {"prompt": "dubstep with a drop at bar 9, short intro, no break"}
    chips = {chip.field: chip for chip in explain(fields)}
    assert (chips["structure"].label, chips["structure"].understood) == ("Form", True)
    assert chips["structure"].value == "drop at bar 9, short intro, no break"
    brief, notices = complete(fields, seed=1)
    assert (brief.structure, notices) == (Structure(peak_bar=9, intro="short", breaks=False), ())
    again, _ = complete({**fields, "structure": "start with the hook, long outro"}, seed=1)
    assert again.structure == Structure(peak_bar=1, outro="long")
    assert complete({**fields, "structure": "any"}, seed=1)[0].structure == Structure()
    assert refused({**fields, "structure": "sonata with a coda"}) == [("structure", "structure_invalid")]


def test_an_order_of_sections_is_shown_in_its_turn_and_makes_room_for_itself() -> None:
    fields = {"prompt": "boom bap, intro, verse, chorus, verse, chorus, bridge, chorus"}
    chips = {chip.field: chip for chip in explain(fields)}
    assert chips["structure"].value == "intro – verse – hook – verse – hook – break – hook"
    brief, notices = complete(fields, seed=1)
    assert (len(brief.structure.order), notices) == (7, ())
    assert brief.duration_s == pytest.approx(26 * 240 / brief.bpm, abs=0.001)


@pytest.mark.parametrize(
    "structure",
    [Structure(peak_bar=1), Structure(peak_bar=17, intro_bars=8, outro_bars=16), Structure(intro="none", outro="none"),
     Structure(intro="long", outro="short", breaks=True, builds=True), Structure(breaks=False, builds=False),
     Structure(order=("intro", "verse", "hook", "break", "hook", "outro"), intro="short", breaks=False),
     Structure(order=("verse", "hook"), peak_bar=9),
     Structure(order=("intro", "verse", "build", "hook", "outro"), order_bars=(4, 16, 2, 8, 1)),
     Structure(order=("verse", "hook", "break"), order_bars=(0, 12, 0), outro="none")],
)  # fmt: skip
def test_a_form_reads_back_as_it_is_shown_and_travels_as_json(structure: Structure) -> None:
    brief, _ = complete({"genre": "house", "structure": str(structure)}, seed=1)
    assert brief.structure == structure
    assert brief_of(json.loads(json.dumps(asdict(brief)))) == brief


def test_a_time_for_the_drop_becomes_a_bar_and_a_late_one_makes_the_piece_longer() -> None:
    brief, notices = complete({"prompt": "dubstep at 140, drop at 0:30"}, seed=1)
    assert (brief.structure.peak_bar, notices) == (19, ())
    assert brief.duration_s == pytest.approx((18 + 8) * 240 / 140, abs=0.001)
    short, notices = complete({"prompt": "dubstep at 140, 10 seconds, drop at bar 17"}, seed=1)
    assert short.duration_s == 10
    assert "can't begin at bar 17" in notices[0]


def test_any_leaves_key_and_mood_to_the_seed() -> None:
    assert complete({"genre": "jazz", "key": "any", "mood": "any"}, seed=5) == complete({"genre": "jazz"}, seed=5)


def test_chips_refuse_what_cannot_be() -> None:
    with pytest.raises(BriefErrors):
        explain({"prompt": "trap", "bpm": "900"})


def test_prompts_that_rules_understand_load_neither_numpy_nor_django() -> None:
    code = (
        "import sys; from generation.briefs import explain, complete; "
        f"explain({{'prompt': {PROMPT!r}}}); complete({{'prompt': 'rainy lofi, drop at bar 9', 'seed': 1}}); "
        "print([m for m in ('numpy', 'django') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@given(st.dictionaries(
    st.sampled_from(["prompt", "genre", "bpm", "key", "mood", "duration", "seed", "stems", "looping", "traits"]),
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.lists(st.text(max_size=5)),
))  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_anything_makes_either_a_sound_brief_or_a_refusal(fields: dict[str, Any]) -> None:
    try:
        brief, _ = complete({"genre": "trap", **fields}, seed=1)
    except BriefErrors:
        return
    assert BPM_RANGE[0] <= brief.bpm <= BPM_RANGE[1]
    assert DURATION_RANGE_S[0] <= brief.duration_s <= DURATION_RANGE_S[1]
    assert brief.genre in GENRES
    assert 0 <= brief.seed <= MAX_SEED
    assert set(brief.kinds) <= set(STEM_KINDS)
    assert brief.kinds
    assert parse_key(brief.key)


def test_instruments_heard_in_the_prompt_are_chips_that_can_be_changed_or_emptied() -> None:
    prompt = "lo-fi with rhodes and vinyl, no guitar"
    chips = {chip.field: chip.value for chip in explain({"prompt": prompt})}
    assert (chips["instruments"], chips["without"]) == ("rhodes, vinyl", "guitar")
    brief, _ = complete({"prompt": prompt, "instruments": "rhodes, flute", "without": "none"}, seed=1)
    assert (brief.instruments, brief.without) == (("rhodes", "flute"), ())
    assert complete({"prompt": prompt}, seed=1)[0].instruments == ("rhodes", "vinyl")
