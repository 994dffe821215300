"""Documents that a model was trained from and that teach nothing any more, or not what they taught then: forgotten,
opened again after their approval, kept for measuring, or deleted.

The layout memory lets go of them at once; the weights of a model keep what they saw until the next training.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max

from docmgr.audit.actions import Action
from docmgr.audit.models import AuditEvent
from docmgr.documents.models import Document
from docmgr.training.layouts import memory
from docmgr.training.models import ErrorSample, LearnedLayout, ModelVersion
from docmgr.training.trained import versions


def taken_back(models: Iterable[ModelVersion]) -> dict[int, list[int]]:
    """Version -> such documents; versions without any are left out. Only field models count: they alone are trained
    from what the memory holds. Two queries."""
    models = [m for m in models if m.engine == ModelVersion.Engine.FIELDS and m.sha256]
    trained = {m.pk: m.documents for m in models}
    asked = {pk for documents in trained.values() for pk in documents}
    standing = set(LearnedLayout.objects.filter(document__in=asked, document__held_back=False)
                   .values_list("document_id", flat=True)) if asked else set()
    reopened = _reopened(asked)
    made = {m.pk: m.created_at - timedelta(seconds=m.facts.get("total_seconds") or 0) for m in models}
    gone = {version: [pk for pk in documents if pk not in standing or (pk in reopened and reopened[pk] > made[version])]
            for version, documents in trained.items()}
    return {version: documents for version, documents in gone.items() if documents}


def withdraw(document: Document) -> dict[str, Any]:
    """The document is opened again: what its approval taught is forgotten, and what it had shown of the engine's errors
    is no sample any more. What was taken away: {layout, samples}."""
    _all, rows = ErrorSample.objects.filter(document=document).delete()
    return {"layout": memory.forget(document), "samples": rows.get(ErrorSample._meta.label, 0)}


def _reopened(documents: Iterable[int]) -> dict[int, datetime]:
    """When each was last opened again after a decision; those that never were are left out."""
    rows = AuditEvent.objects.filter(action=Action.DOCUMENT_REOPENED, object_type=Document._meta.label_lower,
                                     object_id__in=[str(pk) for pk in documents])
    return {int(pk): at for pk, at in rows.order_by().values_list("object_id").annotate(at=Max("at"))}


def model_that_saw(document: Document) -> int:
    """Number of the live model of its type that was trained from it; 0 where there is none."""
    model = versions.live_version(document.doc_type) if document.doc_type else None
    return model.number if model is not None and model.sha256 and document.pk in model.documents else 0
