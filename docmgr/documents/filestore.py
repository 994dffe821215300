"""Files on a local disk that survive a power cut: written aside, flushed, then named."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

# In the folder of the store.
ASIDE = ".aside"


class DurableFileStorage(FileSystemStorage):
    """A name either holds all the bytes or does not exist, whenever the machine stops.

    Saving under a name that is taken replaces the file at once; the product's names are made from content or from a
    job's token, so the bytes are the same.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _aside(self, folder: Path) -> Path:
        """Where a file for that folder is written: all in one place, so that what a killed process left is found."""
        aside = Path(self.location) / ASIDE
        aside.mkdir(exist_ok=True)
        return aside if aside.stat().st_dev == folder.stat().st_dev else folder

    def _save(self, name: str, content: File) -> str:
        target = Path(self.path(name))
        _make_folders(target.parent, stop=Path(self.location))
        handle, temporary = tempfile.mkstemp(dir=self._aside(target.parent), prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as out:
                shutil.copyfileobj(_start_of(content), out, 1024 * 1024)
                out.flush()
                os.fchmod(out.fileno(), 0o640)
                os.fsync(out.fileno())
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        sync_folder(target.parent)
        return name


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last; a rename alone may be forgotten by a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _make_folders(folder: Path, *, stop: Path) -> None:
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for item in reversed(missing):
        item.mkdir(exist_ok=True)
        if item != stop:
            sync_folder(item.parent)


def _start_of(content: File) -> Any:
    if content.seekable():
        content.seek(0)
    return content
