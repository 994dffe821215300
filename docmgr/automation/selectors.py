"""What the page of the automation shows: per field the promise, the evidence, and what blind samples measured."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from docmgr.automation import bounds, watch
from docmgr.automation.budgets import budgets_of
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
from docmgr.automation.regime import regime_now, regimes_now
from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.selectors import live_types
from docmgr.documents.models import Document, Status

_LATEST_DOCUMENTS = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One field, or whole documents. Shares are 0..1.

    ``counted`` of ``needed`` values that count towards the next test; ``remade`` of the reviewed ones are answers of
    twins (``remaking``); ``share`` of the reviewed values would pass. ``earlier``: values reviewed under something that
    is not live any more, which count for nothing now.
    ``sampled``, ``wrong``, ``lower``, ``upper``: blind samples. ``waiting``: samples not typed yet. ``waits_for``: of
    whole documents, the labels of fields at which a person looks, so that no document with a value there passes.
    """

    key: str
    label: str
    kind: str
    required: bool
    budget: ErrorBudget
    certificate: Certificate | None
    reviewed: int
    counted: int
    needed: int
    errors: int
    remade: int
    earlier: int
    share: float
    sampled: int
    wrong: int
    lower: float
    upper: float
    waiting: int
    empty: Certificate | None
    waits_for: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        return self.key == WHOLE

    @property
    def certified(self) -> bool:
        return self.certificate is not None and self.certificate.threshold is not None

    @property
    def lets_pass(self) -> bool:
        """Whether a document may pass as a whole with a value in this field."""
        mode = self.budget.mode
        return mode == ErrorBudget.Mode.IGNORED or (mode == ErrorBudget.Mode.ON and self.certified)

    @property
    def contradicted(self) -> bool:
        """It switched itself off, and nobody has set it since: none of the evidence counts once somebody does."""
        return self.budget.stopped_at is not None

    @property
    def wanted(self) -> int:
        """How many more values that count it takes until the next test."""
        return max(0, self.needed - self.counted)

    @property
    def progress(self) -> int:
        """Percent of the way to the next test."""
        return min(100, 100 * self.counted // max(1, self.needed))


class Facts:
    """What is known of all fields of a type, each sort of fact in one query."""

    def __init__(self, doc_type: DocumentType) -> None:
        prefetch_related_objects([doc_type], "live__fields")
        self.regime, self.budgets, self._type = regime_now(doc_type), budgets_of(doc_type), doc_type
        made = Certificate.objects.filter(budget__doc_type=doc_type, regime=self.regime).select_related("budget")
        self._certificates = {(c.budget.key, c.empty): c for c in made}
        self._evidence = self._of_fields()
        self._samples = self._of_certificates()

    @property
    def stopped(self) -> list[ErrorBudget]:
        """The budgets that switched themselves off, as ``stopped_budgets`` has them."""
        found = [budget for budget in self.budgets.values() if budget.stopped_at is not None]
        for budget in found:
            budget.doc_type = self._type
        return found

    def lines(self) -> list[Line]:
        """In the order of the type's fields, whole documents last."""
        fields = [self.line(f.key, f.label, f.kind, f.required) for f in self._type.live_fields()]
        whole = self.line(WHOLE, str(_("Whole document")), "", False)
        return [*fields, replace(whole, waits_for=tuple(f.label for f in fields if not f.lets_pass))]

    def line(self, key: str, label: str, kind: str, required: bool) -> Line:
        budget = self.budgets.get(key) or ErrorBudget(doc_type=self._type, key=key)
        own, rows, samples = self._certificates.get((key, False)), self._evidence[key], Counter[str]()
        if own:
            samples.update(self._samples.get(own.pk, {}))
        span = watch.always_within(samples["wrong"], samples["typed"], delta=budget.delta)
        counted = bounds.counting(rows["all"], rows["sure"])
        begins = bounds.first_look(budget, all_sure=counted == rows["all"], twins=2 * rows["remade"] > rows["all"])
        return Line(
            key, label, kind, required, budget, own, rows["all"], counted,
            own.next_at if own and own.looks else begins, rows["wrong"], rows["remade"],
            rows["ever"] - rows["documents"], rows["passing"] / max(1, rows["all"]), samples["typed"],
            samples["wrong"], span.lower, span.upper, samples["open"], self._certificates.get((key, True)))

    def _of_fields(self) -> defaultdict[str, Counter[str]]:
        """``passing``: values that a certified threshold would let through; ``ever``: documents under any regime."""
        own = Q(regime=self.regime)
        for budget in self.budgets.values():
            if budget.since:
                own &= ~Q(key=budget.key, at__lt=budget.since)
        passing = Q(pk__in=())
        for (key, empty), certificate in self._certificates.items():
            if not empty and certificate.threshold is not None:
                passing |= Q(key=key, confidence__gte=certificate.threshold)
        counts = Evidence.objects.filter(doc_type=self._type, empty=False).order_by().values("key").annotate(
            all=Count("pk", filter=own), sure=Count("pk", filter=own & Q(confidence__gte=bounds.SURE)),
            wrong=Count("pk", filter=own & Q(right=False)), documents=Count("document", distinct=True, filter=own),
            remade=Count("pk", filter=own & Q(origin=Evidence.Origin.REMADE)),
            passing=Count("pk", filter=own & passing), ever=Count("document", distinct=True))
        found = {str(row["key"]): Counter({name: n for name, n in row.items() if name != "key"}) for row in counts}
        return defaultdict(Counter, found)

    def _of_certificates(self) -> dict[int, dict[str, int]]:
        """As ``blind.counts`` has them, and how many are not typed yet."""
        budget, state = "acceptance__certificate__budget", BlindSample.State
        since = Q(**{f"{budget}__since": None}) | Q(acceptance__at__gte=F(f"{budget}__since"))
        rows = BlindSample.objects.filter(acceptance__certificate__in=[c.pk for c in self._certificates.values()])
        counts = rows.order_by().values_list("acceptance__certificate").annotate(
            typed=Count("pk", filter=since & Q(state__in=[state.RIGHT, state.WRONG])),
            wrong=Count("pk", filter=since & Q(state=state.WRONG)), open=Count("pk", filter=Q(state=state.OPEN)))
        return {pk: {"typed": typed, "wrong": wrong, "open": waiting} for pk, typed, wrong, waiting in counts}


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
        .select_related("acceptance__document", "by").order_by("-at"))
