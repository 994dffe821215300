"""A thread in every worker's parent, beside the sweeper: starts background jobs in processes of their own.

Two lanes: one process at a time for what takes long (training, evaluation), and one for questions that somebody waits
for. A question therefore never stands behind a training, and neither lane can take the whole machine.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from functools import partial
from typing import Any

from celery import bootsteps
from celery.signals import worker_shutting_down
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import F, Q

from docmgr.core.lease import JobState
from docmgr.pipeline import calibration, jobs, lookalikes
from docmgr.pipeline.worker.sweeper import no_fork
from docmgr.training import schedules
from docmgr.training.background import jobs as limits
from docmgr.training.background.job_kinds import SHORT
from docmgr.training.models import Job

logger = logging.getLogger(__name__)
LOOK_SECONDS = 1.0
# How often the calendar is looked at.
CALENDAR_SECONDS = 20.0
# ... and whether what was approved meanwhile tells more about documents that wait.
LESSON_SECONDS = 5.0
# How long a job that was told to go may take before it is killed.
GRACE_SECONDS = 8.0
# A job ends itself when its time is over; one that does not is killed so much later.
OVERTIME_SECONDS = 120.0


class Dispatcher:
    """One lane: at most one job at a time. A process that dies without a word costs its job one try.

    ``short``: the kinds of ``SHORT``, else all others.
    """

    def __init__(self, *, short: bool = False) -> None:
        self._short = short
        self._job: Job | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0

    def tick(self) -> None:
        if self._process is not None and self._process.poll() is None:
            if self._job and time.monotonic() - self._started > limits.seconds_of(self._job.kind) + OVERTIME_SECONDS:
                self._process.kill()
            return
        if self._process is not None:
            self._bury()
        job = self._next()
        if job is not None:
            self._start(job)

    def let_go(self) -> None:
        """The worker goes: the job is asked to hand itself back."""
        if self._process is not None:
            self._process.terminate()

    def end(self, *, by: float) -> None:
        """What has not gone by then (``monotonic``) is killed."""
        if self._process is None:
            return
        try:
            self._process.wait(max(0.0, by - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._bury()

    def _next(self) -> Job | None:
        lane = Q(kind__in=SHORT) if self._short else ~Q(kind__in=SHORT)
        for pk in Job.objects.ready().filter(lane).order_by("pk").values_list("pk", flat=True)[:5]:
            if job := jobs.claim(pk):
                return job
        return None

    def _start(self, job: Job) -> None:
        """Where the machine has no room for another process, the job waits and loses no try."""
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "run_job", str(job.pk), "--token",
                   str(job.token), "--worker", str(os.getpid()), *(["--short"] if self._short else [])]
        try:
            # No preexec_fn, so that nothing of this process is copied; the child sets its own niceness and tie to us.
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        except OSError as error:
            logger.warning("job %s: no process could be started (%s)", job.pk, type(error).__name__)
            Job.objects.postpone(
                job.pk, job.token, seconds=settings.JOB_RETRY_SECONDS, attempts=F("attempts") - 1)
            return
        self._job, self._started = job, time.monotonic()

    def _bury(self) -> None:
        """The process is over. Where it wrote nothing down it was killed: another try, or the end."""
        job, status = self._job, self._process.returncode if self._process else 0
        self._job = self._process = None
        if job is None or not Job.objects.filter(pk=job.pk, token=job.token, state=JobState.RUNNING).exists():
            return
        logger.warning("job %s: its process ended (status %s)", job.pk, status)
        if job.attempts >= settings.JOB_MAX_ATTEMPTS:
            jobs.end(job, JobState.DEAD, "gave_up", {"attempts": job.attempts})
        else:
            Job.objects.postpone(job.pk, job.token, seconds=settings.JOB_RETRY_SECONDS)


class DispatchStep(bootsteps.StartStopStep):
    """Starts with the worker, after its pool."""

    requires = {"celery.worker.components:Pool"}

    def __init__(self, worker: Any, **options: Any) -> None:
        super().__init__(worker, **options)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)

    def start(self, worker: Any) -> None:
        worker_shutting_down.connect(self._going, weak=False)
        self._thread.start()

    def stop(self, worker: Any) -> None:
        self._over.set()
        self._thread.join(GRACE_SECONDS + 2)

    terminate = stop

    def _going(self, **_event: Any) -> None:
        self._over.set()

    def _run(self) -> None:
        lanes, looked, compared = (Dispatcher(short=True), Dispatcher()), -CALENDAR_SECONDS, -LESSON_SECONDS
        while not self._over.wait(LOOK_SECONDS):
            for lane in lanes:
                self._guarded(lane.tick)
            if time.monotonic() - looked >= CALENDAR_SECONDS:
                self._guarded(schedules.tick)
                self._guarded(calibration.ask)
                self._guarded(lookalikes.ask)
                looked = time.monotonic()
            if time.monotonic() - compared >= LESSON_SECONDS:
                self._guarded(lookalikes.ask_lately)
                compared = time.monotonic()
        for lane in lanes:
            lane.let_go()
        until = time.monotonic() + GRACE_SECONDS
        for lane in lanes:
            self._guarded(partial(lane.end, by=until))

    def _guarded(self, act: Any) -> None:
        """The lock: the pool never forks a child in the middle of a query of ours."""
        with no_fork:
            try:
                act()
            except DatabaseError as error:
                logger.warning("jobs put off: %s", type(error).__name__)
            finally:
                connection.close()
