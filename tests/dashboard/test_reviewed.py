"""Reviewed values: right or wrong, trusted or doubted, by week and by field."""

from __future__ import annotations

from datetime import date

import pytest

from docmgr.automation.models import Acceptance, Certificate, ErrorBudget, Policy
from docmgr.dashboard import accuracy
from docmgr.dashboard.period import Period
from docmgr.dashboard.quadrants import Quadrants, quadrants
from docmgr.dashboard.values import reviewed
from docmgr.documents.models import Status
from docmgr.review.models import Correction
from docmgr.training.models import ErrorSample
from tests.dashboard.made import at, document, ended
from tests.review import makers

pytestmark = pytest.mark.django_db
PERIOD = Period(date(2026, 2, 17), date(2026, 3, 18))
DECIDED = at(3, 17)


@pytest.fixture
def approved(employee, reviewer, invoice_type):
    """Read with these values, put right by a reviewer, approved."""
    def make(values, said, *, decided=DECIDED, status=Status.APPROVED, **more):
        return document(employee, invoice_type, handed_in=at(3, 1), decided=decided, status=status, values=values,
                        said=said, by=reviewer, **more)
    return make


def found(doc_type=None) -> Quadrants:
    return quadrants(reviewed(PERIOD, doc_type).rows)


@pytest.mark.database
def test_the_four_quadrants_by_hand(approved):
    doubtful = {"value": "1", "confidence": 0.4}
    approved({"number": "A", "total": "2.00", "net": doubtful, "tax": doubtful},
             {"number": "A", "total": "3.00", "net": "1", "tax": "7"})
    assert found() == Quadrants(right_trusted=1, right_doubted=1, wrong_doubted=1, wrong_trusted=1)


@pytest.mark.parametrize(("read", "trusted"), [
    ({"confidence": 0.9}, True), ({"confidence": 0.8999}, False), ({"box": None}, False), ({"page": None}, False),
    ({"box": None, "page": None, "source": "xml:cii"}, True), ({"box": None, "page": None, "source": "qr"}, True),
    ({"checks": [{"name": "date_valid", "ok": True, "detail": ""}]}, True),
    ({"checks": [{"name": "sum_matches", "ok": False, "detail": "1"}]}, False),
    ({"checks": [{"name": "note", "ok": True, "detail": 'he wrote "ok": false'}]}, True),
])
def test_trusted_is_what_asked_nobody_to_look(approved, read, trusted):
    approved({"number": {"value": "A", **read}}, {"number": "A"})
    assert found() == Quadrants(int(trusted), int(not trusted), 0, 0)


def test_what_passed_within_a_budget_was_trusted_though_it_was_contradicted_later(approved, invoice_type):
    made = approved({"number": {"value": "A", "confidence": 0.2, "checks": [{"name": "x", "ok": False}]}},
                    {"number": "B"})
    budget = ErrorBudget.objects.create(doc_type=invoice_type, key="number")
    certificate = Certificate.objects.create(budget=budget, regime="r", next_at=1)
    Acceptance.objects.create(run=made.runs.get(), document=made, certificate=certificate, key="number",
                              confidence=0.99, threshold=0.9)
    assert found().wrong_trusted == 1


@pytest.mark.database
def test_what_the_engine_missed_was_doubted_only_where_it_is_required(approved):
    approved({"number": "A"}, {"total": "3.00", "buyer": "ACME"})
    assert found() == Quadrants(0, 0, wrong_doubted=1, wrong_trusted=1)


def test_that_a_field_is_not_there_may_be_right_or_wrong(approved):
    """The engine had found nothing for the first, and something for the second."""
    approved({"number": "A", "tax": "1.00"}, {"buyer": "", "tax": ""})
    assert found() == Quadrants(right_trusted=1, right_doubted=0, wrong_doubted=0, wrong_trusted=1)


def test_an_amount_written_in_another_way_was_read_right(approved):
    approved({"total": "11800.0"}, {"total": "11800.00"})
    assert found() == Quadrants(1, 0, 0, 0) and not ErrorSample.objects.exists()


