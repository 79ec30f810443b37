"""The warm child of a worker: `python -m generation.engines.host SOUNDS`, JSON lines in and out.

A request is `{"do": "beat", "engine": …, "brief": …, "folder": …}`. "regenerate" and "extend" also say what there is,
`"score"` (a file), `"stems": {name: file}`, `"kinds": {name: kind}`, and what to do: `"stem"`; `"bars"` and `"place"`.
The answers are any number of `{"progress": [percent, stage]}`, then one `{"done": …}` or
`{"error": {"code", "sentence", "can_pass"}}`.
It ends with its parent, or when its input ends. To stop a piece of work, kill it.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from audio.dsp.codec import read
from generation.engines import delivery
from generation.engines.base import Brief, Engine, Held, Passing, Progress, Refused, Reviser, Take, TuneNote
from generation.engines.registry import engines
from generation.engines.structure import Structure

Answer = dict[str, Any]
_PR_SET_PDEATHSIG = 1
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FULL_SENTENCE = "The server's disk is full, so this could not be kept. Nothing of it was stored."
_UNWRITABLE_SENTENCE = "The server may not write to its own folder, so this could not be kept."
_NO_SCORE_SENTENCE = "What this commit holds cannot be read, so it cannot be worked on."
_NO_SOUND_SENTENCE = "A sound of this commit is missing on the server, so it cannot be worked on."
_BROKEN_SENTENCE = "Something broke while this was being made. The details are in the server's log."


def main(sounds: Path) -> None:
    """Serve requests until the input ends."""
    _die_with_parent()
    lines, answers = sys.stdin, _private_output()
    known = engines(sounds)
    for line in lines:
        for answer in respond(json.loads(line), known):
            answers(answer)


def _die_with_parent() -> None:
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            sys.exit(0)


def _private_output() -> Callable[[Answer], None]:
    """The real standard output; what libraries print goes to the log instead of between the answers."""
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def answer(message: Answer) -> None:
        output.write(json.dumps(message) + "\n")
        output.flush()

    return answer


def respond(request: Mapping[str, Any], known: Mapping[str, Engine]) -> Iterator[Answer]:
    """All answers to one request. Never raises: what goes wrong is the last answer."""
    try:
        yield from _WORK[request["do"]](request, known)
    except Refused as error:
        yield _error(error.code, str(error), can_pass=False)
    except Passing as error:
        yield _error("engine_busy", str(error), can_pass=True)
    except OSError as error:
        traceback.print_exc()
        full = error.errno in _FULL
        code, sentence = ("storage_full", _FULL_SENTENCE) if full else ("storage_unwritable", _UNWRITABLE_SENTENCE)
        yield _error(code, sentence, can_pass=False)
    except Exception:
        traceback.print_exc()
        yield _error("engine_broken", _BROKEN_SENTENCE, can_pass=True)


def _error(code: str, sentence: str, *, can_pass: bool) -> Answer:
    return {"error": {"code": code, "sentence": sentence, "can_pass": can_pass}}


def _beat(request: Mapping[str, Any], known: Mapping[str, Engine]) -> Iterator[Answer]:
    """Compose a beat, and write all its sounds and documents into a folder."""
    yield from _delivered(_engine(request, known).compose(brief_of(request["brief"])), request)


def _regenerate(request: Mapping[str, Any], known: Mapping[str, Engine]) -> Iterator[Answer]:
    """Make one stem of a commit anew."""
    reviser, brief = _reviser(request, known), brief_of(request["brief"])
    yield from _delivered(reviser.regenerate(_held(request), request["stem"], brief), request)


def _extend(request: Mapping[str, Any], known: Mapping[str, Engine]) -> Iterator[Answer]:
    """Make a commit's beat longer."""
    reviser, brief = _reviser(request, known), brief_of(request["brief"])
    yield from _delivered(reviser.extend(_held(request), int(request["bars"]), request["place"], brief), request)


def _engine(request: Mapping[str, Any], known: Mapping[str, Engine]) -> Engine:
    """The engine that is asked for."""
    engine = known.get(request["engine"])
    if engine is None:
        raise Refused("engine_unavailable", f"The engine “{request['engine']}” cannot run on this worker.")
    return engine


def _reviser(request: Mapping[str, Any], known: Mapping[str, Engine]) -> Reviser:
    """The engine that is asked for, if it can work on what is there."""
    engine = _engine(request, known)
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


def _delivered(steps: Iterator[Progress | Take], request: Mapping[str, Any]) -> Iterator[Answer]:
    """The steps of an engine as answers; the take is written into the request's folder."""
    folder = Path(request["folder"])
    folder.mkdir(parents=True, exist_ok=True)
    for step in steps:
        if isinstance(step, Take):
            yield {"progress": [_COMPOSED_PERCENT, "Writing the files…"]}
            yield {"done": delivery.deliver(step, folder)}
        else:
            yield {"progress": [_share(step), step.stage]}


_COMPOSED_PERCENT = 92


def _share(step: Progress) -> int:
    """Composing is most of the work; writing and keeping is the rest."""
    return step.percent * _COMPOSED_PERCENT // 100


def brief_of(fields: Mapping[str, Any]) -> Brief:
    """A brief as it was before it travelled as JSON."""
    values = _with_tuples(fields)
    tune = tuple(TuneNote(*note) for note in fields.get("tune", ()))
    structure = Structure(**_with_tuples(fields.get("structure") or {}))
    return Brief(**{**values, "tune": tune, "structure": structure})


def _with_tuples(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Values as they were before JSON made lists of their tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}


_WORK: dict[str, Callable[[Mapping[str, Any], Mapping[str, Engine]], Iterator[Answer]]] = {
    "beat": _beat, "regenerate": _regenerate, "extend": _extend,
}  # fmt: skip

if __name__ == "__main__":
    main(Path(sys.argv[1]))
