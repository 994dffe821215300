"""Which reviews are evidence, and that nothing that passed by itself ever teaches or proves anything."""

from __future__ import annotations

from typing import Any

import pytest

from docmgr.accounts.models import User
from docmgr.automation import lots
from docmgr.automation.bounds import look_again
from docmgr.automation.budgets import Wanted, set_budgets, set_policy
from docmgr.automation.evidence import misread_type
from docmgr.automation.gates import Surroundings
from docmgr.automation.models import WHOLE, Certificate, ErrorBudget, Evidence
from docmgr.automation.regime import regime_now
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.training.layouts import memory
from docmgr.training.models import ErrorSample, Job, LearnedLayout
from docmgr.training.samples.keeping import collect
from tests.automation import makers
from tests.automation.makers import approve, prove, read, sure, value

ON = Wanted(mode="on", alpha=0.05, delta=0.05)


def told(document: Document) -> dict[str, tuple[bool, float]]:
    return {e.key: (e.right, e.confidence) for e in Evidence.objects.filter(document=document)}


@pytest.mark.database
def test_values_that_a_person_confirmed_or_changed_are_evidence(
    slip: DocumentType, reviewer: User, employee: User, no_lots: None,
) -> None:
    document, _ = read(employee, slip, sure())
    approve(document, reviewer, {"number": "A-17", "total": "13.50"})
    assert told(document) == {"number": (True, 0.99), "total": (False, 0.99), WHOLE: (False, 0.99)}


def test_a_right_document_is_evidence_of_whole_ones_once_its_empty_fields_are_confirmed_too(
    slip: DocumentType, reviewer: User, employee: User, no_lots: None,
) -> None:
    one, _ = read(employee, slip, sure())
    approve(one, reviewer, {"number": "A-17", "total": "12.50"})
    other, _ = read(employee, slip, sure())
    approve(other, reviewer, {"number": "A-17", "total": "12.50", "note": ""})
    assert WHOLE not in told(one) and told(other)[WHOLE] == (True, 0.99)


def test_a_document_on_which_only_the_doubtful_was_looked_at_is_no_evidence(
    slip: DocumentType, reviewer: User, employee: User, no_lots: None,
) -> None:
    document, _ = read(employee, slip, [value("number", "A-1", confidence=0.3), value("total", "1.00")])
    assert approve(document, reviewer, {"number": "A-1"}) == 0


def test_an_approval_stands_for_all_values_where_the_administrator_says_so(
    slip: DocumentType, admin: User, reviewer: User, employee: User, no_lots: None,
) -> None:
    set_policy(slip, sample_share=0.03, approval_counts=True, by=admin)
    document, _ = read(employee, slip, sure())
    approve(document, reviewer, {"total": "13.50"})
    assert told(document) == {
        "number": (True, 0.99), "total": (False, 0.99), "note": (True, 1.0), WHOLE: (False, 0.99)}
    assert Evidence.objects.get(document=document, key="note").empty


def test_a_value_written_another_way_is_the_same_value(
    slip: DocumentType, reviewer: User, employee: User, no_lots: None,
) -> None:
    document, _ = read(employee, slip, sure())
    approve(document, reviewer, {"number": "a 17", "total": "12.5"})
    assert all(right for right, _ in told(document).values())


def test_a_value_that_the_engine_missed_speaks_against_its_silence(
    slip: DocumentType, reviewer: User, employee: User, no_lots: None,
) -> None:
    document, _ = read(employee, slip, sure())
    approve(document, reviewer, {"number": "A-17", "total": "12.50", "note": "urgent"})
    assert told(document)["note"] == (False, 1.0) and told(document)[WHOLE][0] is False


def test_what_could_not_have_passed_counts_as_not_certain_at_all(
    slip: DocumentType, reviewer: User, employee: User, no_lots: None,
) -> None:
    document, _ = read(employee, slip, sure(), around=Surroundings(layout_known=False, engine_well=True))
    approve(document, reviewer, {"number": "A-17", "total": "12.50"})
    assert {confidence for _, confidence in told(document).values()} == {0.0}


