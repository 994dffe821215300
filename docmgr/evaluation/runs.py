"""Runs over a gold set, and reports of measurements that were made elsewhere."""

from __future__ import annotations

import time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core import database
from docmgr.core.exceptions import Invalid
from docmgr.doctypes.models import DocumentType
from docmgr.evaluation import labels
from docmgr.evaluation.gold import gold_set_of
from docmgr.evaluation.models import EvaluationRun, GoldDocument
from docmgr.evaluation.services import Progress, score
from docmgr.evaluation.statistics import interval
from docmgr.training.background import jobs
from docmgr.training.models import LearnedLayout, ModelVersion

MAX_REPORT_BYTES = 5_000_000
_FIGURES = ("f1", "precision", "recall")


def evaluate(
    doc_type: DocumentType, *, by: User | None, progress: Progress | None = None, mine: jobs.Try | None = None,
) -> EvaluationRun:
    """Score the type's gold set as documents are read now, and keep it. Raises Invalid for an empty gold set.

    Some hundred milliseconds of CPU a document, with no transaction open. ``report["seen"]``: gold documents that the
    live model was trained from before they became gold. Labels that deserve a look are kept beside it
    (``labels.keep``).
    """
    gold_set, started = gold_set_of(doc_type), time.monotonic()
    if not gold_set.members.exists():
        raise Invalid(_("The gold set of this type is empty."), code="gold_empty")
    model = ModelVersion.objects.filter(
        doc_type=doc_type, state=ModelVersion.State.LIVE, engine=ModelVersion.Engine.FIELDS).first()
    learned = LearnedLayout.objects.filter(doc_type=doc_type, document__held_back=False).count()
    database.let_go()
    report = score(gold_set, progress=progress, look_at_labels=True)
    counts, issues = report.pop("counts"), report.pop("label_issues")
    report["seen"] = len({str(pk) for pk in model.documents} & set(counts)) if model else 0
    if not counts:
        raise Invalid(_("No document of the gold set has been read yet."), code="gold_unread")
    low, high = interval(counts) or (None, None)
    with transaction.atomic():
        jobs.hold(mine)
        run = EvaluationRun.objects.create(
            doc_type=doc_type, type_version=doc_type.live, model=model, documents=report["documents"], learned=learned,
            f1=report["f1"], low=low, high=high, report=report, counts=counts,
            seconds=round(time.monotonic() - started, 2), by=by)
        labels.keep(run, issues)
        record(Action.EVALUATION_RUN, actor=by, obj=run, after={
            "type": doc_type.key, "documents": run.documents, "f1": run.f1})
    return run


def measure_anew(doc_type: DocumentType) -> bool:
    """Ask for a run because what is live has changed. False where the type has no gold set."""
    has_gold = GoldDocument.objects.filter(gold_set__doc_type=doc_type).exists()
    if has_gold:
        jobs.start("evaluate", by=None, params={"type": doc_type.key})
    return has_gold


def is_outdated(run: EvaluationRun) -> bool:
    """Another version of the type went live while this one was being measured."""
    return run.type_version_id != DocumentType.objects.values_list("live", flat=True).get(pk=run.doc_type_id)


def bring_in(doc_type: DocumentType, report: Any, *, by: User) -> EvaluationRun:
    """Keep what ``manage.py evaluate --report`` wrote, with its curve. Raises Invalid where it is no such report, or
    one of another type: its curve would be taken for this one's."""
    require(by, Act.MANAGE_LEARNING)
    plain = _checked(report)
    version = report.get("version")
    measured = version.get("type") if isinstance(version, dict) else None
    if measured and measured != doc_type.key:
        raise Invalid(_("This report is of the type “%(other)s” and not of “%(key)s”.") % {
            "other": measured, "key": doc_type.key}, code="report_invalid")
    with transaction.atomic():
        run = EvaluationRun.objects.create(
            doc_type=doc_type, source=EvaluationRun.Source.REPORT, documents=plain["documents"], report=plain,
            learned=plain["learned"], f1=plain["f1"], seconds=plain["seconds"], by=by)
        record(Action.EVALUATION_IMPORTED, actor=by, obj=run, after={"type": doc_type.key, "f1": run.f1})
    return run


def _checked(report: Any) -> dict[str, Any]:
    """Only what the page shows of it, each part of the right form."""
    if not isinstance(report, dict) or not isinstance(report.get("fields"), dict):
        raise Invalid(_("This is not a report of “manage.py evaluate”."), code="report_invalid")
    plain = {**_point(report), "seconds": _number(report.get("seconds", 0), most=1e9)}
    curve = report.get("curve") or []
    if not isinstance(curve, list) or not all(isinstance(point, dict) for point in curve):
        raise Invalid(_("This is not a report of “manage.py evaluate”."), code="report_invalid")
    return {**plain, "curve": [_point(point) for point in curve[:1000]]}


def _point(report: dict[str, Any]) -> dict[str, Any]:
    fields = {str(key)[:60]: {"n": int(_number(row.get("n", 0), most=1e9)), "f1": _number(row.get("f1"), most=1)}
              for key, row in list((report.get("fields") or {}).items())[:500] if isinstance(row, dict)}
    return {"learned": int(_number(report.get("learned"), most=1e9)), "fields": fields,
            "documents": int(_number(report.get("documents"), most=1e9)),
            **{name: _number(report.get(name, 0), most=1) for name in _FIGURES}}


def _number(value: Any, *, most: float) -> float:
    known = isinstance(value, int | float) and not isinstance(value, bool)
    if not known or not 0 <= value <= most:  # NaN lies nowhere
        raise Invalid(_("This is not a report of “manage.py evaluate”."), code="report_invalid")
    return float(value)
