"""Forms about people."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone

from accounts.models import Token, User
from accounts.tokens import MAX_NAME
from beatflow_site.lib.text import one_line

FOR_GOOD = "revoked"


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """What others see of somebody."""

    class Meta:
        model = User
        fields = ("display_name", "about")
        labels = {"display_name": "Name", "about": "About you"}
        widgets = {
            "display_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "about": forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
        }

    def clean_display_name(self) -> str:
        return one_line(self.cleaned_data["display_name"])


class TokenForm(forms.Form):
    """A new token for a program."""

    name = forms.CharField(
        label="What is it for?",
        max_length=MAX_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "git on my laptop"}),
    )
    scope = forms.ChoiceField(
        label="What may it do?",
        choices=[(Token.Scope.READ, "Read: clone and listen"), (Token.Scope.WRITE, "Read and write")],
    )
    lasts = forms.ChoiceField(
        label="How long is it good for?",
        choices=[("30", "30 days"), ("90", "90 days"), ("365", "A year"), (FOR_GOOD, "Until you revoke it")],
        initial="90",
    )

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])

    def clean_lasts(self) -> datetime | None:
        lasts = self.cleaned_data["lasts"]
        return None if lasts == FOR_GOOD else timezone.now() + timedelta(days=int(lasts))
