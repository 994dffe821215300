"""Gold tables: a row for each labelled document, its file in one column and a field in each of the others.

What is wrong with one is told in plain words, with its row.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from docmgr.core import tables
from docmgr.core.exceptions import Invalid
from docmgr.core.tables import Cell, Row, Unusable
from docmgr.evaluation.goldheader import Columns, columns_of
from docmgr.evaluation.labelled import Labelled, labelled

MAX_ROWS = 100_000
# Between several values of a field, as docmgr writes them; a line each in the cell is as good.
_BETWEEN = " | "
_UNKNOWN = "?"
_MOST_TOLD = 5


def read_table(name: str, data: bytes, definition: Mapping[str, Any]) -> list[Labelled]:
    """A document for each row that is not blank. ``definition``: of the type whose fields the columns name.

    An empty cell says that the document does not have the field, ``?`` that nobody knows. Raises Invalid, naming the
    first rows that are not usable.
    """
    sheets = [definition["key"], *definition["label"].values()]
    header, *rows = tables.rows_of(name, data, most=MAX_ROWS, sheets=sheets) or [[]]
    columns = columns_of(header, definition["fields"])
    many = {field["key"] for field in definition["fields"] if field.get("many")}
    found: dict[str, Labelled] = {}
    wrong = []
    for number, row in enumerate(rows, 2):
        if not any(row):
            continue
        fault = _fault(row, columns, found)
        if fault:
            wrong.append(_("Row %(number)d: %(reason)s.") % {"number": number, "reason": fault})
        else:
            entry = _entry(row, columns, many)
            found[entry.id] = entry
    if wrong:
        raise _refused(wrong)
    if not found:
        raise Invalid(_("The table has no row with a document."), code="gold_invalid")
    return list(found.values())


def _fault(row: Row, columns: Columns, found: Mapping[str, Labelled]) -> str:
    """Why the row cannot be taken; empty where it can."""
    for place, cell in enumerate(row):
        if cell and not columns.names(place):
            return _("there is a value in a column without a name")
        if isinstance(cell, Unusable) and (place == columns.file or place in columns.fields):
            return _("“%(column)s”: %(reason)s") % {"column": columns.names(place), "reason": cell.reason}
    file = _file(row, columns)
    if not file:
        return _("it names no file")
    return _("another row names the same file") if file in found else ""


def _entry(row: Row, columns: Columns, many: set[str]) -> Labelled:
    file = _file(row, columns)
    cells = {key: str(_cell(row, place)) for place, key in columns.fields.items()}
    fields = {key: _values(text) if key in many else text for key, text in cells.items() if text != _UNKNOWN}
    line = {"file": file, "fields": {key: value for key, value in fields.items() if value},
            "null_fields": [key for key, value in fields.items() if not value]}
    return labelled(name=file, file=file, fields=fields, line=json.dumps(line, ensure_ascii=False))


def _file(row: Row, columns: Columns) -> str:
    """As archives name it, also where it was typed as Windows does."""
    return str(_cell(row, columns.file)).replace("\\", "/")


def _cell(row: Row, place: int) -> Cell:
    """Empty behind the end of a short row."""
    return row[place] if place < len(row) else ""


def _values(text: str) -> list[str]:
    return [part.strip() for line in text.splitlines() for part in line.split(_BETWEEN) if part.strip()]


def _refused(wrong: Sequence[str]) -> Invalid:
    more = len(wrong) - _MOST_TOLD
    rest = [_("Rows that cannot be used besides: %(count)d.") % {"count": more}] if more > 0 else []
    return Invalid(" ".join([*wrong[:_MOST_TOLD], *rest]), code="gold_invalid")
