"""The promises in numbers: bounds that hold however often one looks, lots that are fair, and the whole loop."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from docmgr.accounts.models import User
from docmgr.automation import blind, lots
from docmgr.automation.bounds import MORE, enough, share_of_look
from docmgr.automation.budgets import Wanted, set_budgets, set_policy
from docmgr.automation.models import BlindSample, ErrorBudget
from docmgr.automation.watch import always_within
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Blob, Document
from docmgr.extraction import engine
from tests.automation.makers import approve, read, value


def test_the_looks_together_take_what_is_said_of_them() -> None:
    later = sum(share_of_look(number, 0.05) for number in range(2, 60))
    assert share_of_look(1, 0.05) == 0.05 and later <= MORE * 0.05


@pytest.mark.parametrize(("alpha", "number"), [(0.01, 299), (0.02, 149), (0.05, 59)])
def test_so_many_right_values_are_enough(alpha: float, number: int) -> None:
    assert enough(alpha, 0.05) == number


def test_a_bound_looked_at_after_every_sample_is_broken_no_more_often_than_it_says() -> None:
    dice, share, broken = random.Random(7), 0.05, 0
    for _ in range(100):
        wrong = 0
        for sampled in range(1, 201):
            wrong += dice.random() < share
            if always_within(wrong, sampled, delta=0.1).lower > share:
                broken += 1
                break
    assert broken / 100 <= 0.1


def test_errors_well_above_the_budget_are_noticed_soon() -> None:
    assert always_within(3, 20).lower > 0.01
    assert always_within(0, 20) == (0.0, pytest.approx(0.28, abs=0.02))
    assert always_within(0, 0) == (0.0, 1.0)
    assert always_within(5, 5).upper == 1.0


def test_lots_are_fair_and_cannot_be_told_without_the_secret(settings: object) -> None:
    documents = [Document(blob=Blob(sha256=f"{n:064x}")) for n in range(4000)]
    first = [lots.drawn(d, "blind:total", share=0.05) for d in documents]
    assert 140 <= sum(first) <= 260
    assert first == [lots.drawn(d, "blind:total", share=0.05) for d in documents]
    settings.SECRET_KEY = "another secret of another house, long enough"  # type: ignore[attr-defined]
    other = [lots.drawn(d, "blind:total", share=0.05) for d in documents]
    assert sum(a and b for a, b in zip(first, other, strict=True)) < 40


def test_the_promise_holds_over_many_houses_that_test_whenever_a_look_is_due() -> None:
    """Two hundred houses whose sure values are as often wrong as is just not allowed: how many certify them?"""
    alpha, delta, dice, fooled = 0.05, 0.05, random.Random(11), 0
    for _ in range(200):
        rows: list[engine.ReviewedValue] = []
        due, look = enough(alpha, delta), 0
        while len(rows) < 1000:
            rows.append(engine.ReviewedValue(confidence=0.98, right=dice.random() >= alpha * 1.001,
                                             document=str(len(rows))))
            if len(rows) < due:
                continue
            look, due = look + 1, 2 * len(rows)
            if engine.certify(rows, alpha=alpha, delta=share_of_look(look, delta))["threshold"] is not None:
                fooled += 1
                break
    assert fooled / 200 <= (1 + MORE) * delta + 0.02


def test_a_stream_of_documents_keeps_its_promise_and_stops_when_the_reader_gets_worse(
    slip: DocumentType, admin: User, reviewer: User, employee: User, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The whole loop: collect, certify, accept, sample blindly, drift, switch off. More is sampled, to be quick."""
    dice, alpha, seen = random.Random(1), 0.1, Counter()
    monkeypatch.setattr(lots, "drawn", lambda document, purpose, **how: purpose[:5] == "blind" and dice.random() < 0.5)
    set_policy(slip, sample_share=0.05, approval_counts=True, by=admin)
    set_budgets(slip, {"total": Wanted(mode="on", alpha=alpha, delta=0.05)}, by=admin)
    for number in range(240):
        phase, clean = "drifted" if number > 140 else "steady", dice.random() < 0.7
        right = dice.random() < (0.5 if phase == "drifted" or not clean else 0.995)
        confidence = round(dice.uniform(0.92, 0.99) if clean else dice.uniform(0.4, 0.85), 3)
        document, outcome = read(employee, slip, [
            value("number", "A-1"), value("total", f"{number}.00" if right else "0.13", confidence=confidence)])
        if "total" not in outcome.fields:
            approve(document, reviewer, {"total": f"{number}.00"})
            continue
        seen[phase] += 1
        seen[f"{phase} wrong"] += not right
        for sample in BlindSample.objects.filter(acceptance__document=document):
            blind.answer(sample, by=reviewer, kind="value", typed=f"{number}.00")
    budget = ErrorBudget.objects.get(doc_type=slip, key="total")
    assert seen["steady"] > 40 and seen["steady wrong"] <= alpha * seen["steady"]
    assert budget.mode == "off" and budget.stopped["lower"] > alpha
    assert 0 < seen["drifted"] < 50
