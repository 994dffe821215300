"""An installation beside the real one that is gone at the end: its own data folder, database and people.

It lives in a process of its own, because an installation is what its environment says. Nothing of the real one is
opened by it: neither the database, nor the files, nor the keys.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings

# What the real installation is known by. A broker would ring its workers.
_OWN = ("DATABASE_URL", "DOCMGR_BROKER", "DOCMGR_SECRET_KEY", "DOCMGR_AUDIT_KEY", "DOCMGR_LDAP_URI", "DOCMGR_DEMO")
_PATIENCE = 10.0
_PREFIX, _BEING_MADE, _ALIVE = "docmgr-throwaway-", "docmgr-being-made-", "in-use"


@dataclass(frozen=True, slots=True)
class Throwaway:
    """``folder`` is the data folder; what the process inside writes there can be fetched before the end."""

    folder: Path
    environment: Mapping[str, str]

    def run(self, module: str, arguments: Sequence[str], **more: str) -> int:
        """Run a module inside and wait; its exit code. Ctrl+C ends it, too. It ends itself where this process dies.

        ``more`` are further settings, by the names of their variables.
        """
        command = [sys.executable, "-m", module, *arguments]
        process = subprocess.Popen(command, env={**self.environment, **more}, cwd=settings.BASE_DIR,
                                   stdin=subprocess.PIPE, start_new_session=True)
        try:
            return process.wait()
        finally:
            _end(process)


@contextmanager
def installation() -> Iterator[Throwaway]:
    """Make one and take it away again, however the block ends; those that a power cut left behind go, too."""
    with _ended_by_signals():
        clear_leftovers(Path(tempfile.gettempdir()))
        inherited = {name: value for name, value in os.environ.items() if name not in _OWN}
        with _folder_in_use() as folder:
            yield Throwaway(folder, {
                **inherited, "DJANGO_SETTINGS_MODULE": "docmgr.settings", "DOCMGR_DATA": str(folder),
                "DATABASE_URL": f"sqlite:///{folder / 'docmgr.sqlite3'}", "DOCMGR_MAX_ATTEMPTS": "1"})


def clear_leftovers(where: Path) -> int:
    """Remove what was left of installations whose process is gone: they hold copies of documents. How many."""
    found = 0
    for folder in where.glob(f"{_PREFIX}*"):
        try:
            handle = os.open(folder / _ALIVE, os.O_RDWR | os.O_NOFOLLOW)
        except OSError:  # somebody else's
            continue
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
            found += 1
        except BlockingIOError:
            pass
        finally:
            os.close(handle)
    return found


@contextmanager
def _folder_in_use() -> Iterator[Path]:
    """A folder with a lock that lasts for as long as this process lives at most; its children do not get it.

    It bears the name by which leftovers are found only once it is locked: who starts at the same moment would take it
    for one.
    """
    made = Path(tempfile.mkdtemp(prefix=_BEING_MADE))
    folder = made.with_name(_PREFIX + made.name.removeprefix(_BEING_MADE))
    handle = os.open(made / _ALIVE, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        made.rename(folder)
        yield folder
    finally:
        shutil.rmtree(folder if folder.exists() else made, ignore_errors=True)
        os.close(handle)


def gone_with_parent() -> None:
    """For the process inside: end at once, and take the data folder along, where the one that started it is gone."""
    def watch() -> None:
        os.read(sys.stdin.fileno(), 1)  # nobody writes to it: it ends with the parent
        shutil.rmtree(settings.DATA_DIR, ignore_errors=True)
        os._exit(1)

    threading.Thread(target=watch, name="watch-parent", daemon=True).start()


def without_flushing() -> None:
    """Nothing here needs to outlast a power cut."""
    from django.db import connections

    connections.settings["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process with all that it started."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_PATIENCE)
            break
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    if process.stdin:
        process.stdin.close()


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """SIGTERM and a closed terminal unwind the stack as Ctrl+C does, so that nothing stays behind."""
    def leave(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before: dict[int, Any] = {number: signal.signal(number, leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
