"""Values that the hint of their field points at: which of several amounts, in which corner, in which row of the table;
and what a hint says for or against a value that others found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import TypeVar

from ocr_engine.extract.candidates import Candidate, Document, Found, rescored
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.fields.told import Told, told_by_hint
from ocr_engine.extract.page.layout import Cell, Row, Sheet, column_apart
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import HINTED as W

T = TypeVar("T")

_ONE_LOOK = frozenset(("money", "number", "date", "code", "tax_id", "iban", "bank_account", "phone", "email",
                       "id_number"))
_STEP = 3.5  # line heights between two rows of a table at most
_COLUMN = 1.2  # line heights by which prints of one column may be apart
_NAMED = 0.5  # quality of a label from which its row is where to count


def by_hint(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    for plan in plans:
        told = told_by_hint(plan.spec)
        if not told.picks or plan.kind not in _ONE_LOOK:
            continue
        if plan.spec.many:
            yield from _column_of(document, plan, told)
        elif chosen := _chosen(document, plan, told):
            yield Candidate.at(plan, chosen.piece, W["worth"], "position", chosen.value)


def heard(document: Document, plans: Sequence[FieldPlan], found: Iterable[Candidate]) -> list[Candidate]:
    """All candidates, those that a hint speaks against for less."""
    told = {plan.key: told for plan in plans if (told := told_by_hint(plan.spec)) and (
        told.others or told.sides)}
    if not told:
        return list(found)
    return [rescored(c, _agrees(document, c, told[c.plan.key])) if c.plan.key in told and not c.plan.spec.many else c
            for c in found]


def _agrees(document: Document, candidate: Candidate, told: Told) -> float:
    cell, factor = candidate.pieces[0].cell, 1.0
    parties = document.party(candidate.label.cell if candidate.label else cell)
    if told.others & parties and told.party not in parties and not candidate.plan.sections & parties:
        factor *= W["others"]
    if told.sides and not _lies(cell, told.sides, document.sheet(cell.page)):
        factor *= W["elsewhere"]
    return factor


def _lies(cell: Cell, sides: frozenset[str], sheet: Sheet) -> bool:
    """Whether a cell lies on these sides of what is printed."""
    box, printed = cell.box, sheet.printed
    return (("left" not in sides or box.x0 < printed.cx) and ("right" not in sides or box.x1 > printed.cx)
            and ("top" not in sides or box.cy < printed.cy) and ("bottom" not in sides or box.cy > printed.cy))


def _chosen(document: Document, plan: FieldPlan, told: Told) -> Found | None:
    """The one value that the hint means, none where it does not settle that."""
    if told.row or told.column:
        return _in_row(document, plan, told)
    values = _values(document, plan, _where(document, plan, told))
    if told.most:
        sized = [(size, found) for found in values if (size := _size(found)) is not None]
        return max(sized, key=lambda one: told.most * one[0])[1] if sized else None
    return _nth(values, told.nth) if len(values) > 1 else None  # a value alone is neither the first nor the last


def _nth(things: Sequence[T], nth: int) -> T | None:
    """Counted from 1, or from the end with -1; none where there are too few."""
    return things[nth - 1 if nth > 0 else nth] if 0 < abs(nth) <= len(things) else None


def _where(document: Document, plan: FieldPlan, told: Told) -> list[Piece]:
    """The corner that is told, else the row of the field's label, else all pages."""
    if told.sides:
        sheet = document.sheets[-1 if "bottom" in told.sides else 0]
        return [Piece.whole(c) for row in sheet.rows for c in row.cells if _lies(c, told.sides, sheet)]
    hits = [h for h in document.labels.hits if h.plan is plan and h.quality >= _NAMED]
    if hits:
        hit = max(hits, key=lambda h: h.quality)
        behind = [c for c in (hit.cell.row.cells if hit.cell.row else ()) if c.box.x0 >= hit.cell.box.x1]
        return [Piece(hit.cell, hit.end, len(hit.cell.text)), *map(Piece.whole, behind)]
    return [Piece.whole(c) for sheet in document.sheets for row in sheet.rows for c in row.cells]


def _values(document: Document, plan: FieldPlan, pieces: Iterable[Piece]) -> list[Found]:
    """In the order in which they are read; what stands within another one is none."""
    found: list[Found] = []
    for piece in pieces:
        best: list[Found] = []
        for one in sorted(document.read(plan, piece), key=lambda f: f.piece.start - f.piece.end):
            apart = all(one.piece.end <= b.piece.start or one.piece.start >= b.piece.end for b in best)
            if one.fit >= W["least"] and apart and any(map(str.isdigit, one.piece.text)):
                best.append(one)
        found += sorted(best, key=lambda f: f.piece.start)
    return found


def _size(found: Found) -> Decimal | None:
    value = found.value or ""
    try:
        return Decimal(value.replace("-", "") if value[4:5] == "-" else value)  # days count by their figures
    except InvalidOperation:
        return None


def _tables(document: Document) -> Iterator[list[Row]]:
    """Rows of three prints or more with a figure, close under one another."""
    for sheet in document.sheets:
        rows = [r for r in sheet.rows if len(r.cells) >= 2 and any(c.isdigit() for c in r.text)]
        tables = [rows[:1]]
        for row, after in pairwise(rows):
            if _goes_on(row, after, sheet):
                tables[-1].append(after)
            else:
                tables.append([after])
        yield from (table for table in tables if len(table) > 1 and max(len(r.cells) for r in table) > 2)


def _goes_on(row: Row, after: Row, sheet: Sheet) -> bool:
    """Whether two rows belong to one table: close to each other, the last print of either in a column of the other."""
    if after.cells[0].box.cy - row.cells[0].box.cy >= _STEP * sheet.height:
        return False
    pairs = [(after.cells[-1], c) for c in row.cells] + [(row.cells[-1], c) for c in after.cells]
    return min(column_apart(last, c.box) for last, c in pairs) < sheet.height


def _in_row(document: Document, plan: FieldPlan, told: Told) -> Found | None:
    """The figure of the table's first or last row: under the field's own header, in the column that is told, or the
    only one of its kind there."""
    table = max(_tables(document), key=len, default=None)
    if table is None:
        return None
    row = table[0 if told.row == 1 else -1]
    sheet = document.sheet(row.cells[0].page)
    heads = [h.cell for h in document.labels.hits if h.plan is plan and h.at_start and not h.colon
             and h.cell.page == sheet.number and h.cell.box.cy < table[0].cells[0].box.cy]
    under = [c for c in row.cells if any(column_apart(c, head.box) < _COLUMN * sheet.height for head in heads)]
    values = _values(document, plan, map(Piece.whole, under or row.cells))
    if nth := told.column or told.nth:
        return _nth(values, nth)
    return values[0] if len(values) == 1 else None


def _column_of(document: Document, plan: FieldPlan, told: Told) -> Iterator[Candidate]:
    """For several values: what stands in the column of the longest table that is told, sums left out."""
    table = max(_tables(document), key=len, default=None)
    items = [r for r in table or () if any(map(str.isdigit, r.cells[0].text))]
    head = _nth(max((r.cells for r in items), key=len, default=[]), told.column)
    if head is None:
        return
    near = _COLUMN * document.sheet(head.page).height
    cells = [c for r in items for c in r.cells if column_apart(c, head.box) < near]
    values = [v[-1] for c in cells if (v := _values(document, plan, [Piece.whole(c)]))]
    if len(values) > 1:
        yield Candidate.of_list([Candidate.at(plan, v.piece, W["worth"], "position", v.value) for v in values])
