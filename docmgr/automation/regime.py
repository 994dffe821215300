"""What must be the same for two confidences to mean the same: the type's definition, the models, the engine.

Evidence collected under one regime says nothing of another. With a new definition, model or engine it starts again.
"""

from __future__ import annotations

import hashlib
import json

from django.db.models import QuerySet

from docmgr.doctypes.models import DocumentType, TypeVersion
from docmgr.extraction import engine
from docmgr.extraction.models import ExtractionRun
from docmgr.training.models import ModelVersion

LENGTH = 16
_MODEL = "; model "     # begins what ``versions.Live.signed`` adds to the name of the engine


def regime_of(version: TypeVersion, *, engine_name: str) -> str:
    """A short name of the regime under which a document read now stands."""
    models = ModelVersion.objects.filter(doc_type=version.doc_type_id, state=ModelVersion.State.LIVE).order_by("pk")
    name, model, _number = engine_name.partition(_MODEL)
    missing = not model and models.filter(engine=ModelVersion.Engine.FIELDS).exists()
    return _named(version, models, name, missing)


def regime_now(doc_type: DocumentType) -> str:
    """The regime of the next document, by the engine that read the latest one; "" where the type is not in use."""
    if doc_type.live is None:
        return ""
    models = ModelVersion.objects.filter(doc_type=doc_type, state=ModelVersion.State.LIVE).order_by("pk")
    runs = ExtractionRun.objects.filter(type_version__doc_type=doc_type).exclude(engine="").order_by("-id")
    latest = runs.values_list("engine", flat=True).first() or ""
    return _named(doc_type.live, models, latest.partition(_MODEL)[0], False)


def reader_of(engine_name: str) -> str:
    """Who reads the pages, whatever model weighs what was read: texts of the same reader can be answered anew."""
    return f"{engine_name.partition(_MODEL)[0]} {engine.release()}"[:160]


def reader_now(doc_type: DocumentType) -> str:
    """That of the latest document of the type."""
    runs = ExtractionRun.objects.filter(type_version__doc_type=doc_type).exclude(engine="").order_by("-id")
    return reader_of(runs.values_list("engine", flat=True).first() or "")


def _named(version: TypeVersion, models: QuerySet[ModelVersion], reader: str, missing: bool) -> str:
    parts = [version.definition(), version.review_below, list(models.values_list("pk", "sha256", "trust")), reader,
             missing, engine.release()]
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def live_model(doc_type: DocumentType) -> ModelVersion | None:
    """The built-in model that is in use, for people to see which one the evidence is about."""
    return ModelVersion.objects.filter(
        doc_type=doc_type, state=ModelVersion.State.LIVE, engine=ModelVersion.Engine.FIELDS).first()
