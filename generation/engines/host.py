"""The warm child of a worker: `python -m generation.engines.host`, JSON lines in and out.

The first line says what there is here (`facilities.Facilities`); every further one is a request. It may be for a tool,
`{"do": "analyse", …}`, which knows what else it needs (`tools`), or for an engine:
`{"do": "beat", "engine": …, "brief": …, "folder": …}`. "regenerate" and "extend" also say what there is,
`"score"` (a file), `"stems": {name: file}`, `"kinds": {name: kind}`, and what to do: `"stem"`; `"bars"` and `"place"`.
`"reference"` is a file with a sound that a beat is to follow; `"hum"`, `{"file", "zero_s"}`, is one that it also has
as a stem (`accompanied`).
"beats" asks for several takes at once, `"briefs"` with a folder for each in `"folders"`; every answer but the last
then says by `"of"` which it is for. A folder that is gone says that its take is no longer wanted.
`"notes"` is what earlier attempts at the same work noted.
The answers are any number of `{"progress": [percent, stage]}` and `{"note": {…}}`, then one `{"done": …}` or
`{"error": {"code", "sentence", "can_pass", "wait_s"}}`.
It ends with its parent, or when its input ends. To stop a piece of work, kill it.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from audio.dsp.codec import read
from audio.dsp.dying import die_with_parent
from audio.dsp.sound import Sound
from generation.engines import accompanied, delivery
from generation.engines.base import (
    Batcher,
    Brief,
    Done,
    Engine,
    Follower,
    Held,
    Note,
    Passing,
    Progress,
    Refused,
    Resumer,
    Reviser,
    Take,
    TuneNote,
)
from generation.engines.facilities import Facilities, from_json
from generation.engines.registry import ENGINES
from generation.engines.structure import Structure
from generation.engines.tools import TOOLS, Work

Answer = dict[str, Any]
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FULL_SENTENCE = "The server's disk is full, so this could not be kept. Nothing of it was stored."
_UNWRITABLE_SENTENCE = "The server may not write to its own folder, so this could not be kept."
_NO_SCORE_SENTENCE = "What this commit holds cannot be read, so it cannot be worked on."
_NO_SOUND_SENTENCE = "A sound of this commit is missing on the server, so it cannot be worked on."
_NO_REFERENCE_SENTENCE = "The sound that this beat was to follow is missing on the server, or cannot be read."
_BROKEN_SENTENCE = "Something broke while this was being made. The details are in the server's log."


class Host:
    """What there is here, and the engines that were made of it. Models stay loaded between requests."""

    def __init__(self, facilities: Facilities, engines: Mapping[str, Engine] | None = None) -> None:
        self.facilities = facilities
        self._made = dict(engines or {})

    def engine(self, name: str) -> Engine:
        """The engine of a name. Raises Refused where it cannot run; what it lacks may have come since the last look."""
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def _make(self, name: str) -> Engine:
        row = ENGINES.get(name)
        lacks = row.lacks(self.facilities) if row else "This version does not know it."
        if row is None or lacks:
            raise Refused("engine_unavailable", f"The engine “{name}” cannot run on this worker. {lacks}")
        return row.make(self.facilities)


def main() -> None:
    """Serve requests until the input ends."""
    die_with_parent()
    lines, answers = sys.stdin, _private_output()
    first = lines.readline()
    if not first:
        return
    host = Host(from_json(json.loads(first)))
    for name in ("composer",):  # what everybody asks for first loads its tools now
        with suppress(Refused):
            host.engine(name)
    for line in lines:
        for answer in respond(json.loads(line), host):
            answers(answer)


def _private_output() -> Callable[[Answer], None]:
    """The real standard output; what libraries print goes to the log instead of between the answers."""
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def answer(message: Answer) -> None:
        output.write(json.dumps(message) + "\n")
        output.flush()

    return answer


def respond(request: Mapping[str, Any], host: Host) -> Iterator[Answer]:
    """All answers to one request. Never raises: what goes wrong is the last answer."""
    try:
        yield from _WORK.get(request["do"], _tool)(request, host)
    except Refused as error:
        yield _error(error.code, str(error), can_pass=False)
    except Passing as error:
        yield _error("engine_busy", str(error), can_pass=True, wait_s=error.wait_s)
    except OSError as error:
        traceback.print_exc()
        full = error.errno in _FULL
        code, sentence = ("storage_full", _FULL_SENTENCE) if full else ("storage_unwritable", _UNWRITABLE_SENTENCE)
        yield _error(code, sentence, can_pass=False)
    except Exception:
        traceback.print_exc()
        yield _error("engine_broken", _BROKEN_SENTENCE, can_pass=True)


def _error(code: str, sentence: str, *, can_pass: bool, wait_s: float = 0.0) -> Answer:
    return {"error": {"code": code, "sentence": sentence, "can_pass": can_pass, "wait_s": wait_s}}


def _beat(request: Mapping[str, Any], host: Host) -> Iterator[Answer]:
    """Compose a beat, and write all its sounds and documents into a folder."""
    engine, brief = host.engine(request["engine"]), brief_of(request["brief"])
    if "hum" in request:
        steps = _around(engine, brief, request)
    else:
        steps = _composing(engine, brief, request)
    yield from _delivered(steps, _folder(request))


def _beats(request: Mapping[str, Any], host: Host) -> Iterator[Answer]:
    """Compose several takes of a brief at once, and write each into its folder as soon as it is there."""
    engine, folders = host.engine(request["engine"]), [Path(folder) for folder in request["folders"]]
    if not isinstance(engine, Batcher):
        raise Refused("engine_unable", f"The engine “{engine.name}” makes one beat at a time.")
    briefs = [brief_of(fields) for fields in request["briefs"]]
    for index, step in engine.compose_batch(briefs, lambda index: folders[index].is_dir()):
        for answer in _wanted(step, folders[index]):
            yield {**answer, "of": index}
    yield {"done": {}}


def _wanted(step: Progress | Take, folder: Path) -> Iterator[Answer]:
    """What a step says, unless its folder went while the files were written: then nobody wants them."""
    try:
        yield from _delivered([step], folder)
    except FileNotFoundError:
        if folder.is_dir():
            raise


def _composing(engine: Engine, brief: Brief, request: Mapping[str, Any]) -> Iterator[Progress | Note | Take]:
    """The steps of an engine that was asked for a beat. One that can't follow a sound goes by the brief's tune."""
    if isinstance(engine, Follower) and "reference" in request:
        return engine.follow(brief, _reference(Path(request["reference"])))
    if isinstance(engine, Resumer):
        return engine.resume(brief, request.get("notes", {}))
    return engine.compose(brief)


def _reference(file: Path) -> Sound:
    try:
        return read(file)
    except (ValueError, FileNotFoundError) as error:
        raise Refused("no_sound", _NO_REFERENCE_SENTENCE) from error


def _around(engine: Engine, brief: Brief, request: Mapping[str, Any]) -> Iterator[Progress | Note | Take]:
    """A beat with a hum as a stem; an engine that can follow a sound listens to it, from its first bar on."""
    told = request["hum"]
    hum = accompanied.Hum(_reference(Path(told["file"])), told["zero_s"])
    if isinstance(engine, Follower):
        return accompanied.accompanied(engine.follow(brief, hum.from_first_bar()), hum)
    return accompanied.accompanied(_composing(engine, brief, request), hum)


def _regenerate(request: Mapping[str, Any], host: Host) -> Iterator[Answer]:
    """Make one stem of a commit anew."""
    reviser, brief = _reviser(request, host), brief_of(request["brief"])
    yield from _delivered(reviser.regenerate(_held(request), request["stem"], brief), _folder(request))


def _extend(request: Mapping[str, Any], host: Host) -> Iterator[Answer]:
    """Make a commit's beat longer."""
    reviser, brief = _reviser(request, host), brief_of(request["brief"])
    steps = reviser.extend(_held(request), int(request["bars"]), request["place"], brief)
    yield from _delivered(steps, _folder(request))


