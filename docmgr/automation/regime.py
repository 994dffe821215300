"""The regime of a reading: a digest of all that a confidence depends on, the type's definition, models and engine.

Two confidences can be compared only within one regime. Evidence of one says nothing about another, so with a new
definition, model or engine it starts again.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import OuterRef, Subquery

from docmgr.doctypes.models import DocumentType, TypeVersion
from docmgr.extraction import engine
from docmgr.extraction.models import ExtractionRun
from docmgr.training.models import ModelVersion

LENGTH = 16
_MODEL = "; model "     # begins what ``versions.Live.signed`` adds to the name of the engine


def regime_of(version: TypeVersion, *, engine_name: str) -> str:
    """The regime of a document that was read now, with this version of its type and by this engine."""
    models = _live_models([version.doc_type_id])[version.doc_type_id]
    name, model, _number = engine_name.partition(_MODEL)
    missing = not model and any(one.engine == ModelVersion.Engine.FIELDS for one in models)
    return _named(version, models, name, without_model=missing)


def regime_now(doc_type: DocumentType) -> str:
    """The regime of the next document, by the engine that read the latest one; "" where the type is not in use."""
    return regimes_now([doc_type])[doc_type.pk]


def regimes_now(types: Collection[DocumentType]) -> dict[int, str]:
    """``regime_now`` of many types, by their ids: two queries, where their live fields are loaded already."""
    models, readers = _live_models([t.pk for t in types]), _latest_engines([t.pk for t in types])
    found = dict.fromkeys((t.pk for t in types), "")
    for doc_type in types:
        if doc_type.live:
            doc_type.live.doc_type = doc_type       # known already, and not asked for again
            reader = readers[doc_type.pk].partition(_MODEL)[0]
            found[doc_type.pk] = _named(doc_type.live, models[doc_type.pk], reader, without_model=False)
    return found


def reader_of(engine_name: str) -> str:
    """The reader and release behind an engine's name, without its trained model. Texts of the same reader can be
    answered anew by another model."""
    return f"{engine_name.partition(_MODEL)[0]} {engine.release()}"[:160]


def reader_now(doc_type: DocumentType) -> str:
    """``reader_of`` the engine that read the latest document of the type."""
    return reader_of(_latest_engines([doc_type.pk])[doc_type.pk])


def _live_models(types: Collection[int]) -> dict[int, list[ModelVersion]]:
    found: dict[int, list[ModelVersion]] = defaultdict(list)
    for model in ModelVersion.objects.filter(doc_type__in=types, state=ModelVersion.State.LIVE).only(
            "doc_type", "engine", "sha256", "trust").order_by("pk"):
        found[model.doc_type_id].append(model)
    return found


def _latest_engines(types: Collection[int]) -> dict[int, str]:
    """Type -> what read the latest of its documents, "" where none was read."""
    runs = ExtractionRun.objects.filter(type_version__doc_type=OuterRef("pk")).exclude(engine="").order_by("-id")
    rows = DocumentType.objects.filter(pk__in=types).values_list("pk", Subquery(runs.values("engine")[:1]))
    return {pk: latest or "" for pk, latest in rows}


def _named(version: TypeVersion, models: Iterable[ModelVersion], reader: str, *, without_model: bool) -> str:
    """``without_model``: a trained model is live and could not be used."""
    told = [[model.pk, model.sha256, model.trust] for model in models]
    parts = [version.definition(), version.review_below, told, reader, without_model, engine.release()]
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def live_model(doc_type: DocumentType) -> ModelVersion | None:
    """The built-in model that is in use, for people to see which one the evidence is about."""
    return ModelVersion.objects.filter(
        doc_type=doc_type, state=ModelVersion.State.LIVE, engine=ModelVersion.Engine.FIELDS).first()
