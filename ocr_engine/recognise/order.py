"""Reading order: columns of running text one after the other, everything else row by row."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from ocr_engine.types import BBox

_MIN_COLUMN_LINES = 5
_FILLED = 0.6  # lines of running text fill their column; cells of a table do not
_GUTTER = 0.012


def reading_order(boxes: Sequence[BBox], lengths: Sequence[int]) -> list[int]:
    """Indices of the boxes in reading order; ``lengths`` are their numbers of characters."""
    return _order(list(range(len(boxes))), boxes, lengths)


def _order(indices: list[int], boxes: Sequence[BBox], lengths: Sequence[int]) -> list[int]:
    if len(indices) < 2 * _MIN_COLUMN_LINES:
        return _by_rows(indices, boxes)
    split = _column_split(indices, boxes, lengths)
    if split is None:
        return _by_rows(indices, boxes)
    above, left, right, below = split
    return [i for part in (above, left, right, below) for i in _order(part, boxes, lengths)]


def _column_split(indices: list[int], boxes: Sequence[BBox],
                  lengths: Sequence[int]) -> tuple[list[int], list[int], list[int], list[int]] | None:
    """(above, left, right, below) for the best gutter between two columns of running text, or None."""
    best = None
    for gutter in _gutters(indices, boxes):
        left = [i for i in indices if boxes[i].x1 <= gutter]
        right = [i for i in indices if boxes[i].x0 >= gutter]
        if not (_is_running_text(left, boxes, lengths) and _is_running_text(right, boxes, lengths)):
            continue
        top = max(min(boxes[i].y0 for i in left), min(boxes[i].y0 for i in right))
        across = [i for i in indices if boxes[i].x0 < gutter < boxes[i].x1]
        inside = [i for i in across if boxes[i].cy > top
                  and any(boxes[j].cy > boxes[i].cy for j in left) and any(boxes[j].cy > boxes[i].cy for j in right)]
        if not inside and (best is None or len(across) < best[0]):
            best = (len(across), across, left, right, top)
    if best is None:
        return None
    _count, across, left, right, top = best
    above = [i for i in across if boxes[i].cy <= top]
    return above, left, right, [i for i in across if boxes[i].cy > top]


def _gutters(indices: list[int], boxes: Sequence[BBox]) -> list[float]:
    """Middles of the gaps between the right edges of some lines and the next left edges of others."""
    lefts = sorted({round(boxes[i].x0, 3) for i in indices})
    found = []
    for x in lefts:
        ends = [boxes[i].x1 for i in indices if boxes[i].x1 <= x]
        if len(ends) >= _MIN_COLUMN_LINES and x - max(ends) >= _GUTTER:
            found.append((max(ends) + x) / 2)
    return found


def _is_running_text(column: list[int], boxes: Sequence[BBox], lengths: Sequence[int]) -> bool:
    if len(column) < _MIN_COLUMN_LINES:
        return False
    width = max(boxes[i].x1 for i in column) - min(boxes[i].x0 for i in column)
    return (median(boxes[i].width for i in column) >= _FILLED * width
            and median(lengths[i] for i in column) >= 12)


def _by_rows(indices: list[int], boxes: Sequence[BBox]) -> list[int]:
    """Top to bottom, left to right within a row. A row is what overlaps its first box by half of the lower height."""
    rows: list[tuple[BBox, list[int]]] = []
    for index in sorted(indices, key=lambda i: boxes[i].cy):
        box = boxes[index]
        for anchor, row in reversed(rows[-4:]):
            overlap = min(anchor.y1, box.y1) - max(anchor.y0, box.y0)
            if overlap >= 0.5 * min(anchor.height, box.height):
                row.append(index)
                break
        else:
            rows.append((box, [index]))
    return [i for _anchor, row in rows for i in sorted(row, key=lambda i: boxes[i].x0)]
