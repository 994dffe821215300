"""Documents that a model was trained from and that teach nothing any more: forgotten, kept for measuring, or deleted.

The layout memory lets go of them at once; the weights of a model keep what they saw until the next training.
"""

from __future__ import annotations

from collections.abc import Iterable

from docmgr.documents.models import Document
from docmgr.training import versions
from docmgr.training.models import LearnedLayout, ModelVersion


def taken_back(models: Iterable[ModelVersion]) -> dict[int, list[int]]:
    """Version -> such documents; versions without any are left out. Only field models count: they alone are trained
    from what the memory holds. One query."""
    trained = {m.pk: m.documents for m in models if m.engine == ModelVersion.Engine.FIELDS and m.sha256}
    asked = {pk for documents in trained.values() for pk in documents}
    standing = set(LearnedLayout.objects.filter(document__in=asked, document__held_back=False)
                   .values_list("document_id", flat=True)) if asked else set()
    gone = {version: [pk for pk in documents if pk not in standing] for version, documents in trained.items()}
    return {version: documents for version, documents in gone.items() if documents}


def model_that_saw(document: Document) -> int:
    """Number of the live model of its type that was trained from it; 0 where there is none."""
    model = versions.live_version(document.doc_type) if document.doc_type else None
    return model.number if model is not None and model.sha256 and document.pk in model.documents else 0
