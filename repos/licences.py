"""What others may do with a beat, as its owner says it: few choices, told by their SPDX identifiers."""

from collections.abc import Mapping

NONE_SAID = ""
LICENCES: Mapping[str, tuple[str, str]] = {
    NONE_SAID: ("", "None said"),
    "CC0-1.0": ("CC0 1.0", "CC0 1.0: everything, without asking"),
    "CC-BY-4.0": ("CC BY 4.0", "CC BY 4.0: everything, with credit"),
    "CC-BY-SA-4.0": ("CC BY-SA 4.0", "CC BY-SA 4.0: with credit, and passed on the same way"),
    "CC-BY-NC-4.0": ("CC BY-NC 4.0", "CC BY-NC 4.0: with credit, and not for money"),
    "LicenseRef-All-rights-reserved": ("All rights reserved", "All rights reserved: nothing without asking"),
}
"""The short name and what it allows, by identifier."""
CHOICES = [(licence, told) for licence, (_, told) in LICENCES.items()]


def name_of(licence: str) -> str:
    """How people call a licence; what is none of these is called as it is written."""
    return LICENCES.get(licence, (licence, ""))[0]
