"""What the columns of a table add up to and what the figures of a row make, and whether the document or a rule of its
type says the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from math import prod
from typing import Any

from docmgr.review.fields import CurrentField
from docmgr.review.rows import Table

_TOLERANCE = "0.01"
# Of an amount, in front of its point; Decimal adds up with 28 in all.
_DIGITS = 20


@dataclass(frozen=True, slots=True)
class Sum:
    """What a column adds up to. ``total``: the field that says so, None where there is none; ``agrees`` None likewise.

    ``amount`` is None where a value is no number.
    """

    key: str
    amount: Decimal | None
    total: CurrentField | None = None
    agrees: bool | None = None

    @property
    def apart(self) -> Decimal | None:
        """How far the total is from what the values add up to."""
        said = _amount(self.total.value) if self.total else None
        return abs(said - self.amount) if said is not None and self.amount is not None else None


@dataclass(frozen=True, slots=True)
class Product:
    """What the figures of a row make, and what the row says instead."""

    factors: tuple[str, ...]
    made: Decimal
    said: Decimal


def sums_of(table: Table, fields: Sequence[CurrentField], rules: Iterable[Mapping[str, Any]]) -> dict[str, Sum]:
    """By column of amounts, what its values add up to, and what a rule of the type says that they should: of rules
    that add nothing else to them. Where no rule does, a total on the document that is just as much; of such columns the
    last one is shown in any case, and the others, unit prices and the like, where there is one."""
    plain_rules = {rule["of"][0]: rule for rule in rules if _of_one_column(rule)}
    singles = {one.key: one for one in fields if not one.many and one.value}
    last = next((column.key for column in reversed(table.columns) if column.kind == "money"), "")
    found = {}
    for n, column in enumerate(table.columns):
        rule, values = plain_rules.get(column.key), [row.cells[n].value for row in table.rows if row.cells[n].value]
        if values and (rule or column.kind == "money"):
            made = _sum(column.key, values, rule, singles)
            if rule or made.total or column.key == last:
                found[column.key] = made
    return found


def products_of(table: Table, rules: Iterable[Mapping[str, Any]]) -> dict[int, Product]:
    """By row, what a ``product`` rule of the table's columns says otherwise than the row: a discount, or a misread
    figure. Rows in which one of the figures is missing say nothing."""
    columns = {column.key: n for n, column in enumerate(table.columns)}
    found: dict[int, Product] = {}
    for rule in rules:
        keys = [*rule.get("of", ()), rule.get("equals", "")]
        if rule.get("rule") != "product" or not all(key in columns for key in keys):
            continue
        for row in table.rows:
            *factors, said = (_amount_or_rate(row.cells[columns[key]]) for key in keys)
            if said is None or any(f is None for f in factors):
                continue
            made = prod((f for f in factors if f is not None), start=Decimal(1))
            if abs(made - said) > Decimal(str(rule.get("tolerance", _TOLERANCE))):
                found.setdefault(row.index, Product(
                    tuple(row.cells[columns[key]].value for key in keys[:-1]), made.normalize(), said))
    return found


def _amount_or_rate(cell: CurrentField) -> Decimal | None:
    """13% is 0.13."""
    text = cell.value.rstrip()
    amount = _amount(text.removesuffix("%").rstrip())
    is_rate = text.endswith("%") or cell.raw.rstrip().endswith("%")
    return amount / 100 if amount is not None and is_rate else amount


def _of_one_column(rule: Mapping[str, Any]) -> bool:
    of = rule.get("of")
    return rule.get("rule") == "sum" and isinstance(of, list) and len(of) == 1 and not rule.get("minus")


def _sum(
    key: str, values: Sequence[str], rule: Mapping[str, Any] | None, singles: Mapping[str, CurrentField],
) -> Sum:
    amounts = [_amount(value) for value in values]
    if any(amount is None for amount in amounts):
        return Sum(key, None)
    amount = sum((a for a in amounts if a is not None), Decimal(0))
    if rule is None:
        total = next((one for one in singles.values() if one.kind == "money" and _amount(one.value) == amount), None)
        return Sum(key, amount, total, True if total and len(values) > 1 else None)
    total = singles.get(str(rule["equals"]))
    said = _amount(total.value) if total else None
    if said is None:
        return Sum(key, amount)
    return Sum(key, amount, total, abs(said - amount) <= Decimal(str(rule.get("tolerance", _TOLERANCE))))


def _amount(text: str) -> Decimal | None:
    """None also for what cannot be added up to the last digit: whoever mistypes 9e999999 still sees the table. 1_000,
    which Python reads as a number, is none on paper."""
    if "_" in text:
        return None
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found.adjusted()) < _DIGITS and len(text) < 2 * _DIGITS else None
