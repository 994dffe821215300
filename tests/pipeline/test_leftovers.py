"""What killed processes leave behind goes by itself, and nothing else does."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from docmgr.documents.filestore import ASIDE
from docmgr.pipeline.worker import leftovers, stopping

DAY = 24 * 3600


@pytest.fixture
def incoming(settings: Any, tmp_path: Path) -> Path:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "incoming"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    return settings.FILE_UPLOAD_TEMP_DIR


@pytest.fixture
def put(incoming: Path) -> Callable[..., Path]:
    """put(name, days=2): a file of that age in the folder for incoming files, or in another one."""
    def make(name: str, *, days: float = 2, folder: Path = incoming) -> Path:
        path = folder / name
        path.write_bytes(b"what stands on a document")
        then = path.stat().st_mtime - days * DAY
        os.utime(path, (then, then))
        return path
    return make


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_what_is_old_goes_and_what_is_young_or_of_others_stays(incoming: Path, files_dir: Path, put: Any) -> None:
    pages = incoming / "reading-a"
    pages.mkdir()
    put("0001.jpg", folder=pages)
    os.utime(pages, (0, 0))
    for name in ("upload-b", "fetched-c", "tmpab12.upload.pdf", "busy-999999", "something"):
        put(name)
    put("upload-young", days=0)
    assert leftovers.clear() == 5
    assert names(incoming) == {"something", "upload-young"}


def test_a_file_that_was_cut_off_on_its_way_into_the_store_goes(incoming: Path, files_dir: Path, put: Any) -> None:
    default_storage.save("blobs/aa/one", ContentFile(b"whole"))
    half = put(".half.part", folder=files_dir / ASIDE)
    assert leftovers.clear() == 1
    assert not half.exists() and default_storage.exists("blobs/aa/one")


def test_files_are_written_into_the_store_where_their_leftovers_are_looked_for(
    files_dir: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def cut_off(number: int) -> None:
        raise KeyboardInterrupt

    seen = []
    monkeypatch.setattr(Path, "unlink", lambda path, **how: seen.append(path))  # a killed process takes nothing away
    monkeypatch.setattr(os, "fsync", cut_off)
    with pytest.raises(KeyboardInterrupt):
        default_storage._save("one", ContentFile(b"x"))
    assert [path.parent for path in seen] == [files_dir / ASIDE]


def test_the_mark_of_a_worker_that_has_been_at_work_for_days_stays_while_it_is(
    incoming: Path, files_dir: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "getppid", os.getpid)
    with stopping.at_work():
        [mark] = incoming.iterdir()
        os.utime(mark, (0, 0))
        assert leftovers.clear() == 0
    assert leftovers.clear() == 1


def test_a_file_that_cannot_be_removed_stops_nothing(
    incoming: Path, files_dir: Path, put: Any, monkeypatch: pytest.MonkeyPatch,
) -> None:
    put("upload-a")
    put("upload-b")

    def refused(path: Path, **how: Any) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refused)
    assert leftovers.clear() == 0
