"""Forms about repos."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms

from repos import finding
from repos.models import Collaborator, Commit, Ref, Repo
from repos.services.history import MAX_MESSAGE
from repos.services.repositories import MAX_TITLE

Options = Sequence[tuple[str, Sequence[tuple[str, str]]]]
"""What a select offers, in groups with a title each: values and their labels."""

VISIBILITIES = (
    (Repo.Visibility.PRIVATE, "Only you"),
    (Repo.Visibility.UNLISTED, "Whoever has the link"),
    (Repo.Visibility.PUBLIC, "Everybody"),
)
SHORT = 8
_DIGEST = re.compile(r"[0-9a-f]{12,64}")
ROLES = (
    (Collaborator.Role.READ, "Read: also while it is private"),
    (Collaborator.Role.WRITE, "Write: versions, branches, takes"),
    (Collaborator.Role.ADMIN, "Admin: settings and people too"),
)


class CollaboratorForm(forms.Form):
    """Somebody who is to be let into a repo. The services say whether there is such a person."""

    who = forms.CharField(
        label="Name or e-mail address",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    role = forms.ChoiceField(label="May", choices=ROLES)


class ForkForm(forms.Form):
    """What a fork is called and who may see it: no more people than `allowed`."""

    title = forms.CharField(max_length=MAX_TITLE, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    visibility = forms.ChoiceField(label="Who may see it", choices=VISIBILITIES)

    def __init__(self, *args: Any, allowed: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["visibility"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(value, label) for value, label in VISIBILITIES if value in allowed]


class NameForm(forms.Form):
    """What a branch or tag is to be called. The services judge the name."""

    name = forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))


class OntoForm(forms.Form):
    """A commit that goes on a branch: which one, where it stood when the page was drawn, and what it says."""

    branch = forms.CharField(widget=forms.Select, label="Onto the branch")
    message = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=MAX_MESSAGE, label="Message"
    )

    def __init__(self, *args: Any, branches: list[Ref], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch"].widget.choices = [(f"{ref.tip.digest}:{ref.name}", ref.name) for ref in branches]

    def clean_branch(self) -> tuple[str, str]:
        """The digest of the tip that was seen, and the name of the branch."""
        digest, _, name = str(self.cleaned_data["branch"]).partition(":")
        if not name:
            raise forms.ValidationError("Choose a branch.", code="no_branch")
        return digest, name


class CompareForm(forms.Form):
    """Two versions to be put beside each other, by whatever one calls them, each out of a repo of its own."""

    old = forms.CharField(widget=forms.Select, label="A, the old one")
    new = forms.CharField(widget=forms.Select, label="B, the new one")

    def __init__(self, *args: Any, repos: Mapping[str, Repo], options: Mapping[str, Options], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.repos = repos
        for name, groups in options.items():
            self.fields[name].widget.choices = _with_asked(groups, str(self.data.get(name, ""))[:100])

    def clean_old(self) -> Commit:
        return self._found("old")

    def clean_new(self) -> Commit:
        return self._found("new")

    def _found(self, side: str) -> Commit:
        try:
            return finding.found(self.repos[side], str(self.cleaned_data[side]))
        except ValueError as error:
            raise forms.ValidationError(str(error), code="unknown") from error


def _with_asked(groups: Options, asked: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The options with what was asked for among them: a digest in the words of the option that is its beginning."""
    offered = [(title, [_as_asked(option, asked) for option in group]) for title, group in groups]
    is_known = any(value == asked for _, group in offered for value, _ in group)
    label = asked[:SHORT] if _DIGEST.fullmatch(asked) else asked
    return offered if is_known or not asked else [("As asked", [(asked, label)]), *offered]


def _as_asked(option: tuple[str, str], asked: str) -> tuple[str, str]:
    value, label = option
    is_meant = _DIGEST.fullmatch(value) and _DIGEST.fullmatch(asked) and asked.startswith(value)
    return (asked, label) if is_meant else option
