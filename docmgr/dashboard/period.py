"""The days that the figures are about, and how the database puts rows to their days and weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, IntegerField, Value, When
from django.utils import timezone

from docmgr.core import clock, days

# What a person may choose. Up to so many days each day is told, beyond it each week.
CHOICES = (7, 30, 90, 365)
USUAL = 30
_DAY_BY_DAY = 31


@dataclass(frozen=True, slots=True)
class Period:
    """Both days included, as the installation's time zone has them."""

    since: date
    until: date

    @classmethod
    def last(cls, count: int) -> Period:
        """So many days, today the last of them."""
        today = timezone.localdate(clock.now())
        return cls(today - timedelta(days=count - 1), today)

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1

    @property
    def by_day(self) -> bool:
        return self.days <= _DAY_BY_DAY

    def steps(self) -> list[date]:
        """The first day of each step: days where they are few, else weeks."""
        return [self.since + timedelta(days=n) for n in range(self.days)] if self.by_day else self.weeks()

    def weeks(self) -> list[date]:
        """Mondays; the first week begins with the period."""
        monday = self.since + timedelta(days=7 - self.since.weekday())
        return [self.since, *(monday + timedelta(days=n) for n in range(0, (self.until - monday).days + 1, 7))]

    def within(self, column: str) -> dict[str, datetime]:
        """A filter on a moment, answered from the column's index."""
        return days.between(column, self.since, self.until)


def step_of(column: str, begins: Sequence[date]) -> Any:
    """An expression: the number of the day in ``begins`` that comes last before the row's moment.

    It halves the days, so that a year of weeks costs six comparisons a row. To cut moments off to days in the database
    would take a function call a row on SQLite, and another expression for weeks that begin with the period.
    """
    return by_moment(column, [days.midnight(day) for day in begins])


def by_moment(column: str, begins: Sequence[datetime], first: int = 0) -> Any:
    """The same of moments, the earliest first; what lies before all of them belongs to the first."""
    if len(begins) == 1:
        return Value(first, output_field=IntegerField())
    half = len(begins) // 2
    return Case(
        When(**{f"{column}__lt": begins[half]}, then=by_moment(column, begins[:half], first)),
        default=by_moment(column, begins[half:], first + half), output_field=IntegerField())
