"""ElevenLabs Music: one request holds on until the song is there, which may take minutes."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any, TypeAlias

import numpy as np

from audio.dsp.sound import Sound
from generation.engines import hosted_stems
from generation.engines.base import Brief, Passing, Progress, Refused, Take
from generation.engines.elevenlabs_answers import KINDS, Song, song_of, stem_files
from generation.engines.facilities import Facilities
from generation.engines.hosted import SOUND_LIMIT_BYTES, Door, Reply, Service, Slow
from generation.engines.hosted_errors import cost_of, error_of
from generation.engines.hosted_takes import Made, decoded, finished
from generation.engines.hosted_words import styles_of, unwanted_of, words_of
from generation.engines.structure import Structure, counted_bars

TITLE = "ElevenLabs"
FORMAT = "mp3_44100_128"
"""What every account may ask for."""
PROMPT_LIMIT = 4100
_CHUNK_MS = (3_000, 120_000)
_NOT_OFFERED = (404, 405, 501)
_STEMS_S = 300.0

Stems: TypeAlias = dict[str, Sound]
_NONE: tuple[Stems, tuple[str, ...]] = ({}, ())


class ElevenLabs:
    """Paid for by the song; a request that was cut short cannot be gone back to."""

    name = "elevenlabs"

    def __init__(self, facilities: Facilities) -> None:
        self._here = facilities
        key = facilities.elevenlabs_key
        self._service = Service(TITLE, facilities.elevenlabs_url, key, "ELEVENLABS_API_KEY", {"xi-api-key": key})

    def compose(self, brief: Brief) -> Iterator[Progress | Take]:
        """Ask for the song, then for its stems where that is wished; else they are found here."""
        with Door(self._service) as door:
            yield Progress(5, f"{TITLE} is composing…")
            reply = self._answered(door, body_of(brief, self._here.elevenlabs_model))
            song = song_of(reply, TITLE)
            yield Progress(65, "Unpacking the song…")
            mix = decoded(song.audio, TITLE)
            stems, notices = (yield from self._stems(door, song)) if self._here.elevenlabs_stems else _NONE
        if not stems:
            stems, notice = yield from hosted_stems.found(mix, self._here)
            notices = (*notices, notice)
        cost, model = cost_of(reply, song.about), self._here.elevenlabs_model
        yield from finished(brief, Made(self.name, TITLE, mix, stems, model, cost, notices))

    def _answered(self, door: Door, body: Mapping[str, Any]) -> Reply:
        """With what it tells about the song; where that is not offered, the song alone. Raises Passing and Refused."""
        reply = self._asked(door, "/v1/music/detailed", body)
        if reply.status in _NOT_OFFERED:
            reply = self._asked(door, "/v1/music", body)
        if reply.status >= 300:
            raise error_of(reply, self._service)
        return reply

    def _asked(self, door: Door, path: str, body: Mapping[str, Any]) -> Reply:
        """Who has waited so long does not ask again: the song may be made, and paid for, all the same."""
        try:
            return self._asked_once(door, path, body)
        except Slow as error:
            advice = "It may have made the song all the same. Try again later, or choose another engine."
            raise Refused("provider_slow", f"{error} {advice}") from None

    def _asked_once(self, door: Door, path: str, body: Mapping[str, Any]) -> Reply:
        told = {"params": {"output_format": FORMAT}, "json": body}
        return door.ask(
            "POST", path, limit_s=self._here.elevenlabs_limit_s, limit_bytes=SOUND_LIMIT_BYTES, content=told
        )

    def _stems(self, door: Door, song: Song) -> Generator[Progress, None, tuple[Stems, tuple[str, ...]]]:
        """By our kinds. The song is paid for: what fails here costs the stems, never the song."""
        yield Progress(70, f"{TITLE} is separating the stems…")
        try:
            return _by_kind(self._separated(door, song)), ()
        except (Passing, Refused) as error:
            return {}, (f"{TITLE} could not separate the stems: {error}",)

    def _separated(self, door: Door, song: Song) -> dict[str, Sound]:
        told = {
            "files": {"file": ("song.mp3", song.audio, "audio/mpeg")},
            "data": {"stem_variation_id": "six_stems_v1"},
        }
        path = "/v1/music/stem-separation"
        reply = door.ask("POST", path, limit_s=_STEMS_S, limit_bytes=SOUND_LIMIT_BYTES, content=told)
        if reply.status >= 300:
            raise error_of(reply, self._service)
        files = stem_files(reply.body, TITLE)
        return {name: decoded(data, TITLE) for name, data in files.items()}


def _by_kind(stems: Mapping[str, Sound]) -> dict[str, Sound]:
    """Several of its stems may be one of ours."""
    found: dict[str, Sound] = {}
    for name, sound in stems.items():
        kind = KINDS[name]
        found[kind] = _together(found[kind], sound) if kind in found else sound
    return found


def _together(one: Sound, other: Sound) -> Sound:
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return longer + np.pad(shorter, ((0, len(longer) - len(shorter)), (0, 0)))


def body_of(brief: Brief, model: str) -> dict[str, Any]:
    """What to ask a model for. The first one reads a prompt; later ones read a plan too, and only that takes a seed."""
    if model == "music_v1":
        told = {"prompt": words_of(brief, with_length=False)[:PROMPT_LIMIT], "force_instrumental": True}
        return {**told, "music_length_ms": round(brief.duration_s * 1000), "model_id": model}
    return {"composition_plan": {"chunks": _chunks(brief)}, "seed": brief.seed, "model_id": model}


def _shares(structure: Structure) -> list[int]:
    """How long each section of an order is beside the others: by its bars where all are counted, else all alike."""
    return list(structure.order_bars) if counted_bars(structure) else [1] * len(structure.order)


def _ends(whole_ms: int, shares: Sequence[int]) -> list[int]:
    """Where stretches with these shares of the whole begin and end: 0, …, the whole."""
    return [round(whole_ms * share / max(1, sum(shares))) for share in accumulate(shares, initial=0)]


def _chunks(brief: Brief) -> list[dict[str, Any]]:
    """The sections that were asked for, else the whole in as few pieces as may be; together as long as the brief."""
    whole_ms = round(brief.duration_s * 1000)
    names = brief.structure.order
    ends = _ends(whole_ms, _shares(brief.structure))
    if not names or not all(_CHUNK_MS[0] <= end - start < _CHUNK_MS[1] for start, end in pairwise(ends)):
        names = ("instrumental",) * math.ceil(whole_ms / _CHUNK_MS[1])
        ends = _ends(whole_ms, [1] * len(names))
    positive = [words for words in (f"{brief.mood} {brief.genre} beat", brief.prompt, *styles_of(brief)) if words]
    styles = {"positive_styles": [*positive, "instrumental"], "negative_styles": ["vocals", *unwanted_of(brief)]}
    return [
        {"text": f"[{name.title()}]", "duration_ms": end - start, **styles}
        for name, (start, end) in zip(names, pairwise(ends), strict=True)
    ]
