"""What lies under a digest is complete, or not there at all."""

import errno
import hashlib
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from audio import store
from tests.sites import ROOT

DATA = b"a beat" * 1000
DIGEST = hashlib.sha256(DATA).hexdigest()


def files_below(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def test_bytes_are_found_under_their_sha256(settings: Any) -> None:
    assert store.put(DATA) == DIGEST
    assert (settings.BLOBS_DIR / DIGEST[:2] / DIGEST[2:4] / DIGEST).read_bytes() == DATA
    assert store.exists(DIGEST)
    assert store.size(DIGEST) == len(DATA)
    with store.open(DIGEST) as file:
        assert file.read() == DATA


def test_the_same_bytes_are_written_once(settings: Any) -> None:
    store.put(DATA)
    inode = store.path(DIGEST).stat().st_ino
    store.put(DATA)
    assert store.path(DIGEST).stat().st_ino == inode
    assert len(files_below(settings.BLOBS_DIR)) == 1


def test_a_file_is_stored_without_being_read_into_memory_or_copied(tmp_path: Path, settings: Any) -> None:
    file = tmp_path / "take.flac"
    file.write_bytes(DATA)
    assert store.put_file(file) == DIGEST
    assert store.path(DIGEST).stat().st_ino == file.stat().st_ino
    file.unlink()
    assert store.path(DIGEST).read_bytes() == DATA


def test_a_file_from_another_disk_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def across(*args: Any) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", across)
    file = tmp_path / "take.flac"
    file.write_bytes(DATA)
    assert store.path(store.put_file(file)).read_bytes() == DATA


def test_bytes_are_laid_out_as_a_file_on_this_disk_or_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put(DATA)
    store.lay(DIGEST, tmp_path / "linked")
    assert (tmp_path / "linked").samefile(store.path(DIGEST))

    def refuse(source: Path, target: Path) -> None:
        raise OSError(errno.EXDEV, "Another disk.")

    monkeypatch.setattr(os, "link", refuse)
    store.lay(DIGEST, tmp_path / "copied")
    assert (tmp_path / "copied").read_bytes() == DATA
    with pytest.raises(FileNotFoundError):
        store.lay("0" * 64, tmp_path / "lost")


@pytest.mark.parametrize(
    "wrong", ["", "../../etc/passwd", DIGEST.upper(), DIGEST + "\n", DIGEST[:-1], "..".ljust(64, "a")]
)
def test_what_is_no_digest_is_no_path(wrong: str) -> None:
    with pytest.raises(ValueError, match="no digest"):
        store.path(wrong)


@pytest.mark.parametrize(
    ("number", "expected"),
    [(errno.ENOSPC, store.StoreFull), (errno.EDQUOT, store.StoreFull), (errno.EIO, store.StoreUnwritable)],
)
def test_a_disk_that_fails_while_bytes_are_written_leaves_nothing(
    number: int, expected: type[OSError], monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    def fail(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(expected) as caught:
        store.put(DATA)
    assert "nothing was stored" in str(caught.value)
    assert isinstance(caught.value, OSError)
    assert files_below(settings.BLOBS_DIR) == []
    assert not store.exists(DIGEST)


def test_a_real_full_disk_is_said_to_be_full(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("This system has no /dev/full.")
    settings.BLOBS_DIR.joinpath("incoming").mkdir(parents=True)
    monkeypatch.setattr(store, "temporary", lambda: _link_to(full, settings.BLOBS_DIR / "incoming" / "x.part"))
    with pytest.raises(store.StoreFull):
        store.put(DATA)
    assert not store.exists(DIGEST)


def _link_to(target: Path, link: Path) -> Path:
    link.symlink_to(target)
    return link


def test_a_store_that_cannot_be_a_folder_says_that_it_cannot_be_written(settings: Any) -> None:
    settings.BLOBS_DIR.parent.mkdir(parents=True, exist_ok=True)
    settings.BLOBS_DIR.write_text("in the way")
    with pytest.raises(store.StoreUnwritable):
        store.put(DATA)


def test_many_writers_of_the_same_bytes_do_each_other_no_harm(settings: Any) -> None:
    threads = [threading.Thread(target=store.put, args=[DATA]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert files_below(settings.BLOBS_DIR) == [store.path(DIGEST)]
    assert store.path(DIGEST).read_bytes() == DATA


_LIMITED = """
import django, resource, sys
django.setup()
from audio import services, store
from audio.models import Blob
from django.core.management import call_command
call_command("migrate", "audio", verbosity=0)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
try:
    services.keep(bytes(2_000_000), media_type="audio/flac")
except store.StoreFull as error:
    print(error, Blob.objects.count(), list(store.digests()), list(store.temporaries()))
"""


def test_bytes_that_find_no_room_leave_neither_a_file_nor_a_row(tmp_path: Path) -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-c", _LIMITED]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ended.stdout == "[Errno 27] The disk is full: nothing was stored. 0 [] []\n", ended.stderr