def test_with_errors_counts_and_what_is_not_approved_does_not(approved):
    approved({"total": "1.00"}, {"total": "2.00"}, status=Status.WITH_ERRORS)
    for status in (Status.IN_REVIEW, Status.REJECTED, Status.AUTO_APPROVED):
        approved({"total": "1.00"}, {"total": "2.00"}, status=status)
    approved({"total": "1.00"}, {"total": "2.00"}, held_back=True)
    approved({"total": "1.00"}, {"total": "2.00"}, decided=at(2, 1))
    assert found() == Quadrants(0, 0, 0, 1)


def test_the_last_word_on_a_value_counts(approved, reviewer):
    made = approved({"number": "A", "total": "1.00"}, {"number": "B", "total": "2.00"})
    run = made.runs.get()
    last = {"document": made, "run": run, "by": reviewer}
    Correction.objects.create(key="number", kind="undo", before="B", **last)
    Correction.objects.create(key="total", kind="confirm", before="2.00", after="2.00", **last)
    ErrorSample.objects.create(document=made, correction=Correction.objects.last(), type_version=run.type_version,
                               key="total", before="1.00", after="2.00", cause="misread")
    assert found() == Quadrants(0, 0, 0, 1)
    assert reviewed(PERIOD).untouched == 1


@pytest.mark.database
def test_what_nobody_decided_on_counts_only_where_an_approval_stands_for_all(approved, invoice_type):
    approved({"number": "A", "total": "1.00", "buyer": ("ACME", 0.5)}, {"number": "A"})
    assert found() == Quadrants(1, 0, 0, 0) and reviewed(PERIOD).untouched == 2
    Policy.objects.create(doc_type=invoice_type, approval_counts=True)
    assert found() == Quadrants(2, 1, 0, 0) and reviewed(PERIOD).untouched == 0


def test_the_newest_reading_is_the_one_that_is_judged(approved, employee):
    made = approved({"number": "A"}, {"number": "B"})
    makers._value(ended(made, at(3, 2)), "number", 0, "B")
    ErrorSample.objects.all().delete()      # as approval would have it: the newest reading is right
    assert found() == Quadrants(1, 0, 0, 0)


@pytest.mark.database
def test_accuracy_by_week_and_by_field(approved, invoice_type):
    approved({"number": "A", "total": "1.00"}, {"number": "A", "total": "2.00"}, decided=at(2, 18))
    approved({"number": "A", "total": "1.00"}, {"number": "A", "total": "1.00"}, decided=at(3, 15, 16))  # Monday there
    rows = reviewed(PERIOD, invoice_type).rows
    weeks = accuracy.by_week(rows, PERIOD)
    assert [(w.day, w.right.part, w.right.count) for w in weeks] == [
        (date(2026, 2, 17), 1, 2), (date(2026, 2, 23), 0, 0), (date(2026, 3, 2), 0, 0), (date(2026, 3, 9), 0, 0),
        (date(2026, 3, 16), 2, 2)]
    assert weeks[1].right.share is None and (accuracy.overall(rows).part, accuracy.overall(rows).count) == (3, 4)
    fields = accuracy.by_field(rows, PERIOD, invoice_type)
    assert [(f.key, f.right.part, f.right.count, f.change) for f in fields] == [
        ("number", 2, 2, 0.0), ("total", 1, 2, 1.0)]


def test_a_share_bears_the_interval_of_clopper_and_pearson(approved):
    """0 of 59: the upper end of the two-sided interval is 1 - 0.025^(1/59)."""
    from docmgr.dashboard.shares import Share

    none, all_of_them = Share.of(0, 59), Share.of(59, 59)
    assert none.low == 0 and none.high == pytest.approx(1 - 0.025 ** (1 / 59), abs=1e-5)
    assert all_of_them.high == 1 and all_of_them.low == pytest.approx(0.025 ** (1 / 59), abs=1e-5)
    assert (Share.of(0, 0).share, Share.of(0, 0).low, Share.of(0, 0).high) == (None, 0, 1)
