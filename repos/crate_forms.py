"""Forms about crates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from repos.forms import VISIBILITIES
from repos.models import Crate
from repos.services.repositories import MAX_DESCRIPTION, MAX_TITLE

NEW = "new"
"""In place of a crate's number."""


class CrateForm(forms.Form):
    """What a crate is called and who may see it. The services judge it."""

    title = forms.CharField(max_length=MAX_TITLE, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    description = forms.CharField(required=False, max_length=MAX_DESCRIPTION, widget=forms.Textarea(attrs={"rows": 2}))
    visibility = forms.ChoiceField(
        label="Who may see it",
        choices=VISIBILITIES,
        help_text="Others find in it only what they may hear anyway.",
    )


class AddForm(forms.Form):
    """Into which crate a beat goes, and whether one of its versions is meant for good."""

    crate = forms.ChoiceField()
    title = forms.CharField(
        required=False,
        max_length=MAX_TITLE,
        label="Title of a new crate",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    stays = forms.BooleanField(required=False, label="This very version, whatever is made after it")

    def __init__(self, *args: Any, crates: Iterable[Crate], has_version: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.crates = {str(crate.pk): crate for crate in crates}
        field = self.fields["crate"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*((number, crate.title) for number, crate in self.crates.items()), (NEW, "A new crate")]
        field.initial = next(iter(self.crates), NEW)
        if not self.crates:
            field.widget = forms.HiddenInput()
        if not has_version:
            del self.fields["stays"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("crate") == NEW and not said.get("title") and "title" not in self.errors:
            self.add_error("title", forms.ValidationError("What should the new crate be called?", code="no_title"))
        return said
