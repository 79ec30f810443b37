"""The page: what each genre's beat is and measures, beside its picture."""

from __future__ import annotations

from generation.engines.base import Take
from generation.engines.composer.genres import GENRES
from generation.engines.composer.notation import score_from_dict
from generation.engines.composer.score import BEATS_PER_BAR, Score
from tests.generation.composer.measuring import levels, pitch, spectrum, tempo, width

HEAD = """# Sound

One beat of every genre as the composer makes it: {seconds:g} seconds, seed {seed}. `script/sound-sheet` makes and
measures them anew and draws the pictures.

Each picture shows the spectrum over time, lifted by 4.5 dB per octave so that a balanced record is even from bottom to
top, and below it the waveform. The lines are where sections begin; the numbers are bars. *Hump* and *hole* are the
largest departures of the spectrum, smoothed over an octave, from the line between pink and brown noise (−3 to −6 dB per
octave) that fits it best from 40 Hz to 14 kHz. *Sides* is what the stereo sides hold beside the middle, below 110 Hz
and from 2 to 12 kHz. Loudness, tempo and key are as libsonare hears them, which knows nothing of the composer; true
peaks are measured after oversampling by soxr.

{table}
"""
_COLUMNS = (
    "genre",
    "tempo",
    "heard",
    "key",
    "heard",
    "LUFS",
    "dBTP",
    "slope",
    "hump",
    "hole",
    "sides low",
    "sides high",
)


def page(takes: list[Take], seed: int, seconds: float) -> str:
    """The whole page, as Markdown."""
    rows = [_row(take) for take in takes]
    table = "\n".join(_piped(row) for row in (_COLUMNS, ("---",) * len(_COLUMNS), *rows))
    return HEAD.format(seconds=seconds, seed=seed, table=table) + "".join(_chapter(take) for take in takes)


def _piped(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _row(take: Take) -> tuple[str, ...]:
    """One genre's line of the table."""
    score, found = score_from_dict(take.score), spectrum.balance(take.master)
    low_db, high_db = width.sides_db(take.master)
    return (
        score.genre,
        f"{score.bpm:g}",
        f"{tempo.heard_bpm(take.master):.1f}",
        score.key,
        pitch.named_key(pitch.heard_key(take.master)),
        f"{levels.loudness_lufs(take.master):.1f}",
        f"{levels.true_peak_dbtp(take.master):.1f}",
        f"{found.slope_db:.1f} dB/oct",
        f"+{found.hump_db:.1f} dB at {found.hump_hz:.0f} Hz",
        f"−{found.hole_db:.1f} dB at {found.hole_hz:.0f} Hz",
        f"{low_db:.0f} dB",
        f"{high_db:.0f} dB",
    )


def _chapter(take: Take) -> str:
    """One genre: its picture, what it is meant to be, its form, and who plays."""
    score = score_from_dict(take.score)
    name = score.genre
    return f"""
## {name.capitalize()}
![Spectrogram and waveform of a {name} beat](sound/{file_name(name)})

{GENRES[name].character.capitalize()}; {score.mood}, {score.bpm:g} bpm, {score.key}. {_form(score)}. {_players(score)}.
"""


def file_name(genre: str) -> str:
    """The picture of a genre."""
    return f"{genre.replace(' ', '-').replace('&', 'n')}.png"


def _form(score: Score) -> str:
    return " · ".join(f"{each.name} {each.length_beats / BEATS_PER_BAR:.2g}" for each in score.sections).capitalize()


def _players(score: Score) -> str:
    """The instruments by stem."""
    kinds = dict.fromkeys(part.kind for part in score.parts)
    players = {kind: dict.fromkeys(part.instrument for part in score.parts if part.kind == kind) for kind in kinds}
    return "; ".join(f"{kind}: {', '.join(names)}".replace("_", " ") for kind, names in players.items()).capitalize()
