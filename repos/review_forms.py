"""Forms about merge requests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from repos.models import Ref, Repo
from repos.services import reviews
from repos.services.history import MAX_MESSAGE


class RequestForm(forms.Form):
    """What is said about a request."""

    title = forms.CharField(max_length=reviews.MAX_TITLE, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    description = forms.CharField(
        required=False, max_length=reviews.MAX_DESCRIPTION, widget=forms.Textarea(attrs={"rows": 5})
    )


class ProposalForm(RequestForm):
    """A new request: which branch of which repo, for which branch."""

    source = forms.CharField(widget=forms.Select, label="What to merge")
    target = forms.CharField(widget=forms.Select, label="Into")
    field_order = ("source", "target", "title", "description")

    def __init__(self, *args: Any, repo: Repo, sources: Sequence[Ref], targets: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sources = {named(ref): ref for ref in sources}
        self.fields["source"].widget.choices = [(value, _label(ref, repo)) for value, ref in self._sources.items()]
        self.fields["target"].widget.choices = [(name, name) for name in targets]

    def clean_source(self) -> Ref:
        source = self._sources.get(str(self.cleaned_data["source"]))
        if source is None:
            raise forms.ValidationError("Choose a branch that you may write to.", code="no_branch")
        return source


class CommentForm(forms.Form):
    """Something to say, about the whole or about a moment of it."""

    text = forms.CharField(max_length=reviews.MAX_TEXT, widget=forms.Textarea(attrs={"rows": 3}), label="Comment")
    position_s = forms.FloatField(required=False, min_value=0, label="At second")


class MergeForm(forms.Form):
    """The merge, of what was seen onto what was seen."""

    seen = forms.CharField(widget=forms.HiddenInput)
    onto = forms.CharField(widget=forms.HiddenInput)
    message = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=MAX_MESSAGE, label="Message"
    )


def named(ref: Ref) -> str:
    """A branch of a repo as a form sends it."""
    return f"{ref.repo.owner.username}/{ref.repo.name}:{ref.name}"


def _label(ref: Ref, repo: Repo) -> str:
    return ref.name if ref.repo_id == repo.pk else f"{ref.repo.owner.username}/{ref.repo.name}: {ref.name}"
