"""Boxes of one sign each: what is printed or written into a comb is one word. Under 角 and 分 stand the cents."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ocr_engine.types import BBox

from .layout import Cell

_LEAST = 5
_WIDEST, _EVEN = 3.2, 0.15  # line heights between two boxes, at most; share by which two steps may differ
_LEVEL, _OVER = 0.4, 3.0    # of a height, within a row; heights up to what heads the boxes
_SIGNS = "¥￥$€"


def combed(cells: list[Cell], height: float) -> list[Cell]:
    """The cells with each comb as one of them."""
    single = sorted((c for c in cells if _is_sign(c.text.strip())), key=lambda c: (c.box.cy, c.box.x0))
    middles = [c.box.cy for c in single]
    used: set[Cell] = set()
    merged: list[Cell] = []
    for first in single:
        level = _LEVEL * first.height
        row = sorted((c for c in _around(single, middles, first, level)
                      if c not in used and abs(c.box.cy - first.box.cy) < level), key=lambda c: c.box.cx)
        for run in _runs(row, height) if first in row and len(row) >= _LEAST else ():
            if len(run) >= _LEAST and not _of_a_table(run, _around(single, middles, run[0], _OVER * height), height):
                used.update(run)
                merged.append(replace(run[0], text=_spelled(run, cells), box=BBox.around(c.box for c in run)))
    return [c for c in cells if c not in used] + merged if merged else cells


def _around(single: Sequence[Cell], middles: Sequence[float], cell: Cell, reach: float) -> Sequence[Cell]:
    """Those no farther over or under the cell, without a walk over all others; ``middles`` of all, ascending."""
    return single[bisect_left(middles, cell.box.cy - reach) : bisect_right(middles, cell.box.cy + reach)]


def _is_sign(text: str) -> bool:
    return len(text) == 1 and ((text.isascii() and text.isalnum()) or text in _SIGNS)


def _runs(row: Sequence[Cell], height: float) -> list[list[Cell]]:
    """Neighbours at even steps."""
    runs: list[list[Cell]] = [[row[0]]]
    for before, cell in pairwise(row):
        step = cell.box.cx - before.box.cx
        run = runs[-1]
        even = len(run) < 2 or abs(step - (run[1].box.cx - run[0].box.cx)) < _EVEN * step
        if 0 < step < _WIDEST * height and even:
            run.append(cell)
        else:
            runs.append([cell])
    return runs


def _of_a_table(run: Sequence[Cell], single: Sequence[Cell], height: float) -> bool:
    """Whether rows of single signs stand over or under one another in the same columns."""
    near = [c for c in single if _LEVEL * height < abs(c.box.cy - run[0].box.cy) < _OVER * height]
    return 2 * sum(any(abs(c.box.cx - o.box.cx) < 0.3 * height for o in near) for c in run) > len(run)


def _spelled(run: Sequence[Cell], cells: Sequence[Cell]) -> str:
    text = "".join(c.text.strip() for c in run)
    over = ["".join(o.text.strip() for o in cells if 0 < c.box.cy - o.box.cy < _OVER * c.height
                    and o.box.x0 < c.box.cx < o.box.x1) for c in run[-2:]]
    return f"{text[:-2]}.{text[-2:]}" if over == ["角", "分"] else text
