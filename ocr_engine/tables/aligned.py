"""Tables without rules: rows of cells that stand below each other in the same columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ocr_engine.types import BBox, PageText, TextLine, Word

from .fill import as_text, pieces
from .table import Cell, Table

_FEWEST_ROWS, _FEWEST_COLUMNS = 3, 3
_SHARED = 0.6           # share of a row's cells that must stand in columns of the table
_CLOSE = 0.9            # blanks up to so many line heights do not part a cell
_NEXT_LINE = 0.9
_FAR = 2.2              # rows further apart than so many line heights belong to different tables


@dataclass(slots=True)
class _Bit:
    """Words that stand closely together in a row. ``below``, of a row's first: further lines of one of its cells."""

    words: tuple[Word, ...]
    below: list[Word] = field(default_factory=list)

    @property
    def box(self) -> BBox:
        return BBox.around(w.box for w in self.words)


def aligned_tables(page: PageText, *, outside: Sequence[BBox] = ()) -> list[Table]:
    """Tables told by their columns alone. ``outside``: upright boxes of what is known already and left out.

    Prudent: at least three rows of three columns; a form of label and value is no table.
    """
    bits = [bit for line in page.lines for bit in _bits(line, page.rotation)]
    bits = [b for b in bits if not any(o.x0 <= b.box.cx <= o.x1 and o.y0 <= b.box.cy <= o.y1 for o in outside)]
    groups: list[list[list[_Bit]]] = []
    for row in _rows(bits):
        if groups and _belongs_to_last(groups[-1], row):
            groups[-1][-1][0].below += [w for bit in row for w in bit.words]
        elif groups and _goes_on(groups[-1], row):
            groups[-1].append(row)
        elif len(row) >= _FEWEST_COLUMNS:
            groups.append([row])
        elif groups and groups[-1]:
            groups.append([])
    return [t for g in groups if (t := _table(g, page.rotation)) is not None]


def _bits(line: TextLine, rotation: int) -> list[_Bit]:
    found: list[list[Word]] = []
    for word in pieces(line, rotation):
        if found and word.box.x0 - found[-1][-1].box.x1 < _CLOSE * word.box.height:
            found[-1].append(word)
        else:
            found.append([word])
    return [_Bit(tuple(words)) for words in found]


def _rows(bits: Sequence[_Bit]) -> list[list[_Bit]]:
    rows: list[list[_Bit]] = []
    for bit in sorted(bits, key=lambda b: b.box.cy):
        if rows and abs(bit.box.cy - rows[-1][0].box.cy) < 0.5 * min(bit.box.height, rows[-1][0].box.height):
            rows[-1].append(bit)
        else:
            rows.append([bit])
    return [sorted(row, key=lambda b: b.box.x0) for row in rows]


def _belongs_to_last(group: Sequence[Sequence[_Bit]], row: Sequence[_Bit]) -> bool:
    """A single cell closely below a row and within one of its cells' columns: the cell has another line."""
    if not group or len(row) != 1 or len(group[-1]) < 2:
        return False
    box, above = row[0].box, _bottom(group[-1][0])
    inside = any(c[0] - 0.01 <= box.x0 and box.x1 <= after for c, after in _reach(_columns(group)))
    return box.y0 - above.y1 < _NEXT_LINE * box.height and inside


def _bottom(first: _Bit) -> BBox:
    return BBox.around(w.box for w in first.below) if first.below else first.box


def _reach(columns: Sequence[tuple[float, float]]) -> list[tuple[tuple[float, float], float]]:
    """Each column with the x where the next one begins."""
    return list(zip(columns, [*(c[0] for c in columns[1:]), 1.0], strict=True))


def _goes_on(group: Sequence[Sequence[_Bit]], row: Sequence[_Bit]) -> bool:
    if not group:
        return False
    last, box = _bottom(group[-1][0]), row[0].box
    if box.y0 - last.y1 > _FAR * box.height or len(row) < 2:
        return False
    columns = _columns(group)
    return sum(any(_meets(bit.box, c) for c in columns) for bit in row) >= _SHARED * len(row)


def _columns(group: Sequence[Sequence[_Bit]]) -> list[tuple[float, float]]:
    """Intervals of x that the fullest rows share, from left to right."""
    most = max(len(row) for row in group)
    spans = sorted((b.box.x0, b.box.x1) for row in group if len(row) == most for b in row)
    merged: list[tuple[float, float]] = []
    for x0, x1 in spans:
        if merged and x0 < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], x1))
        else:
            merged.append((x0, x1))
    return merged


def _meets(box: BBox, column: tuple[float, float]) -> bool:
    return min(box.x1, column[1]) - max(box.x0, column[0]) > 0.3 * min(box.width, column[1] - column[0])


def _table(group: Sequence[Sequence[_Bit]], rotation: int) -> Table | None:
    if sum(len(row) >= _FEWEST_COLUMNS for row in group) < _FEWEST_ROWS:
        return None
    columns = _columns(group)
    if len(columns) < _FEWEST_COLUMNS:
        return None
    cells = [cell for r, row in enumerate(group) for cell in _cells(r, row, columns, rotation)]
    words = [w.box for row in group for bit in row for w in (*bit.words, *bit.below)]
    return Table(tuple(cells), box=BBox.around(words).turned(-rotation % 360))


def _cells(r: int, row: Sequence[_Bit], columns: Sequence[tuple[float, float]], rotation: int) -> list[Cell]:
    """The words of a row, each in the column it stands in or nearest to."""
    held: list[list[Word]] = [[] for _ in columns]
    for bit in row:
        for word in (*bit.words, *bit.below):
            held[min(range(len(columns)), key=lambda c: _distance(word.box.cx, columns[c]))].append(word)
    return [Cell(as_text([(w.box, w.text) for w in words]), r, c, header=r == 0,
                 box=BBox.around(w.box for w in words).turned(-rotation % 360) if words else None)
            for c, words in enumerate(held)]


def _distance(x: float, column: tuple[float, float]) -> float:
    return max(column[0] - x, x - column[1], 0.0)