def test_rejected_and_waiting_documents_are_no_evidence(
    slip: DocumentType, reviewer: User, employee: User, no_lots: None,
) -> None:
    from docmgr.automation.evidence import gather

    for status in (Status.REJECTED, Status.IN_REVIEW, Status.AUTO_APPROVED, Status.POSTPONED):
        document, _ = read(employee, slip, sure())
        Document.objects.filter(pk=document.pk).update(status=status)
        assert gather(Document.objects.get(pk=document.pk)) == 0


@pytest.mark.database
def test_counting_a_document_twice_adds_nothing(
    slip: DocumentType, reviewer: User, employee: User, no_lots: None,
) -> None:
    from docmgr.automation.evidence import gather

    document, _ = read(employee, slip, sure())
    assert approve(document, reviewer, {"number": "A-17", "total": "12.50"}) == 2
    assert gather(Document.objects.get(pk=document.pk)) == 0


def test_a_document_of_another_type_was_read_wrongly_from_top_to_bottom(
    slip: DocumentType, employee: User, no_lots: None,
) -> None:
    document, _ = read(employee, slip, sure())
    misread_type(document, document.runs.get())
    assert told(document) == {"number": (False, 0.99), "total": (False, 0.99), WHOLE: (False, 0.99)}


def test_looking_whether_a_test_is_due_asks_no_more_for_more_fields(
    slip: DocumentType, django_assert_num_queries: Any,
) -> None:
    """Every approval looks, while its reviewer waits."""
    keys = [f"field_{number}" for number in range(20)]
    prove(slip, keys, right=30)
    budgets = [ErrorBudget.objects.create(doc_type=slip, key=key, mode="on", alpha=0.01) for key in keys]
    now = regime_now(slip)
    assert look_again(budgets, now) == []
    for asked in (budgets[:1], budgets):
        with django_assert_num_queries(2):
            assert look_again(asked, now) == []


@pytest.fixture
def certified(slip: DocumentType, admin: User, no_lots: None) -> DocumentType:
    prove(slip, ("number", "total", WHOLE), right=59)
    set_budgets(slip, dict.fromkeys(("number", "total", WHOLE), ON), by=admin)
    return slip


def test_accepted_values_neither_teach_nor_prove(certified: DocumentType, reviewer: User, employee: User) -> None:
    before = Evidence.objects.count()
    document, outcome = read(employee, certified, sure())
    assert outcome.document
    assert memory.learn(document) is None and collect(document) == 0
    Document.objects.filter(pk=document.pk).update(status=Status.APPROVED)
    document.refresh_from_db()
    assert memory.learn(document) is None and collect(document) == 0
    assert approve(document, reviewer) == 0
    assert (Evidence.objects.count(), LearnedLayout.objects.count(), ErrorSample.objects.count()) == (before, 0, 0)


def test_once_sure_documents_pass_the_others_are_no_evidence_any_more(
    certified: DocumentType, reviewer: User, employee: User,
) -> None:
    document, outcome = read(employee, certified, [value("number", "A-1", confidence=0.5), value("total", "1.00")])
    assert outcome.fields == {"total"}
    assert approve(document, reviewer, {"number": "A-1", "total": "1.00"}) == 0


def test_documents_drawn_by_lot_go_on_being_evidence(
    certified: DocumentType, reviewer: User, employee: User, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lots, "drawn", lambda document, purpose, **how: purpose == "control")
    document, _ = read(employee, certified, sure())
    assert approve(document, reviewer, {"number": "A-17", "total": "12.50"}) == 2


def test_the_evidence_is_tested_at_doubling_amounts_and_not_after_every_review(
    slip: DocumentType, admin: User, reviewer: User, employee: User, no_lots: None,
) -> None:
    set_policy(slip, sample_share=0.03, approval_counts=True, by=admin)
    set_budgets(slip, {"total": ON}, by=admin)
    prove(slip, ["total"], right=55, wrong=3)
    for _ in range(2):
        document, _outcome = read(employee, slip, sure())
        approve(document, reviewer)
        known = Certificate.objects.get(budget__key="total", empty=False)
        assert (known.looks, known.next_at, known.threshold) == (1, 118, None)


