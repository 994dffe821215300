"""Documents with a history that is known by heart."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from docmgr.accounts.models import User
from docmgr.automation.models import Assessment
from docmgr.core.lease import JobState
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.extraction.models import ExtractionRun
from docmgr.review.models import Correction
from docmgr.training.samples.keeping import collect
from tests.review import makers


def at(month: int, day: int, hour: int = 12) -> datetime:
    """A moment of 2026 in UTC."""
    return datetime(2026, month, day, hour, tzinfo=UTC)


def document(
    owner: User, doc_type: DocumentType, *, handed_in: datetime, decided: datetime | None = None,
    status: Status = Status.IN_REVIEW, values: dict[str, Any] | None = None, said: dict[str, str] | None = None,
    by: User | None = None, held_back: bool = False,
) -> Document:
    """``values`` as the engine read them; ``said`` {key: what a person says stands there, "" for absent}."""
    made = makers.document(owner, doc_type, values=values or {}, status=status)
    run = made.runs.get()
    read = {value.key: value.value for value in run.values.all()}
    for key, text in (said or {}).items():
        kind = Correction.Kind.CONFIRM if text == read.get(key) else (
            Correction.Kind.CHANGE if text else Correction.Kind.ABSENT)
        Correction.objects.create(document=made, run=run, key=key, kind=kind, before=read.get(key, ""), after=text,
                                  page=1, box=makers.BOX, by=by or owner)
    ExtractionRun.objects.filter(pk=run.pk).update(finished_at=handed_in, attempts=1)
    Document.objects.filter(pk=made.pk).update(created_at=handed_in, decided_at=decided, held_back=held_back)
    made.refresh_from_db()
    collect(made)
    return made


def ended(document: Document, when: datetime, *, state: JobState = JobState.DONE, attempts: int = 1,
          code: str = "") -> ExtractionRun:
    """A further reading of it."""
    return ExtractionRun.objects.create(
        document=document, state=state, attempts=attempts, finished_at=when, error_code=code,
        type_version=document.doc_type.live if document.doc_type else None)


def judged(document: Document, *, known: bool, accepted: bool = False) -> Assessment:
    """What was known when its newest reading had ended."""
    run = document.runs.first()
    return Assessment.objects.create(
        run=run, doc_type=document.doc_type, regime="r", blocks=[] if known else ["new_layout"], accepted=accepted)
