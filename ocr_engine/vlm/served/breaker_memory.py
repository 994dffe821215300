"""What a circuit breaker knows of a server, in this process or in a file that others read as well."""

from __future__ import annotations

import fcntl
import hashlib
import json
import math
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Protocol


class Known(NamedTuple):
    """Failures in a row, seconds of the present rest, when it is over, until when one request tries the server.

    Times are those of the machine's monotonic clock, which all of its processes share.
    """

    failed: int = 0
    rest: float = 0.0
    until: float = 0.0
    probed_until: float = 0.0


class Memory(Protocol):
    """Where what is known of a server is kept: in this process, or in a file that those of a machine share."""

    def change(self, act: Callable[[Known], Known]) -> Known:
        """Puts what ``act`` makes of what is known in its place and returns it; nobody else comes in between."""
        ...


class Here:
    """In this process, for its threads."""

    def __init__(self) -> None:
        self._known, self._turn = Known(), threading.Lock()

    def change(self, act: Callable[[Known], Known]) -> Known:
        with self._turn:
            self._known = act(self._known)
            return self._known


class OnDisk:
    """In a file, for all processes that name it. A file that cannot be read or written counts as an empty one."""

    def __init__(self, path: Path) -> None:
        self._path, self._own = path, Here()

    def change(self, act: Callable[[Known], Known]) -> Known:
        """Costs some tens of microseconds; a full disk leaves each process with what it knows itself."""
        try:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        except OSError:
            return self._own.change(act)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            before = _read(os.pread(file, 400, 0))
            after = act(before)
            if after != before:
                os.ftruncate(file, 0)
                os.pwrite(file, json.dumps(after).encode(), 0)
            return after
        except OSError:
            return self._own.change(act)
        finally:
            os.close(file)


def on_disk(folder: Path, address: str) -> Memory:
    """In a folder that only this user can open; in this process where there is none to be had."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if folder.stat().st_uid != os.getuid():
            return Here()
    except OSError:
        return Here()
    return OnDisk(folder / f"server-{hashlib.sha256(address.encode()).hexdigest()[:16]}.json")


def _read(data: bytes) -> Known:
    try:
        failed, *times = json.loads(data)
        rest, until, probed = map(float, times)
        known = Known(int(failed), rest, until, probed)
    except (ValueError, TypeError, OverflowError):
        return Known()
    return known if all(map(math.isfinite, known)) else Known()
