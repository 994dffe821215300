"""Celery's process pool with locks that survive the death of their holder.

With a broker that cannot take part in Celery's event loop (the embedded one), the processes share one pipe, and the one
that waits at it holds its lock. That lock is a semaphore: a process that is killed while it waits never releases it,
and no other process ever gets work again. A file lock of the kernel is released with its process.
"""

from __future__ import annotations

import fcntl
import tempfile
from multiprocessing import process
from pathlib import Path
from typing import Any

from billiard.pool import Pool
from celery.concurrency import prefork


class ProcessLock:
    """At most one process holds it; a dead one never does. Not for threads of one process among themselves."""

    def __init__(self) -> None:
        self._handle, path = tempfile.mkstemp(prefix="docmgr-lock-")
        Path(path).unlink()  # the open file is enough; record locks belong to the process, so forked copies compete

    def acquire(self) -> bool:
        fcntl.lockf(self._handle, fcntl.LOCK_EX)
        return True

    def release(self) -> None:
        fcntl.lockf(self._handle, fcntl.LOCK_UN)

    def __enter__(self) -> ProcessLock:
        self.acquire()
        return self

    def __exit__(self, *_error: Any) -> None:
        self.release()


class SturdyPool(Pool):
    """Billiard's pool with ``ProcessLock`` at both ends of its pipes."""

    def _setup_queues(self) -> None:
        super()._setup_queues()
        self._inqueue._rlock = ProcessLock()
        self._outqueue._wlock = ProcessLock()


class TaskPool(prefork.TaskPool):
    """The pool that the worker names (``worker_pool``)."""

    BlockingPool = SturdyPool

    def on_start(self) -> None:
        # What the processes share is a file that loses its name as it is made. multiprocessing would make a folder for
        # such files, which whoever kills the worker leaves behind.
        process.current_process()._config.setdefault("tempdir", tempfile.gettempdir())  # type: ignore[attr-defined]
        super().on_start()
