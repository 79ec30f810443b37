"""The form that explore is searched with."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms

from audio.dsp import camelot
from beatflow_site.lib.text import one_line
from beatflow_site.lib.widgets import QuickSelect
from repos import searching

KEYS = [
    (key, f"{key} · {camelot.code_of(key)}")
    for mode in ("minor", "major")
    for key in (f"{tonic} {mode}" for tonic in ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"))
]
"""The keys that a search offers, with their Camelot codes."""


class SearchForm(forms.Form):
    """What is looked for among all repos that one may see."""

    ASKED: ClassVar[dict[str, str]] = {
        "q": "text",
        "genre": "genre",
        "bpm_from": "bpm_from",
        "bpm_to": "bpm_to",
        "key": "key",
        "with_compatible": "with_compatible",
        "topic": "topic",
        "sort": "sort",
    }
    """Each field, and what it is in a `searching.Search`."""

    q = forms.CharField(required=False, label="Words", max_length=200)
    genre = forms.CharField(required=False, label="Genre", max_length=40, widget=QuickSelect)
    bpm_from = forms.FloatField(
        required=False, label="BPM from", min_value=searching.MIN_BPM, max_value=searching.MAX_BPM
    )
    bpm_to = forms.FloatField(required=False, label="to", min_value=searching.MIN_BPM, max_value=searching.MAX_BPM)
    key = forms.CharField(required=False, label="Key", max_length=24, widget=QuickSelect)
    with_compatible = forms.BooleanField(required=False, label="and keys that mix with it")
    topic = forms.SlugField(required=False, max_length=30, widget=forms.HiddenInput)
    sort = forms.ChoiceField(
        required=False,
        label="Order",
        widget=QuickSelect,
        choices=[(name, word) for name, (word, _) in searching.SORTS.items()],
    )

    def __init__(self, data: Mapping[str, Any], *, genres: Iterable[str]) -> None:
        super().__init__(data, auto_id="search-%s")
        for field in ("genre", "key", "sort"):
            self.fields[field].widget.attrs["class"] = "btn"
        self._show("genre", "Any genre", [(name, name) for name in genres])
        self._show("key", "Any key", KEYS)

    def _show(self, field: str, nothing: str, choices: list[tuple[str, str]]) -> None:
        """What a select offers; a value from elsewhere stays in it, so that sending the form again doesn't lose it."""
        value = str(self.data.get(field, ""))
        more = [(value, value)] if value and value not in dict(choices) else []
        self.fields[field].widget.choices = [("", nothing), *choices, *more]

    def clean_q(self) -> str:
        return one_line(self.cleaned_data["q"])

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"])
        if key and camelot.code_of(key) is None:
            raise forms.ValidationError("That is not a key. Write one like “C minor” or “F# dorian”.", code="no_key")
        return key

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        low, high = cleaned.get("bpm_from"), cleaned.get("bpm_to")
        if low is not None and high is not None and low > high:
            self.add_error("bpm_to", "The tempo ends before it begins.")
        return cleaned

    def search(self) -> searching.Search:
        """What a valid form asks for."""
        asked = {attribute: self.cleaned_data[field] for field, attribute in self.ASKED.items()}
        return searching.Search(**asked | {"sort": asked["sort"] or "recent"})
