"""A share by week with its interval, as geometry: the template draws it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from docmgr.core.figures import percent
from docmgr.dashboard.accuracy import Week
from docmgr.web.column_chart import days_across
from docmgr.web.curve_chart import Mark

WIDTH, HEIGHT = 480.0, 210.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 52.0, 16.0, 12.0, 30.0


@dataclass(frozen=True, slots=True)
class Dot:
    """``low`` and ``high``: the ends of the interval."""

    x: float
    y: float
    low: float
    high: float
    week: Week


@dataclass(frozen=True, slots=True)
class Shares:
    """In the units of the view box. ``lines``: the dots of weeks that follow one another without a gap."""

    lines: list[list[Dot]]
    across: list[Mark]
    up: list[Mark]
    width: float = WIDTH
    height: float = HEIGHT
    left: float = _LEFT
    right: float = WIDTH - _RIGHT
    bottom: float = HEIGHT - _BOTTOM

    @property
    def paths(self) -> list[str]:
        return [" ".join(f"{dot.x},{dot.y}" for dot in line) for line in self.lines if len(line) > 1]


def shares_of(weeks: Sequence[Week]) -> Shares | None:
    """None where nothing was counted in any week."""
    told = [week for week in weeks if week.right.count]
    if not told:
        return None
    floor = min(0.8, math.floor(min(week.right.low for week in told) * 5 + 1e-9) / 5)
    place = (WIDTH - _LEFT - _RIGHT) / len(weeks)

    def y(share: float) -> float:
        return round(_TOP + (HEIGHT - _TOP - _BOTTOM) * (1 - (share - floor) / (1 - floor)), 1)

    across = [(round(_LEFT + (n + 0.5) * place, 1), week) for n, week in enumerate(weeks)]
    lines: list[list[Dot]] = [[]]
    for x, week in across:
        if week.right.share is None:
            lines.append([])
        else:
            lines[-1].append(Dot(x, y(week.right.share), y(week.right.low), y(week.right.high), week))
    return Shares([line for line in lines if line], days_across(_days(across)),
                  [Mark(y(n / 10), percent(10 * n)) for n in range(round(floor * 10), 11, 1 if floor >= 0.7 else 2)])


def _days(across: Sequence[tuple[float, Week]]) -> list[tuple[float, date]]:
    return [(x, week.day) for x, week in across]
