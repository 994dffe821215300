"""On which side of its labels a page prints the values of a grid: forms print a caption over each box, or under it.

Told by the gaps: a label stands nearer to its own value than to its neighbours'. One label proves nothing, several
that agree do.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable
from itertools import islice
from typing import Literal

from ocr_engine.extract.page.edges import Edges
from ocr_engine.extract.page.layout import Cell, Sheet, left_edge

Side = Literal["", "above", "below"]
_NEAR, _CLEARLY = 1.3, 0.6      # line heights to the value, at most; share of the gap on the other side, at most
_RANGED = 3  # rows of two columns
_FAR = 99.0  # where nothing stands on that side
_ENOUGH, _SHARE = 3, 0.6        # labels that must agree, and their share of all labels of the page


def side_of_values(sheet: Sheet, labels: Iterable[Cell]) -> Side:
    """``labels``: the cells that hold a label and nothing else."""
    labels = set(labels)
    beside = values_beside(labels, sheet)
    taken = set(beside.values())
    free = Edges([c for c in sheet.cells if c not in taken])
    votes: list[Side] = ["" if cell in beside else _side(cell, free, sheet) for cell in labels]
    sides: tuple[Side, Side] = ("above", "below")
    for side in sides:
        if votes.count(side) >= max(_ENOUGH, _SHARE * len(votes)):
            return side
    return ""


def values_beside(labels: Collection[Cell], sheet: Sheet) -> dict[Cell, Cell]:
    """Label -> the value in its row, unless that belongs to its own column: under a caption or under other text."""
    found: dict[Cell, Cell] = {}
    edges = Edges(sheet.cells)
    for label in labels:
        cells = label.row.cells if label.row else []
        at = bisect_left(cells, label.box.x1 - 0.2 * label.height, key=left_edge)
        value = cells[at] if at < len(cells) else None
        if value is not None and value not in labels and not _of_its_column(
                value, labels, edges, sheet, ranged=in_two_columns(label, value, sheet, labels)):
            found[label] = value
    return found


def in_two_columns(label: Cell, value: Cell, sheet: Sheet, labels: Collection[Cell] | None = None) -> bool:
    """Whether rows of the page hold no more than a label at the left and its value, ranged with this one: then nothing
    can stand between them, however far they are apart. ``labels``: only rows of one of these and a value count."""
    if label.row is None or label.row.cells != [label, value]:
        return False
    alike = (r.cells for r in sheet.rows if len(r.cells) == 2 and abs(r.cells[0].box.x0 - label.box.x0) < sheet.height)
    ranged = (v for first, v in alike if (labels is None or (first in labels and v not in labels))
              and min(abs(v.box.x1 - value.box.x1), abs(v.box.x0 - value.box.x0)) < 0.5 * sheet.height)
    return sum(1 for _ in islice(ranged, _RANGED)) == _RANGED


def _of_its_column(value: Cell, labels: Collection[Cell], edges: Edges, sheet: Sheet, *, ranged: bool) -> bool:
    """Whether something right over it has its left edge, and is not just the value beside the label over its own.

    ``edges``: of all cells of the sheet.
    """
    for over in edges.near_over(value, _CLEARLY * sheet.height):
        if abs(over.box.x0 - value.box.x0) > 0.5 * sheet.height:
            continue
        if over in labels or (not ranged and (
                not over.before or max(over.before, key=lambda c: c.box.x1) not in labels)):
            return True
    return False


def _side(cell: Cell, others: Edges, sheet: Sheet) -> Side:
    """``others``: the cells that are not already the value beside a label."""
    up = float(others.gaps_over(cell).min(initial=_FAR)) / sheet.height
    down = float(others.gaps_under(cell).min(initial=_FAR)) / sheet.height
    if up < _NEAR and up < _CLEARLY * down:
        return "above"
    return "below" if down < _NEAR and down < _CLEARLY * up else ""


def lines_over(cell: Cell, sheet: Sheet, labels: Iterable[Cell]) -> list[Cell]:
    """The lines of the value that stands over its caption, from top to bottom."""
    known, edges = set(labels), Edges(sheet.cells)
    found: list[Cell] = []
    last = cell
    while len(found) < 4:
        near = edges.near_over(last, (_NEAR if not found else 0.7) * sheet.height)
        over = next((c for c in near if c not in known and abs(c.box.x0 - cell.box.x0) < 2 * sheet.height), None)
        if over is None:
            break
        last = over
        found.insert(0, last)
    return found
