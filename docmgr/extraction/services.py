"""Runs of the engine: asking for one, and writing down what it said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

from docmgr.core import clock, lease
from docmgr.core.lease import JobState
from docmgr.doctypes.models import TypeVersion
from docmgr.documents.models import Document, Page
from docmgr.documents.text import search_text
from docmgr.extraction import engine
from docmgr.extraction.doubt import Doubt, weigh
from docmgr.extraction.engine import EngineResult, EngineValue
from docmgr.extraction.models import ExtractionRun, FieldValue


def queue_run(document: Document) -> ExtractionRun:
    """The job of reading the document, with the version of its type frozen where a person chose the type."""
    version = document.doc_type.live if document.doc_type and document.type_chosen else None
    return ExtractionRun.objects.create(document=document, type_version=version, ready_at=lease.now())


def give_up_runs(document: Document) -> int:
    """Nobody wants the document read any more: what waits is never begun, and what is being read has lost its token, so
    that its result is thrown away. How many they were."""
    return ExtractionRun.objects.filter(document=document, state__in=[JobState.QUEUED, JobState.RUNNING]).update(
        state=JobState.FAILED, token=F("token") + 1, lease_until=None, error_code="", error_params={},
        finished_at=clock.now())


def version_for(run: ExtractionRun, result: EngineResult) -> TypeVersion | None:
    """The version that the result belongs to: the run's own, or the live one of the type that was recognised."""
    if run.type_version_id or not result.doc_type:
        return run.type_version
    return TypeVersion.objects.select_related("doc_type").filter(
        doc_type__key=result.doc_type, doc_type__live=F("pk")).first()


def save_result(
    run: ExtractionRun, result: EngineResult, *, version: TypeVersion | None, images: Mapping[int, str],
) -> Doubt | None:
    """Write pages and values and close the run, inside the caller's transaction.

    ``images`` are storage keys by page number. None means that the run was taken away from this worker: the caller
    rolls back. The returned doubt belongs on the document.
    """
    assert transaction.get_connection().in_atomic_block
    closed = ExtractionRun.objects.close(
        run.pk, run.token, state=JobState.DONE, finished_at=clock.now(), type_version=version,
        type_confidence=result.type_confidence, engine=result.engine[:120], prompt=result.prompt, ms=result.ms,
        issues=result.issues, error_code="", error_params={}, stage="done", page=len(result.pages),
        pages=len(result.pages),
    )
    if not closed:
        return None
    _save_pages(run.document, result, images)
    FieldValue.objects.bulk_create(_row(run, value) for value in _in_rows(result, version))
    if version is None:
        return Doubt(0, 1.0)
    return weigh(version.fields.all(), result.values, review_below=version.review_below,
                 type_known=run.document.type_chosen or result.type_confidence >= version.review_below)


def weigh_with(version: TypeVersion, result: EngineResult, *, passed: Collection[str]) -> Doubt:
    """The doubt that is left once the named fields passed without a person."""
    left = [v for v in result.values if v.key not in passed]
    return weigh([f for f in version.fields.all() if f.key not in passed], left, review_below=version.review_below)


def searchable(document: Document, result: EngineResult) -> str:
    """Name, values and page text, so that the search finds a document by any of them."""
    lines = ("\n".join(line["text"] for line in page.lines) for page in result.pages)
    return search_text([document.name, *(v.value for v in result.values), *(v.raw for v in result.values), *lines])


def _in_rows(result: EngineResult, version: TypeVersion | None) -> list[EngineValue]:
    """The values, those of a table's columns numbered by their rows: of a value in a row the index is the row."""
    tables: dict[str, set[str]] = defaultdict(set)
    for field in version.fields.all() if version else ():
        if field.rows:
            tables[field.rows].add(field.key)
    values = list(result.values)
    for columns in tables.values():
        values = engine.in_rows(values, columns, result.pages)
    return values


def _save_pages(document: Document, result: EngineResult, images: Mapping[int, str]) -> None:
    Page.objects.filter(document=document).delete()
    Page.objects.bulk_create(
        Page(document=document, number=page.number, width=page.width, height=page.height, rotation=page.rotation,
             skew=page.skew, quality=page.quality, source=page.source, image=images.get(page.number, ""),
             lines=page.lines)
        for page in result.pages)


def _row(run: ExtractionRun, value: Any) -> FieldValue:
    return FieldValue(
        run=run, key=value.key, index=value.index, value=value.value, raw=value.raw, confidence=value.confidence,
        page=value.page, box=value.box, source=value.source[:60], how=value.how[:60], checks=value.checks,
        candidates=value.candidates, features=value.features,
    )
