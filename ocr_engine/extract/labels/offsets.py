"""How values stand to their labels where they stand neither beside nor right under them.

A form puts each value at the same step from its label: indented on the next line, two lines lower, at a tab of the line
below. One label proves nothing; a step that several labels of a page agree in, to a fraction of a line, does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from typing import NamedTuple

from ocr_engine.extract.page.layout import Cell, Sheet

from .captions import values_beside

_GRID = 0.3         # steps are alike within this, in line heights
_DOWN, _UP, _LEFT, _RIGHT = 4.5, 2.5, 1.0, 22.0     # how far a value may stand from its label, in line heights
_ENOUGH, _SMALL = 3, 2
_MOST, _NEAREST = 200, 40   # labels of a form, and the texts about one that are looked at: pages may hold thousands
_COLON = re.compile(r"[:：]\s*$")


class Step(NamedTuple):
    """From the left edge and the middle of a label to those of its value, in line heights."""

    right: float
    down: float


class Stepped(NamedTuple):
    """The first line of a value, and how many labels of the page have theirs at the same step."""

    value: Cell
    agreeing: int


def stepped(sheet: Sheet, labels: Iterable[Cell]) -> dict[Cell, Stepped]:
    """``labels``: the cells that hold a label and nothing else."""
    known = [c for c in labels if not c.standing]
    if len(known) > _MOST:
        return {}
    beside = values_beside(known, sheet)
    open_labels = [c for c in known if c not in beside]
    taken = {*known, *beside.values()}
    values = [c for c in sheet.cells if c not in taken and not c.standing]
    pairs = {label: _steps(label, values, known, sheet) for label in open_labels}
    found: dict[Cell, Stepped] = {}
    while (step := _best(pairs, found)) is not None:
        here = _standing_at(step, pairs, found)
        found.update({label: Stepped(value, len(here)) for label, value in here.items()})
        if not here:
            break
    return found


def _steps(label: Cell, values: Sequence[Cell], known: Sequence[Cell], sheet: Sheet) -> list[tuple[Step, Cell]]:
    up = 0.0 if _COLON.search(label.text) else _UP      # a colon announces what follows
    near = []
    for value in values:
        step = Step((value.box.x0 - label.box.x0) / sheet.height, (value.box.cy - label.box.cy) / sheet.height)
        if -_LEFT < step.right < _RIGHT and -up < step.down < _DOWN and abs(step.down) > 0.6:
            near.append((step, value))
    if len(near) > _NEAREST:
        near = nsmallest(_NEAREST, near, key=lambda pair: abs(pair[0].right) + abs(pair[0].down))
    return [(step, value) for step, value in near if not _another_between(label, value, known)]


def _another_between(label: Cell, value: Cell, known: Sequence[Cell]) -> bool:
    """Whether another label stands between the two, or before the value in its own row."""
    for other in known:
        if other is label:
            continue
        if other.row is value.row and other.box.x0 < value.box.x0:
            return True
        between = min(label.box.cy, value.box.cy) < other.box.cy < max(label.box.cy, value.box.cy)
        apart = abs(other.box.cy - label.box.cy) > 0.5 * label.height
        if between and apart and other.box.x0 < value.box.x1 and other.box.x1 > label.box.x0:
            return True
    return False


def _alike(one: Step, other: Step) -> bool:
    return abs(one.right - other.right) < _GRID and abs(one.down - other.down) < _GRID


def _best(pairs: Mapping[Cell, list[tuple[Step, Cell]]], found: Mapping[Cell, Stepped]) -> Step | None:
    """The step in which most labels without a value agree; of equal ones the shorter, downwards before upwards."""
    used = {f.value for f in found.values()}
    votes: dict[Step, int] = defaultdict(int)
    left = {label: [(s, v) for s, v in steps if v not in used] for label, steps in pairs.items() if label not in found}
    for steps in left.values():
        for step, _ in steps:
            votes[step] = 0
    for step in votes:
        votes[step] = sum(any(_alike(step, s) for s, _ in steps) for steps in left.values())
    enough = _SMALL if len(left) < 2 * _ENOUGH else _ENOUGH
    best = max(votes, key=lambda s: (votes[s], s.down > 0, -abs(s.down) - 0.2 * abs(s.right)), default=None)
    return best if best is not None and votes[best] >= enough else None


def _standing_at(step: Step, pairs: Mapping[Cell, list[tuple[Step, Cell]]], found: Mapping[Cell, Stepped]
                 ) -> dict[Cell, Cell]:
    used = {f.value for f in found.values()}
    here: dict[Cell, Cell] = {}
    for label, steps in pairs.items():
        fitting = [(abs(s.right - step.right) + abs(s.down - step.down), v) for s, v in steps if _alike(step, s)]
        free = [(d, v) for d, v in fitting if v not in used]
        if label not in found and free:
            here[label] = min(free, key=lambda item: item[0])[1]
            used.add(here[label])
    return here
