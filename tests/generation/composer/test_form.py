"""The form: whole bars, composed endings, loops that say how long they are, and development over time."""

from __future__ import annotations

import pytest

from audio.dsp.sound import frames_at
from generation.engines.composer.genres import GENRES
from generation.engines.composer.score import Score
from generation.engines.composer.write import compose_score
from tests.generation.composer.briefs import brief

every_genre = pytest.mark.parametrize("genre", list(GENRES))


@every_genre
@pytest.mark.parametrize("duration_s", [3.0, 7.3, 10.0, 30.0, 90.0, 300.0])
def test_all_sections_but_the_ending_are_whole_bars(genre: str, duration_s: float) -> None:
    score = compose_score(brief(genre, 2, duration_s))[0]
    for section in score.sections:
        assert section.start_beats % 4 == 0
        assert section.length_beats % 4 == 0 or section is score.sections[-1]


@every_genre
def test_where_the_last_bar_is_cut_short_the_piece_ends_on_a_downbeat_and_rings(genre: str) -> None:
    for duration_s in (5.0, 17.0, 30.3, 91.7):
        score = compose_score(brief(genre, 3, duration_s))[0]
        last = score.sections[-1]
        assert last.name == "ending"
        late = [
            item
            for part in score.parts
            for item in (*part.notes, *part.hits)
            if item.start_beats > last.start_beats + 0.01 and part.name != "bed"
        ]
        assert not late
        assert {
            part.kind
            for part in score.parts
            if any(at_start(score, item.start_beats) for item in (*part.notes, *part.hits))
        } >= {
            "drums",
            "bass",
            "chords",
        }


def at_start(score: Score, beats: float) -> bool:
    return abs(beats - score.sections[-1].start_beats) < 1e-6


@every_genre
def test_half_a_minute_develops_and_ninety_seconds_have_four_sections_that_differ(genre: str) -> None:
    for seed in range(2):
        short, long = (compose_score(brief(genre, seed, length))[0] for length in (30.0, 90.0))
        assert len({section.name for section in short.sections}) >= 3
        assert len(long.sections) >= 5
        assert len(long.sections[:-1]) - len(repeats(long)) >= 4


def repeats(score: Score) -> list[str]:
    """Sections in which exactly as much happens as in another."""
    seen: set[tuple[float, ...]] = set()
    again = []
    for section in score.sections[:-1]:
        density = tuple(
            round(count / section.length_beats, 2)
            for count in strokes_in(score, section.start_beats, section.length_beats)
        )
        again += [section.name] if density in seen else []
        seen.add(density)
    return again


def strokes_in(score: Score, start: float, length: float) -> list[int]:
    return [
        sum(start <= item.start_beats < start + length for item in (*part.notes, *part.hits)) for part in score.parts
    ]


@every_genre
def test_half_a_minute_soon_hits_and_comes_back_to_its_hook(genre: str) -> None:
    for seed in range(12):
        score = compose_score(brief(genre, seed, 30.0))[0]
        beat_s = 60.0 / score.bpm
        kicks = [hit.start_beats for part in score.parts for hit in part.hits if hit.piece == "kick"]
        low = [note.start_beats for part in score.parts if part.kind == "bass" for note in part.notes]
        peaks = [section for section in score.sections if section.name in ("hook", "drop")]
        assert min(kicks) <= 20
        assert min(kicks) * beat_s < 7.5
        assert min(low) * beat_s < 8.5
        assert peaks[0].start_beats * beat_s < 15
        assert sum(section.length_beats for section in peaks) >= 0.35 * score.length_beats


@every_genre
def test_a_section_that_opens_a_beat_has_a_bed_to_lie_on(genre: str) -> None:
    for seed in range(12):
        score = compose_score(brief(genre, seed, 30.0))[0]
        opening = score.sections[0]
        playing = {
            part.kind
            for part in score.parts
            for item in (*part.notes, *part.hits)
            if item.start_beats < opening.length_beats
        }
        assert len(playing) >= 2
        assert playing & {"chords", "melody", "bass"}


