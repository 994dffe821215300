"""A share by week with its interval, as geometry: the template draws it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from docmgr.core.figures import percent
from docmgr.dashboard.accuracy import Week
from docmgr.web.charts.columns import days_across
from docmgr.web.charts.frame import Chart, Frame, Mark

FRAME = Frame.within(480.0, 210.0, left=52.0, right=16.0, top=12.0, bottom=30.0)


@dataclass(frozen=True, slots=True)
class Dot:
    """``low`` and ``high``: the ends of the interval."""

    x: float
    y: float
    low: float
    high: float
    week: Week


@dataclass(frozen=True, slots=True)
class Shares(Chart):
    """``lines``: the dots of weeks that follow one another without a gap."""

    lines: list[list[Dot]]

    @property
    def paths(self) -> list[str]:
        return [" ".join(f"{dot.x},{dot.y}" for dot in line) for line in self.lines if len(line) > 1]


def shares_of(weeks: Sequence[Week]) -> Shares | None:
    """None where nothing was counted in any week."""
    told = [week for week in weeks if week.right.count]
    if not told:
        return None
    floor = min(0.8, math.floor(min(week.right.low for week in told) * 5 + 1e-9) / 5)
    place = (FRAME.right - FRAME.left) / len(weeks)

    def y(share: float) -> float:
        return round(FRAME.y((share - floor) / (1 - floor)), 1)

    across = [(round(FRAME.left + (n + 0.5) * place, 1), week) for n, week in enumerate(weeks)]
    lines: list[list[Dot]] = [[]]
    for x, week in across:
        if week.right.share is None:
            lines.append([])
        else:
            lines[-1].append(Dot(x, y(week.right.share), y(week.right.low), y(week.right.high), week))
    steps = range(round(floor * 10), 11, 1 if floor >= 0.7 else 2)
    return Shares(FRAME, days_across(_days(across)), [Mark(y(n / 10), percent(10 * n)) for n in steps],
                  [line for line in lines if line])


def _days(across: Sequence[tuple[float, Week]]) -> list[tuple[float, date]]:
    return [(x, week.day) for x, week in across]
