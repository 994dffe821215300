"""Which of the figures behind a row's label is its amount, told by the headers of their columns."""

from __future__ import annotations

from ocr_engine.extract.page.layout import Cell, Row, Sheet
from ocr_engine.extract.words.lexicon import words
from ocr_engine.extract.words.wordings import wording

_MAX_ROWS, _LEAST = 40, 3


def amount_of_row(first: Cell, sheet: Sheet) -> Cell | None:
    """The first figure that stands under no header of a base, a rate or a count, where ``first`` does; else None."""
    header = _header_over(first, sheet)
    if header is None or first.row is None or not _tells_base(_head_of(first, header)):
        return None
    behind = first.row.cells[first.row.cells.index(first) + 1 :]
    return next((c for c in behind if any(map(str.isdigit, c.text)) and not _tells_base(_head_of(c, header))), None)


def _header_over(cell: Cell, sheet: Sheet) -> Row | None:
    """The nearest row over the cell that holds words alone, one of them for a base, a rate or a count."""
    if cell.row is None:
        return None
    above = sheet.rows[max(0, cell.row.index - _MAX_ROWS) : cell.row.index]
    return next((r for r in reversed(above) if len(r.cells) >= _LEAST and not any(map(str.isdigit, r.text))
                 and any(_tells_base(c) for c in r.cells)), None)


def _head_of(cell: Cell, header: Row) -> Cell:
    return min(header.cells, key=lambda c: min(abs(c.box.x1 - cell.box.x1), abs(c.box.cx - cell.box.cx)))


def _tells_base(cell: Cell) -> bool:
    return "%" in cell.text or any(word in words()["base_columns"] for word, _ in wording(cell.text).words)
