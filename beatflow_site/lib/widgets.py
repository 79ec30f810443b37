"""Form controls that are written without a template."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe


class QuickSelect(forms.Select):
    """A select without groups: Django asks a template for each of its options, which took longer than the search that
    they are for."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The same as a `Select` writes."""
        chosen = set(self.format_value(value))
        options = "".join(_option(str(one), told, str(one) in chosen) for one, told in self.choices)
        given = {"name": name} | self.build_attrs(self.attrs, attrs)
        written = "".join(_attribute(*one) for one in given.items())
        return mark_safe(f"<select{written}>\n{options}</select>")  # noqa: S308  every text in it is escaped


def _attribute(name: str, value: Any) -> str:
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'


def _option(value: str, told: Any, is_chosen: bool) -> str:
    chosen = " selected" * is_chosen
    return f'  <option value="{conditional_escape(value)}"{chosen}>{conditional_escape(told)}</option>\n\n'
