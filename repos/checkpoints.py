"""What the faders of a page ask for, to be kept as a commit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django import forms

from repos.models import Ref
from repos.pieces import Lane, Piece
from repos.services.history import MAX_MESSAGE
from repos.vcs import faders


class CheckpointForm(forms.Form):
    """The faders and pans of a commit's stems as somebody moved them, and on which branch they are to be kept."""

    branch = forms.CharField(widget=forms.HiddenInput)
    message = forms.CharField(required=False, max_length=MAX_MESSAGE, label="Message")

    def __init__(self, *args: Any, lanes: Iterable[Lane], branches: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lanes = list(lanes)
        self.fields["message"].widget.attrs |= {"class": "input", "placeholder": "Message, or what has changed"}
        if len(branches) > 1:
            self.fields["branch"].widget = forms.Select({"class": "btn"}, [(name, name) for name in branches])
        for lane in self.lanes:
            fader = forms.FloatField(required=False, min_value=faders.FOOT_DB, max_value=faders.TOP_DB)
            pan = forms.IntegerField(required=False, min_value=-100, max_value=100)
            self.fields |= {f"fader-{lane.id}": fader, f"pan-{lane.id}": pan}

    def moved(self) -> dict[str, tuple[float | None, int | None]]:
        """By track, where the fader and the pan are to be; None for what was not said."""
        said = self.cleaned_data
        return {lane.id: (said[f"fader-{lane.id}"], said[f"pan-{lane.id}"]) for lane in self.lanes}

    def tried(self) -> tuple[Lane, ...]:
        """The lanes as they were sent, each with what is wrong about it."""
        return tuple(map(self._tried, self.lanes))

    def _tried(self, lane: Lane) -> Lane:
        fader, pan = f"fader-{lane.id}", f"pan-{lane.id}"
        said = {name: value for name, value in self.cleaned_data.items() if value is not None}
        errors = [
            f"{what}: {error}"
            for what, name in (("Volume", fader), ("Pan", pan))
            for error in self.errors.get(name, ())
        ]
        return replace(
            lane,
            set_db=said.get(fader, lane.fader_db),
            set_percent=said.get(pan, lane.pan_percent),
            errors=tuple(errors),
        )


def offered(piece: Piece | None, at: Sequence[Ref], *, can_write: bool) -> CheckpointForm | None:
    """The form of a page that shows a commit; None where nobody may go on from it: it must be the tip of the branches
    `at`, and have faders."""
    if piece is None or not (can_write and at and piece.has_faders):
        return None
    names = [ref.name for ref in at]
    return CheckpointForm(lanes=piece.lanes, branches=names, initial={"branch": names[0]})
