"""Decisions: who may, in which state, against which revision, with which trace."""

from __future__ import annotations

from datetime import timedelta

import pytest

from docmgr.accounts.models import Role, User
from docmgr.audit.models import AuditEvent
from docmgr.core import clock
from docmgr.core.exceptions import Conflict, Invalid, NotAllowed
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.review import claims, deciding, services
from docmgr.review.conflicts import Stale
from docmgr.review.models import Correction, ReviewClaim
from tests.review import makers

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def settle(invoice: Document, by: User) -> None:
    deciding.decide(invoice, by=by, revision=invoice.revision, key="total", kind="change", value="11300.00")


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.ADMIN, Role.AUDITOR])
def test_only_reviewers_decide(invoice: Document, role: Role) -> None:
    other = makers.person("other", role)
    with pytest.raises(NotAllowed):
        deciding.decide(invoice, by=other, revision=0, key="total", kind="confirm")
    for decide in (services.approve, services.postpone, services.resume):
        with pytest.raises(NotAllowed):
            decide(invoice, by=other, revision=0)
    with pytest.raises(NotAllowed):
        services.reject(invoice, by=other, revision=0, reason="no")
    assert not Correction.objects.exists()


def test_every_saving_makes_the_next_revision(invoice: Document, reviewer: User) -> None:
    first = deciding.decide(invoice, by=reviewer, revision=0, key="date", kind="confirm").revision
    second = deciding.decide(invoice, by=reviewer, revision=first, key="number", kind="confirm").revision
    assert (first, second) == (1, 2)
    assert list(Correction.objects.values_list("revision", flat=True)) == [1, 2]


def test_a_late_saver_changes_nothing_and_is_told_what_the_other_saved(invoice: Document, reviewer: User) -> None:
    deciding.decide(invoice, by=reviewer, revision=0, key="total", kind="change", value="11300.00")
    with pytest.raises(Stale) as told:
        deciding.decide(invoice, by=reviewer, revision=0, key="total", kind="change", value="99")
    assert told.value.params["revision"] == 1
    [saved] = told.value.params["saved"]
    assert (saved["key"], saved["value"], saved["by"]) == ("total", "11300.00", "wei")
    assert Correction.objects.count() == 1


def test_a_value_cannot_be_changed_once_the_document_is_decided(invoice: Document, reviewer: User) -> None:
    settle(invoice, reviewer)
    services.approve(invoice, by=reviewer, revision=invoice.revision)
    with pytest.raises(Stale, match="stale"):
        deciding.decide(invoice, by=reviewer, revision=invoice.revision, key="total", kind="change", value="1")
    assert Correction.objects.count() == 1


@pytest.mark.parametrize(("changes", "code"), [
    ({"key": "nothing"}, "field_unknown"), ({"key": "total", "index": 1}, "field_unknown"),
    ({"key": "item", "index": -1}, "field_unknown"), ({"key": "item", "index": 500}, "field_unknown"),
    ({"kind": "bless"}, "kind_unknown"), ({"value": " "}, "value_missing"), ({"value": "x" * 20_001}, "value_missing"),
    ({"key": "id_no", "kind": "confirm"}, "nothing_to_confirm"), ({"box": [0, 0, 2, 1]}, "box_invalid"),
    ({"box": [0, 0, 1]}, "box_invalid"),
])
def test_what_makes_no_sense_is_refused_and_leaves_no_trace(
    invoice: Document, reviewer: User, changes: dict, code: str,
) -> None:
    with pytest.raises(Invalid) as refused:
        deciding.decide(invoice, **{
            "by": reviewer, "revision": 0, "key": "total", "kind": "change", "value": "1", **changes})
    assert refused.value.code == code
    invoice.refresh_from_db()
    assert invoice.revision == 0
    assert not ReviewClaim.objects.exists()


def test_the_audit_row_tells_before_and_after_and_hides_sensitive_values(invoice: Document, reviewer: User) -> None:
    deciding.decide(invoice, by=reviewer, revision=0, key="total", kind="change", value="11300.00")
    deciding.decide(invoice, by=reviewer, revision=1, key="id_no", kind="change", value="110105194912310021")
    total, number = AuditEvent.objects.filter(action="field.corrected").order_by("seq")
    assert (total.before["value"], total.after["value"]) == ("11800.00", "11300.00")
    assert number.after["value"] == "110***********0021"


def test_approval_waits_for_required_fields(employee: User, reviewer: User, invoice_type: DocumentType) -> None:
    empty = makers.document(employee, invoice_type, values={"number": "1"})
    with pytest.raises(services.Unsettled) as refused:
        services.approve(empty, by=reviewer, revision=0)
    assert refused.value.params["fields"] == [["total", 0]]
    deciding.decide(empty, by=reviewer, revision=0, key="total", kind="absent")
    services.approve(empty, by=reviewer, revision=1)
    empty.refresh_from_db()
    assert (empty.status, empty.decided_by, empty.flagged) == (Status.APPROVED, reviewer, 0)


def test_a_document_without_a_type_is_not_approved(employee: User, reviewer: User) -> None:
    with pytest.raises(Invalid) as refused:
        services.approve(makers.document(employee, None), by=reviewer, revision=0)
    assert refused.value.code == "no_type"


@pytest.mark.parametrize("status", [Status.SPLIT, Status.WITHDRAWN, Status.REJECTED])
def test_of_what_is_not_in_review_any_more_nobody_is_asked_for_values(
    employee: User, reviewer: User, invoice_type: DocumentType, status: Status,
) -> None:
    gone = makers.document(employee, invoice_type, status=status)
    with pytest.raises(Stale):
        services.approve(gone, by=reviewer, revision=gone.revision)


