"""How far documents are: one, or many in a fixed number of queries, as an upload page asks every second."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from docmgr.core.exceptions import DiskFull
from docmgr.core.lease import JobState
from docmgr.documents.models import Document
from docmgr.documents.states import BEING_READ
from docmgr.extraction.models import ExtractionRun
from docmgr.extraction.selectors import job_of


@dataclass(frozen=True, slots=True)
class Progress:
    """``stage`` is "waiting", "retrying", "no_room" (on the disk), the engine's stage, or "" when nothing is under way.

    ``position_in_queue`` counts from 1 while the document waits, else 0.
    """

    stage: str
    page: int = 0
    pages: int = 0
    position_in_queue: int = 0


def progress_of(document: Document) -> Progress:
    """Two queries."""
    run = job_of(document) if document.status in BEING_READ else None
    queued = ExtractionRun.objects.filter(state=JobState.QUEUED)
    return _progress(run, lambda pk: queued.filter(pk__lt=pk).count()) if run else Progress("")


def progress_bulk(documents: Iterable[Document]) -> dict[int, Progress]:
    """By document id; only those under way are in it. Two queries."""
    ids = [d.pk for d in documents if d.status in BEING_READ]
    newest = {run.document_id: run for run in ExtractionRun.objects.filter(document__in=ids).order_by("id")}
    waiting = [run.pk for run in newest.values() if run.state == JobState.QUEUED]
    queue = _queue_up_to(max(waiting)) if waiting else []
    return {pk: _progress(run, lambda pk: bisect_left(queue, pk)) for pk, run in newest.items()}


def _queue_up_to(last: int) -> list[int]:
    rows = ExtractionRun.objects.filter(state=JobState.QUEUED, pk__lte=last).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def _progress(run: ExtractionRun, ahead: Callable[[int], int]) -> Progress:
    """``ahead``: how many runs wait before the one of this number."""
    if run.state == JobState.RUNNING:
        return Progress(run.stage or "read", run.page, run.pages)
    if run.state != JobState.QUEUED:
        return Progress("")
    waits = "no_room" if run.error_code == DiskFull.code else "retrying" if run.error_code else "waiting"
    return Progress(waits, position_in_queue=ahead(run.pk) + 1)
