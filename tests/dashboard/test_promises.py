"""Promised and measured: only budgets in force, and only samples of what is live now."""

from __future__ import annotations

from datetime import timedelta

import pytest

from docmgr.automation.models import WHOLE, Acceptance, BlindSample, Certificate, ErrorBudget
from docmgr.automation.regime import regime_now
from docmgr.dashboard.promises import promises
from tests.dashboard.conftest import NOW
from tests.dashboard.made import at, document
from tests.review import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(employee, invoice_type):
    """So many blind samples of a certificate, the first of them different."""
    def make(certificate, states, *, when=NOW):
        for state in states:
            made = document(employee, invoice_type, handed_in=at(3, 1))
            row = Acceptance.objects.create(run=made.runs.get(), document=made, certificate=certificate,
                                            key=certificate.budget.key, confidence=0.99, threshold=0.9, at=when)
            BlindSample.objects.create(acceptance=row, state=state)
    return make


def certified(budget, regime, threshold=0.9):
    return Certificate.objects.create(budget=budget, regime=regime, threshold=threshold, next_at=1)


@pytest.mark.database
def test_blind_samples_are_held_against_the_promise(employee, invoice_type, typed):
    document(employee, invoice_type, handed_in=at(3, 1))    # its reader is part of what is live
    budget = ErrorBudget.objects.create(
        doc_type=invoice_type, key="number", mode="on", alpha=0.02, delta=0.05, since=NOW - timedelta(days=2))
    now, before = certified(budget, regime_now(invoice_type)), certified(budget, "an earlier one")
    typed(now, ["right"] * 10 + ["open", "unreadable", "dropped"])
    typed(now, ["wrong"], when=NOW - timedelta(days=3))     # before the budget was set again
    typed(before, ["wrong"] * 3)
    [promise] = promises()
    assert (promise.key, promise.label, promise.promised, promise.sure) == ("number", "Invoice number", 0.02, 0.95)
    assert (promise.typed, promise.wrong, promise.share, promise.low) == (10, 0, 0.0, 0.0)
    # Where nothing was wrong the sequence ends where (1 - p)^n = delta / (n + 1).
    assert promise.high == pytest.approx(1 - (0.05 / 11) ** (1 / 10), abs=1e-5)
    assert promise.certified and not promise.stopped


def test_only_budgets_in_force_and_those_that_stopped_are_told_in_the_order_of_the_fields(invoice_type):
    for key, mode, stopped in ((WHOLE, "on", None), ("total", "on", None), ("net", "off", None), ("tax", "off", NOW),
                               ("number", "on", None), ("buyer", "ignored", None)):
        ErrorBudget.objects.create(doc_type=invoice_type, key=key, mode=mode, stopped_at=stopped)
    other = makers.invoice_type(key="other")
    ErrorBudget.objects.create(doc_type=other, key="number", mode="on")
    told = promises(invoice_type)
    assert [(p.key, p.stopped, p.certified) for p in told] == [
        ("number", False, False), ("tax", True, False), ("total", False, False), (WHOLE, False, False)]
    assert told[-1].label == "" and (told[0].share, told[0].low, told[0].high) == (None, 0.0, 1.0)
    assert len(promises()) == 5
