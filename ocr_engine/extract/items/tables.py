"""The values of fields that are columns of one table: header, rows and columns are found together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from math import prod
from typing import Any

from ocr_engine.extract.candidates import Candidate, Document, Found
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Sheet, column_apart
from ocr_engine.extract.page.pieces import Piece, trimmed
from ocr_engine.extract.values.free import is_blank

from .bodies import Item, is_figure, items_under, lines_of, rest_of, right_edge
from .heads import FIGURE_KINDS, Head, heads

Rule = Mapping[str, Any]
_SURE = 0.9
_MOST_HEADS = 12        # of a page, those that name most: rows below each are walked through
_MOST_OF = 0.6          # of the items whose figures a rule must bear out
_NEAR = Decimal("0.011")


def by_table(document: Document, plans: Sequence[FieldPlan], rules: Sequence[Rule] = ()) -> Iterator[Candidate]:
    """``plans``: the columns of one table. A list for each column that a header names; nothing where none names two of
    them, one of figures among these.

    A column of which the header says nothing known is told by a ``product`` rule, where the other two of it are there.
    Costs a millisecond or two a page. ``how`` of what is found counts the items: "table:3".
    """
    found: dict[str, list[Candidate]] = {}
    count = 0
    for head, items, sheet in _tables(document, plans):
        head = _with_products(head, items, document, plans, rules)
        for key, values in _values(head, items, sheet, document, plans, count).items():
            found.setdefault(key, []).extend(values)
        count += len(items)
    for values in found.values():
        yield Candidate.of_list(values)


def _tables(document: Document, plans: Sequence[FieldPlan]) -> list[tuple[Head, list[Item], Sheet]]:
    """The table of each page; where one says what its items are, those that do not are others (of taxes, of dates)."""
    found: list[tuple[Head, list[Item], Sheet]] = []
    unfinished: Head | None = None
    for sheet in document.sheets:
        told = sorted(heads(sheet, plans), key=lambda head: -len(head.plans()))[:_MOST_HEADS]
        tables = [(head, *items_under(head, sheet)) for head in told]
        best = max(tables, key=_worth, default=None)
        if (best is None or not best[1]) and unfinished is not None:
            best = (unfinished, *items_under(unfinished, sheet, begun=True))
        if best is None or not best[1]:
            continue
        head, items, ended = best
        unfinished = None if ended else head
        found.append((head, items, sheet))
    named = [one for one in found if one[0].name is not None]
    return named or found


def _worth(table: tuple[Head, list[Item], bool]) -> tuple[bool, int, int]:
    head, items, _ = table
    return (head.name is not None, len(head.plans()), len(items)) if items else (False, 0, 0)


def _values(head: Head, items: Sequence[Item], sheet: Sheet, document: Document, plans: Sequence[FieldPlan], count: int
            ) -> dict[str, list[Candidate]]:
    found: dict[str, list[Candidate]] = {}
    unit, counted = _unit_of(head, plans)
    for number, column in enumerate(head.columns):
        right = right_edge(items, number, head)
        for n, item in enumerate(items, count + 1):
            how = f"table:{n}"
            if column.plan is not None:
                value = (_figure(column.plan, item, number, head, document, how) if column.is_figures
                         else _text(column.plan, item, number, right, sheet, how))
                if value is not None:
                    found.setdefault(column.plan.key, []).append(value)
            if unit is not None and number == counted and (piece := _unit(item, number)):
                found.setdefault(unit.key, []).append(Candidate.at(unit, piece, _SURE, how))
    return found


def _figure(plan: FieldPlan, item: Item, number: int, head: Head, document: Document, how: str) -> Candidate | None:
    if (found := _read(plan, item, number, head, document)) is None:
        return None
    return Candidate.at(plan, found.piece, _SURE * found.fit, how, found.value)


def _read(plan: FieldPlan, item: Item, number: int, head: Head, document: Document) -> Found | None:
    """The figure of a column; of several in one line the one that stands as the header does."""
    cells = [c for c in item.cells.get(number, ()) if is_figure(c) and ("%" not in c.text or plan.kind == "number")]
    for cell in sorted(cells, key=lambda c: column_apart(c, head.columns[number].box)):
        if best := document.best(plan, Piece.whole(cell)):
            return best
    return None


def _text(plan: FieldPlan, item: Item, number: int, right: float, sheet: Sheet, how: str) -> Candidate | None:
    lines = [c for c in lines_of(item, number, right, sheet) if not is_blank(c.text)]
    pieces = tuple(trimmed(c, 0, len(c.text)) for c in lines)
    return Candidate.of_lines(plan, pieces, _SURE, how) if pieces else None


def _unit_of(head: Head, plans: Sequence[FieldPlan]) -> tuple[FieldPlan | None, int]:
    """The field for what things are counted in where no column is its own, and the column of their number."""
    for number, column in enumerate(head.columns):
        if column.unit is not None:
            return column.unit, number
    named = {p.key for p in head.plans()}
    asked = next((p for p in plans if p.key not in named and p.concept and p.concept.key == "unit"), None)
    counted = next((n for n, c in enumerate(head.columns) if c.plan and c.plan.kind == "number"), -1)
    return asked, counted


def _unit(item: Item, number: int) -> Piece | None:
    """What stands behind the number: 20 Stk."""
    for cell in item.cells.get(number, ()):
        start, end = rest_of(cell)
        if end > start:
            return trimmed(cell, start, end)
    return None


def _with_products(head: Head, items: Sequence[Item], document: Document, plans: Sequence[FieldPlan],
                   rules: Sequence[Rule]) -> Head:
    """The header with a name for the column that it calls by none that is known, where a product tells it."""
    by_key = {p.key: p for p in plans}
    for rule in rules:
        keys = [*rule.get("of", ()), rule.get("equals")]
        if rule.get("rule") != "product" or not all(k in by_key and by_key[k].kind in FIGURE_KINDS for k in keys):
            continue
        there = {c.plan.key: n for n, c in enumerate(head.columns) if c.plan}
        missing = [k for k in keys if k not in there]
        if len(missing) != 1:
            continue
        plan = by_key[missing[0]]
        for number, column in enumerate(head.columns):
            if column.plan is None and _bears_out(keys, {**there, plan.key: number}, head, items, document, by_key):
                columns = [replace(c, plan=plan) if n == number else c for n, c in enumerate(head.columns)]
                head = replace(head, columns=tuple(columns))
                break
    return head


def _bears_out(keys: Sequence[str], where: Mapping[str, int], head: Head, items: Sequence[Item], document: Document,
               plans: Mapping[str, FieldPlan]) -> bool:
    right = tried = 0
    for item in items:
        figures = [_amount(plans[k], item, where[k], head, document) for k in keys]
        if any(f is None for f in figures):
            continue
        *factors, product = (f for f in figures if f is not None)
        made = prod(factors, start=Decimal(1))
        tried += 1
        right += abs(abs(made) - abs(product)) <= max(_NEAR, abs(product) / 1000) and product != 0
    return tried > 0 and right >= _MOST_OF * len(items)


def _amount(plan: FieldPlan, item: Item, number: int, head: Head, document: Document) -> Decimal | None:
    found = _read(plan, item, number, head, document)
    try:
        return Decimal(found.value or found.piece.text) if found else None
    except InvalidOperation:
        return None
