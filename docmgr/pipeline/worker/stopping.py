"""How a worker shuts down: its parent tells the children and waits until each has handed its document back.

Celery would wait for them as well, but too late: the kernel ends a child together with the thread that forked it, and
the pool's thread that forks the replacements of used-up children ends before Celery begins to wait.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

BUSY_PREFIX = "busy-"
# Anonymous shared memory: made once in the parent, seen by every child forked from it.
_flag = mmap.mmap(-1, 1)
# Whether this process is a child that has a document: nobody else may be ended for one.
_at_work = False


def announce() -> None:
    """In the parent: the worker is going down."""
    _flag[0] = 1


def withdraw() -> None:
    """When a worker starts: what was announced before does not count."""
    _flag[0] = 0


def announced() -> bool:
    """The worker is going down: take nothing new, hand back what is unfinished at the next page."""
    return _flag[0] == 1


@contextmanager
def at_work() -> Iterator[None]:
    """Held by a child while it has a document. The kernel lets go of it when the child dies, however it dies."""
    global _at_work
    handle = _open(os.getppid())
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
        _at_work = True
        yield
    finally:
        _at_work = False
        os.close(handle)


def end_this_child() -> None:
    """From a thread of a child whose document does not go on: the parent puts another child in its place. Nothing
    happens to a process that is no such child."""
    if _at_work:
        os.kill(os.getpid(), signal.SIGKILL)


def wait_until_idle(seconds: float) -> bool:
    """In the parent: True once no child has a document any more, False after so many seconds."""
    handle, end = _open(os.getpid()), time.monotonic() + seconds
    try:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return True
            except BlockingIOError:
                if time.monotonic() > end:
                    return False
                time.sleep(0.1)
    finally:
        os.close(handle)
        _path(os.getpid()).unlink(missing_ok=True)


def _open(parent: int) -> int:
    return os.open(_path(parent), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)


def _path(parent: int) -> Path:
    return settings.FILE_UPLOAD_TEMP_DIR / f"{BUSY_PREFIX}{parent}"
