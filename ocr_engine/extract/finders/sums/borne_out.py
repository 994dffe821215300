"""Whether the arithmetic of a bill bears out the totals that were taken, noted with them as a check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from ocr_engine.extract.candidates import Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.types import Check, FieldResult, Fields
from ocr_engine.validate.checks import BILL
from ocr_engine.validate.confidence import capped

from .amounts import bill_of
from .bill import Bill
from .totals import role_of


def with_bill(results: Fields, document: Document, plans: Sequence[FieldPlan]) -> dict[str, tuple[FieldResult, ...]]:
    """The fields with the check ``BILL`` on each total that arithmetic speaks of.

    It passes where the amount is the printed sum of others, what was paid less the change, or a total with its
    rounding; it fails where the latter two give another printed amount and nothing gives this one, which its detail
    names. A total before a rounding is some houses' total and not contradicted. Nothing is put right.
    """
    roles = {plan.key: role for plan in plans if not plan.spec.many and (role := role_of(plan))}
    due_apart = "due" in roles.values()
    asked = {key for key, role in roles.items() if role == "due" or (role == "gross" and not due_apart)}
    if not asked & results.keys():
        return dict(results)
    bill = document.once(bill_of)
    return {key: tuple(_checked(v, bill) if key in asked else v for v in values) for key, values in results.items()}


def _checked(value: FieldResult, bill: Bill) -> FieldResult:
    try:
        amount = Decimal(value.value)
    except InvalidOperation:
        return value    # answered as printed, or no amount at all
    if bill.adds_up_to(amount):
        return replace(value, checks=(*value.checks, Check(BILL, ok=True)))
    other = bill.paid()
    if other is None or other == amount or amount in bill.rounded_away:
        return value
    checks = (*value.checks, Check(BILL, ok=False, detail=f"{other:f}"))
    return replace(value, checks=checks, confidence=capped(value.confidence, checks, on_page=value.box is not None))
