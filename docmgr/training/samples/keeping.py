"""Keeping what the engine got wrong on an approved document."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction

from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.documents.models import Document, Page, Status
from docmgr.extraction import engine
from docmgr.extraction.models import FieldValue
from docmgr.review.models import Correction
from docmgr.review.values import Sheet, sheets
from docmgr.training.models import ErrorSample
from docmgr.training.samples.causes import Reading, cause_of


def collect(document: Document) -> int:
    """Make an error sample of every value that a person changed, struck out or added; how many are new.

    Only approved documents count, and only what a person decided: an untouched machine value teaches nothing.
    Calling it again adds nothing.
    """
    if document.status != Status.APPROVED:
        return 0
    sheet = sheets([document.pk])[document.pk]
    if sheet.version is None:
        return 0
    pages = list(Page.objects.filter(document=document).only("number", "lines", "document"))
    made = [s for place, decision in sheet.decided().items() if (s := _sample(sheet, place, decision, pages))]
    with transaction.atomic():
        known = set(ErrorSample.objects.filter(document=document).values_list("correction", flat=True))
        new = [s for s in made if s.correction_id not in known]
        ErrorSample.objects.bulk_create(new)
        if new:
            record(Action.SAMPLES_COLLECTED, obj=document, after={"samples": len(new)})
    return len(new)


def _sample(
    sheet: Sheet, place: tuple[str, int], decision: Correction, pages: Sequence[Any],
) -> ErrorSample | None:
    """None where the person agreed with the machine."""
    read = sheet.read.get(place)
    definition = sheet.definition(decision.key)
    if sheet.run is None or definition is None:
        return None
    if _alike(decision.after, read.value if read else "", kind=definition.kind):
        return None
    before, after = _read_as(read), Reading(decision.after, decision.raw, *sheet.place_of(decision))
    page, box = (after.page, after.box) if after.value else (before.page, before.box)
    return ErrorSample(
        document=sheet.run.document, correction=decision, type_version=sheet.version, key=decision.key,
        index=decision.index, before=before.value, after=after.value, page=page, box=list(box) if box else None,
        cause=cause_of(before, after, text="\n".join(page.text for page in pages)), engine=sheet.run.engine,
        confidence=read.confidence if read else None,
    )


def _alike(one: str, other: str, *, kind: str) -> bool:
    """The same value, whatever way it is written: 11,800.0 and 11800.00 are one amount."""
    left, right = (engine.normalise(text, kind=kind).value for text in (one, other))
    if left == right or kind not in ("money", "number"):
        return left == right
    try:
        return Decimal(left) == Decimal(right)
    except InvalidOperation:
        return False


def _read_as(read: FieldValue | None) -> Reading:
    return Reading(read.value, read.raw, read.page, read.box) if read else Reading("")
