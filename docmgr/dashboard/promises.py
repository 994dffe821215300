"""Error budgets that are in force: what is promised, and what blind samples measured."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q, prefetch_related_objects

from docmgr.automation import watch
from docmgr.automation.models import WHOLE, BlindSample, Certificate, ErrorBudget
from docmgr.automation.regime import regimes_now
from docmgr.doctypes.models import DocumentType

State = BlindSample.State


@dataclass(frozen=True, slots=True)
class Promise:
    """One budget. Of ``typed`` blind samples ``wrong`` differed, so that the true share of wrong values lies between
    ``low`` and ``high`` (``watch.always_within``: however often one looks). ``label`` is "" for whole documents.
    ``certified``: something passes by it now."""

    doc_type: DocumentType
    key: str
    label: str
    promised: float
    sure: float
    certified: bool
    stopped: bool
    typed: int
    wrong: int
    low: float
    high: float

    @property
    def share(self) -> float | None:
        return self.wrong / self.typed if self.typed else None


def promises(doc_type: DocumentType | None = None) -> list[Promise]:
    """Budgets that are on, and those that switched themselves off. As of now: samples of what is live today count, as
    on the page of the automation. A fixed number of queries."""
    wanted = Q(mode=ErrorBudget.Mode.ON) | Q(stopped_at__isnull=False)
    rows = ErrorBudget.objects.filter(wanted, doc_type__active=True, doc_type__live__isnull=False)
    if doc_type:
        rows = rows.filter(doc_type=doc_type)
    budgets = list(rows.select_related("doc_type__live"))
    types = {budget.doc_type_id: budget.doc_type for budget in budgets}
    prefetch_related_objects(list(types.values()), "live__fields")
    regimes = regimes_now(list(types.values()))
    certificates = {c.budget_id: c for c in Certificate.objects.filter(budget__in=budgets, empty=False).select_related(
        "budget") if c.regime == regimes.get(c.budget.doc_type_id)}
    samples = _samples([c.pk for c in certificates.values()])
    made = [_promise(b, types[b.doc_type_id], certificates.get(b.pk), samples) for b in budgets]
    return sorted(made, key=lambda p: (p.doc_type.key, p.key == WHOLE, _position(p)))


def _promise(
    budget: ErrorBudget, doc_type: DocumentType, certificate: Certificate | None, samples: dict[int, tuple[int, int]],
) -> Promise:
    typed, wrong = samples.get(certificate.pk, (0, 0)) if certificate else (0, 0)
    span = watch.always_within(wrong, typed, delta=budget.delta)
    label = next((f.label for f in doc_type.live_fields() if f.key == budget.key), budget.key)
    return Promise(
        doc_type, budget.key, "" if budget.key == WHOLE else label, budget.alpha, 1 - budget.delta,
        certificate is not None and certificate.threshold is not None and budget.mode == ErrorBudget.Mode.ON,
        budget.stopped_at is not None, typed, wrong, span.lower, span.upper)


def _position(promise: Promise) -> int:
    keys = [field.key for field in promise.doc_type.live_fields()]
    return keys.index(promise.key) if promise.key in keys else len(keys)


def _samples(certificates: list[int]) -> dict[int, tuple[int, int]]:
    """Certificate -> (typed, different)."""
    since = "acceptance__certificate__budget__since"
    counts = Q(**{since: None}) | Q(acceptance__at__gte=F(since))
    rows = BlindSample.objects.filter(counts, acceptance__certificate__in=certificates).order_by()
    told = rows.values_list("acceptance__certificate").annotate(
        typed=Count("pk", filter=Q(state__in=[State.RIGHT, State.WRONG])),
        wrong=Count("pk", filter=Q(state=State.WRONG)))
    return {pk: (typed, wrong) for pk, typed, wrong in told}
