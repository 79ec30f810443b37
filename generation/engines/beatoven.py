"""Beatoven.ai: it composes for a minute or two, gives a track with four stems, and is paid for each."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from audio.dsp.sound import Sound
from generation.engines import hosted_stems
from generation.engines.base import Brief, Note, Passing, Progress, Refused, Take
from generation.engines.facilities import Facilities
from generation.engines.hosted import Door, Service, spoken
from generation.engines.hosted_errors import as_object, cost_of
from generation.engines.hosted_takes import Made, decoded, finished
from generation.engines.hosted_words import words_of

TITLE = "Beatoven"
STEMS = ("percussion", "bass", "chords", "melody")
"""What it calls its stems, which is what we call them."""
_ASK_S, _FETCH_S = 60.0, 180.0
_HICCUPS = 5
"""How often in a row it may fail to say how a task stands."""
_FETCHES = 3
_GONE = (401, 403, 404, 410)
_HALF_WAY_S = 60.0


class _Ended(Passing):
    """Nothing will come of the task that was noted; another one may."""


class _Failed(_Ended):
    """The service says so itself, and need not be asked again."""


class _Expired(Passing):
    """The address of a file is no longer good."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A finished task."""

    track_url: str
    stem_urls: Mapping[str, str]
    cost: Mapping[str, Any] | None = None


