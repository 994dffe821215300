"""Bytes are kept whole, once, and never under a name that a user chose."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from docmgr.core.exceptions import NotThere, Unavailable
from docmgr.documents import storage
from docmgr.documents.models import Blob
from docmgr.documents.services import clean_name

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ROOT = Path(__file__).resolve().parents[2]


def files_in(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.is_file()]


def test_bytes_come_back_as_they_went_in(files_dir):
    content = os.urandom(700_000)
    blob = storage.save(io.BytesIO(content))
    assert blob.sha256 == hashlib.sha256(content).hexdigest() and blob.size == len(content)
    with storage.open_blob(blob) as stored:
        assert stored.read() == content
    with storage.local_path(blob) as path:
        assert path.read_bytes() == content


def test_the_same_bytes_are_kept_once(files_dir):
    first, second = storage.save(io.BytesIO(b"same")), storage.save(io.BytesIO(b"same"))
    assert first == second
    assert len(files_in(files_dir)) == 1 and Blob.objects.count() == 1


def test_a_file_that_lost_bytes_is_mended_by_the_next_upload_of_it(files_dir):
    blob = storage.save(io.BytesIO(b"whole file"))
    [path] = files_in(files_dir)
    path.write_bytes(b"who")
    storage.save(io.BytesIO(b"whole file"))
    with storage.open_blob(blob) as stored:
        assert stored.read() == b"whole file"


def test_an_endless_upload_costs_no_more_than_the_limit(files_dir, settings, tmp_path):
    settings.UPLOAD_MAX_BYTES = 1_000_000
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "incoming"  # into the shared one other processes upload meanwhile
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()

    class Endless:
        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return b"x" * size

    stream = Endless()
    with pytest.raises(storage.TooLarge):
        storage.save(stream)
    assert stream.given < 2_000_000
    assert not files_in(files_dir) and not files_in(settings.FILE_UPLOAD_TEMP_DIR) and not Blob.objects.exists()


def test_a_refused_file_leaves_nothing_behind(files_dir):
    def refuse(head: bytes, size: int) -> str:
        raise ValueError(f"{head!r} {size}")

    with pytest.raises(ValueError, match="b'abc' 3"):
        storage.save(io.BytesIO(b"abc"), recognise=refuse)
    assert not files_in(files_dir) and not Blob.objects.exists()


def test_a_full_disk_is_told_plainly_and_the_next_upload_succeeds(files_dir, monkeypatch):
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(Unavailable):
            storage.save(io.BytesIO(b"content"))
    assert not files_in(files_dir) and not Blob.objects.exists()
    assert storage.save(io.BytesIO(b"content")).size == 7


def test_a_machine_that_stops_while_writing_leaves_no_half_file_under_its_name(files_dir):
    """A process is killed at the last moment before the file gets its name."""
    script = (
        "import os, signal, django; django.setup()\n"
        "from pathlib import Path\n"
        "from django.core.files.base import ContentFile\n"
        "from docmgr.documents.filestore import DurableFileStorage\n"
        "os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"DurableFileStorage(location={str(files_dir)!r}).save('blobs/a', ContentFile(b'x' * 5_000_000))\n"
    )
    files_dir.mkdir(parents=True)
    (files_dir / "blobs").mkdir()
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False, capture_output=True,
                          env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"})
    assert done.returncode == -9, done.stderr
    assert not (files_dir / "blobs" / "a").exists()
    assert not default_storage.exists("blobs/a")


def test_a_file_is_flushed_before_it_gets_its_name_and_the_folder_after(files_dir, monkeypatch):
    happened: list[str] = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda fd: (happened.append(
        "folder" if Path(f"/proc/self/fd/{fd}").is_dir() else "file"), fsync(fd))[1])
    monkeypatch.setattr(Path, "replace", lambda self, target: (happened.append("name"), replace(self, target))[1])
    storage.save(io.BytesIO(b"content"))
    assert happened[-3:] == ["file", "name", "folder"]


@pytest.mark.django_db(transaction=True)
def test_twenty_uploads_of_the_same_bytes_at_once_make_one_blob(files_dir):
    errors: list[BaseException] = []

    def upload() -> None:
        try:
            storage.save(io.BytesIO(b"y" * 300_000))
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=upload) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert Blob.objects.count() == 1 and len(files_in(files_dir)) == 1


def test_a_file_that_is_gone_is_told_as_not_there(files_dir):
    blob = storage.save(io.BytesIO(b"content"))
    storage.delete_key(storage.blob_key(blob.sha256))
    with pytest.raises(NotThere):
        storage.open_blob(blob)
    with pytest.raises(NotThere), storage.local_path(blob):
        pass


def test_pictures_of_earlier_runs_are_forgotten(files_dir, tmp_path):
    picture = tmp_path / "0001.jpg"
    picture.write_bytes(b"jpeg")
    old, new = storage.page_key(7, 1, 1, 1), storage.page_key(7, 2, 1, 1)
    for key in (old, new):
        storage.save_image(key, picture)
    storage.forget_other_pages(7, 2, 1)
    assert default_storage.exists(new) and not default_storage.exists(old)
    storage.forget_other_pages(8, 1, 1)  # a document without pictures


@given(st.text())
def test_a_name_becomes_harmless_whatever_it_was(name):
    clean = clean_name(name)
    assert clean and len(clean) <= 255
    assert not any(c in clean for c in "/\\\0\r\n\u202e")


@pytest.mark.parametrize(("given_name", "kept"), [
    ("../../etc/passwd", "passwd"), ("C:\\Users\\x\\发票.pdf", "发票.pdf"), ("a\u202egnp.pdf", "agnp.pdf"), ("", "-"),
    ("..", ".."), ("x" * 400 + ".pdf", "x" * 159 + "…" + "x" * 36 + ".pdf"),
])
def test_a_name_keeps_what_a_person_recognises_it_by(given_name, kept):
    assert clean_name(given_name) == kept
