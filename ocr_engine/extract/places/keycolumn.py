"""Lists of keys with their values beside them, told by their neighbours: the line over or under a key is another one
with its value at the same height of the page's width. Whatever the rest of a page does, there a value stands beside.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import islice

from ocr_engine.extract.labels.labelmap import LabelMap
from ocr_engine.extract.page.layout import Cell, Row, Sheet, left_edge

_ENOUGH, _ROWS = 3, 40  # other keys of a column that begins rows; rows over and under one that are asked
_FAR, _ALIGNED, _ALIKE = 3.5, 0.4, 0.08  # line heights to the next key, of two edges that are one; of two prints


def is_key(cell: Cell, labels: LabelMap, sheet: Sheet) -> bool:
    """Whether the cell is one of at least two keys under each other that have their values beside them."""
    value = _beside(cell, labels)
    if value is None or cell.row is None:
        return False
    above, under = cell.row.index - 1, cell.row.index + 1
    near = [sheet.rows[i] for i in (above, under) if 0 <= i < len(sheet.rows)]
    return any(_goes_with(other, cell, value, labels, sheet) for row in near for other in _ranged(row, cell, sheet))


def _ranged(row: Row, cell: Cell, sheet: Sheet) -> list[Cell]:
    """The cells of a row that begin where the cell does."""
    edge = _ALIGNED * sheet.height
    return row.cells[bisect_left(row.cells, cell.box.x0 - edge, key=left_edge):
                     bisect_right(row.cells, cell.box.x0 + edge, key=left_edge)]


def begins_rows(cell: Cell, labels: LabelMap, sheet: Sheet) -> bool:
    """Whether the cell is one of a column of keys with which the rows of a grid begin, and its row holds but one print
    more: between the two nothing can stand, however wide the box."""
    if cell.row is None or cell.row.cells[0] is not cell or len(cell.row.cells) != 2:
        return False
    rows = sheet.rows[max(0, cell.row.index - _ROWS) : cell.row.index + _ROWS]
    firsts = (r.cells[0] for r in rows if r.cells[0] is not cell and labels.is_label(r.cells[0]))
    edge = _ALIGNED * sheet.height
    ranged = (c for c in firsts if min(abs(c.box.cx - cell.box.cx), abs(c.box.x0 - cell.box.x0)) < edge)
    return sum(1 for _ in islice(ranged, _ENOUGH)) == _ENOUGH


def _beside(cell: Cell, labels: LabelMap) -> Cell | None:
    """The next print of the row, where it is no label."""
    if cell.row is None or cell.standing:
        return None
    at = bisect_right(cell.row.cells, cell.box.x0, key=left_edge)
    found = cell.row.cells[at] if at < len(cell.row.cells) else None
    return None if found is None or labels.is_label(found) or labels.starts.get(found) else found


def _goes_with(other: Cell, cell: Cell, value: Cell, labels: LabelMap, sheet: Sheet) -> bool:
    near = abs(other.box.cy - cell.box.cy) < _FAR * sheet.height
    alike = abs(other.height - cell.height) < _ALIKE * cell.height
    if not near or not alike or not labels.is_label(other):
        return False
    beside = _beside(other, labels)
    return beside is not None and abs(beside.box.x0 - value.box.x0) < _ALIGNED * sheet.height
