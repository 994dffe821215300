"""Who may open a decided document again, for how long, and what everybody sees of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from docmgr.accounts.models import Role, User
from docmgr.audit.actions import Action
from docmgr.audit.models import AuditEvent
from docmgr.audit.services import record
from docmgr.core import clock
from docmgr.core.exceptions import Invalid, NotAllowed
from docmgr.documents import states
from docmgr.documents.models import Document, Status
from docmgr.pipeline import flow, lookalikes
from docmgr.pipeline.selectors import numbers_for
from docmgr.review import queue
from docmgr.review.conflicts import Stale
from docmgr.review.reopening import NotYours, may_reopen
from docmgr.review.values import current_fields
from tests.review import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(db: None) -> User:
    return makers.person("min", Role.ADMIN)


@pytest.fixture
def approved(invoice: Document, reviewer: User) -> Document:
    flow.approve(invoice, actor=reviewer, revision=invoice.revision)
    return Document.objects.get(pk=invoice.pk)


def reopen(document: Document, by: User, **about: Any) -> list[str]:
    return flow.reopen(document, actor=by, **{"revision": document.revision, "reason": "Too early", **about})


def long_ago(document: Document) -> Document:
    Document.objects.filter(pk=document.pk).update(decided_at=clock.now() - timedelta(hours=25))
    return Document.objects.get(pk=document.pk)


def test_whoever_decided_takes_it_back_and_has_all_values_as_they_were(approved: Document, reviewer: User) -> None:
    before = current_fields(approved)
    reopen(approved, reviewer)
    assert approved.status == Status.IN_REVIEW and current_fields(approved) == before
    assert Document.objects.get(pk=approved.pk).flagged == len({f.key for f in before if f.needs_person}) > 0


def test_after_a_day_only_an_administrator_may(approved: Document, reviewer: User, admin: User) -> None:
    old = long_ago(approved)
    assert not may_reopen(reviewer, old) and may_reopen(admin, old)
    with pytest.raises(NotYours):
        reopen(old, reviewer)
    reopen(old, admin)
    assert Document.objects.get(pk=old.pk).status == Status.IN_REVIEW


def test_the_time_is_the_installations_to_set(approved: Document, reviewer: User, settings: Any) -> None:
    settings.REOPEN_HOURS = 0
    assert not may_reopen(reviewer, approved)
    settings.REOPEN_HOURS = 48
    assert may_reopen(reviewer, long_ago(approved))


def test_nobody_overrules_a_colleague_and_no_other_role_opens_anything(
    approved: Document, colleague: User, employee: User,
) -> None:
    for person in (colleague, employee, makers.person("aud", Role.AUDITOR)):
        assert not may_reopen(person, approved)
        with pytest.raises(NotAllowed):
            reopen(approved, person)
    assert Document.objects.get(pk=approved.pk).status == Status.APPROVED


@pytest.mark.parametrize("reason", ["", "  \n", "x" * 2001])
def test_a_reason_is_demanded(approved: Document, reviewer: User, reason: str) -> None:
    with pytest.raises(Invalid):
        reopen(approved, reviewer, reason=reason)


def test_what_passed_by_itself_is_opened_by_any_reviewer(
    employee: User, colleague: User, invoice_type: Any,
) -> None:
    passed = makers.document(employee, invoice_type, values={"number": "1"}, status=Status.AUTO_APPROVED)
    reopen(passed, colleague)
    assert passed.status == Status.IN_REVIEW


@pytest.mark.parametrize("status", sorted(set(Status) - states.DECIDED))
def test_only_what_is_decided_can_be_opened(invoice: Document, admin: User, status: Status) -> None:
    Document.objects.filter(pk=invoice.pk).update(status=status)
    invoice.refresh_from_db()
    assert not may_reopen(admin, invoice)
    with pytest.raises(Stale):
        reopen(invoice, admin)


def test_of_two_who_open_it_the_second_is_told(approved: Document, reviewer: User, admin: User) -> None:
    stale = Document.objects.get(pk=approved.pk)
    reopen(approved, reviewer)
    with pytest.raises(Stale):
        reopen(stale, admin)
    assert AuditEvent.objects.filter(action=Action.DOCUMENT_REOPENED).count() == 1


def test_whoever_took_the_result_since_is_named_and_nobody_who_took_it_before(
    invoice: Document, reviewer: User, employee: User, colleague: User,
) -> None:
    record(Action.DOCUMENT_EXPORTED, actor=colleague, obj=invoice, after={"format": "csv"})
    flow.approve(invoice, actor=reviewer, revision=invoice.revision)
    record(Action.DOCUMENTS_EXPORTED, actor=employee, after={"documents": [invoice.pk], "format": "csv"})
    assert reopen(Document.objects.get(pk=invoice.pk), reviewer) == ["emil"]
    assert AuditEvent.objects.get(action=Action.DOCUMENT_REOPENED).after["taken_out"] == ["emil"]


@pytest.mark.usefixtures("noon")
def test_it_stands_first_in_the_queue_and_no_counter_counts_it_twice(approved: Document, reviewer: User) -> None:
    other = makers.document(approved.owner, approved.doc_type, values={"number": "1"}, doubt=0.9)
    assert numbers_for(reviewer).approved_today == 1
    assert list(queue.decided_lately(reviewer)) == [approved]
    reopen(approved, reviewer)
    assert numbers_for(reviewer).approved_today == 0 and not queue.decided_lately(reviewer)
    assert list(queue.queue_for(reviewer)) == [approved, other]
    flow.approve(approved, actor=reviewer, revision=approved.revision)
    assert numbers_for(reviewer).approved_today == 1


def test_the_machine_does_not_read_it_anew_of_its_own_accord(
    employee: User, reviewer: User, invoice_type: Any,
) -> None:
    """Nobody decided on a single field: its values are still to stand before the eyes of whoever looks again."""
    made = makers.document(employee, invoice_type, values={"number": "1", "total": "2.00"})
    made.runs.update(started_at=clock.now() - timedelta(hours=1))
    assert made in lookalikes.untouched(invoice_type.key, before=clock.now())
    flow.approve(made, actor=reviewer, revision=made.revision)
    reopen(Document.objects.get(pk=made.pk), reviewer)
    assert made not in lookalikes.untouched(invoice_type.key, before=clock.now())
