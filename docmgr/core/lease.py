"""A row that is a job: leased, fenced by a token, counted at claim.

The message that wakes a worker is only a doorbell; whoever wins the conditional UPDATE in :meth:`LeasedQuerySet.claim`
works, everybody else walks away. A worker that dies stops renewing its lease and the row becomes ready again; a worker
that was merely slow finds its token gone and throws its result away.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from docmgr.core import clock


class JobState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    DEAD = "dead", _("set aside")


def now() -> datetime:
    """One clock for all workers: the server's on PostgreSQL, where they may sit on several machines."""
    if connection.vendor != "postgresql":
        return clock.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


class LeasedQuerySet(models.QuerySet):
    def ready(self) -> LeasedQuerySet:
        """Jobs that a worker may take now: waiting and due, or left behind by a worker whose lease ran out.

        A time further ahead than anything is put off or leased for was written by a clock that was wrong and was put
        right since: such a job would wait for as long as that.
        """
        moment = now()
        wrong = moment + _furthest_ahead()
        waiting = Q(state=JobState.QUEUED) & (Q(ready_at__lte=moment) | Q(ready_at__gt=wrong))
        abandoned = Q(state=JobState.RUNNING) & (Q(lease_until__lt=moment) | Q(lease_until__gt=wrong))
        return self.filter(waiting | abandoned)

    def claim(self, pk: int) -> Any | None:
        """Take the job, or None where somebody else has it. The attempt is counted now: a crash runs no handler."""
        moment = now()
        won = self.ready().filter(pk=pk).update(
            state=JobState.RUNNING,
            token=F("token") + 1,
            attempts=F("attempts") + 1,
            lease_until=moment + _lease(),
            started_at=moment,
        )
        return self.get(pk=pk) if won else None

    def renew(self, pk: int, token: int, **changes: Any) -> bool:
        """Push the lease out. False means the job was taken away: stop working on it."""
        return bool(self._held(pk, token).update(lease_until=now() + _lease(), **changes))

    def close(self, pk: int, token: int, **changes: Any) -> bool:
        """End the job inside the caller's transaction. False: the token is no longer ours, roll everything back."""
        return bool(self._held(pk, token).update(lease_until=None, **changes))

    def postpone(self, pk: int, token: int, *, seconds: float, **changes: Any) -> bool:
        """Put the job back, due after so many seconds. False as in :meth:`close`."""
        ready_at = now() + timedelta(seconds=seconds)
        return self.close(pk, token, state=JobState.QUEUED, ready_at=ready_at, **changes)

    def release(self, pk: int, token: int) -> bool:
        """Put the job back at once, without counting the try: the worker had to go, the job did nothing wrong."""
        return self.postpone(pk, token, seconds=0, attempts=F("attempts") - 1)

    def _held(self, pk: int, token: int) -> LeasedQuerySet:
        return self.filter(pk=pk, token=token, state=JobState.RUNNING)


def _lease() -> timedelta:
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


def _furthest_ahead() -> timedelta:
    longest_wait = settings.JOB_RETRY_SECONDS * 2 ** min(settings.JOB_MAX_ATTEMPTS, 20)
    return clock.MOST_APART + timedelta(seconds=longest_wait) + _lease()


class LeasedJob(models.Model):
    """Mix-in for rows that are jobs."""

    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    token = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    ready_at = models.DateTimeField(default=clock.now)
    error_code = models.CharField(max_length=40, blank=True)
    error_params = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = LeasedQuerySet.as_manager()

    class Meta:
        abstract = True
