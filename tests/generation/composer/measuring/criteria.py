"""What a beat is held to: each criterion with how it is measured and where it is met."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from audio.dsp.sound import frames_at
from generation.engines.base import Take
from generation.engines.composer.notation import score_from_dict
from generation.engines.composer.score import BEATS_PER_BAR, Score
from generation.engines.theory import parse_key
from tests.generation.composer.measuring import form, levels, pitch, spectrum, tempo, timing, width

LONG_S = 90.0


@dataclass(frozen=True)
class Subject:
    """A take under measurement; what several criteria need is reckoned once."""

    take: Take
    sounds: Path
    """The folder of the sound packages."""

    @cached_property
    def score(self) -> Score:
        """As the take carries it."""
        return score_from_dict(self.take.score)

    @cached_property
    def balance(self) -> spectrum.Balance:
        """Of the master."""
        return spectrum.balance(self.take.master)

    @cached_property
    def loops(self) -> dict[str, float]:
        """Per stem the share of bars that one loop explains."""
        return form.loop_shares(self.score, self.take.stems)

    @cached_property
    def key(self) -> tuple[int, bool]:
        """As it is heard."""
        return pitch.heard_key(self.take.master)

    @cached_property
    def bpm(self) -> float:
        """As it is heard."""
        return tempo.heard_bpm(self.take.master)

    @property
    def is_long(self) -> bool:
        """Whether form can be expected of it."""
        return self.take.brief.duration_s >= LONG_S


@dataclass(frozen=True)
class Criterion:
    """One thing that is measured on a beat."""

    name: str
    unit: str
    measure: Callable[[Subject], float]
    low: float = float("-inf")
    high: float = float("inf")
    share: float = 1.0
    """In how many of the beats it has to be met."""
    sampled: bool = True
    """Whether tests hold each beat of a day to it; the bench always does."""
    long_only: bool = False
    detail: Callable[[Subject], str] = lambda subject: ""
    """What helps to mend it."""

    def holds(self, value: float) -> bool:
        """Whether a measured value meets it."""
        return self.low <= value <= self.high


@dataclass(frozen=True)
class Finding:
    """A criterion with what was measured."""

    criterion: str
    value: float
    holds: bool
    detail: str


def findings(take: Take, sounds: Path, *, sampled_only: bool = False) -> list[Finding]:
    """What all criteria say of a take; with `sampled_only` those alone that any beat of any day must meet."""
    subject = Subject(take, sounds)
    wanted = (each for each in CRITERIA if subject.is_long or not each.long_only)
    return [_finding(each, subject) for each in wanted if each.sampled or not sampled_only]


def _finding(criterion: Criterion, subject: Subject) -> Finding:
    value = float(criterion.measure(subject))
    holds = criterion.holds(value)
    return Finding(criterion.name, value, holds, "" if holds else criterion.detail(subject))


def _wrong_frames(subject: Subject) -> float:
    """How many frames the master or a stem is too long or short."""
    brief, take = subject.take.brief, subject.take
    wanted = subject.score.frames if brief.looping else frames_at(brief.duration_s)
    return max(abs(len(sound) - wanted) for sound in (take.master, take.mix, *take.stems.values()))


def _latest_onset_ms(subject: Subject) -> float:
    return 1000.0 * max((abs(onset.error_s) for onset in _onsets(subject)), default=0.0)


def _onsets(subject: Subject) -> list[timing.Onset]:
    alone = timing.solo_onsets(subject.score, subject.sounds)
    return [*alone, *timing.stem_onsets(subject.score, subject.take.stems, subject.sounds)]


def _late_strokes(subject: Subject) -> str:
    late = [onset for onset in _onsets(subject) if abs(onset.error_s) > 0.001]
    return ", ".join(f"{onset.piece} at {onset.at_s:.3f} s by {onset.error_s * 1000:.1f} ms" for onset in late[:4])


def _over_full_scale(subject: Subject) -> float:
    take = subject.take
    return max(levels.sample_peak_dbfs(sound) for sound in (take.master, take.mix, *take.stems.values()))


def _offset_dbfs(subject: Subject) -> float:
    take = subject.take
    return max(levels.offset_dbfs(sound) for sound in (take.master, take.mix, *take.stems.values()))


def _silent_bars(subject: Subject) -> float:
    return levels.longest_silence_s(subject.take.mix) * subject.score.bpm / 60.0 / BEATS_PER_BAR


def _heard_tempo(subject: Subject) -> str:
    return f"heard {subject.bpm:.1f}, written {subject.score.bpm:g}"


def _heard_key(subject: Subject) -> str:
    return f"heard {pitch.named_key(subject.key)}, written {subject.score.key}"


def _worst_band(subject: Subject) -> str:
    found = subject.balance
    return f"+{found.hump_db:.1f} dB at {found.hump_hz:.0f} Hz, −{found.hole_db:.1f} dB at {found.hole_hz:.0f} Hz"


def _sections(subject: Subject) -> str:
    heard = form.heard_sections(subject.score, subject.take.master)
    return ", ".join(f"{each.name} {each.onsets_per_s:.1f}/s" for each in heard)


def _tempo_error(subject: Subject) -> float:
    return tempo.error_of(subject.bpm, subject.score.bpm)


def _is_in_key(subject: Subject) -> float:
    return pitch.is_same_key(subject.key, parse_key(subject.score.key))


def _different_sections(subject: Subject) -> float:
    return form.different_sections(subject.score, subject.take.master)


def _loop_share(subject: Subject) -> float:
    return max(subject.loops.values())


def _looping_stems(subject: Subject) -> str:
    return ", ".join(f"{name} {share:.0%}" for name, share in subject.loops.items() if share > 0.9)


CRITERIA = (
    Criterion("length", "frames off", _wrong_frames, high=0.0),
    Criterion("on the grid", "strokes off", lambda subject: len(timing.off_grid(subject.score)), high=0.0),
    Criterion("drum onsets", "ms", _latest_onset_ms, high=1.0, detail=_late_strokes),
    Criterion("in harmony", "share", lambda subject: pitch.share_in_harmony(subject.score), low=0.95),
    Criterion("loudness", "LUFS", lambda subject: levels.loudness_lufs(subject.take.master), low=-14.3, high=-13.7),
    Criterion("true peak", "dBTP", lambda subject: levels.true_peak_dbtp(subject.take.master), high=-1.0),
    Criterion("stems sum", "dBFS", lambda subject: levels.residue_dbfs(subject.take.stems, subject.take.mix), high=-90),
    Criterion("full scale", "dBFS", _over_full_scale, high=0.0),
    Criterion("DC", "dBFS", _offset_dbfs, high=-60.0),
    Criterion("silence", "bars", _silent_bars, high=2.0),
    Criterion("tempo", "share off", _tempo_error, high=0.01, share=0.9, sampled=False, detail=_heard_tempo),
    Criterion("key", "right", _is_in_key, low=1.0, share=0.8, sampled=False, detail=_heard_key),
    Criterion("balance", "dB", lambda subject: subject.balance.worst_db, high=6.0, sampled=False, detail=_worst_band),
    Criterion("mono bass", "dB", lambda subject: width.sides_db(subject.take.mix)[0], high=-20.0),
    Criterion("sections", "differ", _different_sections, low=4.0, long_only=True, detail=_sections),
    Criterion("loops", "share", _loop_share, high=0.9, long_only=True, detail=_looping_stems),
)
"""In the order in which they are told."""
