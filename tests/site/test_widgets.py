from typing import Any

import pytest
from django import forms

from beatflow_site.lib.widgets import QuickSelect

CHOICES = [("", "Any <genre>"), ("trap", "trap"), (8, "A & B"), ('"', "quoted")]


@pytest.mark.parametrize("value", ["", "trap", None, "8", '"', "elsewhere"])
@pytest.mark.parametrize(
    "attrs", [None, {}, {"id": "search-genre", "required": True, "disabled": False, "title": '<"'}]
)
def test_a_quick_select_writes_what_djangos_own_does(value: Any, attrs: Any) -> None:
    quick, own = (kind({"class": "btn"}, CHOICES).render("genre", value, attrs) for kind in (QuickSelect, forms.Select))
    assert quick.split() == own.split()
