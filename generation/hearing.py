"""What a page shows of an analysis: in words, beside what the version itself says, and what may be corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from audio.analyses import Heard
from audio.dsp import camelot
from generation.engines.base import BPM_RANGE
from generation.engines.theory import parse_key

_SURE, _LIKELY = 0.85, 0.6
_TEMPI = f"A tempo is between {BPM_RANGE[0]} and {BPM_RANGE[1]} BPM."
_CURVE_WIDTH, _CURVE_HEIGHT = 1_000.0, 100.0
_LOUDEST_LUFS, _QUIETEST_LUFS = 0.0, -48.0


@dataclass(frozen=True, slots=True)
class Shown:
    """An analysis, ready to be shown."""

    heard: Heard
    camelot: str
    bpm: float | None
    """Rounded to what people write."""
    heard_bpm: float | None
    """The same without what was corrected."""
    tempo_words: str
    """ "sure", "likely", "a guess"; how it is played."""
    key_words: str
    other_tempi: Sequence[tuple[str, float]]
    """Half and double, as what they are called and how fast."""
    other_keys: str
    bars: Sequence[float]
    """Where bars begin, each as a share of the whole length in per mille."""
    curve: str
    """Short-term loudness as the points of a line in a box of 1000 × 100, from 0 down to −48 LUFS."""

    @property
    def levels(self) -> Mapping[str, Any]:
        """Loudness and true peak, None where there is silence."""
        levels: Mapping[str, Any] = self.heard.facts["levels"]
        return levels


def shown(heard: Heard) -> Shown:
    """An analysis in words and lines."""
    tempo, key = heard.facts["tempo"], heard.facts["key"]
    length_s = max(heard.facts["duration_s"], 0.001)
    code = camelot.code_of(heard.key)
    return Shown(
        heard=heard,
        camelot=str(code) if code else "",
        bpm=_rounded(heard.bpm),
        heard_bpm=_rounded(tempo["bpm"]) if tempo else None,
        tempo_words=f"{sureness(tempo['confidence'])}; {_played(tempo)}" if tempo else "",
        key_words=sureness(key["confidence"]) if key else "",
        other_tempi=_octaves(_rounded(heard.bpm)),
        other_keys=", ".join(f"{other['name']} ({other['camelot']})" for other in (key["alternatives"] if key else ())),
        bars=[round(1_000.0 * start_s / length_s, 2) for start_s in heard.downbeats_s],
        curve=_curve(heard.facts["levels"]["short_term_lufs"]),
    )


def sureness(confidence: float) -> str:
    """A confidence in words."""
    return "sure" if confidence >= _SURE else "likely" if confidence >= _LIKELY else "a guess"


def _played(tempo: Mapping[str, Any]) -> str:
    return "evenly played" if tempo["is_steady"] else "the tempo moves"


def _rounded(bpm: float | None) -> float | None:
    return None if bpm is None else round(bpm, 1)


def _octaves(bpm: float | None) -> list[tuple[str, float]]:
    if bpm is None:
        return []
    low, high = BPM_RANGE
    return [(word, other) for word, other in (("Half", bpm / 2), ("Double", bpm * 2)) if low <= other <= high]


def _curve(levels_lufs: Sequence[float | None]) -> str:
    """A point for every second, silence along the bottom."""
    if len(levels_lufs) < 2:
        return ""
    step = _CURVE_WIDTH / (len(levels_lufs) - 1)
    return " ".join(f"{number * step:.1f},{_height(level):.1f}" for number, level in enumerate(levels_lufs))


def _height(level_lufs: float | None) -> float:
    level = _QUIETEST_LUFS if level_lufs is None else min(max(level_lufs, _QUIETEST_LUFS), _LOUDEST_LUFS)
    return _CURVE_HEIGHT * level / _QUIETEST_LUFS


class CorrectionForm(forms.Form):
    """What somebody knows better than the analysis; what is left empty is as it was heard."""

    bpm = forms.FloatField(
        label="Tempo in BPM",
        required=False,
        min_value=BPM_RANGE[0],
        max_value=BPM_RANGE[1],
        error_messages=dict.fromkeys(("min_value", "max_value"), _TEMPI),
    )
    key = forms.CharField(label="Key", required=False, max_length=24, help_text="Like “C minor” or “F# dorian”.")
    downbeat_s = forms.FloatField(
        label="First bar begins at, in seconds",
        required=False,
        min_value=0,
        error_messages={"min_value": "No bar begins before the sound does."},
        help_text="Bars are counted in fours from there.",
    )

    def __init__(self, *args: Any, duration_s: float, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, mode in (("bpm", "decimal"), ("key", "text"), ("downbeat_s", "decimal")):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "inputmode": mode}
        self.fields["bpm"].widget.attrs["step"] = self.fields["downbeat_s"].widget.attrs["step"] = "any"
        self._duration_s = duration_s

    def clean_key(self) -> str:
        """As it is written here: "F# minor"."""
        said = str(self.cleaned_data["key"]).strip()
        try:
            return str(parse_key(said)) if said else ""
        except ValueError as error:
            raise forms.ValidationError(str(error), code="key_unknown") from error

    def clean_downbeat_s(self) -> float | None:
        """Within the sound."""
        said: float | None = self.cleaned_data["downbeat_s"]
        if said is not None and said > self._duration_s:
            raise forms.ValidationError(f"The sound ends after {self._duration_s:.2f} s.", code="too_late")
        return said