class Beatoven:
    """A task is paid for when it begins: its name is noted at once, and whoever tries again goes on with it."""

    name = "beatoven"

    def __init__(self, facilities: Facilities) -> None:
        self._here = facilities
        key = facilities.beatoven_key
        header = {"Authorization": f"Bearer {key}"}
        self._service = Service(TITLE, facilities.beatoven_url, key, "BEATOVEN_API_KEY", header)

    def compose(self, brief: Brief) -> Iterator[Progress | Take]:
        """From the beginning, for whoever keeps no notes."""
        return (step for step in self.resume(brief, {}) if not isinstance(step, Note))

    def resume(self, brief: Brief, notes: Mapping[str, Any]) -> Iterator[Progress | Note | Take]:
        """Go on with the task that was noted, or begin one."""
        with Door(self._service) as door:
            task_id = notes.get("task_id")
            if not task_id:
                yield Progress(1, f"Asking {TITLE}…")
                task_id = self._begun(door, brief)
                yield Note({"task_id": task_id})
            try:
                composed = yield from self._awaited(door, str(task_id))
            except _Ended:
                yield Note({"task_id": None})
                raise
            made = yield from self._fetched(door, str(task_id), composed)
        yield from finished(brief, made)

    def _begun(self, door: Door, brief: Brief) -> str:
        """The id of a new task. From here on it costs."""
        wanted = {"prompt": {"text": words_of(brief)}, "format": "wav", "looping": brief.looping}
        reply = door.ask("POST", "/api/v1/tracks/compose", limit_s=_ASK_S, content={"json": wanted})
        task_id = as_object(reply, self._service).get("task_id")
        if not isinstance(task_id, str) or not task_id.strip():
            raise Passing(f"{TITLE} did not say which task it began.")
        return task_id.strip()

    def _awaited(self, door: Door, task_id: str) -> Generator[Progress, None, Composed]:
        """Ask every few seconds how the task stands, until it is composed. Raises _Ended where it won't be."""
        began, hiccups = time.monotonic(), 0
        while (waited_s := time.monotonic() - began) <= self._here.beatoven_limit_s:
            yield Progress(round(5 + 60 * waited_s / (waited_s + _HALF_WAY_S)), f"{TITLE} is composing…")
            pause_s = self._here.beatoven_poll_s
            try:
                said = self._said(door, task_id)
                if said.get("status") == "composed":
                    return _composed(said)
                hiccups = 0
            except Passing as error:
                hiccups, pause_s = hiccups + 1, max(pause_s, error.wait_s)
                if hiccups >= _HICCUPS or isinstance(error, _Failed):
                    raise
            time.sleep(max(0.0, min(pause_s, began + self._here.beatoven_limit_s - time.monotonic())))
        raise self._too_slow()

    def _said(self, door: Door, task_id: str) -> Mapping[str, Any]:
        """How a task stands. Raises Passing, also where it has failed, and Refused."""
        reply = door.ask("GET", f"/api/v1/tasks/{quote(task_id, safe='')}", limit_s=_ASK_S)
        if reply.status == 404:
            raise _Ended(f"{TITLE} no longer knows the task that it began.")
        said = as_object(reply, self._service)
        if said.get("status") == "failed":
            raise _Failed(f"{TITLE} could not compose this.")
        return {**said, "cost": cost_of(reply, said)}

    def _too_slow(self) -> Refused:
        advice = "Try again later: that asks for the same track, and does not pay for another one."
        return Refused(
            "provider_slow", f"{TITLE} has not finished within {spoken(self._here.beatoven_limit_s)}. {advice}"
        )

    def _fetched(self, door: Door, task_id: str, composed: Composed) -> Generator[Progress, None, Made]:
        """The track and its stems. Their addresses expire: where they have, the task gives new ones."""
        yield Progress(68, "Fetching the track…")
        try:
            mix = self._sound(door, composed.track_url)
        except _Expired:
            composed = _composed(self._said(door, task_id))
            mix = self._sound(door, composed.track_url)
        if composed.stem_urls and self._here.beatoven_stems:
            stems, notices = yield from self._stems(door, composed.stem_urls)
        else:
            stems, notice = yield from hosted_stems.found(mix, self._here)
            notices = (notice,)
        return Made(self.name, TITLE, mix, stems, cost=composed.cost, notices=notices)

    def _stems(
        self, door: Door, urls: Mapping[str, str]
    ) -> Generator[Progress, None, tuple[dict[str, Sound], tuple[str, ...]]]:
        """By kind; what cannot be fetched is left to the rest, with a notice."""
        stems: dict[str, Sound] = {}
        for number, (kind, url) in enumerate(urls.items()):
            yield Progress(72 + 3 * number, f"Fetching the {kind}…")
            with suppress(Passing):
                stems[kind] = self._sound(door, url)
        missing = [kind for kind in urls if kind not in stems]
        return stems, tuple(f"{TITLE}’s {kind} could not be fetched alone; it plays in “other”." for kind in missing)

    def _sound(self, door: Door, url: str) -> Sound:
        """One file, decoded; what fails on the way is tried again."""
        for _ in range(_FETCHES - 1):
            try:
                return self._sound_at_once(door, url)
            except _Expired:
                raise
            except Passing:
                time.sleep(self._here.beatoven_poll_s / 10)
        return self._sound_at_once(door, url)

    def _sound_at_once(self, door: Door, url: str) -> Sound:
        """Raises Passing, whatever goes wrong: it is paid for, and may be there later."""
        reply = door.fetch(url, limit_s=_FETCH_S)
        if reply.status in _GONE:
            raise _Expired(f"{TITLE} gave an address for the track that has expired.")
        if reply.status >= 300:
            raise Passing(f"{TITLE}’s track could not be fetched (it answers with {reply.status}).")
        return decoded(reply.body, TITLE)


def _composed(said: Mapping[str, Any]) -> Composed:
    """Where the sounds of a finished task are. Raises Passing where it doesn't say."""
    meta = said.get("meta")
    meta = meta if isinstance(meta, Mapping) else {}
    track, stems = meta.get("track_url"), meta.get("stems_url")
    if not isinstance(track, str) or not track:
        raise Passing(f"{TITLE} says that the track is composed, but not where it is.")
    urls = stems if isinstance(stems, Mapping) else {}
    found = {kind: url for kind in STEMS if isinstance(url := urls.get(kind), str) and url}
    return Composed(track, found, said.get("cost"))
