"""What killed processes and broken uploads left in the folders of the product: it holds what stands on documents."""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage

from docmgr.documents.filestore import ASIDE
from docmgr.pipeline.reading import FOLDER_PREFIX
from docmgr.pipeline.worker.stopping import BUSY_PREFIX
from docmgr.training.exports import exporting
from docmgr.training.trained import finetuning

logger = logging.getLogger(__name__)
# How often a worker looks, the first time as it starts.
CLEAR_SECONDS = 3600.0
# Nobody is still at work on what is older than that, and than two of the longest jobs.
LEFTOVER_SECONDS = 24 * 3600.0
_PREFIXES = (FOLDER_PREFIX, BUSY_PREFIX, "upload-", "fetched-")


def clear() -> int:
    """Remove them, exports whose time is over, and fine-tuned readers that nobody registered; how many. Any number of
    workers may.

    Never raises for a file that it cannot remove.
    """
    leftovers = chain.from_iterable(_leftovers(folder) for folder in _folders() if folder.is_dir())
    return sum(map(_remove, chain(leftovers, exporting.outlived()))) + finetuning.clear_unregistered()


def _folders() -> list[Path]:
    """Where files are received and read, and where the store writes them before they have their name."""
    folders = [Path(settings.FILE_UPLOAD_TEMP_DIR)]
    with suppress(NotImplementedError):  # not on a disk of ours
        folders.append(Path(default_storage.path(ASIDE)))
    return folders


def _leftovers(folder: Path) -> Iterator[Path]:
    oldest = time.time() - max(LEFTOVER_SECONDS, 2 * settings.BACKGROUND_JOB_SECONDS)
    return (item for item in folder.iterdir() if _is_leftover(item, oldest))


def _is_leftover(item: Path, oldest: float) -> bool:
    """``tmp….upload…`` is what Django calls the files of a form while they arrive."""
    ours = item.name.startswith(_PREFIXES) or item.name.endswith(".part") or (
        item.name.startswith("tmp") and ".upload" in item.name)
    try:
        return ours and item.stat().st_mtime < oldest and not (item.name.startswith(BUSY_PREFIX) and _is_held(item))
    except FileNotFoundError:
        return False


def _is_held(item: Path) -> bool:
    """A child of that worker has a document at this moment, however long ago the worker started."""
    handle = os.open(item, os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def _remove(item: Path) -> bool:
    try:
        if item.is_dir() and not item.is_symlink():
            shutil.rmtree(item)
        else:
            item.unlink(missing_ok=True)
    except OSError as error:
        logger.warning("a leftover could not be removed: %s", type(error).__name__)
        return False
    return True
