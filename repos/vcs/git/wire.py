"""Git's smart protocol, version 0, as one stateless question and answer after another: what is on offer, what a client
wants and has, what both have. https://git-scm.com/docs/pack-protocol"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dulwich.protocol import pkt_line

from repos.vcs.git.objects import GitId
from repos.vcs.git.packs import BAND_BYTES, even
from repos.vcs.git.walks import EVERYTHING

SERVICE = "git-upload-pack"
FLUSH = b"0000"
HEADS, TAGS = "refs/heads/", "refs/tags/"
_ABILITIES = "multi_ack multi_ack_detailed side-band-64k no-progress shallow object-format=sha1 agent=beatflow"
AT_ONCE = 16
"""So many packets are handed on together: each hand-over costs a change of threads."""
_NOTHING = "0" * 40
_ID = re.compile(r"[0-9a-f]{40}")
_BAND, _TROUBLE = b"\1", b"\3"


class Malformed(ValueError):
    """What a client sent is not how git speaks, or asks for what is not on offer. The sentence says what."""


@dataclass
class Request:
    """What a client wants, and what it has."""

    wants: list[GitId] = field(default_factory=list)
    haves: list[GitId] = field(default_factory=list)
    shallow: set[GitId] = field(default_factory=set)
    """Commits that the client has without what came before them."""
    depth: int | None = None
    """How many commits deep it wants the history."""
    abilities: frozenset[str] = frozenset()
    is_negotiating: bool = False
    """Whether it has begun to say what it has. Before that, it only wants to know where a shallow history ends."""
    is_done: bool = False
    """Whether it has said all and waits for the pack."""


def advertisement(refs: Mapping[str, GitId], head: str) -> bytes:
    """What is on offer: refs by their whole names, and HEAD as the one called `head`, if that is there."""
    has_head = head in refs
    abilities = f"{_ABILITIES} symref=HEAD:{head}" if has_head else _ABILITIES
    offered = [("HEAD", refs[head])] if has_head else []
    offered += sorted(refs.items())
    (name, first), *others = offered or [("capabilities^{}", _NOTHING)]
    lines = [f"{first} {name}\0{abilities}\n", *(f"{id} {name}\n" for name, id in others)]
    return pkt_line(f"# service={SERVICE}\n".encode()) + FLUSH + _lines(lines) + FLUSH


def refusal(sentence: str) -> bytes:
    """A sentence that the client shows and gives up."""
    return pkt_line(f"ERR {sentence}\n".encode())


def parse(body: bytes) -> Request:
    """Read a client's whole question. Raises Malformed."""
    request, has_paused = Request(), False
    for line in _packets(body):
        request.is_negotiating |= has_paused
        if line:
            _take(request, line)
        has_paused |= not line
    return request


def _packets(body: bytes) -> Iterator[str]:
    """The lines of a body; "" for a flush."""
    at = 0
    while at < len(body):
        head = body[at : at + 4]
        if not re.fullmatch(rb"[0-9a-fA-F]{4}", head) or 0 < (size := int(head, 16)) < 4 or at + size > len(body):
            raise Malformed("That is not how git speaks.")
        yield body[at + 4 : at + size].decode("utf-8", "replace").rstrip("\n")
        at += max(size, 4)


def _take(request: Request, line: str) -> None:
    word, _, rest = line.partition(" ")
    if word == "want":
        id, _, abilities = rest.partition(" ")
        request.wants.append(_id(id))
        request.abilities |= set(abilities.split())
    elif word == "have":
        request.haves.append(_id(rest))
    elif word == "shallow":
        request.shallow.add(_id(rest))
    elif word == "deepen" and re.fullmatch(r"[0-9]{1,10}", rest) and 0 < int(rest) <= EVERYTHING:
        request.depth = int(rest)
    elif line == "done":
        request.is_done = True
    else:
        raise Malformed(f"“{line[:40]}” is not understood here.")


def _id(text: str) -> GitId:
    if not _ID.fullmatch(text):
        raise Malformed(f"“{text[:40]}” is no object id.")
    return text


def depths(shallow: Iterable[GitId], unshallow: Iterable[GitId]) -> bytes:
    """Where the history that is sent ends now, and where it no longer does. Only whoever asked for a depth is told."""
    lines = [f"shallow {id}" for id in sorted(shallow)] + [f"unshallow {id}" for id in sorted(unshallow)]
    return _lines(lines) + FLUSH


def acknowledgements(request: Request, is_known: Callable[[GitId], bool], *, is_enough: bool) -> bytes:
    """What of the client's commits is known. `is_enough` says whether all that it wants rests on some of them."""
    common = [id for id in request.haves if is_known(id)]
    if not request.is_negotiating:
        return b""
    if not request.abilities & {"multi_ack", "multi_ack_detailed"}:
        return _lines([f"ACK {common[0]}\n"] if common else ["NAK\n"])
    word = "common" if "multi_ack_detailed" in request.abilities else "continue"
    lines = [f"ACK {id} {word}\n" for id in common]
    if request.is_done:
        return _lines([*lines, f"ACK {common[-1]}\n" if common else "NAK\n"])
    if common and is_enough:
        lines.append(f"ACK {common[-1]} {'ready' if word == 'common' else word}\n")
    return _lines([*lines, "NAK\n"])


def sent(request: Request, pack: Iterable[bytes]) -> Generator[bytes, None, None]:
    """A pack as the client takes it; where it breaks off, with a sentence."""
    if "side-band-64k" not in request.abilities:
        yield from pack
        return
    try:
        for piece in even(pack, AT_ONCE * BAND_BYTES):
            yield b"".join(pkt_line(_BAND + piece[at : at + BAND_BYTES]) for at in range(0, len(piece), BAND_BYTES))
    except (OSError, ValueError):
        yield pkt_line(_TROUBLE + b"Something of this repo cannot be read at the moment. Please try again later.\n")
    yield FLUSH


def _lines(lines: Iterable[str]) -> bytes:
    return b"".join(pkt_line(line.encode()) for line in lines)
