"""Pages of humming: a melody into the microphone, its notes put right, a beat around it."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import OwnRequest
from audio import http
from audio import services as audio
from audio.dsp.humming.notes import GRIDS
from audio.store import StoreFull, StoreUnwritable
from generation import brief_gaps, humming, hums, imports
from generation.brief_errors import BriefError, BriefErrors
from generation.engines.composer.genres import GENRES
from generation.forms import by_field
from generation.models import Hum
from generation.roll import Bar, roll_of

_LISTED = 12
_NOT_KEPT = "The server has no room for this just now. Nothing was kept; try again later."
_PLACE = "place"
_RECIPES = {"flac": "flac", "peaks": "peaks-256"}
_FREE_STEP_BEATS = 0.125
"""How far a note is moved at a time where there is no grid."""
_GRID_NAMES = {"": "as hummed", "4": "quarters", "8": "eighths", "8t": "eighth triplets", "16": "sixteenths"}


@login_required
@require_http_methods(["GET", "POST"])
def hum(request: OwnRequest) -> HttpResponse:
    """Record or choose a hum, and have it written down."""
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            files, said = request.FILES.getlist("hum"), request.POST
            told = {"name": said.get("name", ""), "bpm": said.get("bpm", "")}
            return redirect(hums.bring(files, **told, by=request.user))
        except BriefErrors as refused:
            errors = by_field(refused)
        except (StoreFull, StoreUnwritable):
            errors = by_field(BriefErrors([BriefError("hum", "storage_full", _NOT_KEPT)]))
    context = {
        "values": request.POST,
        "errors": errors,
        "hums": request.user.hums.all()[:_LISTED],
        "longest_s": humming.LONGEST_S,
        "longest_minutes": humming.LONGEST_S / 60,
        "accepted": ",".join(f".{suffix}" for suffix in imports.SUFFIXES),
    }
    answer = render(request, "generation/hum.html", context, status=422 if errors else 200)
    answer["Permissions-Policy"] = "microphone=(self)"
    return answer


@login_required
@require_http_methods(["GET", "POST"])
def hum_notes(request: OwnRequest, id: UUID) -> HttpResponse:
    """The notes of a hum, to be put right."""
    mine = _own(request, id)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            action = request.POST.get("do", "")
            if action in (_PLACE, *hums.ACTIONS):
                hums.place_notes(mine, request.POST.dict(), by=request.user)
            if action in hums.ACTIONS:
                hums.change_notes(mine, request.POST.getlist("note"), action, by=request.user)
            elif action != _PLACE:
                hums.change(mine, request.POST.dict(), by=request.user)
            return redirect(mine)
        except BriefErrors as refused:
            errors = by_field(refused)
    return _page(request, mine, errors)


@login_required
@require_POST
def hum_beat(request: OwnRequest, id: UUID) -> HttpResponse:
    """Have a beat made around it."""
    mine = _own(request, id)
    try:
        return redirect(hums.order_beat(mine, request.POST.dict(), by=request.user))
    except BriefErrors as refused:
        return _page(request, mine, by_field(refused))


@login_required
@require_POST
def hum_delete(request: OwnRequest, id: UUID) -> HttpResponse:
    """Forget it."""
    hums.delete(_own(request, id), by=request.user)
    return redirect("hum")


@login_required
@require_GET
def hum_sound(request: OwnRequest, id: UUID, suffix: str) -> HttpResponseBase:
    """The recording, or how it is drawn."""
    mine = _own(request, id)
    if suffix not in _RECIPES:
        raise Http404
    try:
        return http.serve(audio.rendition(mine.sound, _RECIPES[suffix]), request)
    except FileNotFoundError as error:
        raise Http404 from error


def _own(request: OwnRequest, id: UUID) -> Hum:
    return get_object_or_404(Hum.objects.select_related("sound"), pk=id, user=request.user)


def _typed(request: OwnRequest, bar: Bar) -> dict[str, str]:
    """What the fields of a note say: what was just typed, where that is shown again, else where it is."""
    now = {"pitch": bar.name, "start": bar.start_beats, "length": bar.length_beats}
    return {name: request.POST.get(f"{name}-{bar.id}", value) for name, value in now.items()}


def _page(request: OwnRequest, mine: Hum, errors: dict[str, str]) -> HttpResponse:
    line, edits = hums.line_of(mine), hums.edits_of(mine)
    roll = roll_of(line)
    context: dict[str, Any] = {
        "hum": mine,
        "line": line,
        "edits": edits,
        "roll": roll,
        "octave_tempi": [(word, line.bpm * times) for word, times in hums.TIMES.items()],
        "rows": [(bar, _typed(request, bar)) for bar in roll.bars],
        "values": request.POST,
        "chosen": request.POST.getlist("note"),
        "errors": errors,
        "keys": brief_gaps.keys(edits.key or None)[1:],
        "grids": {name: _GRID_NAMES[name] for name in ("", *GRIDS)},
        "octaves": [(octave, f"{octave:+d}" if octave else "as hummed") for octave in reversed(humming.OCTAVES)],
        "first_beats": [(f"{place:g}", f"{place + 1:g}") for place in humming.FIRST_BEATS],
        "first_beat": f"{edits.first_beat:g}",
        "is_counted_in": hums.counts_in(mine),
        "is_edited": bool(edits.removed or edits.moved or edits.placed),
        "step_beats": GRIDS.get(edits.grid, _FREE_STEP_BEATS),
        "genres": list(GENRES),
        "can_be_followed": hums.can_be_followed(),
    }
    return render(request, "generation/hum_notes.html", context, status=422 if errors else 200)
