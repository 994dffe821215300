"""A real Celery worker on the test database, to be stopped in every way there is."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
from django.conf import settings
from django.db import connection, transaction

from tests.services.process import PATIENCE, wait_for

ROOT = Path(__file__).resolve().parents[2]
FAST = {
    "DOCMGR_SWEEP_SECONDS": "0.3", "DOCMGR_RETRY_SECONDS": "0.2", "OMP_NUM_THREADS": "1",
    "DJANGO_SETTINGS_MODULE": "tests.services.worker_settings",
}
# For workers whose leases shall run out by themselves. With so short a one a busy machine takes a job from a worker
# that is well, too: all others have the product's own.
SHORT_LEASE = {"DOCMGR_LEASE_SECONDS": "3"}


class Worker:
    """``process`` is the parent; its children read."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self.process, self.log = process, log

    def children(self) -> list[psutil.Process]:
        """The processes that read documents; the parser hosts below them are not counted."""
        return self.having("celery")

    def having(self, word: str) -> list[psutil.Process]:
        """The living processes just below the worker's own with the word in their command line."""
        return [p for p in psutil.Process(self.process.pid).children() if word in " ".join(_command_line(p))]

    def kill_child(self) -> None:
        """What the kernel does to the process that takes most memory."""
        for child in self.children():
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()

    def kill(self) -> None:
        """Power cut: parent and children at once, nobody says goodbye."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def kill_parent_only(self) -> None:
        self.process.kill()
        self.process.wait()

    def freeze(self) -> None:
        """In a moment in which it writes nothing: stopped within a transaction of SQLite it would keep everybody from
        writing, for as long as it stands still."""
        with transaction.atomic():
            os.killpg(self.process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        os.killpg(self.process.pid, signal.SIGCONT)

    def stop(self, seconds: float = PATIENCE) -> int:
        """As a service manager does: asks politely, waits. The exit code; raises TimeoutExpired."""
        self.process.terminate()
        return self.process.wait(seconds)

    def cpu_seconds(self) -> float:
        parent, spent = psutil.Process(self.process.pid), 0.0
        for process in [parent, *parent.children(recursive=True)]:
            with contextlib.suppress(psutil.NoSuchProcess):  # ended since it was listed
                times = process.cpu_times()
                spent += times.user + times.system
        return spent


def _command_line(process: psutil.Process) -> list[str]:
    """Empty for one that ended since it was listed."""
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:  # also one that is dead and not yet buried
        return []


@contextlib.contextmanager
def worker(folder: Path, **environment: str) -> Iterator[Worker]:
    """A worker that is ready; killed at the end where it still runs. Its log lies in ``folder``."""
    log = folder / f"worker-{len(list(folder.glob('worker-*.log')))}.log"
    command = [sys.executable, "-m", "celery", "--skip-checks", "--app", "docmgr", "--quiet", "worker",
               "--loglevel", "INFO", "--without-gossip", "--without-mingle", "--without-heartbeat",
               "-n", f"{log.stem}@%h"]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=out, stderr=out, stdin=subprocess.DEVNULL, start_new_session=True,
            env={**os.environ, **FAST, "DATABASE_URL": database_url(), "DOCMGR_DATA": str(settings.DATA_DIR),
                 **environment})
    running = Worker(process, log)
    try:
        assert wait_for(lambda: process.poll() is not None or " ready." in log.read_text(errors="replace"))
        assert process.poll() is None, log.read_text(errors="replace")[-3000:]
        yield running
    finally:
        running.kill()


def database_url() -> str:
    """The address of the database that this test uses, for another process."""
    own = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{own['NAME']}"
    return f"postgres://{own['USER']}:{own['PASSWORD'] or ''}@{own['HOST']}:{own['PORT']}/{own['NAME']}"
