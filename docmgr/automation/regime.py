"""What must be the same for two confidences to mean the same: the type's definition, the models, the engine.

Evidence collected under one regime says nothing of another. With a new definition, model or engine it starts again.
"""

from __future__ import annotations

import hashlib
import json

from docmgr.doctypes.models import DocumentType, TypeVersion
from docmgr.extraction import engine
from docmgr.extraction.models import ExtractionRun
from docmgr.training.models import ModelVersion

LENGTH = 16


def regime_of(version: TypeVersion, *, engine_name: str) -> str:
    """A short name of the regime under which a document read now stands."""
    models = ModelVersion.objects.filter(doc_type=version.doc_type_id, state=ModelVersion.State.LIVE).order_by("pk")
    parts = [version.definition(), version.review_below, list(models.values_list("pk", "sha256", "trust")), engine_name,
             engine.release()]
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def regime_now(doc_type: DocumentType) -> str:
    """The regime of the next document, by the engine that read the latest one; "" where the type is not in use."""
    if doc_type.live is None:
        return ""
    runs = ExtractionRun.objects.filter(type_version__doc_type=doc_type).exclude(engine="").order_by("-id")
    return regime_of(doc_type.live, engine_name=runs.values_list("engine", flat=True).first() or "")


def live_model(doc_type: DocumentType) -> ModelVersion | None:
    """The built-in model that is in use, for people to see which one the evidence is about."""
    return ModelVersion.objects.filter(
        doc_type=doc_type, state=ModelVersion.State.LIVE, engine=ModelVersion.Engine.FIELDS).first()
