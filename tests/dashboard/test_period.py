"""Days and weeks are those of the installation, and the database counts as a calendar would."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from docmgr.core import days
from docmgr.dashboard.period import CHOICES, Period, step_of
from docmgr.documents.models import Document
from tests.dashboard.made import at, document

pytestmark = pytest.mark.django_db


def test_the_last_days_end_today_where_the_installation_is():
    assert Period.last(7) == Period(date(2026, 3, 12), date(2026, 3, 18))


def test_weeks_begin_on_monday_and_the_first_with_the_period():
    assert Period.last(30).weeks() == [date(2026, 2, 17), date(2026, 2, 23), date(2026, 3, 2), date(2026, 3, 9),
                                       date(2026, 3, 16)]
    assert Period(date(2026, 3, 16), date(2026, 3, 16)).weeks() == [date(2026, 3, 16)]


@pytest.mark.parametrize("count", CHOICES)
def test_steps_are_in_order_and_none_lies_outside(count):
    period = Period.last(count)
    assert period.days == count
    for begins in (period.steps(), period.weeks()):
        assert begins == sorted(set(begins)) and begins[0] == period.since and begins[-1] <= period.until


@pytest.mark.database
@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "Asia/Kathmandu", "UTC"])
def test_the_database_puts_every_moment_to_its_own_day(settings, employee, invoice_type, zone):
    """The spring of New York's clocks, on 8 March 2026, lies in between."""
    settings.TIME_ZONE = zone
    period = Period.last(30)
    one = document(employee, invoice_type, handed_in=at(3, 1))
    for n, day in enumerate(period.steps()):
        first = days.midnight(day)
        last = days.midnight(day + timedelta(days=1)) - timedelta(microseconds=1)
        for moment in (first, last):
            Document.objects.filter(pk=one.pk).update(created_at=moment)
            found = Document.objects.filter(**period.within("created_at"))
            assert list(found.values_list(step_of("created_at", period.steps()), flat=True)) == [n]
