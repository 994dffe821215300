"""Totals of a bill: by the words of their row, raised or lowered by what its amounts add up to."""

from __future__ import annotations

from collections.abc import Iterator

from ocr_engine.extract.candidates import Candidate, Document, rescored
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.weights import BILL as W
from ocr_engine.extract.weights import OWN_NAME

from .amounts import bill_of
from .bill import Bill

_SURE, _NAMED = 0.9, 0.35  # quality of such a label, score of its amount at least


def by_role(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    """Every printed amount, for every role that the words of its row or the arithmetic of the bill speak for."""
    wanted = [(p, role) for p in plans if not p.spec.many and (role := role_of(p))]
    if not wanted:
        return
    bill = document.once(bill_of)
    payable_is_total = all(role == "gross" for _, role in wanted)
    for plan, role in wanted:
        for amount in bill.amounts:
            score = bill.score(amount, role, payable_is_total=payable_is_total)
            if score > 0:
                yield Candidate.at(plan, amount.piece, score, "total_words")


def reinforced(document: Document, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates with those amounts raised that the arithmetic of the bill confirms in their role."""
    sums = [c for c in candidates if role_of(c.plan)]
    if not sums:
        return candidates
    bill = document.once(bill_of)
    named = _named_exactly(sums)
    return [rescored(c, bill.factor(c) * _beside_named(c, named, bill)) if role_of(c.plan) else c for c in candidates]


def role_of(plan: FieldPlan) -> str:
    """The role in a bill of a field that is answered as an amount."""
    return plan.role if plan.kind == "money" else ""


def _named_exactly(candidates: list[Candidate]) -> dict[str, list[Candidate]]:
    """Field -> the amounts beside a label of several words that is the field's own ("Total to pay")."""
    found: dict[str, list[Candidate]] = {}
    for one in candidates:
        hit = one.label
        if hit and hit.name.weight >= OWN_NAME and hit.quality >= _SURE and " " in hit.name.text.strip() and (
                one.score >= _NAMED and one.how != "label_near" and not hit.joined):
            found.setdefault(one.plan.key, []).append(one)
    return found


def _beside_named(candidate: Candidate, named: dict[str, list[Candidate]], bill: Bill) -> float:
    """Less for an amount that only its row's words speak for, where another stands beside the field's own name."""
    told = named.get(candidate.plan.key, ())
    alone = candidate.how == "total_words" and told and not bill.proves(candidate) and not any(
        candidate.overlaps(one) for one in told)
    return W["named_elsewhere"] if alone else 1.0
