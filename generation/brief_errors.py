"""What can be wrong with a brief, said all at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class BriefError(ValueError):
    """A value that can't be: which field, a stable code for programs, a sentence for people."""

    def __init__(self, field: str, code: str, message: str) -> None:
        super().__init__(message)
        self.field, self.code, self.message = field, code, message


class BriefErrors(ValueError):
    """Everything that is wrong with a brief, in the order of its fields; never empty."""

    def __init__(self, errors: list[BriefError]) -> None:
        super().__init__(" ".join(error.message for error in errors))
        self.errors = errors


class Refusals:
    """Collects what the checks refuse, so that people hear of everything at once."""

    def __init__(self) -> None:
        self.errors: list[BriefError] = []

    def of(self, check: Callable[[object], T], value: object) -> T | None:
        """The checked value; None where there is none, or where it is refused."""
        if is_blank(value):
            return None
        try:
            return check(value)
        except BriefError as error:
            self.errors.append(error)
            return None

    def settle(self) -> None:
        """Raise BriefErrors if anything was refused."""
        if self.errors:
            raise BriefErrors(self.errors)


def is_blank(value: object) -> bool:
    """Whether a field is left open."""
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], ())
