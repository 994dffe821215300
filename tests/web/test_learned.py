"""What a value was learned from, on the workbench: shown, linked for those who may see it, forgotten on demand."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from docmgr.accounts.models import User
from docmgr.audit.models import AuditEvent
from docmgr.core.lease import JobState
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.extraction.models import FieldValue
from docmgr.pipeline import flow
from docmgr.review import deciding
from docmgr.training.models import LearnedLayout
from tests.review import makers
from tests.review.conftest import employee, invoice_type, reviewer

__all__ = ["employee", "invoice_type", "reviewer"]
pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def page(reviewer: User) -> Client:
    client = Client()
    client.force_login(reviewer)
    return client


@pytest.fixture
def teacher(employee: User, reviewer: User, invoice_type: DocumentType) -> Document:
    made = makers.document(employee, invoice_type, values={"number": "03847562", "total": "11300.00"})
    deciding.decide(made, by=reviewer, revision=0, key="number", kind="change", value="PO-7781")
    flow.approve(made, actor=reviewer, revision=made.revision)
    return made


@pytest.fixture
def pupil(employee: User, invoice_type: DocumentType, teacher: Document) -> Document:
    made = makers.document(employee, invoice_type, values={"number": "PO-7782", "total": "11300.00"})
    FieldValue.objects.filter(run__document=made, key="number").update(how=f"memory:{teacher.pk}")
    return made


def post(client: Client, act: str, document: Document, **body):
    return client.post(reverse(f"web:review_{act}", args=[document.pk]), json.dumps(body),
                       content_type="application/json", headers=JSON)


def bench(client: Client, document: Document) -> str:
    return client.get(reverse("web:review_document", args=[document.pk])).content.decode()


def test_a_value_says_which_document_it_was_learned_from(page: Client, pupil: Document, teacher: Document) -> None:
    text = bench(page, pupil)
    assert text.count("data-learned=") == 1
    assert f'href="{reverse("web:document", args=[teacher.pk])}"' in text


def test_forgetting_changes_the_cards_and_nothing_else_and_is_recorded(
    page: Client, pupil: Document, teacher: Document, reviewer: User,
) -> None:
    answer = post(page, "forget", pupil, learned=teacher.pk)
    assert f"learned from #{teacher.pk}, forgotten since" in answer.json()["cards"]["number:0"]
    assert not LearnedLayout.objects.exists()
    assert AuditEvent.objects.get(action="memory.forgotten").actor == reviewer
    pupil.refresh_from_db()
    assert (pupil.revision, pupil.status) == (0, Status.IN_REVIEW)
    assert "data-learned=" not in bench(page, pupil)


def test_whoever_opens_a_document_later_is_told_that_what_it_was_read_with_was_forgotten(
    page: Client, pupil: Document, teacher: Document,
) -> None:
    told = f"What #{teacher.pk} had taught was forgotten since."
    assert told not in bench(page, pupil) and 'data-part="forgotten" hidden' in bench(page, pupil)
    post(page, "forget", pupil, learned=teacher.pk)
    assert told in bench(page, pupil) and 'data-part="forgotten" hidden' not in bench(page, pupil)
    post(page, "fields", pupil, revision=0, key="number", index=0, kind="change", value="PO-7783")
    assert told not in bench(page, pupil)  # a person decided on what had come from it


def test_forgetting_twice_is_no_second_act(page: Client, pupil: Document, teacher: Document) -> None:
    for _n in range(2):
        assert post(page, "forget", pupil, learned=teacher.pk).status_code == 200
    assert AuditEvent.objects.filter(action="memory.forgotten").count() == 1


@pytest.mark.parametrize(("number", "status"), [("x", 422), (None, 422), (999_999, 404)])
def test_forgetting_what_is_not_there_is_told(page: Client, pupil: Document, number: object, status: int) -> None:
    assert post(page, "forget", pupil, learned=number).status_code == status


def test_reading_again_sends_the_document_to_the_engine_as_it_is(
    page: Client, pupil: Document, invoice_type: DocumentType,
) -> None:
    assert post(page, "again", pupil, revision=0).status_code == 200
    pupil.refresh_from_db()
    assert (pupil.status, pupil.doc_type, pupil.type_chosen) == (Status.UPLOADED, invoice_type, False)
    assert pupil.runs.filter(state=JobState.QUEUED).count() == 1
    assert AuditEvent.objects.filter(action="document.retried").exists()


def test_a_persons_value_was_learned_from_nobody(page: Client, pupil: Document) -> None:
    post(page, "fields", pupil, revision=0, key="number", kind="confirm")
    assert "data-learned=" not in bench(page, pupil)


def test_approving_with_errors_leads_on_and_the_document_says_so(page: Client, pupil: Document) -> None:
    assert post(page, "with_errors", pupil, revision=0, reason="").status_code == 422
    assert post(page, "with_errors", pupil, revision=0, reason="Not worth correcting").status_code == 200
    text = page.get(reverse("web:document", args=[pupil.pk])).content.decode()
    assert "approved with errors" in text
    assert "Not worth correcting" in text
