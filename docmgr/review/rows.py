"""Tables of a document: fields with several values whose values stand in rows together, such as the line items of an
invoice.

A row is nothing of its own. Values of a table's columns that have one index are a row, and a column that has none there
is an empty cell: no value is made up for it, so that whatever works with values needs to know nothing of tables.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from docmgr.documents.models import Page
from docmgr.extraction import engine
from docmgr.review.fields import CurrentField
from docmgr.review.marks import Mark
from docmgr.review.places import find, part_of, plain

Where = tuple[int, list[float]]
_TOLERANCE = "0.01"
# Of an amount, in front of its point; Decimal adds up with 28 in all.
_DIGITS = 20


@dataclass(frozen=True, slots=True)
class Row:
    """``index`` is that of its values; ``cells`` one of each column, those without a value among them."""

    index: int
    cells: tuple[CurrentField, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """``columns``: any value of each, for its key, name and kind."""

    name: str
    columns: tuple[CurrentField, ...]
    rows: tuple[Row, ...]


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


def tables_of(fields: Iterable[CurrentField]) -> list[Table]:
    """In the order of the type's fields. A table without a value has no rows, or one where a field is asked for."""
    columns: dict[str, dict[str, list[CurrentField]]] = {}
    for one in fields:
        if one.rows:
            columns.setdefault(one.rows, {}).setdefault(one.key, []).append(one)
    return [_table(name, by_key) for name, by_key in columns.items()]


def _table(name: str, by_key: Mapping[str, Sequence[CurrentField]]) -> Table:
    at = {one.place: one for column in by_key.values() for one in column}
    there = {one.index: one.row for one in at.values() if one.value or one.needs_person or one.decided_at}
    return Table(name, tuple(column[0] for column in by_key.values()), tuple(
        Row(index, tuple(at.get((key, index)) or empty_cell(column[0], index) for key, column in by_key.items()))
        for index in sorted(there, key=lambda index: (there[index], index))))


def empty_cell(column: CurrentField, index: int) -> CurrentField:
    """A cell where no value stands; nobody is asked for one there."""
    return replace(
        column, index=index, required=False, value="", raw="", confidence=0.0, page=None, box=None, source="", how="",
        checks=(), candidates=(), mark=Mark.ABSENT, reasons=(), decided_by="", decided_at=None, engine_value="",
        engine_raw="", engine_confidence=0.0, engine_page=None, engine_box=None)


def with_empty_cells(fields: Iterable[CurrentField]) -> list[CurrentField]:
    """The fields, with the empty cells of their tables at the end."""
    known = list(fields)
    places = {one.place for one in known}
    return [*known, *(cell for table in tables_of(known) for row in table.rows for cell in row.cells
                      if cell.place not in places)]


def by_table(fields: Iterable[CurrentField]) -> dict[str, list[dict[str, Any]]]:
    """For programs: by table its rows, each with its values by column; None in an empty cell."""
    return {table.name: [
        {"index": row.index, "values": {cell.key: cell.value or None for cell in row.cells}} for row in table.rows
    ] for table in tables_of(fields)}


def row_numbers(fields: Iterable[CurrentField]) -> dict[tuple[str, int], int]:
    """The row that a value of a table stands in, counted from 1, by the value's place."""
    return {cell.place: number for table in tables_of(fields) for number, row in enumerate(table.rows, 1)
            for cell in row.cells}


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
    """None also for what cannot be added up to the last digit: whoever mistypes 9e999999 still sees the table."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found.adjusted()) < _DIGITS and len(text) < 2 * _DIGITS else None


class Surroundings:
    """Where a value that is typed into a cell stands: in the band of its row, and nowhere else."""

    def __init__(self, pages: Sequence[Page], fields: Iterable[CurrentField]) -> None:
        self._pages = {page.number: page for page in pages}
        self._mates: dict[tuple[str, int], list[Where]] = {}
        self._columns: dict[str, list[list[float]]] = {}
        self._lines: dict[tuple[str, int], list[tuple[int, dict[str, Any]]]] = {}
        self._plain: list[tuple[int, dict[str, Any], str]] | None = None
        for one in fields:
            if one.rows:
                self.add(one, one.page, one.box)

    def add(self, cell: CurrentField, page: int | None, box: list[float] | None) -> None:
        """The value of the cell stands there."""
        if page in self._pages and box and cell.rows:
            self._mates.setdefault((cell.rows, cell.index), []).append((page, box))
            self._columns.setdefault(cell.key, []).append(box)
            self._lines.pop((cell.rows, cell.index), None)

    def find(self, cell: CurrentField, wordings: Collection[str]) -> tuple[str, int, list[float]] | None:
        """Wording, page and box. Of a row that stands nowhere yet, only what is printed once."""
        row = cell.rows, cell.index
        return self._in_band(cell, row, wordings) if self._mates.get(row) else self._printed_once(wordings)

    def _in_band(
        self, cell: CurrentField, row: tuple[str, int], wordings: Collection[str],
    ) -> tuple[str, int, list[float]] | None:
        if row not in self._lines:
            mates = self._mates[row]
            self._lines[row] = [
                (number, line) for number in {page for page, _ in mates}
                for line, is_beside in self._told_beside(self._pages[number], mates) if is_beside]
        band = [_OneLine(number, [line]) for number, line in self._lines[row]]
        near = (cell.page, cell.box) if cell.box else self._crossing(cell, row)
        for wording in wordings:
            if found := find(wording, band, near=near):
                return wording, *found
        if cell.kind not in engine.SHAPED_KINDS | {"number"}:
            return None
        printed = {raw: (raw, number, part_of(line["box"], start, end, line["text"]))
                   for number, line in self._lines[row]
                   for start, end, raw in engine.spans_of(line["text"], kind=cell.kind)
                   if any(engine.same_value(w, engine.normalise(raw, kind=cell.kind).value, kind=cell.kind)
                          for w in wordings)}
        return next(iter(printed.values())) if len(printed) == 1 else None

    @staticmethod
    def _told_beside(page: Page, mates: Sequence[Where]) -> Iterable[tuple[dict[str, Any], bool]]:
        places = [(page.number, line["box"]) for line in page.lines]
        return zip(page.lines, engine.beside(places, mates, page), strict=True)

    def _crossing(self, cell: CurrentField, row: tuple[str, int]) -> tuple[int, list[float] | None]:
        """Where row and column meet: of what a row says twice, as price and as amount, the one there is meant."""
        page, beside = self._mates[row][0]
        column = sorted(self._columns.get(cell.key, ()))
        middle = column[len(column) // 2] if column else None
        return page, [middle[0], beside[1], middle[2], beside[3]] if middle else None

    def _printed_once(self, wordings: Collection[str]) -> tuple[str, int, list[float]] | None:
        if self._plain is None:
            self._plain = [(page.number, line, plain(line["text"])) for page in self._pages.values()
                           for line in page.lines]
        for wording in wordings:
            wanted = plain(wording)
            if len(wanted) < 2:
                continue
            found = [(number, line) for number, line, text in self._plain if wanted in text]
            if len(found) == 1 and plain(found[0][1]["text"]).count(wanted) == 1:
                place = find(wording, [_OneLine(found[0][0], [found[0][1]])])
                return (wording, *place) if place else None
        return None


@dataclass(frozen=True, slots=True)
class _OneLine:
    """A page of which only some lines are looked at."""

    number: int
    lines: list[dict[str, Any]]
