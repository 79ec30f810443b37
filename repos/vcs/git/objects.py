"""Trees and commits as git objects. What goes in is what our digests cover, so the same history has the same ids
everywhere, whoever's repo it lies in and whatever its authors are called now."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from dulwich.objects import Commit, ObjectID, Tree

from repos.vcs.canonical import Digest
from repos.vcs.diff import SOURCES, STEMS

GitId: TypeAlias = str
"""40 lower-case hexadecimal digits of a SHA-1."""

MAIL_HOST = "users.noreply.beatflow.invalid"
"""Where no mail arrives, on any site: addresses in commits are names, and nobody's own address is given away."""
FILE_MODE, FOLDER_MODE = 0o100644, 0o040000
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f<>]+")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9]+(?:[ ._-][A-Za-z0-9]+)*")
_NOBODY = "Somebody"


@dataclass(frozen=True, slots=True)
class Made:
    """A tree or a commit as git has it."""

    id: GitId
    data: bytes
    """Without git's header of kind and size."""


def blob_id(size_bytes: int, pieces: Iterable[bytes]) -> GitId:
    """The id of bytes that come in pieces. Raises ValueError where they are not as many as was said."""
    counted = hashlib.sha1(b"blob %d\0" % size_bytes, usedforsecurity=False)
    left = size_bytes
    for piece in pieces:
        counted.update(piece)
        left -= len(piece)
    if left:
        raise ValueError("A blob is not as long as it should be.")
    return counted.hexdigest()


def file_path(path: str) -> str:
    """Where the entry of a path lies in a clone: sound with the ending of what it is, documents as they are called."""
    return f"{path}.flac" if path.startswith((STEMS, SOURCES)) else path


def trees(files: Mapping[str, GitId]) -> list[Made]:
    """The trees of some files by path, folders before the folder that holds them: the last one is the root.

    Raises ValueError for a path that git would not check out.
    """
    folders: dict[str, dict[str, GitId]] = {}
    root = Tree()
    for path, blob in files.items():
        first, slash, rest = path.partition("/")
        if slash:
            folders.setdefault(_part(first), {})[rest] = blob
        else:
            root.add(_part(first).encode(), FILE_MODE, ObjectID(blob.encode()))
    made: list[Made] = []
    for name, inner in folders.items():
        made += trees(inner)
        root.add(name.encode(), FOLDER_MODE, ObjectID(made[-1].id.encode()))
    root.check()
    return [*made, Made(root.id.decode(), root.as_raw_string())]


def commit(digest: Digest, tree: GitId, parents: Sequence[GitId], author_name: str, message: str, at: datetime) -> Made:
    """A commit by its author, at its time in UTC. Our digest stands in a header of its own, which git keeps and shows
    in `git cat-file`: two versions of ours are never one of git's."""
    who = f"{identity(author_name)} {max(0, int(at.timestamp()))} +0000"
    headers = [f"tree {tree}", *(f"parent {parent}" for parent in parents), f"author {who}", f"committer {who}"]
    text = "\n".join([*headers, f"beatflow {digest}", "", message.replace("\0", "").rstrip("\n")])
    data = f"{text}\n".encode()
    checked = Commit.from_string(data)
    checked.check()
    return Made(checked.id.decode(), data)


def identity(author_name: str) -> str:
    """A name and an address as git takes them: "Alice Moon <alice.moon@…>". It follows from the name alone."""
    name = " ".join(_NOT_IN_NAMES.sub(" ", author_name).split()) or _NOBODY
    return f"{name} <{_mailbox(author_name)}@{MAIL_HOST}>"


def _mailbox(name: str) -> str:
    """Names that are alike only once odd letters are left out still differ by some digits of their own."""
    if _PLAIN_NAME.fullmatch(name):
        return name.lower().replace(" ", ".")
    plain = "".join(re.findall(r"[a-z0-9]+", name.lower())) or "somebody"
    return f"{plain}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def _part(name: str) -> str:
    if name in ("", ".", "..") or name.lower() == ".git" or "\0" in name:
        raise ValueError(f"“{name[:80]}” is no name of a file.")
    return name
