"""A thread in every worker's parent: finds the jobs that nobody rang for and feeds them to the workers.

In the embedded installation there is no broker at all: the message queue is the worker's own memory and this thread is
the only one that rings. With Redis or RabbitMQ it is the safety net for lost messages and dead workers.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from datetime import timedelta
from typing import Any

from celery import bootsteps
from celery.signals import worker_shutting_down
from django.conf import settings
from django.db import DatabaseError, connection

from docmgr.core import lease
from docmgr.extraction.models import ExtractionRun
from docmgr.pipeline.models import Worker
from docmgr.pipeline.selectors import SEEN_SECONDS
from docmgr.pipeline.worker import doorbell, leftovers, stopping

logger = logging.getLogger(__name__)
# A job that was rung for and is still free after so long is rung for again. Without a broker few jobs are in hand, so
# a repeat is nearly free, and a job lost with a killed process need not wait.
RING_AGAIN_SECONDS = 60.0
RING_AGAIN_EMBEDDED_SECONDS = 10.0
# A service manager usually waits 30 seconds or more; one page on a slow machine takes less.
STOP_SECONDS = 25.0


class Sweeper:
    """What one sweep does; knows which jobs it has rung for, so that a long queue does not fill with repeats."""

    def __init__(self, processes: int) -> None:
        self._embedded = not settings.BROKER_URL
        # Enough in hand that no process idles between two sweeps, and no more: order is decided late.
        self._at_once = 2 * processes + 2 if self._embedded else 200
        self._again = RING_AGAIN_EMBEDDED_SECONDS if self._embedded else RING_AGAIN_SECONDS
        self._rung: dict[int, float] = {}

    def sweep(self) -> int:
        """Rings for free jobs, oldest first; returns for how many."""
        now = time.monotonic()
        free = self._free()
        self._rung = {pk: at for pk, at in self._rung.items() if pk in free and now - at < self._again}
        room = self._at_once - len(self._rung)
        rung = 0
        for pk in [pk for pk in free if pk not in self._rung][:max(0, room)]:
            if not doorbell.send(pk):
                break
            self._rung[pk] = now
            rung += 1
        return rung

    def _free(self) -> dict[int, None]:
        """Free jobs in order. With a broker, those just made are left to the message that is on its way."""
        jobs = ExtractionRun.objects.ready()
        if not self._embedded:
            now, fresh = lease.now(), timedelta(seconds=settings.SWEEP_SECONDS / 2)
            jobs = jobs.exclude(ready_at__range=(now - fresh, now + fresh))
        return dict.fromkeys(jobs.order_by("pk").values_list("pk", flat=True)[:self._at_once + len(self._rung)])


class SweeperStep(bootsteps.StartStopStep):
    """Starts with the worker, after its pool; tells the children when the worker goes."""

    requires = {"celery.worker.components:Pool"}

    def __init__(self, worker: Any, **options: Any) -> None:
        super().__init__(worker, **options)
        self._over = threading.Event()
        self._processes = int(worker.concurrency or 1)
        self._name = f"{socket.gethostname()}:{os.getpid()}"[:120]

    def start(self, worker: Any) -> None:
        stopping.withdraw()
        worker_shutting_down.connect(self._going, weak=False)
        threading.Thread(target=self._run, name="sweeper", daemon=True).start()

    def stop(self, worker: Any) -> None:
        self._over.set()
        stopping.announce()

    terminate = stop

    def _going(self, *, how: str, **_event: Any) -> None:
        """Celery's first word of the shutdown, before it touches the pool (see stopping)."""
        self.stop(None)
        if how == "Warm" and not stopping.wait_until_idle(STOP_SECONDS):
            logger.warning("a document is still being read; its lease will run out")

    def _run(self) -> None:
        sweeper, started, seen = Sweeper(self._processes), lease.now(), -float(SEEN_SECONDS)
        cleared = -leftovers.CLEAR_SECONDS
        while not self._over.wait(settings.SWEEP_SECONDS):
            if time.monotonic() - cleared >= leftovers.CLEAR_SECONDS:
                leftovers.clear()
                cleared = time.monotonic()
            # Held while the database is in use: the pool never forks a child in the middle of a query.
            with no_fork:
                try:
                    if time.monotonic() - seen >= SEEN_SECONDS:
                        self._sign(started)
                        seen = time.monotonic()
                    sweeper.sweep()
                except DatabaseError as error:
                    logger.warning("sweep put off: %s", type(error).__name__)
                finally:
                    connection.close()
        Worker.objects.filter(pk=self._name).delete()
        connection.close()

    def _sign(self, started: Any) -> None:
        now = lease.now()
        Worker.objects.update_or_create(
            name=self._name, defaults={"processes": self._processes, "started_at": started, "seen_at": now})
        Worker.objects.filter(seen_at__lt=now - timedelta(seconds=100 * SEEN_SECONDS)).delete()


no_fork = threading.Lock()
os.register_at_fork(before=no_fork.acquire, after_in_parent=no_fork.release, after_in_child=no_fork.release)
