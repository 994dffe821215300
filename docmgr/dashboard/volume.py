"""Documents by day: handed in, decided by people, passed without a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from docmgr.core.lease import JobState
from docmgr.dashboard.period import Period, step_of
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.documents.states import APPROVED_BY_A_PERSON, REPLACED
from docmgr.extraction.models import ExtractionRun

_BY_A_PERSON = APPROVED_BY_A_PERSON | {Status.REJECTED}


@dataclass(frozen=True, slots=True)
class Step:
    """A day or a week, by its first day. ``decided``: approved or rejected by a person in it, and still so; ``passed``:
    accepted automatically when it was read."""

    day: date
    handed_in: int
    decided: int
    passed: int


def volume(period: Period, doc_type: DocumentType | None = None) -> list[Step]:
    """Three queries, each along the index of its moment."""
    own = {"doc_type": doc_type} if doc_type else {}
    documents = Document.objects.standing().order_by().filter(**own)
    runs = ExtractionRun.objects.filter(
        state=JobState.DONE, assessment__accepted=True, **{f"document__{name}": one for name, one in own.items()},
    ).exclude(document__status__in=REPLACED)
    decided = documents.filter(status__in=_BY_A_PERSON)
    counts = [_by_step(rows, column, period, of) for rows, column, of in (
        (documents, "created_at", "pk"), (decided, "decided_at", "pk"), (runs, "finished_at", "document"))]
    return [Step(day, *(found.get(n, 0) for found in counts)) for n, day in enumerate(period.steps())]


def _by_step(rows: QuerySet[Any], column: str, period: Period, of: str) -> dict[int, int]:
    found = rows.order_by().filter(**period.within(column)).values_list(step_of(column, period.steps()))
    return dict(found.annotate(n=Count(of, distinct=of != "pk")))
