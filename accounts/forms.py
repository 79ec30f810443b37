"""Forms about people."""

from django import forms

from accounts.models import User
from beatflow_site.lib.text import one_line


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
