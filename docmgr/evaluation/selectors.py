"""Gold sets and runs as the pages ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, may, require
from docmgr.core.exceptions import NotThere
from docmgr.doctypes.models import DocumentType, TypeVersion
from docmgr.documents.models import Document
from docmgr.documents.states import BEING_READ
from docmgr.evaluation.models import EvaluationRun, GoldDocument
from docmgr.evaluation.statistics import Comparison, compare
from docmgr.training.background import jobs
from docmgr.training.models import Job

_WAITING = Q(document__status__in=BEING_READ)
Source = EvaluationRun.Source


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A type on the overview. ``before``: F1 of the run before, None where there is none."""

    doc_type: DocumentType
    gold: int
    run: EvaluationRun | None
    before: float | None

    @property
    def change(self) -> float | None:
        return None if self.run is None or self.before is None else self.run.f1 - self.before


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of a run, with the same of the run before where both scored it. ``nothing``: there was nothing to find
    and nothing was given, so that no figure means anything."""

    key: str
    label: str
    figures: Mapping[str, Any]
    before: float | None
    against: Comparison | None
    nothing: bool

    @property
    def change(self) -> float | None:
        return None if self.before is None or self.nothing else self.figures["f1"] - self.before


@dataclass(frozen=True, slots=True)
class Standing:
    """What the gold set says of one version of a type. ``before``: the run that its newest run is held against."""

    gold: int
    job: Job | None
    run: EvaluationRun | None
    before: EvaluationRun | None
    against: Comparison | None

    @property
    def change(self) -> float | None:
        return None if self.run is None or self.before is None else self.run.f1 - self.before.f1


@dataclass(frozen=True, slots=True)
class Point:
    """F1 after so many confirmed documents. ``run``: the run it comes from."""

    learned: int
    f1: float
    documents: int
    run: EvaluationRun


def overview(user: User) -> list[TypeRow]:
    """Every type that is live or was ever measured, those with a gold set first. Four queries."""
    require(user, Act.SEE_LEARNING)
    newest = EvaluationRun.objects.filter(doc_type=OuterRef("pk"), source=Source.GOLD_SET).order_by("-id").values("pk")
    types = list(DocumentType.objects.filter(Q(active=True, live__isnull=False) | Q(evaluations__isnull=False))
                 .distinct().select_related("live").annotate(
        gold_count=Count("gold_set__members", distinct=True), newest=Subquery(newest[:1]), older=Subquery(newest[1:2])))
    wanted = {pk for t in types for pk in (t.newest, t.older) if pk}
    runs = {run.pk: run for run in EvaluationRun.objects.filter(pk__in=wanted).defer("counts", "report")}
    rows = [TypeRow(t, t.gold_count, runs.get(t.newest), runs[t.older].f1 if t.older else None) for t in types]
    return sorted(rows, key=lambda row: (row.gold == 0, row.doc_type.key))


def runs_of(doc_type: DocumentType) -> QuerySet[EvaluationRun]:
    """Newest first, without the bulk that only one run's page needs."""
    return (EvaluationRun.objects.filter(doc_type=doc_type).select_related("type_version", "model", "by")
            .defer("counts", "report", "model__documents", "model__figures", "model__facts", "model__trust"))


def get_run(doc_type: DocumentType, pk: int) -> EvaluationRun:
    """Raises NotThere."""
    found = EvaluationRun.objects.filter(doc_type=doc_type, pk=pk).select_related("type_version", "model", "by").first()
    if found is None:
        raise NotThere
    return found


def run_before(run: EvaluationRun) -> EvaluationRun | None:
    """The run over the gold set that went before; reports that were brought in are of other documents."""
    if run.source != Source.GOLD_SET:
        return None
    return EvaluationRun.objects.filter(doc_type=run.doc_type, source=Source.GOLD_SET, pk__lt=run.pk).first()


def standing_of(version: TypeVersion) -> Standing | None:
    """The newest run of this version against the newest one of another version; None where there is no gold set."""
    doc_type = version.doc_type
    gold = GoldDocument.objects.filter(gold_set__doc_type=doc_type).count()
    if not gold:
        return None
    ours = EvaluationRun.objects.filter(doc_type=doc_type, source=Source.GOLD_SET).select_related("type_version")
    run = ours.filter(type_version=version).first()
    before = ours.filter(pk__lt=run.pk).exclude(type_version=version).first() if run else None
    job = jobs.latest("evaluate", doc_type.key) if version.pk == doc_type.live_id else None
    return Standing(gold, job, run, before, against(run, before) if run else None)


def against(run: EvaluationRun, before: EvaluationRun | None) -> Comparison | None:
    """Over the documents of both; None where they share none."""
    if before is None or not set(run.counts) & set(before.counts):
        return None
    return compare(run.counts, before.counts)


def field_rows(run: EvaluationRun, before: EvaluationRun | None) -> list[FieldRow]:
    """In the order of the type's fields; fields that the type lost come last."""
    labels = {field.key: field.label for field in run.doc_type.live_fields()}
    figures = run.report["fields"]
    keys = [k for k in labels if k in figures] + sorted(k for k in figures if k not in labels)
    older = before.report["fields"] if before else {}
    shared = bool(before and set(run.counts) & set(before.counts))
    return [FieldRow(key, labels.get(key) or key, figures[key], older.get(key, {}).get("f1"),
                     compare(run.counts, before.counts, key=key) if before and shared else None,
                     not figures[key]["n"] and not any(c.get(key, [0, 0])[1] for c in run.counts.values()))
            for key in keys]


def curve_of(doc_type: DocumentType) -> dict[str, list[Point]]:
    """The points of the learning curve by source: of the newest report brought in, and of all runs of the gold set."""
    runs = list(runs_of(doc_type)[:500])
    report = next((run for run in runs if run.source == Source.REPORT), None)
    ours = [Point(run.learned, run.f1, run.documents, run) for run in reversed(runs) if run.source == Source.GOLD_SET]
    theirs = [Point(p["learned"], p["f1"], p["documents"], report)
              for p in (report.report.get("curve") or [report.report])] if report else []
    return {Source.GOLD_SET: ours, Source.REPORT: sorted(theirs, key=lambda p: p.learned)}


def members_of(doc_type: DocumentType) -> QuerySet[GoldDocument]:
    return (GoldDocument.objects.filter(gold_set__doc_type=doc_type).select_related("document", "added_by")
            .defer("document__search_text").order_by("-id"))


def members_in_clear(user: User, doc_type: DocumentType) -> QuerySet[GoldDocument]:
    """Those whose values the person reads unmasked, by the rule of ``review.disclosure.sees_sensitive``: labels are
    shown as they are."""
    members = GoldDocument.objects.filter(
        gold_set__doc_type=doc_type, document__in=Document.objects.visible_to(user).values("pk"))
    return members if may(user, Act.REVIEW) else members.filter(document__owner=user)


def counts_of(doc_type: DocumentType) -> dict[str, int]:
    """{"gold", "waiting" (for their first reading)} of a type's gold set: one query."""
    return GoldDocument.objects.filter(gold_set__doc_type=doc_type).aggregate(
        gold=Count("pk"), waiting=Count("pk", filter=_WAITING))
