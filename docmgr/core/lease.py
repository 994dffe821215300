"""A row that is a job: leased, fenced by a token, counted at claim.

The message that wakes a worker is only a doorbell; whoever wins the conditional UPDATE in :meth:`LeasedQuerySet.claim`
works, everybody else walks away. A worker that dies stops renewing its lease and the row becomes ready again; a worker
that was merely slow finds its token gone and throws its result away.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from docmgr.core import clock


class JobState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    DEAD = "dead", _("set aside")


class LeasedQuerySet(models.QuerySet):
    def ready(self) -> LeasedQuerySet:
        """Jobs that a worker may take now: waiting and due, or left behind by a worker whose lease ran out."""
        now = clock.now()
        waiting = Q(state=JobState.QUEUED, ready_at__lte=now)
        abandoned = Q(state=JobState.RUNNING, lease_until__lt=now)
        return self.filter(waiting | abandoned)

    def claim(self, pk: int) -> Any | None:
        """Take the job, or None where somebody else has it. The attempt is counted now: a crash runs no handler."""
        now = clock.now()
        won = self.ready().filter(pk=pk).update(
            state=JobState.RUNNING,
            token=F("token") + 1,
            attempts=F("attempts") + 1,
            lease_until=now + timedelta(seconds=settings.JOB_LEASE_SECONDS),
            started_at=now,
        )
        return self.get(pk=pk) if won else None

    def renew(self, pk: int, token: int) -> bool:
        """Push the lease out. False means the job was taken away: stop working on it."""
        until = clock.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)
        return bool(self.filter(pk=pk, token=token, state=JobState.RUNNING).update(lease_until=until))

    def close(self, pk: int, token: int, **changes: Any) -> bool:
        """End the job inside the caller's transaction. False: the token is no longer ours, roll everything back."""
        return bool(self.filter(pk=pk, token=token, state=JobState.RUNNING).update(lease_until=None, **changes))


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
