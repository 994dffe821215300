"""How the queue stands, and the numbers of the first page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Min, Q
from django.utils import timezone

from docmgr.accounts.models import User
from docmgr.core import clock, lease
from docmgr.core.lease import JobState
from docmgr.documents.models import Document, Status
from docmgr.documents.states import APPROVED_BY_A_PERSON
from docmgr.extraction.models import ExtractionRun
from docmgr.pipeline.models import Worker

# A worker writes its row every SEEN_SECONDS; three missed ones mean that it is gone.
SEEN_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Queue:
    """``oldest_waiting`` in seconds: how long the first document that could be read has been waiting."""

    waiting: int
    running: int
    dead: int
    oldest_waiting: float
    workers: int
    processes: int

    @property
    def healthy(self) -> bool:
        """Somebody works, or there is nothing to do."""
        return bool(self.workers) or not (self.waiting or self.running)


@dataclass(frozen=True, slots=True)
class Numbers:
    """For the home page: documents that the user may see, by status; those finished today; the queue of all."""

    by_status: dict[str, int]
    total: int
    uploaded_today: int
    read_today: int
    approved_today: int
    flagged: int
    queue: Queue


def queue_state() -> Queue:
    """Two queries."""
    now = lease.now()
    waiting = Q(state=JobState.QUEUED)
    numbers = ExtractionRun.objects.filter(
        state__in=[JobState.QUEUED, JobState.RUNNING, JobState.DEAD],
    ).aggregate(
        waiting=Count("pk", filter=waiting), running=Count("pk", filter=Q(state=JobState.RUNNING)),
        dead=Count("pk", filter=Q(state=JobState.DEAD)), oldest=Min("ready_at", filter=waiting),
    )
    oldest = numbers.pop("oldest")
    seen = Worker.objects.filter(seen_at__gte=now - timedelta(seconds=3 * SEEN_SECONDS))
    workers = list(seen.values_list("processes", flat=True))
    return Queue(**numbers, oldest_waiting=max(0.0, (now - oldest).total_seconds()) if oldest else 0.0,
                 workers=len(workers), processes=sum(workers))


def numbers_for(user: User) -> Numbers:
    """Seven queries, each answered from an index: the page opens as fast over 100,000 documents."""
    documents = Document.objects.visible_to(user).standing().order_by()
    by_status = dict.fromkeys(Status.values, 0)
    by_status.update(documents.values_list("status").annotate(n=Count("pk")))
    midnight = timezone.localtime(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    read = ExtractionRun.objects.filter(
        state=JobState.DONE, finished_at__gte=midnight, document__in=documents.values("pk"),
    ).aggregate(n=Count("document", distinct=True))["n"]
    return Numbers(
        by_status=by_status, total=sum(by_status.values()), read_today=read, queue=queue_state(),
        uploaded_today=documents.filter(created_at__gte=midnight).count(),
        approved_today=documents.filter(status__in=APPROVED_BY_A_PERSON, decided_at__gte=midnight).count(),
        flagged=documents.filter(status=Status.IN_REVIEW, held_back=False, flagged__gt=0).count(),
    )


def is_late(queue: Queue) -> bool:
    """Documents wait for nobody: longer than a lease, two sweeps and the longest that a reading may stand still, while
    no reading goes on and none ended within the last lease and two sweeps. A thousand files at once are no trouble."""
    soon, now = settings.JOB_LEASE_SECONDS + 2 * settings.SWEEP_SECONDS, lease.now()
    if queue.oldest_waiting <= soon + settings.JOB_TIME_LIMIT:
        return False
    goes_on = Q(state=JobState.RUNNING, lease_until__gte=now)
    # The states are named for their index: whoever watches asks every few seconds, over all readings that ever were.
    ended = Q(state__in=[JobState.DONE, JobState.FAILED, JobState.DEAD], finished_at__gte=now - timedelta(seconds=soon))
    return not ExtractionRun.objects.filter(goes_on | ended).exists()