def test_doubtful_values_bring_the_first_test_no_nearer(slip: DocumentType, admin: User, no_lots: None) -> None:
    prove(slip, ["total"], right=58)
    prove(slip, ["total"], right=40, confidence=0.6)
    set_budgets(slip, {"total": ON}, by=admin)
    assert Certificate.objects.get(budget__key="total").looks == 0


def test_a_look_that_proves_nothing_takes_nothing_away(
    certified: DocumentType, admin: User, reviewer: User, employee: User, monkeypatch: pytest.MonkeyPatch,
) -> None:
    limit = Certificate.objects.get(budget__key="total", empty=False).threshold
    prove(certified, ["total"], right=38, wrong=20)
    monkeypatch.setattr(lots, "drawn", lambda document, purpose, **how: purpose == "control")
    document, _ = read(employee, certified, sure())
    approve(document, reviewer, {"number": "A-17", "total": "12.50"})
    known = Certificate.objects.get(budget__key="total", empty=False)
    assert (known.looks, known.threshold) == (2, limit)


def test_a_stricter_promise_is_tested_anew(certified: DocumentType, admin: User, employee: User) -> None:
    set_budgets(certified, {"total": Wanted(mode="on", alpha=0.01, delta=0.05)}, by=admin)
    assert Certificate.objects.get(budget__key="total", empty=False).threshold is None
    assert read(employee, certified, sure())[1].fields == {"number"}


def test_makers_tell_the_regime_of_the_product(slip: DocumentType, employee: User, no_lots: None) -> None:
    document, _ = read(employee, slip, sure())
    assert document.runs.get().assessment.regime == makers.regime(slip)


@pytest.mark.database
def test_the_background_job_tests_what_is_due_and_nothing_else(slip: DocumentType, admin: User, no_lots: None) -> None:
    from docmgr.automation import jobs

    set_budgets(slip, {"total": ON, "number": ON}, by=admin)
    prove(slip, ["total"], right=59)
    prove(slip, ["number"], right=58)
    seen: list[tuple[str, int, int]] = []
    told = jobs.run({"type": slip.key}, progress=lambda *step: seen.append(step))
    assert told == {"tested": [{"field": "total", "empty": False, "threshold": 0.98}], "remade": 0}
    assert jobs.run({"type": slip.key}, progress=lambda *step: None)["tested"] == [] and len(seen) == 2


def test_an_approval_waits_for_few_of_the_tests_that_it_makes_due_and_the_background_job_makes_the_others(
    slip: DocumentType, admin: User, reviewer: User, employee: User, no_lots: None, monkeypatch: pytest.MonkeyPatch,
) -> None:
    from docmgr.automation import evidence, jobs

    monkeypatch.setattr(evidence, "_AT_ONCE", 2)
    set_policy(slip, sample_share=0.03, approval_counts=True, by=admin)
    set_budgets(slip, dict.fromkeys(("number", "total", WHOLE), ON), by=admin)
    prove(slip, ["number", "total", WHOLE], right=58)
    document, _outcome = read(employee, slip, sure())
    approve(document, reviewer)
    assert Certificate.objects.filter(looks=1).count() == 2
    [job] = Job.objects.all()
    assert (job.kind, job.topic) == ("budget", slip.key)
    assert len(jobs.run(job.params, progress=lambda *step: None)["tested"]) == 1
    assert Certificate.objects.filter(looks=1).count() == 3


def test_a_document_approved_with_errors_speaks_against_the_engine_only(
    slip: DocumentType, reviewer: User, employee: User, no_lots: None,
) -> None:
    from docmgr.pipeline import flow

    document, _ = read(employee, slip, sure())
    flow.approve_with_errors(document, actor=reviewer, revision=document.revision, reason="Total is cut off.")
    assert told(document) == {"number": (False, 0.99), "total": (False, 0.99), WHOLE: (False, 0.99)}
