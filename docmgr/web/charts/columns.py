"""Counts by day or week as columns, side by side or on top of one another, as geometry: the template draws them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from docmgr.web.charts.frame import Chart, Frame, Mark

FRAME = Frame.within(480.0, 210.0, left=44.0, right=8.0, top=12.0, bottom=30.0)
_FILLED = 0.76      # of the place of a day
_LINES = 4          # above the ground, at most
_APART = 80.0


@dataclass(frozen=True, slots=True)
class Column:
    """``series``: its name, for how it is drawn."""

    x: float
    y: float
    width: float
    height: float
    series: str
    day: date
    count: int


@dataclass(frozen=True, slots=True)
class Columns(Chart):
    """Days below, counts at the left."""

    columns: list[Column]


def columns_of(days: Sequence[date], series: Sequence[tuple[str, Sequence[int]]], *, stacked: bool) -> Columns | None:
    """``series``: a name and a count for each day. None where all of them are 0."""
    most = max((sum(counts) if stacked else max(counts)) for counts in zip(*(c for _n, c in series), strict=True))
    if not most:
        return None
    step = _step(most)
    top = -(-most // step) * step
    place = (FRAME.right - FRAME.left) / len(days)
    up = (FRAME.bottom - FRAME.top) / top
    columns = [column for n, day in enumerate(days) for column in _columns(
        day, [(name, counts[n]) for name, counts in series], FRAME.left + n * place, place, up, stacked=stacked)]
    return Columns(FRAME, days_across([(FRAME.left + (n + 0.5) * place, day) for n, day in enumerate(days)]),
                   [Mark(round(FRAME.y(n / top), 2), str(n)) for n in range(0, top + 1, step)], columns)


def _columns(
    day: date, counts: Sequence[tuple[str, int]], left: float, place: float, up: float, *, stacked: bool,
) -> Iterator[Column]:
    """Of one day, whose place begins at ``left``; ``up``: the height of one thing that was counted."""
    x, ground, width = left + place * (1 - _FILLED) / 2, FRAME.bottom, place * _FILLED
    width = width if stacked else width / len(counts)
    for name, count in counts:
        if count:
            yield Column(round(x, 2), round(ground - count * up, 2), round(width, 2), round(count * up, 2), name, day,
                         count)
        x, ground = (x, ground - count * up) if stacked else (x + width, ground)


def days_across(days: Sequence[tuple[float, date]]) -> list[Mark]:
    """(place, day): the first, and then as many as leave each other room."""
    kept: list[Mark] = []
    for at, day in days:
        if not kept or at - kept[-1].at >= _APART:
            kept.append(Mark(round(at, 1), f"{day:%m-%d}"))
    return kept


def _step(most: int) -> int:
    """1, 2 or 5 of a power of ten, so that few lines reach the highest column."""
    step = 1
    while most / step > _LINES:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return step
