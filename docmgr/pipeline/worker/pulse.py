"""What goes on beside a background job while it works: its lease is kept, its progress written, and it can be ended."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from types import FrameType
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection

from docmgr.training.background import jobs
from docmgr.training.models import Job

logger = logging.getLogger(__name__)
# How often progress is written at most.
STEP_SECONDS = 1.0


class Interrupted(Exception):
    """The work ends before its end. ``Pulse.why`` says for what reason."""


class Pulse:
    """Keeps the lease from a thread with its own connection, writes how far the job is, and sees that it shall end.

    ``why``: "" | "lost" | "cancelled" | "took_too_long".
    """

    def __init__(self, job: Job) -> None:
        self._job, self.why = job, ""
        self._spot: tuple[str, int, int] = ("start", 0, 0)
        self._ends = time.monotonic() + jobs.seconds_of(job.kind)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"job-{job.pk}", daemon=True)

    def __enter__(self) -> Pulse:
        self._thread.start()
        return self

    def __exit__(self, *_error: Any) -> None:
        self._over.set()
        self._thread.join(timeout=5)

    def report(self, stage: str, done: int, total: int) -> None:
        """The handler's ``progress``. Cheap: the thread writes. Raises Interrupted where the job shall end."""
        self._spot = (str(stage)[:30], max(0, int(done)), max(0, int(total)))
        if self.why:
            raise Interrupted

    def _beat(self) -> None:
        told: tuple[str, int, int] | None = None
        due = 0.0
        while not self._over.wait(STEP_SECONDS):
            spot, now = self._spot, time.monotonic()
            if spot != told or now >= due:
                told, due = spot, now + settings.JOB_LEASE_SECONDS / 3
                self.why = self._write(spot) or self.why
            else:
                self.why = self._asked() or self.why
            if now > self._ends:
                self.why = self.why or "took_too_long"
            if self.why:
                interruptible.interrupt()
                return

    def _write(self, spot: tuple[str, int, int]) -> str:
        stage, done, total = spot
        try:
            held = Job.objects.renew(self._job.pk, self._job.token, stage=stage, done=done, total=total)
        except DatabaseError as error:
            logger.warning("job %s: lease not renewed (%s)", self._job.pk, type(error).__name__)
            return ""
        finally:
            connection.close()
        return self._asked() if held else "lost"

    def _asked(self) -> str:
        """Whether somebody asked it to stop."""
        try:
            return "cancelled" if Job.objects.filter(pk=self._job.pk, cancel=True).exists() else ""
        except DatabaseError:
            return ""
        finally:
            connection.close()


class Interruptible:
    """``with interruptible:`` lets a signal end the work at once, where the process has asked for that (:meth:`arm`).

    A fit inside a library may not call ``progress`` for a minute; a signal is heard as soon as Python runs again.
    """

    def __init__(self) -> None:
        self._armed = self._inside = self._asked = False

    def arm(self) -> None:
        """SIGTERM and Ctrl+C from now on end the work and not the process."""
        self._armed = True
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._heard)

    def interrupt(self) -> None:
        """From another thread. Without :meth:`arm` the work ends at its next report of progress."""
        if self._armed:
            os.kill(os.getpid(), signal.SIGTERM)

    def __enter__(self) -> None:
        self._inside = True
        if self._asked:
            raise Interrupted

    def __exit__(self, *_error: Any) -> None:
        self._inside = False

    def _heard(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True
        if self._inside:
            self._inside = False  # once: what cleans up is left to do so
            raise Interrupted


interruptible = Interruptible()
