"""Takes back the acceptance of a field: it gets the red flag until a person decides on it."""

from __future__ import annotations

from docmgr.documents.models import Document
from docmgr.extraction.models import FieldValue
from docmgr.review.values import current_fields


def flag(run_id: int, key: str, *, why: str) -> None:
    """Take back the acceptance of all values of the field in this run, inside the caller's transaction.

    ``why``: the name of the failed check that says so; it must have a sentence. A field that was accepted as empty has
    no row that could be flagged and gets one without a value.
    """
    values = FieldValue.objects.filter(run=run_id, key=key)
    if not values.exists():
        FieldValue.objects.get_or_create(run_id=run_id, key=key, index=0, defaults={"value": "", "confidence": 0.0})
    for value in values.all():
        kept = [check for check in value.checks if check["name"] != why]
        value.accepted, value.checks = False, [*kept, {"name": why, "ok": False, "detail": ""}]
        value.save(update_fields=["accepted", "checks"])


def flagged(document: Document) -> int:
    """How many fields of the document a person has to look at now."""
    return len({field.key for field in current_fields(document) if field.needs_person})
