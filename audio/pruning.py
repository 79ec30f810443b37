"""Removing what nothing refers to, beside whoever is storing at the same time.

A blob is reached where a row of any app points at it, and where it is a rendition of a blob that is reached. What was
kept lately is spared: the commit that will hold it may not be made yet.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef, ProtectedError, Q, QuerySet
from django.utils import timezone

from audio import store
from audio.models import Analysis, Blob, Correction, Rendition

SHORTEST_WRITE = timedelta(hours=1)
"""Temporary files younger than this may still be written to, whatever the grace period."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was removed, or would have been."""

    blobs: int
    strays: int
    """Files that no row knew, and temporary files that nobody finished."""
    size_bytes: int


def prune(grace: timedelta, *, is_dry: bool = False) -> Pruned:
    """Remove blobs that nothing reaches and stray files, where they are older than `grace`. May be stopped any time."""
    before = timezone.now() - grace
    blobs = [blob for blob in list(unreached(before)) if is_dry or remove(blob.digest, before)]
    strays = [size for file, size in _strays(before, grace) if is_dry or _remove_stray(file)]
    return Pruned(len(blobs), len(strays), sum(blob.size_bytes for blob in blobs) + sum(strays))


def unreached(before: datetime) -> QuerySet[Blob]:
    """Blobs last kept before some time that neither a row nor a reached source holds."""
    made_of = Rendition.objects.filter(blob=OuterRef("pk"))
    # A source that is itself a rendition counts as reached: it goes first, and this in the next run.
    reached = Q(source__kept_at__gte=before) | Q(source__rendition_of__isnull=False) | _held("source")
    return Blob.objects.filter(~_held("pk"), ~Exists(made_of.filter(reached)), kept_at__lt=before)


def _held(blob: str) -> Q:
    """Whether a row of any app, renditions aside, points at the blob in some column."""
    held = Q()
    for relation in _relations():
        held |= Q(Exists(relation.related_model._base_manager.filter(**{relation.field.name: OuterRef(blob)})))
    return held


def _relations() -> list[ForeignObjectRel]:
    """Every foreign key to a blob, also those without a name backwards, which `related_objects` leaves out."""
    fields = Blob._meta.get_fields(include_hidden=True)
    return [rel for rel in fields if isinstance(rel, ForeignObjectRel) and rel.related_model not in _ABOUT_BLOBS]


_ABOUT_BLOBS = (Rendition, Analysis, Correction)
"""Rows that tell of a blob and go with it."""


def remove(digest: str, before: datetime) -> bool:
    """Remove row and bytes in one transaction, if nothing reaches them and nobody kept them since `before`.

    Who keeps the same bytes meanwhile waits for the row, and then finds that the bytes have to be written again.
    """
    with suppress(ProtectedError), transaction.atomic():
        blob = unreached(before).select_for_update().filter(pk=digest).first()
        if blob is None:
            return False
        Rendition.objects.filter(blob=blob).delete()
        blob.delete()
        store.discard(digest)
        return True
    return False


def _strays(before: datetime, grace: timedelta) -> Iterator[tuple[Path, int]]:
    known = set(Blob.objects.values_list("pk", flat=True))
    files = ((store.path(digest), before) for digest in store.digests() if digest not in known)
    oldest = timezone.now() - max(grace, SHORTEST_WRITE)
    for file, limit in (*files, *((file, oldest) for file in store.temporaries())):
        with suppress(FileNotFoundError):
            told = file.stat()
            if told.st_mtime < limit.timestamp():
                yield file, told.st_size


def _remove_stray(file: Path) -> bool:
    """Bytes without a row go under a row of their own, which makes whoever keeps the same bytes wait."""
    if file.parent.name == "incoming":
        file.unlink(missing_ok=True)
        return True
    with transaction.atomic():
        row, is_new = Blob.objects.get_or_create(
            digest=file.name, defaults={"size_bytes": 0, "media_type": "application/octet-stream"}
        )
        if is_new:
            store.discard(file.name)
            row.delete()
    return is_new
