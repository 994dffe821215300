"""Volume, readings, queue, layouts: small histories of which everybody knows the right figures."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from docmgr.core.lease import JobState
from docmgr.dashboard.fit import fits
from docmgr.dashboard.period import Period
from docmgr.dashboard.queue import queue
from docmgr.dashboard.readings import readings
from docmgr.dashboard.volume import volume
from docmgr.documents.models import Document, Status
from tests.dashboard.conftest import NOW
from tests.dashboard.made import at, document, ended, judged
from tests.review import makers

pytestmark = pytest.mark.django_db


@pytest.mark.database
def test_a_document_belongs_to_the_day_on_which_the_clock_of_the_house_stood(employee, invoice_type):
    """15:59 UTC is the last minute of the day in Shanghai, 16:00 the first of the next."""
    for hour, minute in ((15, 59), (16, 0), (16, 1)):
        document(employee, invoice_type, handed_in=at(3, 16, hour).replace(minute=minute))
    found = {step.day: step.handed_in for step in volume(Period.last(7))}
    assert found[date(2026, 3, 16)] == 1 and found[date(2026, 3, 17)] == 2 and sum(found.values()) == 3


def test_what_people_decided_and_what_passed_is_told_apart(employee, invoice_type):
    approved, auto, rejected, errors = Status.APPROVED, Status.AUTO_APPROVED, Status.REJECTED, Status.WITH_ERRORS
    for status in (approved, errors, rejected):
        document(employee, invoice_type, handed_in=at(3, 1), decided=at(3, 17), status=status)
    passed = document(employee, invoice_type, handed_in=at(3, 17), status=auto)
    judged(passed, known=True, accepted=True)
    last = volume(Period.last(7))[-2]
    assert (last.day, last.handed_in, last.decided, last.passed) == (date(2026, 3, 17), 1, 3, 1)


def test_one_type_is_counted_alone(employee, invoice_type):
    other = makers.invoice_type(key="other")
    for doc_type in (invoice_type, other, other):
        document(employee, doc_type, handed_in=at(3, 17))
    assert sum(s.handed_in for s in volume(Period.last(7), other)) == 2
    assert sum(s.first for s in readings(Period.last(7), other).steps) == 2
    assert queue(other).total == 2


def test_a_long_period_is_told_by_weeks(employee, invoice_type):
    document(employee, invoice_type, handed_in=at(3, 10))
    document(employee, invoice_type, handed_in=at(3, 15, 15))     # Sunday
    assert [s.handed_in for s in volume(Period.last(90)) if s.handed_in] == [2]


@pytest.mark.database
def test_readings_that_failed_and_that_were_tried_again_have_their_rates(employee, invoice_type):
    one = document(employee, invoice_type, handed_in=at(3, 17))              # at the first try
    ended(one, at(3, 17), attempts=2)                                        # at the second
    ended(one, at(3, 17), state=JobState.FAILED, code="encrypted")           # not at all, at once
    ended(one, at(3, 17), state=JobState.DEAD, attempts=3, code="gave_up")   # not at all, after three
    ended(one, at(3, 17), state=JobState.FAILED)                             # nobody needed it any more
    ended(one, at(3, 2), state=JobState.FAILED, code="encrypted")            # before the period
    found = readings(Period.last(7))
    assert [(s.first, s.again, s.failed) for s in found.steps if s.first] == [(1, 1, 2)]
    assert (found.errors.part, found.retries.part, found.errors.count) == (2, 2, 4)


@pytest.mark.database
def test_what_waits_is_told_by_its_age(employee, invoice_type):
    statuses = [(0, Status.UPLOADED), (3, Status.IN_REVIEW), (4, Status.SECOND_LOOK), (8, Status.POSTPONED),
                (31, Status.IN_REVIEW), (40, Status.APPROVED)]
    for days, status in statuses:
        document(employee, invoice_type, handed_in=NOW - timedelta(days=days), status=status)
    gold = document(employee, invoice_type, handed_in=NOW, held_back=True)
    found = queue()
    assert [(a.since, a.until, a.reading, a.review, a.postponed) for a in found.ages] == [
        (0, 1, 1, 0, 0), (1, 3, 0, 1, 0), (3, 7, 0, 1, 0), (7, 30, 0, 0, 1), (30, None, 0, 1, 0)]
    assert found.oldest == NOW - timedelta(days=31) and found.total == 5
    Document.objects.exclude(pk=gold.pk).update(status=Status.APPROVED)
    assert queue().total == 0 and queue().oldest is None


@pytest.mark.database
def test_a_document_fits_by_its_first_reading(employee, invoice_type):
    """Read again it would find the layout that it has taught itself."""
    for known in (True, True, False):
        judged(document(employee, invoice_type, handed_in=at(3, 17)), known=known, accepted=known)
    again = document(employee, invoice_type, handed_in=at(3, 16))
    judged(again, known=False)
    ended(again, at(3, 17))
    judged(again, known=True)
    before = document(employee, invoice_type, handed_in=at(2, 1))
    judged(before, known=False)
    [fit] = fits(Period.last(7))
    assert (fit.doc_type, fit.known.part, fit.known.count, fit.passed.part) == (invoice_type, 2, 4, 2)
    assert fit.known.low < 0.5 < fit.known.high


@pytest.mark.database
@pytest.mark.parametrize("status", [Status.SPLIT, Status.WITHDRAWN])
def test_what_others_stand_for_fits_nothing_and_passed_nowhere(employee, invoice_type, status):
    """Of a file that was split its parts count, and of parts that were taken back the file."""
    judged(document(employee, invoice_type, handed_in=at(3, 17)), known=True, accepted=True)
    judged(document(employee, invoice_type, handed_in=at(3, 17), status=status), known=True, accepted=True)
    [fit] = fits(Period.last(7))
    assert (fit.known.count, fit.passed.part) == (1, 1)
    assert sum(step.passed for step in volume(Period.last(7))) == 1
