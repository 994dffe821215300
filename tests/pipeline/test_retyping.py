"""Another type for a whole batch: what can be changed is, and what cannot is named with its reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from docmgr.accounts.models import Role, User
from docmgr.audit.models import AuditEvent
from docmgr.core.exceptions import Invalid
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.pipeline.retyping import change_type
from docmgr.review import claims
from tests.automation.makers import slip_type
from tests.review import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def wanted(db: None) -> DocumentType:
    return slip_type()


@pytest.fixture
def taken_for(people: dict[Role, User]) -> Callable[..., Document]:
    """taken_for(type, status=…): a document of the employee's that was taken for that type."""
    return lambda doc_type, **about: makers.document(people[Role.EMPLOYEE], doc_type, values={"number": "1"}, **about)


def why_left(outcome: Any) -> dict[int, str]:
    return {document.pk: str(why) for document, why in outcome.left}


def test_a_batch_is_read_again_as_the_type_that_it_is_of_each_with_its_row(
    wanted: DocumentType, taken_for: Callable[..., Document], reviewer: User,
) -> None:
    wrong = makers.invoice_type()
    batch = [taken_for(wrong), taken_for(None), taken_for(wrong, status=Status.FAILED)]
    outcome = change_type(batch, wanted, actor=reviewer)
    assert outcome.sent == batch and not outcome.left
    for document in Document.objects.filter(pk__in=[d.pk for d in batch]):
        assert (document.status, document.doc_type, document.type_chosen) == (Status.UPLOADED, wanted, True)
        assert document.runs.filter(state="queued").count() == 1
    rows = AuditEvent.objects.filter(action="document.reclassified", actor=reviewer).order_by("seq")
    assert [(r.object_id, r.before["type"], r.after["type"]) for r in rows] == [
        (str(d.pk), key, "slip") for d, key in zip(batch, ("test_invoice", "", "test_invoice"), strict=True)]


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.IN_REVIEW, Status.FAILED}))
def test_what_is_decided_put_off_or_being_read_stays(
    wanted: DocumentType, taken_for: Callable[..., Document], reviewer: User, status: Status,
) -> None:
    document = taken_for(makers.invoice_type(), status=status)
    outcome = change_type([document], wanted, actor=reviewer)
    assert not outcome.sent and why_left(outcome)[document.pk]
    assert Document.objects.get(pk=document.pk).status == status


def test_what_somebody_holds_stays_his_and_what_one_holds_oneself_is_let_go(
    wanted: DocumentType, taken_for: Callable[..., Document], reviewer: User,
) -> None:
    wrong = makers.invoice_type()
    mine, theirs = taken_for(wrong), taken_for(wrong)
    claims.claim(mine, reviewer)
    claims.claim(theirs, makers.person("fang"))
    outcome = change_type([mine, theirs], wanted, actor=reviewer)
    assert outcome.sent == [mine] and "fang" in why_left(outcome)[theirs.pk]
    assert claims.holder(mine) is None and claims.holder(theirs) is not None


def test_a_document_of_the_type_already_one_that_changed_meanwhile_and_one_of_others_stay(
    wanted: DocumentType, taken_for: Callable[..., Document], people: dict[Role, User],
) -> None:
    wrong, employee = makers.invoice_type(), people[Role.EMPLOYEE]
    same, moved = taken_for(wanted), taken_for(wrong)
    foreign = makers.document(people[Role.ADMIN], wrong, values={"number": "1"})
    Document.objects.filter(pk=moved.pk).update(revision=7)
    outcome = change_type([same, moved, foreign], wanted, actor=employee)
    assert not outcome.sent and len(set(why_left(outcome).values())) == 3


def test_a_type_that_is_not_in_use_is_refused_before_anything_happens(
    wanted: DocumentType, taken_for: Callable[..., Document], reviewer: User,
) -> None:
    DocumentType.objects.filter(pk=wanted.pk).update(active=False)
    wanted.refresh_from_db()
    with pytest.raises(Invalid):
        change_type([taken_for(None)], wanted, actor=reviewer)
