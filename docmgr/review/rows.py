"""Tables of a document: fields with several values whose values stand in rows together, such as the line items of an
invoice.

A row is nothing of its own. Values of a table's columns that have one index are a row, and a column that has none there
is an empty cell: no value is made up for it, so that whatever works with values needs to know nothing of tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from docmgr.review.fields import CurrentField
from docmgr.review.marks import Mark


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
