"""What the tables of the dashboard draw beside their figures, in hundredths of the room they have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from docmgr.dashboard.quadrants import Quadrants
from docmgr.dashboard.queue import Age, Queue


@dataclass(frozen=True, slots=True)
class Square:
    """One quadrant: its area is its share of all values. ``share`` 0..1."""

    count: int
    share: float
    side: float


def squares_of(quadrants: Quadrants) -> dict[str, Square] | None:
    """By name; None where no value was reviewed."""
    if not quadrants.total:
        return None
    names = ("right_trusted", "right_doubted", "wrong_doubted", "wrong_trusted")
    counts = {name: getattr(quadrants, name) for name in names}
    return {name: Square(count, count / quadrants.total, round(100 * (count / quadrants.total) ** 0.5, 1))
            for name, count in counts.items()}


@dataclass(frozen=True, slots=True)
class Bar:
    """Documents of one age. ``parts``: (name, where it begins, how wide it is)."""

    age: Age
    label: str
    parts: list[tuple[str, float, float]]


def bars_of(queue: Queue) -> list[Bar]:
    most = max(age.total for age in queue.ages) or 1
    return [_bar(age, most) for age in queue.ages]


def _bar(age: Age, most: int) -> Bar:
    parts, begins = [], 0.0
    for name, count in (("one", age.review), ("two", age.postponed), ("three", age.reading)):
        width = 100 * count / most
        parts += [(name, round(begins, 2), round(width, 2))] if count else []
        begins += width
    return Bar(age, _label(age), parts)


def _label(age: Age) -> str:
    named: dict[str, Any] = {"since": age.since, "until": age.until}
    if age.until is None:
        return _("more than %(since)d days") % named
    return _("%(since)d to %(until)d days") % named if age.since else _("up to 1 day")
