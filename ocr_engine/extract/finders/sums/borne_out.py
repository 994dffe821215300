"""Whether the arithmetic of a bill bears out the amounts that were taken, noted with them as a check."""

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
from .bill import ROLES, Bill
from .totals import role_of


def with_bill(results: Fields, document: Document, plans: Sequence[FieldPlan]) -> dict[str, tuple[FieldResult, ...]]:
    """The fields with the check ``BILL`` on each net, tax or total that arithmetic speaks of.

    It passes where the amount is the printed sum of others or a part of one, or what was paid less the change. A total
    fails it where cash less change or a rounding gives other printed amounts and nothing gives this one, or where it is
    printed a second time with one figure otherwise; the detail names the other where there is one. Of a total and its
    rounding houses ask for either: neither passes or fails, and their feature ``rounded`` is 1. Nothing is put right.
    """
    roles = {plan.key: role for plan in plans if not plan.spec.many and (role := role_of(plan)) in ROLES}
    if not roles.keys() & results.keys():
        return dict(results)
    bill, due_apart = document.once(bill_of), "due" in roles.values()
    return {key: tuple(_checked(v, bill, roles[key], due_apart) if key in roles else v for v in values)
            for key, values in results.items()}


def _checked(value: FieldResult, bill: Bill, role: str, due_apart: bool) -> FieldResult:
    try:
        amount = Decimal(value.value)
    except InvalidOperation:
        return value    # answered as printed, or no amount at all
    to_pay = role == "due" or (role == "gross" and not due_apart)
    if to_pay and bill.is_rounding(amount):
        value = replace(value, features={**value.features, "rounded": 1.0})
    if bill.bears_out(amount, role):
        return replace(value, checks=(*value.checks, Check(BILL, ok=True)))
    others = bill.paid() if to_pay else frozenset()
    if role in ("gross", "due"):
        others = others or bill.reprints(amount)
    if not others or amount in others or "rounded" in value.features:
        return value
    checks = (*value.checks, Check(BILL, ok=False, detail=f"{max(others):f}" if len(others) == 1 else ""))
    return replace(value, checks=checks, confidence=capped(value.confidence, checks, on_page=value.box is not None))
