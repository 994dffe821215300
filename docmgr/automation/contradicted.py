"""An accepted field becomes a machine's word once more, and bears the red flag until a person decides on it."""

from __future__ import annotations

from docmgr.documents.models import Document
from docmgr.extraction.models import FieldValue
from docmgr.review.values import current_fields


def flag(run_id: int, key: str, *, why: str) -> None:
    """``why``: one of the checks that have a sentence. A field accepted as empty has no row to bear the flag: it gets
    one without a value. Inside the caller's transaction."""
    values = FieldValue.objects.filter(run=run_id, key=key)
    if not values.exists():
        FieldValue.objects.get_or_create(run_id=run_id, key=key, index=0, defaults={"value": "", "confidence": 0.0})
    for value in values.all():
        kept = [check for check in value.checks if check["name"] != why]
        value.accepted, value.checks = False, [*kept, {"name": why, "ok": False, "detail": ""}]
        value.save(update_fields=["accepted", "checks"])


def flagged(document: Document) -> int:
    """How many of its fields a person has to look at now."""
    return len({field.key for field in current_fields(document) if field.needs_person})
