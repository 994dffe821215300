"""The reliability diagram as geometry: what confidences claim across, the share that was right up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docmgr.extraction import engine
from docmgr.web.charts.frame import Chart, Frame, Mark

FRAME = Frame.within(480.0, 340.0, left=44.0, right=16.0, top=14.0, bottom=74.0)
_COUNTS = 30.0          # the height of the longest bar below
_SMALL, _LARGE = 3.0, 9.0


@dataclass(frozen=True, slots=True)
class Dot:
    """The values of one bin. ``low`` and ``high``: the ends of the 95 % interval; ``bar``: the height of its count."""

    x: float
    y: float
    radius: float
    low: float
    high: float
    bar: float
    row: Row


@dataclass(frozen=True, slots=True)
class Row:
    """The same in numbers. Shares are 0..1; ``off``: claimed less right."""

    begins: float
    ends: float
    count: int
    confidence: float
    right: float
    low: float
    high: float

    @property
    def off(self) -> float:
        return self.confidence - self.right

    @property
    def fits(self) -> bool:
        """Whether what is claimed lies within what chance allows."""
        return self.low <= self.confidence <= self.high


@dataclass(frozen=True, slots=True)
class Diagram(Chart):
    """The diagonal is where confidence means what it says. ``base``: where the bars of the counts stand."""

    dots: list[Dot]
    base: float = FRAME.bottom + 26 + _COUNTS


def diagram_of(reliability: Mapping[str, Any] | None) -> Diagram | None:
    """``reliability`` as a run keeps it: {bins: [{low, high, count, confidence, right}], …}. None without values."""
    rows = [_row(b) for b in (reliability or {}).get("bins") or () if b["count"]]
    if not rows:
        return None
    most = max(row.count for row in rows)
    marks = [n / 5 for n in range(6)]
    return Diagram(FRAME, [Mark(_x(m), f"{m:.1f}") for m in marks], [Mark(_y(m), f"{m:.1f}") for m in marks],
                   [_dot(row, most) for row in rows])


def _row(one: Mapping[str, Any]) -> Row:
    wrong = round(one["count"] * (1 - one["right"]))
    bounds = engine.monitored(wrong, one["count"], alpha=0.5)
    return Row(one["low"], one["high"], one["count"], one["confidence"], one["right"], 1 - bounds["upper"],
               1 - bounds["lower"])


def _dot(row: Row, most: int) -> Dot:
    share = row.count / most
    return Dot(_x(row.confidence), _y(row.right), round(_SMALL + (_LARGE - _SMALL) * share ** 0.5, 1), _y(row.low),
               _y(row.high), round(max(1.0, _COUNTS * share), 1), row)


def _x(share: float) -> float:
    return round(FRAME.x(share), 1)


def _y(share: float) -> float:
    return round(FRAME.y(share), 1)
