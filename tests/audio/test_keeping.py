"""Kept is kept: the row and the bytes, once, whoever prunes at the same moment."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from audio import pruning, services, store
from audio.models import Blob

DATA = b"a beat" * 100
Keep = Callable[[], Blob]

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["bytes", "file"])
def keep(request: pytest.FixtureRequest, tmp_path: Path) -> Keep:
    """Keeping the same data, as bytes or as a file."""

    def file() -> Blob:
        path = tmp_path / "take.flac"
        path.write_bytes(DATA)
        blob = services.keep_file(path, media_type="audio/flac", frames=9)
        assert not path.exists()
        return blob

    return file if request.param == "file" else lambda: services.keep(DATA, media_type="audio/flac", frames=9)


def test_the_same_is_kept_once_and_counts_as_kept_again(keep: Keep) -> None:
    first = keep()
    Blob.objects.update(kept_at=timezone.now() - timedelta(days=9))
    again = keep()
    assert first == again
    assert (again.size_bytes, again.media_type, again.frames) == (len(DATA), "audio/flac", 9)
    assert timezone.now() - Blob.objects.get().kept_at < timedelta(minutes=1)


def test_what_is_measured_later_is_added(keep: Keep) -> None:
    keep()
    services.keep(DATA, media_type="audio/flac", loudness_lufs=-14.0, true_peak_dbtp=-1.0)
    blob = Blob.objects.get()
    assert (blob.frames, blob.loudness_lufs, blob.true_peak_dbtp) == (9, -14.0, -1.0)


def test_what_is_pruned_between_its_bytes_and_its_row_is_written_again(
    keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep()
    Blob.objects.update(kept_at=timezone.now() - timedelta(days=9))
    write_row = services._row

    def pruned_first(*args: Any) -> Blob:
        assert pruning.prune(timedelta(days=1)).blobs == 1
        assert not list(store.digests())
        return write_row(*args)

    monkeypatch.setattr(services, "_row", pruned_first)
    blob = keep()
    with store.open(blob.digest) as file:
        assert file.read() == DATA
    assert Blob.objects.get() == blob


@pytest.mark.parametrize("error", [store.StoreFull, store.StoreUnwritable])
def test_a_store_that_takes_nothing_leaves_no_row(error: type[OSError], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(data: bytes) -> str:
        raise error(28, "Nothing was stored.")

    monkeypatch.setattr(store, "put", refuse)
    with pytest.raises(error):
        services.keep(DATA, media_type="audio/flac")
    assert not Blob.objects.exists()