def test_approval_makes_no_corrections_up(invoice: Document, reviewer: User) -> None:
    settle(invoice, reviewer)
    services.approve(invoice, by=reviewer, revision=invoice.revision)
    assert [c.key for c in Correction.objects.all()] == ["total"]


def test_approval_of_an_older_state_is_refused(invoice: Document, reviewer: User) -> None:
    settle(invoice, reviewer)
    with pytest.raises(Stale):
        services.approve(invoice, by=reviewer, revision=0)
    invoice.refresh_from_db()
    assert invoice.status == Status.IN_REVIEW


def test_whoever_uploaded_may_not_approve_where_the_type_demands_four_eyes(reviewer: User, colleague: User) -> None:
    strict = makers.invoice_type(key="strict", four_eyes=True)
    own = makers.document(reviewer, strict, values={"number": "1", "total": "1.00"})
    with pytest.raises(services.FourEyes):
        services.approve(own, by=reviewer, revision=0)
    services.approve(own, by=colleague, revision=0)
    own.refresh_from_db()
    assert own.status == Status.APPROVED


def test_own_documents_may_be_approved_where_the_type_allows_it(
    reviewer: User, invoice_type: DocumentType,
) -> None:
    own = makers.document(reviewer, invoice_type, values={"number": "1", "total": "1.00"})
    services.approve(own, by=reviewer, revision=0)
    own.refresh_from_db()
    assert own.status == Status.APPROVED


def test_a_rejection_needs_its_reason(invoice: Document, reviewer: User) -> None:
    with pytest.raises(Invalid):
        services.reject(invoice, by=reviewer, revision=0, reason="  ")
    services.reject(invoice, by=reviewer, revision=0, reason="unreadable")
    invoice.refresh_from_db()
    assert (invoice.status, invoice.reason) == (Status.REJECTED, "unreadable")


def test_a_postponed_document_comes_back_when_somebody_resumes_it(
    invoice: Document, reviewer: User, colleague: User,
) -> None:
    services.postpone(invoice, by=reviewer, revision=0, reason="waiting for the supplier")
    with pytest.raises(Conflict):
        deciding.decide(invoice, by=reviewer, revision=1, key="total", kind="confirm")
    services.resume(invoice, by=colleague, revision=1)
    invoice.refresh_from_db()
    assert (invoice.status, invoice.reason, invoice.revision) == (Status.IN_REVIEW, "", 2)


def test_only_a_postponed_document_is_resumed(invoice: Document, reviewer: User) -> None:
    with pytest.raises(Conflict):
        services.resume(invoice, by=reviewer, revision=0)


def test_what_somebody_else_holds_is_neither_saved_nor_decided(
    invoice: Document, reviewer: User, colleague: User,
) -> None:
    claims.claim(invoice, colleague)
    for act in (
        lambda: deciding.decide(invoice, by=reviewer, revision=0, key="total", kind="confirm"),
        lambda: services.approve(invoice, by=reviewer, revision=0),
        lambda: services.reject(invoice, by=reviewer, revision=0, reason="no"),
    ):
        with pytest.raises(claims.Claimed) as told:
            act()
        assert told.value.params["holder"] == "fang"
    invoice.refresh_from_db()
    assert invoice.revision == 0


def test_a_claim_runs_out_and_work_prolongs_it(
    invoice: Document, reviewer: User, colleague: User, monkeypatch: pytest.MonkeyPatch, settings,
) -> None:
    settings.CLAIM_SECONDS = 600
    start = clock.now()
    claims.claim(invoice, reviewer)
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(seconds=500))
    deciding.decide(invoice, by=reviewer, revision=0, key="date", kind="confirm")
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(seconds=1000))
    assert claims.holder(invoice) == reviewer
    with pytest.raises(claims.Claimed):
        claims.claim(invoice, colleague)
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(seconds=1101))
    assert claims.holder(invoice) is None
    claims.claim(invoice, colleague)
    assert claims.holder(invoice) == colleague


def test_taking_over_is_explicit_and_leaves_its_row(invoice: Document, reviewer: User, colleague: User) -> None:
    claims.claim(invoice, reviewer)
    claims.claim(invoice, colleague, take_over=True)
    row = AuditEvent.objects.get(action="document.taken_over")
    assert (row.before, row.after, row.actor) == ({"holder": "wei"}, {"holder": "fang"}, colleague)
    with pytest.raises(claims.Claimed):
        deciding.decide(invoice, by=reviewer, revision=0, key="total", kind="confirm")


def test_prolonging_a_claim_fills_no_audit_log(invoice: Document, reviewer: User) -> None:
    for _again in range(3):
        claims.claim(invoice, reviewer)
    assert AuditEvent.objects.filter(action="document.claimed").count() == 1


def test_nobody_releases_somebody_elses_claim(invoice: Document, reviewer: User, colleague: User) -> None:
    claims.claim(invoice, reviewer)
    claims.release(invoice, colleague)
    assert claims.holder(invoice) == reviewer
    claims.release(invoice, reviewer)
    assert claims.holder(invoice) is None


def test_a_decision_ends_the_claim(invoice: Document, reviewer: User) -> None:
    claims.claim(invoice, reviewer)
    services.postpone(invoice, by=reviewer, revision=0)
    assert not ReviewClaim.objects.exists()
