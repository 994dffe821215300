"""When the evidence is tested, and what a passed test allows.

The test itself (``engine.certify``) is right for an amount of evidence fixed beforehand. Testing after every review
would certify by chance sooner or later, so there are few looks: the first once there is enough for a certificate
without any error, each further one when the evidence has doubled. What counts as evidence here are values of which the
engine was SURE, because only such ones will ever pass (or half of all, where that is more): when to look hangs on
confidences and never on what was right, so the test stays exact. The first look may be wrong with the chance delta
(so that 299 right values do for 1 % at 95 %, where the engine was SURE of every one; else half of delta, and 368); all
later ones together get MORE of it on top. The chance that a field is ever certified wrongly within one regime is
therefore at most (1 + MORE) * delta.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import floor
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.automation.models import Certificate, ErrorBudget, Evidence
from docmgr.core import clock
from docmgr.extraction import engine

MORE = 0.4
SURE = 0.9
# Of its chance what a test may take that rests mostly on answers of twins (``remaking``); the engine's own trial of
# such promises takes as much (ocr_engine.learn.confidence.budget.TWINS).
TWINS = 0.5
# Of its chance what a test takes that has to choose a threshold: not all that was reviewed is accepted.
HALF = 0.5
# Budgets whose evidence is counted at a time.
_COUNTED = 8


@lru_cache(maxsize=256)
def enough(alpha: float, delta: float) -> int:
    """The fewest reviewed values that can certify anything: 299 for 1 % at 95 %."""
    return int(engine.certify((), alpha=alpha, delta=delta)["missing"])


def share_of_look(number: int, delta: float) -> float:
    """The chance of being wrong that look ``number`` (from 1) may take."""
    return delta if number == 1 else MORE * delta / (number * (number - 1))


def evidence_of(budget: ErrorBudget, regime: str, *, empty: bool = False) -> QuerySet[Evidence]:
    rows = Evidence.objects.filter(doc_type=budget.doc_type_id, regime=regime, key=budget.key, empty=empty)
    return rows.filter(at__gte=budget.since) if budget.since else rows


@dataclass(frozen=True, slots=True)
class Amounts:
    """Reviewed values, of how many of them the engine was SURE, and how many are answers of twins."""

    reviewed: int
    sure: int
    remade: int

    @property
    def counted(self) -> int:
        """How many of them count towards the next look."""
        return max(self.sure, self.reviewed // 2)

    @property
    def mostly_remade(self) -> bool:
        return 2 * self.remade > self.reviewed


def amounts(budgets: Collection[ErrorBudget], regime: str) -> dict[tuple[int, bool], Amounts]:
    """(budget, empty) -> how much evidence there is, where there is any. One query, of whatever type they are."""
    known, wanted = {(b.doc_type_id, b.key): b.pk for b in budgets}, Q(pk=None)
    for budget in budgets:
        since = Q(at__gte=budget.since) if budget.since else Q()
        wanted |= Q(doc_type=budget.doc_type_id, key=budget.key) & since
    rows = Evidence.objects.filter(wanted, regime=regime).order_by().values_list("doc_type", "key", "empty").annotate(
        all=Count("pk"), sure=Count("pk", filter=Q(confidence__gte=SURE)),
        remade=Count("pk", filter=Q(origin=Evidence.Origin.REMADE)))
    return {(known[doc_type, key], empty): Amounts(*counts) for doc_type, key, empty, *counts in rows}


def next_look(budget: ErrorBudget, known: Certificate | None, there: Amounts) -> int:
    """How many values must count before they are tested, for the first time or again."""
    if known and known.looks:
        return known.next_at
    all_sure = there.counted == there.reviewed
    return enough(budget.alpha, budget.delta * (TWINS if there.mostly_remade else 1) * (1 if all_sure else HALF))


def certificate_of(budget: ErrorBudget, regime: str, *, empty: bool = False) -> Certificate:
    made, _new = Certificate.objects.get_or_create(
        budget=budget, regime=regime, empty=empty, defaults={"next_at": enough(budget.alpha, budget.delta)})
    return made


@dataclass(frozen=True, slots=True)
class Due:
    """A test that is due: of a budget, with so much evidence."""

    budget: ErrorBudget
    known: Certificate
    there: Amounts


def look_again(budgets: Iterable[ErrorBudget], regime: str) -> list[Certificate]:
    """Test whatever is due; the certificates that changed. Some 25 ms a test."""
    return [done for one in due(budgets, regime) if (done := test(one))]


def due(budgets: Iterable[ErrorBudget], regime: str) -> Iterator[Due]:
    """Two queries where nothing is due, however many there are; else the evidence is counted as they are taken."""
    wanted = [b for b in budgets if b.mode == ErrorBudget.Mode.ON]
    if not wanted:
        return
    made = Certificate.objects.filter(budget__in=wanted, regime=regime)
    known = {(c.budget_id, c.empty): c for c in made}
    reviewed = _reviewed(wanted, regime)
    likely = [b for b in wanted if any(reviewed.get((b.doc_type_id, b.key, empty), 0) >= _least(
        b, known.get((b.pk, empty))) for empty in (False, True))]
    for start in range(0, len(likely), _COUNTED):
        there = amounts(likely[start:start + _COUNTED], regime)
        for budget in likely[start:start + _COUNTED]:
            for empty in (False, True):
                if (amount := there.get((budget.pk, empty))) and amount.counted:
                    certificate = known.get((budget.pk, empty)) or certificate_of(budget, regime, empty=empty)
                    if amount.counted >= next_look(budget, certificate, amount):
                        yield Due(budget, certificate, amount)


def _reviewed(budgets: Collection[ErrorBudget], regime: str) -> dict[tuple[int, str, bool], int]:
    """(type, field, empty) -> how much evidence there is at most: counted in the index alone, where thousands of rows
    take a few milliseconds."""
    rows = Evidence.objects.filter(doc_type__in={b.doc_type_id for b in budgets}, regime=regime,
                                   key__in={b.key for b in budgets})
    counts = rows.order_by().values_list("doc_type", "key", "empty").annotate(all=Count("*"))
    return {(doc_type, key, empty): found for doc_type, key, empty, found in counts}


def _least(budget: ErrorBudget, known: Certificate | None) -> int:
    """With less nothing is tested, whatever counts of it."""
    return known.next_at if known and known.looks else enough(budget.alpha, budget.delta)


@transaction.atomic
def test(one: Due) -> Certificate | None:
    """None where somebody else was faster. The evidence that is there by now counts, and the later it is looked at the
    more: that hangs on whoever is at work and never on what was right."""
    budget, known, there = one.budget, one.known, one.there
    if not _won(known, there.counted):
        return None
    spent = share_of_look(known.looks + 1, budget.delta) * (TWINS if there.mostly_remade else 1)
    rows = evidence_of(budget, known.regime, empty=known.empty)
    found = _certified(list(_plain(rows)), alpha=budget.alpha, delta=spent)
    Certificate.objects.filter(pk=known.pk).update(**_changes(known, found, spent), remade=there.remade)
    known.refresh_from_db()
    record(Action.AUTOMATION_TESTED, obj=budget.doc_type, after={
        "field": budget.key, "empty": known.empty, "look": known.looks, "alpha": budget.alpha, "delta": spent,
        "reviewed": found["reviewed"], "remade": there.remade, "accepted": found["accepted"], "wrong": found["wrong"],
        "threshold": known.threshold})
    return known


def _certified(rows: list[engine.ReviewedValue], *, alpha: float, delta: float) -> dict[str, Any]:
    """The engine's certificate, its threshold raised to where evidence lies: whole hundredths are in its grid, and the
    one just below the least certain accepted value accepts the very same ones."""
    found = engine.certify(rows, alpha=alpha, delta=delta)
    if found["threshold"] is None:
        return found
    least = min(r.confidence for r in rows if r.confidence >= found["threshold"])
    return {**found, "threshold": max(found["threshold"], floor(least * 100 + 1e-9) / 100)}


def _won(known: Certificate, counted: int) -> bool:
    """Two approvals at once make one look."""
    return bool(Certificate.objects.filter(pk=known.pk, looks=known.looks).update(
        looks=known.looks + 1, next_at=2 * counted))


def _changes(known: Certificate, found: dict[str, Any], spent: float) -> dict[str, Any]:
    """A look that certifies nothing takes nothing away: what was certified before was tested rightly."""
    if known.threshold is not None and (found["threshold"] is None or found["threshold"] >= known.threshold):
        return {"reviewed": found["reviewed"]}
    kept = {name: found[name] for name in ("threshold", "reviewed", "accepted", "wrong", "upper", "missing")}
    return {**kept, "spent": spent, "made_at": clock.now()}


def _plain(rows: QuerySet[Evidence]) -> Iterable[engine.ReviewedValue]:
    for confidence, right, document in rows.values_list("confidence", "right", "document"):
        yield engine.ReviewedValue(confidence=confidence, right=right, document=str(document))
