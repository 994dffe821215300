"""One try at a background job, in a process of its own: claim, work, write down. Its kind: ``training.job_kinds``."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from importlib import import_module
from types import FrameType
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.db.models import F

from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core import clock, database, disk
from docmgr.core.exceptions import DiskFull, DocmgrError
from docmgr.core.lease import JobState
from docmgr.core.logging import place_of
from docmgr.extraction.engine import ReadingFailed
from docmgr.pipeline import following
from docmgr.training import job_words, jobs
from docmgr.training.job_kinds import KINDS
from docmgr.training.models import Job

logger = logging.getLogger(__name__)
# How often progress is written at most.
STEP_SECONDS = 1.0
# So long a job waits that found no room on the disk.
DISK_FULL_SECONDS = 600.0


class Interrupted(Exception):
    """The work ends before its end. ``Pulse.why`` says for what reason."""


def work(pk: int, *, token: int | None = None) -> None:
    """Do the job: with ``token`` the one that was claimed for this process, else where it is free."""
    job = _claimed(pk, token)
    if job is None:
        return
    with Pulse(job) as pulse:
        try:
            with interruptible:
                result = _handler(job)(_told(job), progress=pulse.report)
        except Interrupted:
            _interrupted(job, pulse)
        except jobs.TakenAway:
            _lost(job)
        except Exception as error:
            _failed(job, error)
        else:
            with transaction.atomic():
                if end(job, JobState.DONE, "", {}, result=result, stage=""):
                    following.after(job, result)


def claim(pk: int) -> Job | None:
    """The job, taken; None where it is not free, was cancelled, or was tried too often."""
    job = Job.objects.claim(pk)
    if job is None:
        return None
    if job.cancel:
        end(job, JobState.FAILED, "cancelled", {})
    elif job.attempts > settings.JOB_MAX_ATTEMPTS:
        end(job, JobState.DEAD, "gave_up", {"attempts": job.attempts - 1})
    else:
        Job.objects.renew(job.pk, job.token, stage="start", done=0, total=0, error_code="")  # not of an earlier try
        return job
    return None


@transaction.atomic
def end(job: Job, state: JobState, code: str, params: dict[str, Any], **changes: Any) -> bool:
    """Write down how it ended. False where the job was taken away: whoever has it now decides."""
    closed = Job.objects.close(job.pk, job.token, state=state, error_code=code[:40], error_params=params,
                               finished_at=clock.now(), **changes)
    if closed:
        record(Action.JOB_ENDED, obj=job, ok=state == JobState.DONE,
               after={**jobs.facts(job), "code": code})
    return closed


def _claimed(pk: int, token: int | None) -> Job | None:
    if token is None:
        return claim(pk)
    return Job.objects.filter(pk=pk, token=token, state=JobState.RUNNING).first()


def _handler(job: Job) -> Callable[..., dict[str, Any]]:
    module, _, name = KINDS[job.kind].handler.partition(":")
    return getattr(import_module(module), name)


def _told(job: Job) -> dict[str, Any]:
    return {**job.params, "job": job.pk, "token": job.token, "by": job.created_by_id}


def _failed(job: Job, error: Exception) -> None:
    """What is nobody's fault and passes is waited for: an hour's work must not be lost to a minute without database,
    nor a retraining to a day on which the disk was full: the calendar asks for the next one in a month."""
    database.let_go()  # a connection that broke is of no use for writing this down
    if disk.is_full(error):
        logger.warning("job %s: the disk is full", job.pk)
        Job.objects.postpone(job.pk, job.token, seconds=DISK_FULL_SECONDS, attempts=F("attempts") - 1,
                             error_code=DiskFull.code, stage="", done=0, total=0)
        return
    if isinstance(error, DocmgrError | ReadingFailed):
        told = job_words.told(error) if isinstance(error, DocmgrError) else error.params
        end(job, JobState.FAILED, error.code, told)
        return
    # As in the reading of a document: the text of an error may quote one, so its type and place must do.
    logger.error("job %s: %s at %s", job.pk, type(error).__name__, place_of(error))
    if isinstance(error, OperationalError | InterfaceError) and job.attempts < settings.JOB_MAX_ATTEMPTS:
        Job.objects.postpone(job.pk, job.token, seconds=settings.JOB_RETRY_SECONDS)
    else:
        end(job, JobState.FAILED, "internal_error", {})


def _lost(job: Job) -> None:
    logger.warning("job %s: the lease was lost; the result is thrown away", job.pk)


def _interrupted(job: Job, pulse: Pulse) -> None:
    if pulse.why == "lost":
        _lost(job)
    elif pulse.why == "cancelled":
        end(job, JobState.FAILED, "cancelled", {})
    elif pulse.why == "took_too_long":
        end(job, JobState.FAILED, "took_too_long", {"seconds": jobs.seconds_of(job.kind)})
    else:
        Job.objects.release(job.pk, job.token)


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
