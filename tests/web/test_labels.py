"""The page of gold labels that deserve a look."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from docmgr.audit.models import AuditEvent
from docmgr.documents.models import Page
from docmgr.evaluation import gold, relabelling, runs
from docmgr.evaluation.models import EvaluationRun, GoldDocument, LabelIssue
from docmgr.web.label_rows import differing
from tests.evaluation.conftest import approved
from tests.fixtures import broken
from tests.review import makers
from tests.review.conftest import employee, invoice_type, reviewer

__all__ = ["approved", "employee", "invoice_type", "reviewer"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(approved, reviewer, invoice_type):
    document = approved(number="03847563")
    gold.add([document], by=reviewer)
    figures = dict.fromkeys(("f1", "precision", "recall"), 0.5)
    run = EvaluationRun.objects.create(
        doc_type=invoice_type, documents=1, f1=0.5, report={**figures, "fields": {}}, counts={})
    return LabelIssue.objects.create(
        member=GoldDocument.objects.get(), run=run, key="number", answer="03847562", label="03847563", confidence=0.9,
        page=1, box=makers.BOX, label_on_page=False, near=True)


@pytest.fixture
def client(client_of, reviewer) -> Client:
    return client_of(reviewer)


def at(name: str, *arguments: Any) -> str:
    return reverse(f"web:{name}", args=["test_invoice", *arguments])


def shown(client: Client, name: str = "evaluation_labels") -> str:
    response = client.get(at(name))
    assert response.status_code == 200
    return response.content.decode()


def test_the_label_and_the_answer_stand_beside_each_other_with_the_letters_that_differ(client, issue):
    text = shown(client)
    assert "0384756<mark>2</mark>" in text and "0384756<mark>3</mark>" in text
    assert "the page shows the label nowhere" in text and at("evaluation_label_crop", issue.pk) in text
    assert AuditEvent.objects.filter(action="document.opened", object_id=str(issue.member.document_id)).count() == 1


@pytest.mark.parametrize(("first", "second", "expected"), [
    ("Shah Alam", "SHAN ALAM", [("Sha", False), ("h", True), (" Alam", False)]),
    ("HAI-O", "HAI O", [("HAI", False), ("-", False), ("O", False)]),  # punctuation is nobody's slip
    ("上海测试", "上海测式", [("上海测", False), ("试", True)]),
    ("RESTORAN", "RSTORAN", [("R", False), ("E", True), ("STORAN", False)]),
    ("HF-1000", "HF-1O00", [("HF-1", False), ("0", True), ("00", False)]),
    ("x" * 3000, "y", [("x" * 3000, False)]),
])
def test_letters_that_differ_are_marked_whatever_their_case(first, second, expected):
    assert differing(first, second)[0] == expected


def test_a_label_is_settled_without_a_script_and_the_page_says_that_the_figures_are_older(client, issue):
    answer = client.post(at("evaluation_label_settle", issue.pk), {"verdict": "answer"}, follow=True)
    text = answer.content.decode()
    assert "1 label was put right since the newest run" in text and "F1 0.500" in text
    assert "No label to look at" in text and "the paper says what was read" in text
    assert "The document itself still has the value of the older label." in text
    assert "1 label was put right since the newest run" in shown(client, "evaluation_type")


def test_the_script_gets_the_row_and_where_the_figures_stand(client, issue):
    answer = client.post(at("evaluation_label_settle", issue.pk), {"verdict": "edit", "value": "0384"},
                         headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert text.lstrip().startswith("<li") and 'hx-swap-oob="true"' in text
    assert "the label was edited</strong>: 0384" in text
    refused = client.post(at("evaluation_label_settle", issue.pk), {"verdict": "edit", "value": "0385"},
                          headers={"HX-Request": "true"})
    assert refused.status_code == 409


def test_the_page_of_the_type_says_how_many_labels_deserve_a_look(client, page, issue):
    assert "1 label of the gold set deserves a look" in shown(client, "evaluation_type")
    text = shown(page, "evaluation_type")  # an administrator, who may not open the document
    assert "1 label of the gold set deserves a look" in text and "0384756" not in text
    text = shown(page)
    assert "1 more label to look at stands in a document that you may not open." in text and "0384756" not in text
    assert page.get(at("evaluation_label_crop", issue.pk)).status_code == 404


def test_the_crop_is_of_the_place_where_the_engine_read(client, issue):
    Page.objects.update(image=default_storage.save("pages/labels/page.jpg", ContentFile(broken.jpeg())))
    crop = client.get(at("evaluation_label_crop", issue.pk))
    assert (crop.status_code, crop["Content-Type"]) == (200, "image/jpeg")
    assert client.get(at("evaluation_label_crop", issue.pk), headers={"If-None-Match": crop["ETag"]}).status_code == 304


def test_the_labels_come_as_a_file(client, issue):
    answer = client.get(at("evaluation_label_export"))
    assert answer["Content-Disposition"] == 'attachment; filename="gold.jsonl"'
    assert '"number": "03847563"' in answer.content.decode()


def test_two_runs_with_other_labels_between_them_are_not_called_an_improvement(
    client, reviewer, approved, invoice_type,
):
    gold.add([approved(number="03847563") for _ in range(6)], by=reviewer)
    for member in GoldDocument.objects.all():
        member.fields = {"number": member.fields["number"]}
        member.save()
    runs.evaluate(invoice_type, by=reviewer)
    for one in LabelIssue.objects.all():
        relabelling.settle(one, by=reviewer, verdict="answer")
    runs.evaluate(invoice_type, by=reviewer)
    text = shown(client, "evaluation_type")
    assert "6 documents read better, 0 worse" in text and "6 labels were put right between the two" in text
    assert "This is a real improvement." not in text


def test_the_number_of_queries_does_not_grow_with_the_list(client, issue):
    def count() -> int:
        with CaptureQueriesContext(connection) as made:
            shown(client)
        return len(made)

    shown(client)  # notes that the document was opened
    before = count()
    told = {"member": issue.member, "run": issue.run, "key": "number", "label": "03847563", "confidence": 0.9}
    LabelIssue.objects.bulk_create(LabelIssue(answer=f"9{n}", **told) for n in range(9))
    assert count() == before
    done = {"state": "answer", "by": issue.member.added_by, "at": issue.run.at}
    LabelIssue.objects.create(answer="80", **told, **done)
    before = count()
    LabelIssue.objects.bulk_create(LabelIssue(answer=f"8{n}", **told, **done) for n in range(1, 9))
    assert count() == before
