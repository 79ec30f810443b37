"""Bringing one's own files: checked as far as can be seen from outside, kept as they are, and handed to a job."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath
from typing import Any, TypeAlias

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile as AnyUploadedFile
from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from audio import services as audio
from audio import store
from audio.dsp.kinds import kind_of
from beatflow_site.lib.text import one_line
from generation import orders, quotas, uploads
from generation.brief_errors import BriefError, BriefErrors
from generation.models import Generation
from repos import access
from repos.models import Commit, Repo

UploadedFile: TypeAlias = "AnyUploadedFile[bytes]"
MAX_FILES = 16
SUFFIXES = ("wav", "mp3", "flac", "ogg", "oga", "opus", "m4a", "mp4", "aac", "aif", "aiff", "aifc")
_CHUNK_BYTES = 1 << 20


def bring(files: Sequence[UploadedFile], *, name: str = "", by: User) -> Generation:
    """Make a new repo of some files, whose first commit has a stem for each. Raises BriefErrors (files, name)."""
    check(files)
    title = one_line(name) or _title_of(files)
    if len(title) > 120:
        raise BriefErrors([BriefError("name", "name_too_long", "A name has at most 120 characters.")])
    return _order(files, f"Import {_told(files)}", title=title, by=by)


def add(files: Sequence[UploadedFile], *, repo: Repo, commit: Commit, branch: str, by: User) -> Generation:
    """Add some files to a commit, each as a stem of its own.

    Raises BriefErrors (files), PermissionError for whoever may not write to the repo.
    """
    if not access.may_write(by, repo):
        raise PermissionError("Only whoever may write to a repo may add to it.")
    check(files)
    return _order(files, f"Add {_told(files)}", repo=repo, base=commit, branch=branch, by=by)


def _order(files: Sequence[UploadedFile], name: str, *, title: str = "", by: User, **place: Any) -> Generation:
    return sent(files, "files", lambda kept: _queued(kept, name, title=title, by=by, **place), by=by)


def sent(
    files: Sequence[UploadedFile], field: str, queued: Callable[[Sequence[dict[str, Any]]], Generation], *, by: User
) -> Generation:
    """Keep files (`[{"name", "digest", "size_bytes"}]`) and queue what is to be done with them, or keep none.

    The bytes are written before the transaction begins, in which the database waits for nobody's disk. Raises
    BriefErrors (the field), OverQuota.
    """
    with transaction.atomic():
        quotas.check(by, jobs=1, seconds=0)
    uploads.check_room(sum(file.size or 0 for file in files), by, field)
    kept: list[dict[str, Any]] = []
    try:
        for file in files:
            kept.append({"name": shown(file), "digest": _kept(file), "size_bytes": file.size})
        with transaction.atomic():
            uploads.hold([one["digest"] for one in kept], field)
            return queued(kept)
    except BaseException:
        uploads.let_go([one["digest"] for one in kept])
        raise


def _queued(kept: Sequence[dict[str, Any]], name: str, *, title: str, by: User, **place: Any) -> Generation:
    tracks = tracks_of([str(one["name"]) for one in kept])
    params = {
        **({"title": title} if title else {}),
        "files": [{**one, "track": track, "kind": kind} for one, (track, kind) in zip(kept, tracks, strict=True)],
    }
    names = {f"file-{number}": one["name"] for number, one in enumerate(kept, start=1)}
    return orders.order("import", name=name, by=by, settings=names, params=params, **place)


def _kept(file: UploadedFile) -> str:
    """Its bytes as they came. They are no part of any tree, so they go when the job has ended (`uploads`)."""
    part = store.temporary()
    try:
        with store.plain_errors(), part.open("wb") as target:
            for chunk in file.chunks(_CHUNK_BYTES):
                target.write(chunk)
        return audio.keep_file(part, media_type=audio.UNKNOWN_TYPE).digest
    finally:
        part.unlink(missing_ok=True)


def check(files: Sequence[UploadedFile], field: str = "files", most: int = MAX_FILES) -> None:
    """Raise BriefErrors for files that cannot be taken, as far as can be seen from outside."""
    errors = list(_complaints(files, most))
    if errors:
        raise BriefErrors([BriefError(field, code, sentence) for code, sentence in errors[:1]])


def _complaints(files: Sequence[UploadedFile], most: int) -> Iterable[tuple[str, str]]:
    if not files:
        yield "files_missing", "Choose at least one audio file."
    if len(files) > most:
        yield "files_too_many", f"At most {most} files are taken at a time; these are {len(files)}."
    for file in files:
        size, name = file.size or 0, shown(file)
        if size == 0:
            yield "file_empty", f"“{name}” is empty."
        elif size > settings.UPLOAD_LIMIT_BYTES:
            limit_mb = settings.UPLOAD_LIMIT_BYTES / 1e6
            yield "file_too_large", f"“{name}” has {size / 1e6:.0f} MB; at most {limit_mb:.0f} MB are taken."


def shown(file: UploadedFile) -> str:
    """The name that it came with, in one line, without a path."""
    return (one_line(PurePath((file.name or "").replace("\\", "/")).name) or "file")[:120]


def _told(files: Sequence[UploadedFile]) -> str:
    return shown(files[0]) if len(files) == 1 else f"{len(files)} files"


def _title_of(files: Sequence[UploadedFile]) -> str:
    words = re.sub(r"[_\s]+", " ", PurePath(shown(files[0])).stem).strip(" -.")
    return (words or "Imported")[:120]


def tracks_of(names: Sequence[str], taken: Iterable[str] = ()) -> list[tuple[str, str]]:
    """For files of such names, a track id that nothing has yet, and the kind of stem that the name speaks of."""
    used, tracks = set(taken), []
    for name in names:
        id = free_track(slugify(PurePath(name).stem), used)
        used.add(id)
        tracks.append((id, kind_of(name)))
    return tracks


def free_track(wanted: str, taken: Iterable[str]) -> str:
    """A track id like what is wanted that is not taken: bass, bass-2…"""
    stem, used = (wanted.replace("_", "-").strip("-")[:48].strip("-") or "audio"), set(taken)
    return next(
        one
        for one in (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(used) + 2))
        if one not in used
    )


def limits() -> dict[str, float]:
    """What a page says of them: megabytes and minutes of one file, how many files, megabytes of all."""
    return {
        "file_mb": settings.UPLOAD_LIMIT_BYTES / 1e6,
        "minutes": settings.UPLOAD_LIMIT_S / 60,
        "files": MAX_FILES,
        "all_mb": settings.REQUEST_LIMIT_BYTES / 1e6,
    }
