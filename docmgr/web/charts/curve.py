"""The learning curve as geometry: the template draws it, so that no script and no foreign host is needed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docmgr.evaluation.models import EvaluationRun
from docmgr.evaluation.selectors import Point
from docmgr.web.charts.frame import Chart, Frame, Mark

FRAME = Frame.within(720.0, 260.0, left=44.0, right=16.0, top=14.0, bottom=30.0)
# Documents; the first ones matter most, so distances grow with the square root.
_MARKS = (0, 1, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000)
_APART = 34.0


@dataclass(frozen=True, slots=True)
class Dot:
    """``low`` and ``high``: the ends of the interval, None without one."""

    x: float
    y: float
    learned: int
    f1: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    dots: list[Dot]

    @property
    def path(self) -> str:
        return " ".join(f"{dot.x:.1f},{dot.y:.1f}" for dot in self.dots)


@dataclass(frozen=True, slots=True)
class Curve(Chart):
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Value:
    """One point to draw."""

    learned: int
    f1: float
    low: float | None = None
    high: float | None = None


def chart_of(series: Sequence[tuple[str, Sequence[Value]]]) -> Curve | None:
    """None where there is nothing to draw."""
    values = [value for _, points in series for value in points]
    if not values:
        return None
    most = max(1, *(v.learned for v in values))
    floor = max(0.0, math.floor(min(v.f1 if v.low is None else v.low for v in values) * 10 - 1e-9) / 10)
    floor = min(floor, 0.9)

    def x(learned: float) -> float:
        return round(FRAME.x(math.sqrt(learned / most)), 1)

    def y(f1: float) -> float:
        return round(FRAME.y((f1 - floor) / (1 - floor)), 1)

    lines = [Line(name, [
        Dot(x(v.learned), y(v.f1), v.learned, v.f1, None if v.low is None else y(v.low),
            None if v.high is None else y(v.high)) for v in points]) for name, points in series if points]
    steps = range(round(floor * 10), 11, 2 if floor < 0.5 else 1)
    return Curve(FRAME, _apart([Mark(x(n), str(n)) for n in (*_MARKS, most) if n <= most]),
                 [Mark(y(n / 10), f"{n / 10:.1f}") for n in steps], lines)


def chart_of_runs(curve: Mapping[str, Sequence[Point]]) -> Curve | None:
    """The curve of a type as ``evaluation.selectors.curve_of`` has it."""
    ours, theirs = curve[EvaluationRun.Source.GOLD_SET], curve[EvaluationRun.Source.REPORT]
    return chart_of([("gold_set", [Value(p.learned, p.f1, p.run.low, p.run.high) for p in ours]),
                     ("report", [Value(p.learned, p.f1) for p in theirs])])


def _apart(marks: list[Mark]) -> list[Mark]:
    """Without those that would run into a neighbour; the first and the last always stay."""
    kept = [marks[-1]]
    for mark in sorted(marks[:-1], key=lambda m: m.at, reverse=True):
        if kept[-1].at - mark.at >= _APART:
            kept.append(mark)
    return kept[::-1]
