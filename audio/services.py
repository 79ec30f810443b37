"""Keeping bytes as blobs, and preparing renditions of them once."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from audio import locks, store, transcoding
from audio.models import Blob, Rendition
from audio.recipes import RECIPES, is_known

UNKNOWN_TYPE = "application/octet-stream"
"""Of bytes that nobody has looked into yet."""


def keep(
    data: bytes,
    *,
    media_type: str,
    frames: int | None = None,
    loudness_lufs: float | None = None,
    true_peak_dbtp: float | None = None,
) -> Blob:
    """Store bytes and return their blob: the same one for the same bytes.

    Raises store.StoreFull or store.StoreUnwritable, and nothing is kept then. What nothing refers to within the grace
    period is pruned.
    """
    facts = {"frames": frames, "loudness_lufs": loudness_lufs, "true_peak_dbtp": true_peak_dbtp}
    blob = _row(store.put(data), len(data), media_type, facts)
    if not store.exists(blob.digest):
        store.put(data)  # pruned between the bytes and the row; from the row on it is spared
    return blob


def keep_file(
    path: Path,
    *,
    media_type: str,
    frames: int | None = None,
    loudness_lufs: float | None = None,
    true_peak_dbtp: float | None = None,
) -> Blob:
    """Like `keep`, for a finished file, which is moved into the store without being read into memory."""
    facts = {"frames": frames, "loudness_lufs": loudness_lufs, "true_peak_dbtp": true_peak_dbtp}
    blob = _row(store.put_file(path), path.stat().st_size, media_type, facts)
    if not store.exists(blob.digest):
        store.put_file(path)
    path.unlink()
    return blob


def spare(digests: Collection[str], *, kept_before: datetime | None = None) -> int:
    """Begin the grace period of some blobs anew: what held them goes, and somebody may be about to hold them again.

    With `kept_before` only of those that were last kept before. Says how many there are of them.
    """
    late = {} if kept_before is None else {"kept_at__lt": kept_before}
    return Blob.objects.filter(pk__in=digests, **late).update(kept_at=timezone.now())


def remember(source: Blob, recipe: str, blob: Blob) -> Rendition:
    """Note that `source` prepared by `recipe` is `blob`. The first answer stays. ValueError for an unknown recipe."""
    if not is_known(recipe):
        raise ValueError(f"“{recipe}” is no rendition.")
    rendition, _ = Rendition.objects.get_or_create(source=source, recipe=recipe, defaults={"blob": blob})
    return rendition


def rendition(source: Blob, recipe: str) -> Blob:
    """`source` prepared by `recipe` of `RECIPES`: out of the memo, or prepared now by a child process.

    Preparing takes some 0.3 s and 15 ms per second of sound; whoever asks for the same meanwhile waits for it. Raises
    ValueError for an unknown recipe or a blob that is no audio, transcoding.Failed, and what `keep` raises.
    """
    _known(recipe)
    if recipe == "flac" and source.media_type == RECIPES["flac"].media_type:
        return source
    return _remembered(source, recipe) or _prepare_once(source, recipe)


def _row(digest: str, size_bytes: int, media_type: str, facts: dict[str, Any]) -> Blob:
    told = {name: fact for name, fact in facts.items() if fact is not None} | {"kept_at": timezone.now()}
    if media_type != UNKNOWN_TYPE:
        told["media_type"] = media_type  # who brought these bytes before may not have known what they are
    new = told | {"media_type": media_type, "size_bytes": size_bytes}
    blob, _ = Blob.objects.update_or_create(digest=digest, defaults=told, create_defaults=new)
    return blob


def _known(recipe: str) -> None:
    if recipe not in RECIPES:
        raise ValueError(f"“{recipe}” is no rendition. Choose one of {', '.join(RECIPES)}.")


def _remembered(source: Blob, recipe: str) -> Blob | None:
    return Blob.objects.filter(rendition_of__source=source, rendition_of__recipe=recipe).first()


def _prepare_once(source: Blob, recipe: str) -> Blob:
    if source.frames is None:
        raise ValueError("Only audio has renditions.")
    with locks.held(f"{source.digest}-{recipe}"):
        return _remembered(source, recipe) or _prepare(source, recipe)


def _prepare(source: Blob, recipe: str) -> Blob:
    how, out = RECIPES[recipe], store.temporary()
    try:
        transcoding.run(store.path(source.digest), how.format or how.suffix, out, source.duration_s or 0.0)
        frames = source.frames if how.format else None
        return remember(source, recipe, keep_file(out, media_type=how.media_type, frames=frames)).blob
    finally:
        out.unlink(missing_ok=True)
