"""How readings ended by day: at the first try, after another one, or not at all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Q, Value, When

from docmgr.core.lease import JobState
from docmgr.dashboard.period import Period, step_of
from docmgr.dashboard.shares import Share
from docmgr.doctypes.models import DocumentType
from docmgr.extraction.models import ExtractionRun


@dataclass(frozen=True, slots=True)
class Step:
    """A day or a week, by its first day: readings that succeeded at once (``first``), only after another try
    (``again``), and not at all (``failed``)."""

    day: date
    first: int
    again: int
    failed: int


@dataclass(frozen=True, slots=True)
class Readings:
    """``errors``: those that ended without a result, of all that ended. ``retries``: those that took more than one try,
    whatever their end."""

    steps: list[Step]
    errors: Share
    retries: Share


def readings(period: Period, doc_type: DocumentType | None = None) -> Readings:
    """One query. A reading that became needless (its document was decided on meanwhile) is neither."""
    rows = ExtractionRun.objects.order_by().filter(
        Q(state=JobState.DONE) | Q(state__in=[JobState.FAILED, JobState.DEAD]) & ~Q(error_code=""),
        **period.within("finished_at"), **({"document__doc_type": doc_type} if doc_type else {}))
    ended = Case(When(state=JobState.DONE, then=Value(1)), default=Value(0))
    tries = Case(When(attempts__gt=1, then=Value(1)), default=Value(0))
    found: Counter[tuple[int, int, int]] = Counter()
    for step, well, retried, count in rows.values_list(
            step_of("finished_at", period.steps()), ended, tries).annotate(n=Count("pk")):
        found[step, well, retried] += count
    steps = [Step(day, found[n, 1, 0], found[n, 1, 1], found[n, 0, 0] + found[n, 0, 1])
             for n, day in enumerate(period.steps())]
    ended_all = sum(found.values())
    return Readings(steps, Share.of(sum(s.failed for s in steps), ended_all),
                    Share.of(sum(n for key, n in found.items() if key[2]), ended_all))