@every_genre
def test_phrases_are_even_and_an_odd_bar_leads_in(genre: str) -> None:
    for seed in range(12):
        score = compose_score(brief(genre, seed, 30.0))[0]
        odd = [section for section in score.sections[:-1] if section.length_beats % 8]
        assert not odd or odd == [score.sections[0]]


@every_genre
def test_the_loudest_section_is_a_hook_or_drop(genre: str) -> None:
    for seed in range(2):
        score = compose_score(brief(genre, seed, 90.0))[0]
        assert max(score.sections, key=lambda section: section.energy).name in ("hook", "drop")


@every_genre
@pytest.mark.parametrize("duration_s", [3.0, 11.0, 30.0])
def test_a_loop_has_whole_bars_and_says_how_long_it_became(genre: str, duration_s: float) -> None:
    wanted = brief(genre, 4, duration_s, looping=True)
    score, notices = compose_score(wanted)
    bars = max(1, round(duration_s * wanted.bpm / 240))
    assert score.frames == frames_at(bars * 240 / wanted.bpm)
    assert score.sections[-1].name not in ("ending", "outro")
    if score.frames != frames_at(duration_s):
        assert any(f"{bars} bar" in notice and f"{score.frames / 44_100:.2f} s" in notice for notice in notices)


def test_a_loop_that_is_whole_bars_already_keeps_its_length_and_says_nothing() -> None:
    score, notices = compose_score(brief("house", 1, 32.0, bpm=120.0, looping=True))
    assert score.frames == frames_at(32.0)
    assert not notices


@every_genre
def test_no_stem_is_one_loop_repeated_unchanged(genre: str) -> None:
    score = compose_score(brief(genre, 5, 90.0))[0]
    for kind in ("drums", "bass", "melody", "chords"):
        bars = [bar_of(score, kind, bar) for bar in range(int(score.length_beats // 4))]
        assert len({bar for bar in bars if bar}) >= 4, kind


def bar_of(score: Score, kind: str, bar: int) -> tuple[tuple[float, object], ...]:
    start = bar * 4
    return tuple(
        (item.start_beats - start, getattr(item, "pitch", None) or getattr(item, "piece", None))
        for part in score.parts
        if part.kind == kind
        for item in (*part.notes, *part.hits)
        if start <= item.start_beats < start + 4
    )


@every_genre
def test_ninety_seconds_have_four_sections_of_other_players_pitch_or_force(genre: str) -> None:
    """Two sections are alike where as much begins in every band, within a seventh part, and as high."""
    for seed in range(3):
        score = compose_score(brief(genre, seed, 90.0))[0]
        unlike: list[tuple[float, ...]] = []
        for section in score.sections[:-1]:
            look = bands_of(score, section.start_beats, section.length_beats)
            if all(differ(look, other) for other in unlike):
                unlike.append(look)
        assert len(unlike) >= 4, [section.name for section in score.sections]


def bands_of(score: Score, start: float, length: float) -> tuple[float, ...]:
    """How much begins to the beat: low, middle and high notes, kicks, snares and what is struck above them."""
    counts = [0.0] * 6
    for part in score.parts:
        for note in part.notes:
            if start <= note.start_beats < start + length:
                counts[0 if note.pitch < 52 else 1 if note.pitch < 70 else 2] += note.velocity
        for hit in part.hits:
            if start <= hit.start_beats < start + length and part.instrument != "effects":
                counts[3 if hit.piece == "kick" else 4 if hit.piece in ("snare", "clap", "rim") else 5] += hit.velocity
    return tuple(count / length for count in counts)


def differ(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether any band has at least a seventh part more in one than in the other."""
    return any(abs(mine - yours) > max(0.05, max(mine, yours) / 7) for mine, yours in zip(one, other, strict=True))
