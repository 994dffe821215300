"""Several reviewers at the same moment, with real commits: no acknowledged edit is lost, one approval wins."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from docmgr.accounts.models import User
from docmgr.audit.models import AuditEvent
from docmgr.core.exceptions import Conflict
from docmgr.documents.models import Document, Status
from docmgr.review import claims, deciding, services
from docmgr.review.models import Correction, ReviewClaim
from docmgr.review.values import current_fields
from tests.simultaneous import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
KEYS = ("number", "date", "net", "tax", "total", "buyer")


def saves_all(document_id: int, by: User, acknowledged: list[str]) -> Callable[[], None]:
    """Saves one value per field, re-reading the revision after every refusal, as the page does."""
    def act() -> None:
        for key in random.sample(KEYS, len(KEYS)):
            value = f"{by.username}-{key}"
            for _attempt in range(400):
                document = Document.objects.get(pk=document_id)
                try:
                    deciding.decide(
                        document, by=by, revision=document.revision, key=key, kind="change", value=value)
                except Conflict:
                    ReviewClaim.objects.all().delete()  # as if claims ran out: the revision alone must protect
                    continue
                acknowledged.append(value)
                break
    return act


def test_no_acknowledged_edit_is_lost(invoice: Document, reviewer: User, colleague: User) -> None:
    acknowledged: list[str] = []
    raised = at_once(saves_all(invoice.pk, reviewer, acknowledged), saves_all(invoice.pk, colleague, acknowledged))
    assert raised == []
    assert sorted(Correction.objects.values_list("after", flat=True)) == sorted(acknowledged)
    assert len(acknowledged) == 2 * len(KEYS)
    invoice.refresh_from_db()
    assert invoice.revision == len(acknowledged)
    assert sorted(Correction.objects.values_list("revision", flat=True)) == list(range(1, len(acknowledged) + 1))
    newest = {c.key: c.after for c in Correction.objects.order_by("id")}
    assert {f.key: f.value for f in current_fields(invoice) if f.key in KEYS} == newest


def test_of_two_approvals_one_wins(invoice: Document, reviewer: User, colleague: User) -> None:
    def approves(by: User) -> Callable[[], None]:
        return lambda: services.approve(Document.objects.get(pk=invoice.pk), by=by, revision=0)

    raised = at_once(approves(reviewer), approves(colleague))
    assert [isinstance(e, Conflict) for e in raised] == [True]
    assert AuditEvent.objects.filter(action="document.approved").count() == 1
    assert Document.objects.get(pk=invoice.pk).status == Status.APPROVED


def test_of_two_who_open_a_document_one_holds_it(invoice: Document, reviewer: User, colleague: User) -> None:
    raised = at_once(lambda: claims.claim(invoice, reviewer), lambda: claims.claim(invoice, colleague))
    assert [type(e) for e in raised] == [claims.Claimed]
    assert ReviewClaim.objects.count() == 1
    assert AuditEvent.objects.filter(action="document.claimed").count() == 1
