"""How far many documents are, in a fixed number of queries: what an upload page asks for every second."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from docmgr.core.lease import JobState
from docmgr.documents.models import Document
from docmgr.documents.states import BEING_READ
from docmgr.extraction.models import ExtractionRun
from docmgr.pipeline.selectors import Progress, stage_of_waiting


def progress_bulk(documents: Iterable[Document]) -> dict[int, Progress]:
    """By document id; only those under way are in it. Two queries."""
    ids = [d.pk for d in documents if d.status in BEING_READ]
    newest = {run.document_id: run for run in ExtractionRun.objects.filter(document__in=ids).order_by("id")}
    waiting = [run.pk for run in newest.values() if run.state == JobState.QUEUED]
    queue = _queue_up_to(max(waiting)) if waiting else []
    return {pk: _progress(run, queue) for pk, run in newest.items()}


def _queue_up_to(last: int) -> list[int]:
    rows = ExtractionRun.objects.filter(state=JobState.QUEUED, pk__lte=last).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def _progress(run: ExtractionRun, queue: list[int]) -> Progress:
    if run.state == JobState.RUNNING:
        return Progress(run.stage or "read", run.page, run.pages)
    if run.state != JobState.QUEUED:
        return Progress("")
    return Progress(stage_of_waiting(run), position_in_queue=bisect_left(queue, run.pk) + 1)
