"""Forms on the settings page of a repo."""

from typing import Any

from django import forms

from beatflow_site.lib.text import one_line
from repos import licences, topics
from repos.models import Ref, Repo

VISIBILITIES = (
    (Repo.Visibility.PRIVATE, "Private: you and your collaborators"),
    (Repo.Visibility.UNLISTED, "Unlisted: whoever has the link"),
    (Repo.Visibility.PUBLIC, "Public: everybody, in lists and searches"),
)
_PLAIN = {"autocomplete": "off", "spellcheck": "false"}


class RepoForm(forms.Form):
    """What is said about a repo."""

    title = forms.CharField(max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    description = forms.CharField(max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    topics = forms.CharField(
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs=_PLAIN),
        help_text=f"Up to {topics.MOST} words that it is found under, with commas or spaces between them.",
    )
    visibility = forms.ChoiceField(
        choices=VISIBILITIES,
        label="Who may see it",
        help_text="Collaborators see it in any case. Forks that others have made stay theirs, whatever you choose.",
    )
    forkable = forms.BooleanField(
        required=False,
        label="Whoever sees it may fork it",
        help_text="Who may write to it may always do so. Forks that were made before stay.",
    )
    licence = forms.ChoiceField(
        choices=licences.CHOICES,
        required=False,
        help_text="What others may do with the sound. Forks begin with the same licence.",
    )
    default_branch = forms.ChoiceField(required=False, help_text="The branch that everybody sees first.")

    def __init__(self, data: Any = None, *, repo: Repo) -> None:
        super().__init__(data, initial=_said_of(repo))
        names = repo.refs.filter(kind=Ref.Kind.BRANCH).values_list("name", flat=True)
        branch = self.fields["default_branch"]
        assert isinstance(branch, forms.ChoiceField)
        branch.choices = [(name, name) for name in dict.fromkeys((*names, repo.default_branch))]

    def clean_title(self) -> str:
        title = one_line(self.cleaned_data["title"])
        if not title:
            raise forms.ValidationError("Write a title that can be read.", code="unreadable")
        return title

    def clean_topics(self) -> list[str]:
        try:
            return topics.checked(topics.split(self.cleaned_data["topics"]))
        except ValueError as error:
            raise forms.ValidationError(str(error), code="no_topic") from error

    def clean_default_branch(self) -> str | None:
        """None where nothing was said, which leaves it as it is."""
        return self.cleaned_data["default_branch"] or None


class AddressForm(forms.Form):
    """Another name for a repo in its address. The services judge it."""

    name = forms.CharField(max_length=100, widget=forms.TextInput(attrs=_PLAIN))


class TransferForm(forms.Form):
    """To whom a repo is offered. The services say whether there is such a person."""

    receiver = forms.CharField(
        max_length=254,
        label="Name or e-mail address",
        widget=forms.TextInput(attrs=_PLAIN | {"autocapitalize": "none"}),
    )


class DeletionForm(forms.Form):
    """A repo goes only when its name has been typed."""

    typed = forms.CharField(widget=forms.TextInput(attrs=_PLAIN))

    def __init__(self, *args: Any, repo: Repo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.repo = repo
        self.fields["typed"].label = f"Type {repo.name} to delete it"

    def clean_typed(self) -> str:
        typed = str(self.cleaned_data["typed"]).strip()
        if typed != self.repo.name:
            raise forms.ValidationError(f"That is not “{self.repo.name}”.", code="another_name")
        return typed


def _said_of(repo: Repo) -> dict[str, Any]:
    fields = ("title", "description", "visibility", "forkable", "licence", "default_branch")
    named = ", ".join(repo.topics.values_list("name", flat=True))
    return {name: getattr(repo, name) for name in fields} | {"topics": named}
