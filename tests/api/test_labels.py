"""Gold labels that deserve a look, for programs."""

from __future__ import annotations

import pytest

from docmgr.accounts.models import Role
from docmgr.evaluation import gold
from docmgr.evaluation.models import EvaluationRun, GoldDocument, LabelIssue
from tests.evaluation.conftest import approved
from tests.review import makers
from tests.review.conftest import employee, invoice_type, reviewer

__all__ = ["approved", "employee", "invoice_type", "reviewer"]
pytestmark = pytest.mark.django_db
URL = "/api/v1/doctypes/test_invoice/gold/labels"


@pytest.fixture
def issue(approved, reviewer, invoice_type):
    document = approved(number="03847563")
    gold.add([document], by=reviewer)
    run = EvaluationRun.objects.create(doc_type=invoice_type, documents=1, f1=0.5, report={"fields": {}})
    return LabelIssue.objects.create(
        member=GoldDocument.objects.get(), run=run, key="number", answer="03847562", label="03847563", confidence=0.9,
        page=1, box=makers.BOX, label_on_page=False, near=True)


def test_a_reviewers_program_reads_the_list_and_settles_a_label(issue, reviewer, calls_as):
    client = calls_as(reviewer)
    told = client.get(URL).json()
    assert (told["run"], told["open"], told["hidden"], told["changed"]) == (issue.run_id, 1, 0, 0)
    row, = told["issues"]
    assert {name: row[name] for name in ("id", "document", "field", "label", "answer", "state")} == {
        "id": issue.pk, "document": issue.member.document_id, "field": "number", "label": "03847563",
        "answer": "03847562", "state": "open"}
    made = client.post(f"{URL}/{issue.pk}", {"verdict": "answer"}, format="json")
    assert (made.status_code, made.json()["state"], made.json()["settled"]) == (200, "answer", "03847562")
    assert GoldDocument.objects.get().fields["number"] == "03847562"
    assert client.post(f"{URL}/{issue.pk}", {"verdict": "label"}, format="json").status_code == 409
    told = client.get(URL).json()
    assert (told["open"], told["changed"], told["issues"]) == (0, 1, [])


@pytest.mark.parametrize("body", [
    {}, {"verdict": "guess"}, {"verdict": "edit", "value": " "}, {"verdict": "answer", "x": 1}])
def test_a_verdict_that_is_none_is_refused_in_words(issue, reviewer, calls_as, body):
    answer = calls_as(reviewer).post(f"{URL}/{issue.pk}", body, format="json")
    assert answer.status_code in (400, 422) and answer.json()
    assert LabelIssue.objects.get().state == "open"


def test_an_administrator_is_told_how_many_there_are_and_nothing_of_what_they_say(issue, calls_as):
    client = calls_as(makers.person("boss", Role.ADMIN))
    told = client.get(URL)
    assert (told.json()["open"], told.json()["hidden"], told.json()["issues"]) == (0, 1, [])
    assert b"03847563" not in told.content
    assert client.post(f"{URL}/{issue.pk}", {"verdict": "answer"}, format="json").status_code == 404
