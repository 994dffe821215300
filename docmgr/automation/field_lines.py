"""Per field of a type, and for its documents as a whole: the promise, the evidence, what blind samples measured."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from django.db.models import Count, F, Q, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from docmgr.automation import bounds, watch
from docmgr.automation.budgets import budgets_of
from docmgr.automation.models import WHOLE, BlindSample, Certificate, ErrorBudget, Evidence
from docmgr.automation.regime import regime_now
from docmgr.doctypes.models import DocumentType
from docmgr.documents.states import REPLACED


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One field, or whole documents. Shares and bounds are 0..1.

    Of the ``reviewed`` values of the present regime ``errors`` were wrong, ``remade`` are answers of twins (see
    ``remaking``), and a ``share`` would pass. ``counted`` of the ``needed`` values that count towards the next test are
    there. ``earlier``: documents that were reviewed under something that is not live any more; they count for nothing.
    ``sampled``, ``wrong``, ``lower``, ``upper``: blind samples that were typed, those that differed, and the bounds of
    the true share. ``waiting``: samples not typed yet. ``waits_for``, of whole documents: labels of the fields that a
    person looks at, so that no document with a value there passes.
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
        fields = [self._line(f.key, label=f.label, kind=f.kind, required=f.required) for f in self._type.live_fields()]
        whole = self._line(WHOLE, label=str(_("Whole document")))
        return [*fields, replace(whole, waits_for=tuple(f.label for f in fields if not f.lets_pass))]

    def _line(self, key: str, *, label: str, kind: str = "", required: bool = False) -> Line:
        budget = self.budgets.get(key) or ErrorBudget(doc_type=self._type, key=key)
        own, rows, samples = self._certificates.get((key, False)), self._evidence[key], Counter[str]()
        if own:
            samples.update(self._samples.get(own.pk, {}))
        span = watch.always_within(samples["wrong"], samples["typed"], delta=budget.delta)
        there = bounds.Amounts(rows["all"], rows["sure"], rows["remade"])
        return Line(
            key=key, label=label, kind=kind, required=required, budget=budget,
            certificate=own, empty=self._certificates.get((key, True)),
            reviewed=there.reviewed, counted=there.counted, needed=bounds.next_look(budget, own, there),
            errors=rows["wrong"], remade=there.remade, earlier=rows["ever"] - rows["documents"],
            share=rows["passing"] / max(1, there.reviewed),
            sampled=samples["typed"], wrong=samples["wrong"], lower=span.lower, upper=span.upper,
            waiting=samples["open"])

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
        """As ``blind.counts`` has them, and how many wait to be typed: none of a document that others stand for."""
        budget, state = "acceptance__certificate__budget", BlindSample.State
        since = Q(**{f"{budget}__since": None}) | Q(acceptance__at__gte=F(f"{budget}__since"))
        rows = BlindSample.objects.filter(acceptance__certificate__in=[c.pk for c in self._certificates.values()])
        counts = rows.order_by().values_list("acceptance__certificate").annotate(
            typed=Count("pk", filter=since & Q(state__in=[state.RIGHT, state.WRONG])),
            wrong=Count("pk", filter=since & Q(state=state.WRONG)),
            open=Count("pk", filter=Q(state=state.OPEN) & ~Q(acceptance__document__status__in=REPLACED)))
        return {pk: {"typed": typed, "wrong": wrong, "open": waiting} for pk, typed, wrong, waiting in counts}
