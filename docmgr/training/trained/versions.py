"""The registry of trained models: which there are, which one is live, and what the reading of a document gets of it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core import clock
from docmgr.core.exceptions import Conflict, Invalid, NotThere
from docmgr.doctypes.models import DocumentType
from docmgr.extraction import engine
from docmgr.training.background import jobs
from docmgr.training.models import LearningRules, ModelVersion
from docmgr.training.trained.weight_store import folder_of, is_there, is_whole, is_whole_folder, usable_weights

logger = logging.getLogger(__name__)
State, Kind = ModelVersion.State, ModelVersion.Engine
UNAVAILABLE = "model_unavailable"
CHAMPION_CHANGED = "champion_changed"
# Calibrations of what the layout memory answers: see ``calibrating``.
WITHOUT_WEIGHTS = Q(engine=ModelVersion.Engine.FIELDS, sha256="", trust__isnull=False)


@dataclass(frozen=True, slots=True)
class Live:
    """What the live versions know, by type key, for ``engine.read``; ``numbers`` and ``missing`` name the versions.

    ``readers``: folders of fine-tuned ones by engine, where the type is known before the reading.
    """

    models: dict[str, bytes] = field(default_factory=dict)
    trust: dict[str, dict[str, Any]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    missing: dict[str, int] = field(default_factory=dict)
    readers: dict[str, Path] = field(default_factory=dict)

    def signed(self, result: engine.EngineResult) -> engine.EngineResult:
        """The result with the model that was used in its engine's name, or with the note that it could not be."""
        key = result.doc_type or ""
        if key in self.numbers:
            result = replace(result, engine=f"{result.engine}; model {key}#{self.numbers[key]}")
        if key in self.missing:
            issue = {"code": UNAVAILABLE, "field": None, "page": None, "params": {"number": self.missing[key]}}
            return replace(result, issues=[*result.issues, issue])
        return result


def live(type_keys: Sequence[str]) -> Live:
    """One query, and a look into the store for weights that this process has not seen. Never fails for weights that
    are gone or damaged: the type is read without its model then."""
    rows = ModelVersion.objects.filter(doc_type__key__in=type_keys, state=State.LIVE)
    found = Live()
    for key, kind, number, sha256, folder, trust, files in rows.values_list(
            "doc_type__key", "engine", "number", "sha256", "folder", "trust", "facts__files"):
        if kind == Kind.FIELDS:
            _add_model(found, key, number, sha256, trust)
        elif len(type_keys) == 1 and is_whole_folder(folder, files or {}):
            found.readers[kind] = folder_of(folder)
        elif len(type_keys) == 1:
            logger.error("reader #%s cannot be used: files of it are gone or damaged", number)
            found.missing.setdefault(key, number)
    return found


def _add_model(found: Live, key: str, number: int, sha256: str, trust: dict[str, Any] | None) -> None:
    if trust and not sha256:
        found.numbers[key], found.trust[key] = number, trust
        return
    weights = usable_weights(sha256)
    if weights is None:
        logger.error("model #%s cannot be used: its weights are gone, damaged or of another version", number)
        found.missing[key] = number
        return
    found.models[key], found.numbers[key] = weights, number
    if trust:
        found.trust[key] = trust


def out_of_order() -> list[str]:
    """The live versions whose files are not there, as "type#number": their types are read without them. A query, and a
    look at the files of each."""
    rows = ModelVersion.objects.filter(state=State.LIVE).select_related("doc_type").defer("figures", "documents")
    return [f"{v.doc_type.key}#{v.number}" for v in rows.order_by("doc_type__key", "number") if not is_there(v)]


@transaction.atomic
def register(
    doc_type: DocumentType, *, by: User | None, taken: bool, beaten: int | None = None, made_in: jobs.Try | None = None,
    **columns: Any,
) -> ModelVersion:
    """A new version with the next number; ``taken``: it goes live at once, else it is on record as refused.

    ``beaten`` is the number of the version that it was compared with, 0 where none was live. A training takes minutes:
    where somebody has put another version to use since, nobody knows which one is better, and theirs stays.
    A job makes one version at most, however often it is tried: see :func:`of_job`. Raises jobs.TakenAway.
    """
    jobs.hold(made_in)
    if made_in:
        columns["facts"] = {**columns.get("facts", {}), "job": made_in.job}
    DocumentType.objects.select_for_update(no_key=True).get(pk=doc_type.pk)
    if taken and beaten is not None and beaten != live_number(doc_type, columns.get("engine", Kind.FIELDS)):
        taken, columns["reason"] = False, [{"code": CHAMPION_CHANGED}]
    newest = ModelVersion.objects.filter(doc_type=doc_type).aggregate(n=Max("number"))["n"] or 0
    version = ModelVersion.objects.create(
        doc_type=doc_type, number=newest + 1, created_by=by, **columns,
        state=State.CANDIDATE if taken else State.REFUSED)
    told = {"type": doc_type.key, "number": version.number, "engine": version.engine, "sha256": version.sha256}
    record(Action.MODEL_TRAINED if taken else Action.MODEL_REFUSED, actor=by, obj=version, after=told)
    if taken:
        _switch(version, by=by, action=Action.MODEL_PUBLISHED)
    return version


