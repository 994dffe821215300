"""The thread that keeps a job's lease while the engine works, writes how far it is, and ends what goes on for too long.

A reading may take its time for each of its pages; when it is over, the reading is told so as its next page begins. A
page that never ends cannot be told anything, so its process is ended: the lease runs out, and another one tries.
"""

from __future__ import annotations

import logging
import threading
import time
from types import TracebackType

from django.conf import settings
from django.db import DatabaseError, connection

from docmgr.extraction.models import ExtractionRun
from docmgr.pipeline.worker import stopping

logger = logging.getLogger(__name__)
# How often progress is written at most.
STEP_SECONDS = 0.5


class Interrupted(Exception):
    """The reading ends before its end; not the document's fault."""


class TakenAway(Interrupted):
    """The lease ran out and somebody else has the job: whatever was read is thrown away."""


class WorkerStopping(Interrupted):
    """The worker was told to go: the job goes back for another. (When its parent dies, Celery's child dies with it.)"""


class TookTooLong(Exception):
    """The time of one try is over: so many ``seconds``."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Heartbeat:
    """``with Heartbeat(run) as beat``: the lease is renewed every third of it, from a thread with its own connection.

    The engine calls :meth:`report`, which only remembers; the thread writes. No connection is held between beats.
    """

    def __init__(self, run: ExtractionRun) -> None:
        self._run = run
        self._began = self._moved = time.monotonic()
        self._spot: tuple[str, int, int] = ("", 0, 0)
        self._over, self.lost = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"heartbeat-{run.pk}", daemon=True)

    def __enter__(self) -> Heartbeat:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self._over.set()
        self._thread.join(timeout=5)

    def report(self, stage: str, page: int, pages: int) -> None:
        """Called by the engine as a page begins. Raises to end the reading: TakenAway, WorkerStopping, TookTooLong."""
        self._spot, self._moved = (stage, page, pages), time.monotonic()
        if self.lost.is_set():
            raise TakenAway
        if stopping.announced():
            raise WorkerStopping
        limit = settings.JOB_TIME_LIMIT + settings.PAGE_SECONDS * pages
        if self._moved - self._began > limit:
            raise TookTooLong(limit)

    def _beat(self) -> None:
        told, due = self._spot, time.monotonic() + settings.JOB_LEASE_SECONDS / 3
        while not self._over.wait(min(STEP_SECONDS, settings.JOB_LEASE_SECONDS / 3)):
            spot = self._spot
            if time.monotonic() - self._moved > settings.JOB_TIME_LIMIT:
                logger.error("run %s: stands still at page %s; its process is ended", self._run.pk, spot[1])
                stopping.end_this_child()
                return
            if spot == told and time.monotonic() < due:
                continue
            if self._write(spot):
                told, due = spot, time.monotonic() + settings.JOB_LEASE_SECONDS / 3

    def _write(self, spot: tuple[str, int, int]) -> bool:
        """True where the database answered; where it is down the next beat tries again, and the commit is fenced."""
        stage, page, pages = spot
        try:
            held = ExtractionRun.objects.renew(self._run.pk, self._run.token, stage=stage, page=page, pages=pages)
        except DatabaseError as error:
            logger.warning("run %s: lease not renewed (%s)", self._run.pk, type(error).__name__)
            return False
        finally:
            connection.close()
        if not held:
            self.lost.set()
            self._over.set()
        return True
