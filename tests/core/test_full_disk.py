"""Where the database has no room left, pages and programs say so, and not that something broke."""

from __future__ import annotations

import errno
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection
from django.test import RequestFactory

from docmgr.api.errors import answer
from docmgr.core import database, disk
from docmgr.core.exceptions import Unavailable
from docmgr.core.middleware import ErrorMiddleware


@pytest.fixture
def full(transactional_db: None) -> Iterator[OperationalError]:
    """What SQLite itself says when it may not grow."""
    if connection.vendor != "sqlite":
        pytest.skip("made with SQLite's own limit")
    with connection.cursor() as cursor:
        pages, most = (cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "max_page_count"))
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        try:
            with pytest.raises(OperationalError) as told:
                cursor.execute("CREATE TABLE ballast AS SELECT randomblob(50000000) AS load")
        finally:
            cursor.execute(f"PRAGMA max_page_count = {most}")
    yield told.value


def test_a_full_disk_is_told_in_plain_words(full: OperationalError) -> None:
    assert database.is_full(full) and not database.is_full(OperationalError("locked"))
    _assert_told(full)


def test_a_file_that_finds_no_room_is_told_in_the_same_words() -> None:
    """An archive of error samples is written to the disk before it is sent."""
    for number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        _assert_told(OSError(number, "whatever the system says"))
    assert not disk.is_full(OSError(errno.EACCES, "not allowed")) and not disk.is_full(OperationalError("locked"))


@pytest.mark.parametrize("said", [
    "Error while serializing: I/O error: No space left on device (os error 28)",
    "Error while serializing: I/O error: File too large (os error 27)",
    "[enforce fail at inline_container.cc:672] . unexpected pos 576 vs 534",
])
def test_libraries_that_write_weights_are_understood(said: str) -> None:
    """As safetensors and PyTorch answered on a disk of 24 MB."""
    error = Unavailable("The training broke.", code="finetune_broke")
    error.__cause__ = RuntimeError(said)
    assert disk.is_full(error) and not disk.is_full(RuntimeError("(os error 13)"))


def test_what_was_put_into_words_already_keeps_them() -> None:
    error = Unavailable("The file could not be stored.", code="storage")
    error.__cause__ = OSError(errno.ENOSPC, "No space left on device")
    program = answer(error, {})
    assert program is not None and program.data["code"] == "storage"


def _assert_told(full: Exception) -> None:
    assert disk.is_full(full)
    page = ErrorMiddleware(lambda request: None).process_exception(
        RequestFactory().get("/", headers={"Accept": "application/json"}), full)
    program = answer(full, {})
    assert page is not None and program is not None and page.status_code == program.status_code == 503
    assert b"disk_full" in page.content and program.data["code"] == "disk_full"
    assert "disk of the server is full" in program.data["message"]