def of_job(doc_type: DocumentType, one: jobs.Try | None) -> ModelVersion | None:
    """What an earlier try at the same job had registered before its process died."""
    return doc_type.models.filter(facts__job=one.job).first() if one else None


def use(version: ModelVersion, *, by: User | None) -> None:
    """Make an earlier version live again, or one that was not taken after all. Reads all of its weights.

    Raises NotAllowed, Conflict (it is live), Invalid where its weights are gone, damaged or were never kept.
    """
    if by is not None:
        require(by, Act.MANAGE_LEARNING)
    if not is_whole(version):
        raise Invalid(_("The weights of this model are gone or of another version."), code=UNAVAILABLE)
    with transaction.atomic():
        _switch(version, by=by, action=Action.MODEL_ROLLED_BACK)


def use_none(doc_type: DocumentType, *, by: User | None, engine: str = Kind.FIELDS) -> None:
    """Read without a trained model: the built-in extractor and the layout memory stay. Raises NotAllowed."""
    if by is not None:
        require(by, Act.MANAGE_LEARNING)
    with transaction.atomic():
        before = _retire(doc_type, engine)
        if before:
            record(Action.MODEL_ROLLED_BACK, actor=by, obj=doc_type,
                   before={"type": doc_type.key, "number": before}, after={"type": doc_type.key, "number": None})


def _switch(version: ModelVersion, *, by: User | None, action: Action) -> None:
    # Two switches at once wait for each other.
    DocumentType.objects.select_for_update(no_key=True).get(pk=version.doc_type_id)
    version.refresh_from_db()
    if version.state == State.LIVE:
        raise Conflict
    before = _retire(version.doc_type, version.engine)
    version.state, version.live_at, version.live_by = State.LIVE, clock.now(), by
    version.save(update_fields=["state", "live_at", "live_by"])
    record(action, actor=by, obj=version, before={"type": version.doc_type.key, "number": before},
           after={"type": version.doc_type.key, "number": version.number, "engine": version.engine})


def _retire(doc_type: DocumentType, engine_name: str) -> int | None:
    """The number of the version that was live until now."""
    rows = ModelVersion.objects.filter(doc_type=doc_type, engine=engine_name, state=State.LIVE)
    number = rows.values_list("number", flat=True).first()
    rows.update(state=State.RETIRED)
    return number


def versions_of(doc_type: DocumentType) -> QuerySet[ModelVersion]:
    """Newest first, with the people named on the page."""
    return doc_type.models.select_related("created_by", "live_by", "type_version").order_by("-number")


def get_version(doc_type: DocumentType, number: int) -> ModelVersion:
    """Raises NotThere."""
    found = versions_of(doc_type).filter(number=number).first()
    if found is None:
        raise NotThere
    return found


def live_version(doc_type: DocumentType, engine_name: str = Kind.FIELDS) -> ModelVersion | None:
    return doc_type.models.filter(state=State.LIVE, engine=engine_name).first()


def live_number(doc_type: DocumentType, engine_name: str = Kind.FIELDS) -> int:
    """0 where none is live."""
    found = live_version(doc_type, engine_name)
    return found.number if found else 0


def protected_keys(doc_type: DocumentType) -> list[str]:
    """Fields on which no new model may be worse: those chosen on the page, else the required ones."""
    rules = LearningRules.objects.filter(doc_type=doc_type).first()
    fields = doc_type.live_fields()
    if rules is None:
        return [f.key for f in fields if f.required]
    return [f.key for f in fields if f.key in rules.protected]


def protect(doc_type: DocumentType, keys: Iterable[str], *, by: User) -> None:
    """Raises NotAllowed. Keys that the type does not have are left out."""
    require(by, Act.MANAGE_LEARNING)
    asked = set(keys)
    chosen = [f.key for f in doc_type.live_fields() if f.key in asked]
    with transaction.atomic():
        before = protected_keys(doc_type)
        LearningRules.objects.update_or_create(doc_type=doc_type, defaults={"protected": chosen})
        record(Action.MODEL_RULES_CHANGED, actor=by, obj=doc_type, before={"fields": before}, after={"fields": chosen})