def _tool(request: Mapping[str, Any], host: Host) -> Iterator[Answer]:
    """Work on sound that is there, by the tool that is asked for."""
    if request["do"] not in TOOLS:
        raise Refused("tool_unknown", f"This worker has no tool “{request['do']}”.")
    work: Work = import_module(TOOLS[request["do"]]).work
    for step in work(request, host.facilities):
        yield {"done": dict(step.answer)} if isinstance(step, Done) else _step(step)


def _reviser(request: Mapping[str, Any], host: Host) -> Reviser:
    """The engine that is asked for, if it can work on what is there."""
    engine = host.engine(request["engine"])
    if not isinstance(engine, Reviser):
        raise Refused("engine_unable", f"The engine “{engine.name}” makes new beats only; it cannot change one.")
    return engine


def _held(request: Mapping[str, Any]) -> Held:
    """The commit that a request names by its files."""
    try:
        score = json.loads(Path(request["score"]).read_text(encoding="utf-8"))
        stems = {name: read(Path(file)) for name, file in request["stems"].items()}
    except ValueError as error:
        raise Refused("no_score", _NO_SCORE_SENTENCE) from error
    except FileNotFoundError as error:
        raise Refused("no_sound", _NO_SOUND_SENTENCE) from error
    return Held(score, stems, request["kinds"])


def _folder(request: Mapping[str, Any]) -> Path:
    folder = Path(request["folder"])
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _delivered(steps: Iterable[Progress | Note | Take], folder: Path) -> Iterator[Answer]:
    """The steps of an engine as answers; the take is written into a folder."""
    for step in steps:
        if isinstance(step, Take):
            yield {"progress": [_COMPOSED_PERCENT, "Writing the files…"]}
            yield {"done": delivery.deliver(step, folder)}
        else:
            yield _step(step, share=_COMPOSED_PERCENT)


_COMPOSED_PERCENT = 92
"""Composing is most of the work; writing and keeping is the rest."""


def _step(step: Progress | Note, share: int = 100) -> Answer:
    """A step as an answer; all of the steps are `share` percent of the work."""
    if isinstance(step, Note):
        return {"note": dict(step.values)}
    return {"progress": [step.percent * share // 100, step.stage]}


def brief_of(fields: Mapping[str, Any]) -> Brief:
    """A brief as it was before it travelled as JSON."""
    values = _with_tuples(fields)
    tune = tuple(TuneNote(*note) for note in fields.get("tune", ()))
    structure = Structure(**_with_tuples(fields.get("structure") or {}))
    return Brief(**{**values, "tune": tune, "structure": structure})


def _with_tuples(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Values as they were before JSON made lists of their tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}


_WORK: dict[str, Callable[[Mapping[str, Any], Host], Iterator[Answer]]] = {
    "beat": _beat, "beats": _beats, "regenerate": _regenerate, "extend": _extend,
}  # fmt: skip

if __name__ == "__main__":
    main()
