"""The ways on which a decided document is opened again: its page, the workbench, and its number for administrators."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from docmgr.accounts.models import Role, User
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.documents.models import Document, Status
from docmgr.pipeline import flow
from tests.web.test_frame import ClientOf

pytestmark = pytest.mark.django_db
REASON = {"reason": "The total is wrong"}


@pytest.fixture
def approved(invoice: Document, reviewer: User) -> Document:
    flow.approve(invoice, actor=reviewer, revision=invoice.revision)
    return Document.objects.get(pk=invoice.pk)


@pytest.fixture
def client(reviewer: User, client_of: ClientOf) -> Client:
    return client_of(reviewer)


def status(document: Document) -> str:
    return Document.objects.get(pk=document.pk).status


def shown(client: Client, document: Document) -> str:
    return client.get(reverse("web:document", args=[document.pk])).content.decode()


def test_the_page_offers_it_to_whoever_may_and_leads_to_the_workbench(
    client: Client, approved: Document, employee: User, client_of: ClientOf,
) -> None:
    address = reverse("web:document_reopen", args=[approved.pk])
    assert address in shown(client, approved) and address not in shown(client_of(employee), approved)
    answer = client.post(address, {**REASON, "revision": approved.revision})
    assert answer["Location"] == reverse("web:review_document", args=[approved.pk])
    assert status(approved) == Status.IN_REVIEW
    again = shown(client, approved)
    assert address not in again and REASON["reason"] in again


def test_without_a_reason_or_of_a_document_that_moved_on_nothing_is_opened(
    client: Client, approved: Document,
) -> None:
    address = reverse("web:document_reopen", args=[approved.pk])
    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {**REASON, "revision": approved.revision - 1}).status_code == 409
    assert status(approved) == Status.APPROVED


def test_the_workbench_offers_it_and_tells_who_has_the_result(
    client: Client, approved: Document, employee: User,
) -> None:
    record(Action.DOCUMENT_EXPORTED, actor=employee, obj=approved, after={"format": "csv"})
    bench = client.get(reverse("web:review_document", args=[approved.pk])).content.decode()
    assert 'data-do="reopen"' in bench and 'id="reopen"' in bench
    answer = client.post(reverse("web:review_reopen", args=[approved.pk]), json.dumps(
        {**REASON, "revision": approved.revision}), content_type="application/json")
    assert answer.json() == {"holders": [employee.username]}
    again = client.get(reverse("web:review_document", args=[approved.pk])).content.decode()
    assert 'data-do="reopen"' not in again and 'data-do="approve"' in again and REASON["reason"] in again


def test_the_queue_names_what_one_decided_on_lately(client: Client, approved: Document) -> None:
    page = client.get(reverse("web:review_queue"))
    assert list(page.context["decided"]) == [approved] and "Decided by you lately" in page.content.decode()


def test_an_administrator_opens_by_number_what_he_may_not_read(
    approved: Document, people: dict[Role, User], client: Client, client_of: ClientOf,
) -> None:
    admin, address = client_of(people[Role.ADMIN]), reverse("web:automation_reopen", args=[approved.doc_type.key])
    assert admin.get(reverse("web:document", args=[approved.pk])).status_code == 404
    assert address in admin.get(reverse("web:automation_type", args=[approved.doc_type.key])).content.decode()
    refused = admin.post(address, {**REASON, "number": approved.pk + 1})
    assert refused.status_code == 422 and "No decided document of this type" in refused.content.decode()
    assert f'value="{REASON["reason"]}"' in refused.content.decode()  # what was typed is there still
    assert admin.post(address, {**REASON, "number": approved.pk}, follow=True).status_code == 200
    assert status(approved) == Status.IN_REVIEW
    assert client.post(address, {**REASON, "number": approved.pk}).status_code == 403
