"""What the pages of the automation list: types, stopped budgets, why documents stayed with a person, found errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, prefetch_related_objects

from docmgr.automation.gates import WHY
from docmgr.automation.models import (
    WHOLE,
    Acceptance,
    Assessment,
    BlindSample,
    Certificate,
    ErrorBudget,
    Evidence,
    Policy,
)
from docmgr.automation.regime import regimes_now
from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.selectors import live_types
from docmgr.documents.models import Document, Status

_LATEST_DOCUMENTS = 200


def stopped_budgets() -> QuerySet[ErrorBudget]:
    """Those that switched themselves off and that no administrator has set since."""
    found = ErrorBudget.objects.filter(stopped_at__isnull=False).select_related("doc_type__live")
    return found.prefetch_related("doc_type__live__fields")


def asks_for_full_look(document: Document) -> bool:
    """Whether this document would be evidence if somebody decided on all of its values. Three queries at most."""
    budgets = ErrorBudget.objects.filter(doc_type=document.doc_type_id, mode=ErrorBudget.Mode.ON)
    if document.held_back or not document.doc_type_id or not budgets.exists():
        return False
    known = Assessment.objects.filter(run__document=document).first()
    counts = known is not None and any(score.get("counts") for score in known.scores.values())
    return counts and not Policy.objects.filter(doc_type=document.doc_type_id, approval_counts=True).exists()


@dataclass(frozen=True, slots=True)
class Overview:
    """A type in the list: budgets that are on, how many of them are certified, documents that passed, and evidence:
    ``reviewed`` documents in all, of which ``counting`` speak for what is live now."""

    doc_type: DocumentType
    on: int
    certified: int
    passed: int
    reviewed: int
    counting: int
    stopped: int


def overview() -> list[Overview]:
    """Every type that is in use; a fixed number of queries."""
    types = list(live_types())
    on = Counter(ErrorBudget.objects.filter(mode=ErrorBudget.Mode.ON).values_list("doc_type", flat=True))
    stopped = Counter(ErrorBudget.objects.filter(stopped_at__isnull=False).values_list("doc_type", flat=True))
    passed = dict(Assessment.objects.filter(accepted=True).order_by().values_list("doc_type")
                  .annotate(n=Count("run__document", distinct=True)))
    reviewed = dict(Evidence.objects.order_by().values_list("doc_type").annotate(n=Count("document", distinct=True)))
    prefetch_related_objects(types, "live__fields")
    regimes = regimes_now([t for t in types if t.pk in reviewed])
    counting, valid = _counting(regimes), _certified(regimes)
    return [Overview(t, on[t.pk], valid[t.pk], passed.get(t.pk, 0), reviewed.get(t.pk, 0), counting.get(t.pk, 0),
                     stopped[t.pk]) for t in types]


def _counting(regimes: Mapping[int, str]) -> dict[int, int]:
    """Documents whose evidence was collected under what is live now, by type."""
    rows = Evidence.objects.filter(_live("doc_type", regimes)).order_by().values_list("doc_type")
    return dict(rows.annotate(n=Count("document", distinct=True)))


def _certified(regimes: Mapping[int, str]) -> Counter[int]:
    """Budgets that are on and certified for what is live now, by type: what was certified for an earlier model lets
    nothing pass any more."""
    own = "budget__doc_type"
    rows = Certificate.objects.filter(
        _live(own, regimes), threshold__isnull=False, empty=False, budget__mode=ErrorBudget.Mode.ON)
    return Counter(rows.order_by().values_list(own, flat=True))


def _live(doc_type: str, regimes: Mapping[int, str]) -> Q:
    """Rows of these types under what is live now."""
    now = Q(pk__in=())
    for pk, regime in regimes.items():
        now |= Q(**{doc_type: pk, "regime": regime})
    return now


def reasons(doc_type: DocumentType) -> list[dict[str, Any]]:
    """Why the latest documents stayed with a person when they were read last: [{"why", "count"}], the most frequent
    first."""
    later = Assessment.objects.filter(run__document=OuterRef("run__document"), pk__gt=OuterRef("pk"))
    latest = Assessment.objects.filter(~Exists(later), doc_type=doc_type)[:_LATEST_DOCUMENTS]
    found: Counter[str] = Counter()
    for row in latest:
        found.update(set(row.blocks) | ({"control"} if row.control else set()) | {
            s["why"] for s in row.scores.values() if s["why"]})
    return [{"why": WHY[code], "count": count} for code, count in found.most_common() if code in WHY]


def totals(doc_type: DocumentType) -> dict[str, int]:
    """Of all that was read since automation is measured: documents, those that passed without a person, and fields that
    did. Each once, however often the document was read. ``standing``: of those that passed, the ones that nobody has
    looked at since."""
    read = Assessment.objects.filter(doc_type=doc_type).order_by().aggregate(
        read=Count("run__document", distinct=True),
        passed=Count("run__document", distinct=True, filter=Q(accepted=True)),
        standing=Count("run__document", distinct=True, filter=Q(
            accepted=True, run__document__status=Status.AUTO_APPROVED)))
    values = Acceptance.objects.filter(run__assessment__doc_type=doc_type).exclude(key=WHOLE)
    return {**read, "values": values.order_by().values("document", "key").distinct().count()}


def found_errors(doc_type: DocumentType) -> QuerySet[BlindSample]:
    """Blind samples that differed and stay so, newest first."""
    return (BlindSample.objects.filter(
        state=BlindSample.State.WRONG, acceptance__certificate__budget__doc_type=doc_type)
        .select_related("acceptance__document", "by").order_by("-at", "-pk"))
