"""Which run counts, and what it said."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from docmgr.core.lease import JobState
from docmgr.documents.models import Document
from docmgr.extraction.models import ExtractionRun


def latest_run(document: Document) -> ExtractionRun | None:
    """The newest run that finished, with its values; older ones stay as the record of what was said before."""
    return _done().filter(document=document).prefetch_related("values").first()


def latest_runs(documents: Iterable[Document]) -> dict[int, ExtractionRun]:
    """The same for many documents, by document id, in two queries."""
    runs = _done().filter(document__in=[d.pk for d in documents]).prefetch_related("values").order_by("id")
    return {run.document_id: run for run in runs}


def job_of(document: Document) -> ExtractionRun | None:
    """The newest run whatever its state: what the document is waiting for, or why it failed."""
    return ExtractionRun.objects.filter(document=document).select_related("type_version__doc_type").first()


def _done() -> QuerySet[ExtractionRun]:
    return ExtractionRun.objects.filter(state=JobState.DONE).select_related("type_version__doc_type")
