"""Print that slipped against its form: on fare receipts a machine fills a printed column of labels, often a line too
high or too low, so that each value stands beside its neighbour's label.

One value proves nothing. Where all values of the column, moved by one and the same step, suit the kinds of their labels
and unmoved do not, the step is believed.
"""

from __future__ import annotations

import statistics
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ocr_engine.extract.candidates import Candidate, Document, Found
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.labels.labelmap import Hit
from ocr_engine.extract.page.layout import Cell, Sheet, left_edge
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import FREE_KINDS, SLIPPED

_STEPS = 14          # tenths of a line of the form that the print may have slipped, up or down
_NEAR = 0.32         # lines between a value and where it must stand after its step
_SMALL = 0.5         # a step of so many lines needs less to be believed
_ENOUGH = 4          # labels of a column that say what kind of value they want
_FITS = 0.6          # of a reading that bears its label out
_SHAPES = frozenset(("time", "moment", "datetime", "quantity", "percent", "duration", "period", "train", "words_amount",
                     "digits_amount"))


class Beside(NamedTuple):
    hit: Hit
    cell: Cell
    found: Found


def by_slip(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    for sheet in document.sheets:
        for column in _columns(document, sheet, plans):
            yield from _moved(document, sheet, column)


def _columns(document: Document, sheet: Sheet, plans: list[FieldPlan]) -> list[list[Hit]]:
    """Labels right under one another that stand alone in their cells and want a value of a certain kind."""
    best: dict[Cell, Hit] = {}
    for hit in document.labels.hits:
        plan = hit.plan
        if plan is None or plan not in plans or hit.cell.page != sheet.number or not document.labels.is_label(hit.cell):
            continue
        if (plan.kind not in FREE_KINDS or plan.shape in _SHAPES) and (
                hit.cell not in best or hit.quality > best[hit.cell].quality):
            best[hit.cell] = hit
    columns: list[list[Hit]] = []
    for hit in sorted(best.values(), key=lambda h: h.cell.box.cy):
        last = next((c for c in columns if abs(c[-1].cell.box.x0 - hit.cell.box.x0) < sheet.height), None)
        if last is None:
            columns.append([hit])
        else:
            last.append(hit)
    return [c for c in columns if len(c) >= _ENOUGH]


def _moved(document: Document, sheet: Sheet, column: Sequence[Hit]) -> Iterator[Candidate]:
    cells = [h.cell for h in column]
    line = statistics.median(b.box.cy - a.box.cy for a, b in pairwise(cells))
    right = max(c.box.x1 for c in cells)
    down = sorted(sheet.cells, key=lambda c: c.box.cy)
    values = [c for c in down if c.box.x0 > right - sheet.height and not document.labels.is_label(c)
              and cells[0].box.cy - 1.5 * line < c.box.cy < cells[-1].box.cy + 1.5 * line]
    steps = {n / 10: _beside(document, column, values, n / 10, line) for n in range(-_STEPS, _STEPS + 1)}
    step = max(steps, key=lambda s: (round(_worth(steps[s]), 1), -abs(s)))
    gain = _worth(steps[step]) - max(_worth(steps[0.0]), _worth(_in_place(document, column)))
    wanted = SLIPPED["gain"] * (1 if abs(step) < _SMALL else 3)
    if gain < wanted or len(steps[step]) < max(_ENOUGH, SLIPPED["share"] * len(column)):
        return
    for hit, _, (piece, fit, value) in steps[step]:
        if hit.plan is not None:
            score = min(1.0, SLIPPED["worth"] * hit.quality * fit)
            yield Candidate.at(hit.plan, piece, score, "label_near", value, hit)


def _in_place(document: Document, column: Sequence[Hit]) -> list[Beside]:
    """What each label has next to it in its own row, also where a longer label of the column reaches over it: print
    that stands there did not slip, and what stands further right is of another block."""
    found = []
    for hit in column:
        cells = hit.cell.row.cells if hit.cell.row else []
        at = bisect_right(cells, hit.cell.box.x1, key=left_edge)
        if at < len(cells) and hit.plan is not None and not document.labels.is_label(cells[at]):
            best = document.best(hit.plan, Piece.whole(cells[at]))
            if best and best.fit >= _FITS:
                found.append(Beside(hit, cells[at], best))
    return found


def _beside(document: Document, column: Sequence[Hit], values: Sequence[Cell], step: float, line: float
            ) -> list[Beside]:
    """What stands beside each label once the print is moved back by so many lines; ``values`` from top to bottom."""
    found = []
    middles = [c.box.cy for c in values]
    for hit in column:
        at = hit.cell.box.cy + step * line
        cell = _nearest(values, middles, at)
        if cell is None or abs(cell.box.cy - at) > _NEAR * line or hit.plan is None:
            continue
        best = document.best(hit.plan, Piece.whole(cell))
        if best and best.fit >= _FITS:
            found.append(Beside(hit, cell, best))
    return found


def _nearest(values: Sequence[Cell], middles: Sequence[float], at: float) -> Cell | None:
    """``values`` from top to bottom; of several in one line the first."""
    below = bisect_left(middles, at)
    sides = [bisect_left(middles, middles[below - 1])] if below else []
    sides += [below] if below < len(values) else []
    return values[min(sides, key=lambda i: abs(middles[i] - at))] if sides else None


def _worth(found: Sequence[Beside]) -> float:
    """What each place is worth counts once, however many labels reach for it."""
    best: dict[Cell, float] = {}
    for one in found:
        best[one.cell] = max(best.get(one.cell, 0.0), one.found.fit)
    return sum(best.values())
