"""How the reader's lines become a laid-out page: put together where a form broke them, then set in rows."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from ocr_engine.extract.words.folding import is_lone_sign
from ocr_engine.types import PageText

from .broken_zh import standing_words, whole_captions
from .combs import combed
from .layout import SEPARATOR, Cell, Frame, Row, Sheet, left_edge
from .stretches import Stretches

_NO_HEIGHT = 0.01  # of the page, for lines of which nobody told a height


def lay_out(page: PageText) -> Sheet:
    frame = Frame.of(page)
    cells = [
        Cell(line.text, frame.placed(line.box), line, order, page=page.number)
        for order, line in enumerate(page.lines)
        if line.text.strip()
    ]
    height = statistics.median(c.height for c in cells) if cells else 0.0
    height = height or _NO_HEIGHT
    cells = whole_captions(standing_words(combed(cells, height), height), height)
    return Sheet(page, cells, _rows(cells), height, frame)


def _rows(cells: Sequence[Cell]) -> list[Row]:
    """Cells whose middles lie within each other's height stand in one row; rows from top to bottom."""
    rows: list[Row] = []
    covered: list[Stretches[Cell]] = []  # by the cells of each row
    for cell in sorted(cells, key=lambda c: (c.box.cy, c.box.x0)):
        for row, stretches in zip(rows[:-5:-1], covered[:-5:-1], strict=True):
            last = row.cells[-1]
            rough = is_lone_sign(last.text) or is_lone_sign(cell.text)  # 名 of 名  称: its height is told roughly
            level = 0.6 if rough else 0.45
            if abs(last.box.cy - cell.box.cy) < level * min(last.height, cell.height) and not _stacked(stretches, cell):
                row.cells.append(cell)
                stretches.add(cell.box, cell)
                break
        else:
            rows.append(Row([cell]))
            covered.append(Stretches())
            covered[-1].add(cell.box, cell)
    rows.sort(key=lambda r: min(c.box.cy for c in r.cells))
    for index, row in enumerate(rows):
        row.index = index
        row.cells.sort(key=left_edge)
        offset = 0
        for cell in row.cells:
            cell.row, cell.start = row, offset
            offset += len(cell.text) + 1
        row.text = SEPARATOR.join(c.text for c in row.cells)
    return rows


def _stacked(row: Stretches[Cell], cell: Cell) -> bool:
    """Whether the cell lies over or under one of the row rather than beside it."""
    return any(
        min(c.box.x1, cell.box.x1) - max(c.box.x0, cell.box.x0) > 0.3 * min(c.box.width, cell.box.width)
        for c in row.touching(cell.box.x0, cell.box.x1)
    )
