"""The only writers of blobs and renditions."""

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from audio import store
from audio.models import Blob, Rendition
from audio.recipes import FLAC, RECIPES

TRANSCODE_LIMIT_S = 120


class Unpreparable(Exception):
    """A blob that cannot be made into what was asked for; the message says why."""


def keep(
    data: bytes,
    *,
    media_type: str,
    frames: int | None = None,
    loudness_lufs: float | None = None,
    true_peak_dbtp: float | None = None,
) -> Blob:
    """Store bytes and their row. Bytes that are there already are not written again. Raises as `store.put` does."""
    return _row(store.put(data), media_type, frames, loudness_lufs, true_peak_dbtp)


def keep_file(
    file: Path,
    *,
    media_type: str,
    frames: int | None = None,
    loudness_lufs: float | None = None,
    true_peak_dbtp: float | None = None,
) -> Blob:
    """Move a finished file into the store and write its row; `file` is gone afterwards. Raises as `store.put` does."""
    return _row(store.put_file(file), media_type, frames, loudness_lufs, true_peak_dbtp)


def remember(source: Blob, recipe: str, blob: Blob) -> Rendition:
    """Note that `source` prepared by `recipe` gave `blob`; the first answer stays."""
    if recipe not in RECIPES:
        raise ValueError(f"There is no recipe “{recipe}”.")
    return Rendition.objects.get_or_create(source=source, recipe=recipe, defaults={"blob": blob})[0]


def rendition(source: Blob, recipe: str) -> Blob:
    """`source` prepared by a recipe of `RECIPES`: remembered, or made now in a child process and remembered.

    Raises ValueError for an unknown recipe, Unpreparable where it cannot be made.
    """
    if recipe not in RECIPES:
        raise ValueError(f"There is no recipe “{recipe}”.")
    if recipe == FLAC:
        return source
    return _remembered(source, recipe) or _made_once(source, recipe)


def _row(digest: str, media_type: str, frames: int | None, lufs: float | None, dbtp: float | None) -> Blob:
    facts = {"frames": frames, "loudness_lufs": lufs, "true_peak_dbtp": dbtp}
    defaults = {"size_bytes": store.size(digest), "media_type": media_type, **facts}
    try:
        with transaction.atomic():
            blob, is_new = Blob.objects.get_or_create(digest=digest, defaults=defaults)
    except IntegrityError:
        blob, is_new = Blob.objects.get(digest=digest), False
    if not is_new:  # whatever is kept again counts as new, so that pruning leaves it alone
        Blob.objects.filter(digest=digest).update(created_at=timezone.now())
    return blob


def _remembered(source: Blob, recipe: str) -> Blob | None:
    found = Rendition.objects.filter(source=source, recipe=recipe).select_related("blob").first()
    return found.blob if found else None


def _made_once(source: Blob, recipe: str) -> Blob:
    """Who comes first makes it; the others wait for the lock and find it remembered."""
    with _locked(f"{source.digest}.{recipe}"):
        return _remembered(source, recipe) or remember(source, recipe, _transcoded(source, recipe)).blob


def _transcoded(source: Blob, recipe: str) -> Blob:
    target = store.temporary()
    command = [sys.executable, "-m", "audio.dsp.transcode", str(store.path(source.digest)), recipe, str(target)]
    try:
        _run(command)
        return keep_file(target, media_type=RECIPES[recipe].media_type)
    finally:
        target.unlink(missing_ok=True)


def _run(command: list[str]) -> None:
    try:
        ended = subprocess.run(command, cwd=settings.BASE_DIR, timeout=TRANSCODE_LIMIT_S, capture_output=True, text=True)
    except subprocess.TimeoutExpired as error:
        raise Unpreparable("That took too long.") from error
    if ended.returncode:
        raise Unpreparable(ended.stderr.strip().rpartition("\n")[2] or "It could not be prepared.")


@contextmanager
def _locked(name: str) -> Iterator[None]:
    folder = settings.SCRATCH_DIR / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
