"""Forms about people."""

from django import forms

from accounts.models import User


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
