"""Approved although something is wrong: allowed, told, and never anybody's example."""

from __future__ import annotations

import pytest

from docmgr.accounts.models import User
from docmgr.audit.models import AuditEvent
from docmgr.core.exceptions import Conflict, Invalid
from docmgr.doctypes.models import DocumentType
from docmgr.documents import states
from docmgr.documents.models import Document, Status
from docmgr.pipeline import flow
from docmgr.review import deciding, services
from docmgr.review.services import FourEyes
from docmgr.training.exports import formats
from docmgr.training.layouts import memory
from docmgr.training.models import ErrorSample, LearnedLayout
from docmgr.training.samples.keeping import collect
from docmgr.training.selectors import SampleFilter
from tests.review import makers

pytestmark = pytest.mark.django_db
REASON = "The paper itself is wrong"


def let_pass(document: Document, by: User, reason: str = REASON) -> None:
    flow.approve_with_errors(document, actor=by, revision=document.revision, reason=reason)


@pytest.fixture
def corrected(invoice: Document, reviewer: User) -> Document:
    deciding.decide(invoice, by=reviewer, revision=0, key="total", kind="change", value="11300.00")
    return invoice


def test_a_document_passes_with_known_errors_and_says_why(corrected: Document, reviewer: User) -> None:
    let_pass(corrected, reviewer)
    corrected.refresh_from_db()
    assert (corrected.status, corrected.reason, corrected.decided_by) == (Status.WITH_ERRORS, REASON, reviewer)
    row = AuditEvent.objects.get(action="document.approved_with_errors")
    assert (row.actor, row.after["status"]) == (reviewer, "with_errors")


def test_it_teaches_neither_memory_nor_samples_nor_exports(corrected: Document, reviewer: User) -> None:
    let_pass(corrected, reviewer)
    assert memory.learn(corrected) is None
    assert collect(corrected) == 0
    assert not LearnedLayout.objects.exists() and not ErrorSample.objects.exists()
    assert list(formats.gather(SampleFilter(), everything=True, masked=False)) == []


def test_it_is_no_evidence_for_accepting_values_without_a_person(corrected: Document, reviewer: User) -> None:
    from docmgr.automation import evidence
    from docmgr.automation.models import Evidence

    let_pass(corrected, reviewer)
    evidence.gather(corrected)
    assert not Evidence.objects.filter(document=corrected).exists()


def test_required_fields_may_stay_empty_for_the_reason_tells_it(
    employee: User, reviewer: User, invoice_type: DocumentType,
) -> None:
    empty = makers.document(employee, invoice_type)
    with pytest.raises(services.Unsettled):
        services.approve(empty, by=reviewer, revision=0)
    let_pass(empty, reviewer)
    assert empty.status == Status.WITH_ERRORS


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_nothing_passes(corrected: Document, reviewer: User, reason: str) -> None:
    with pytest.raises(Invalid):
        let_pass(corrected, reviewer, reason)
    corrected.refresh_from_db()
    assert corrected.status == Status.IN_REVIEW


def test_four_eyes_hold_here_too(reviewer: User, invoice_type: DocumentType) -> None:
    DocumentType.objects.filter(pk=invoice_type.pk).update(four_eyes=True)
    own = makers.document(reviewer, DocumentType.objects.get(pk=invoice_type.pk), values={"number": "1"})
    with pytest.raises(FourEyes):
        let_pass(own, reviewer)


def test_whoever_looked_at_an_older_state_lets_nothing_pass(corrected: Document, reviewer: User) -> None:
    with pytest.raises(Conflict):
        flow.approve_with_errors(corrected, actor=reviewer, revision=0, reason=REASON)


def test_it_is_the_end_of_a_documents_life() -> None:
    assert states.TRANSITIONS[Status.WITH_ERRORS] == frozenset()
