"""What waits now, and for how long: for the engine, for a reviewer, put off."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from docmgr.core import clock
from docmgr.dashboard.period import by_moment
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.documents.states import BEING_READ, OPEN_FOR_REVIEW, WITH_PEOPLE

# Days since a document was handed in; the last age has no end.
AGES = (1, 3, 7, 30)


@dataclass(frozen=True, slots=True)
class Age:
    """Documents handed in longer than ``since`` and not longer than ``until`` days ago (None: however long)."""

    since: int
    until: int | None
    reading: int
    review: int
    postponed: int

    @property
    def total(self) -> int:
        return self.reading + self.review + self.postponed


@dataclass(frozen=True, slots=True)
class Queue:
    """``oldest``: when the document was handed in that waits longest for a reviewer. ``ages``: the youngest first."""

    ages: list[Age]
    oldest: datetime | None

    @property
    def total(self) -> int:
        return sum(age.total for age in self.ages)


def queue(doc_type: DocumentType | None = None) -> Queue:
    """As of now, whatever the period: two queries along the index of the status.

    Gold documents wait for nobody: their right values are known.
    """
    now = clock.now()
    rows = Document.objects.order_by().filter(**({"doc_type": doc_type} if doc_type else {})).filter(
        Q(status__in=BEING_READ) | Q(status__in=WITH_PEOPLE, held_back=False))
    begins = [now - timedelta(days=day) for day in reversed(AGES)]
    age = by_moment("created_at", [datetime.min.replace(tzinfo=now.tzinfo), *begins])
    found: Counter[tuple[int, str]] = Counter()
    for number, status, count in rows.values_list(age, "status").annotate(n=Count("pk")):
        found[len(AGES) - number, _kind(status)] += count
    edges = (0, *AGES, None)
    ages = [Age(edges[n] or 0, edges[n + 1], found[n, "reading"], found[n, "review"], found[n, "postponed"])
            for n in range(len(AGES) + 1)]
    return Queue(ages, rows.filter(status__in=OPEN_FOR_REVIEW).aggregate(oldest=Min("created_at"))["oldest"])


def _kind(status: str) -> str:
    return "reading" if status in BEING_READ else "postponed" if status == Status.POSTPONED else "review"
