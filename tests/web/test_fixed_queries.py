"""Pages with lists ask the database as often for many rows as for a few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from docmgr.accounts import tokens
from docmgr.accounts.models import Department, Role, User
from docmgr.automation.models import ErrorBudget
from docmgr.core import clock
from docmgr.doctypes import services as doctypes
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Status
from docmgr.evaluation import gold
from docmgr.evaluation.models import EvaluationRun
from docmgr.pipeline import flow
from docmgr.review import comments, deciding
from docmgr.training.models import DatasetExport, Job, ModelVersion
from tests.review import makers
from tests.web.test_samples import client_of

FEW, MANY = 2, 6
REPORT = {"documents": 1, "f1": 0.9, "precision": 0.9, "recall": 0.9, "fields": {
    "total": {"n": 1, "f1": 0.9, "precision": 1.0, "recall": 0.9}}, "reliability": None}
PAGES = {
    Role.EMPLOYEE: ("web:home", "web:upload", "web:documents", "api:documents"),
    Role.REVIEWER: ("web:home", "web:documents", "web:review_queue", "web:review_strip", "web:error_groups",
                    "web:sample_list", "api:documents", "api:doctypes"),
    Role.ADMIN: ("web:home", "web:user_list", "web:type_list", "web:models", "web:automation", "web:evaluation",
                 "web:error_groups", "web:sample_list", "web:engines"),
    Role.AUDITOR: ("web:home", "web:audit_log"),
}
OF_A_TYPE = ("web:type_detail", "web:type_edit", "web:model_type", "web:automation_type", "web:evaluation_type")


def grown(number: int) -> None:
    """One more of everything that lists show: a person, a type with all that is known of it, its documents."""
    admin = User.objects.get(username="the-admin")
    owner = User.objects.create_user(
        f"person-{number}", role=Role.EMPLOYEE, department=Department.objects.create(name=f"Room {number}"))
    tokens.issue(User.objects.get(username="the-employee"), name=f"program {number}", expires_at=None)
    doc_type = makers.invoice_type(key=f"type_{number}")
    known(doc_type, owner, number)
    known(DocumentType.objects.get(key="type_0"), owner, number)
    ErrorBudget.objects.create(doc_type=doc_type, key="total", mode=ErrorBudget.Mode.ON, changed_by=admin)
    ErrorBudget.objects.create(doc_type=doc_type, key="number", changed_by=admin, stopped_at=clock.now(),
                               stopped={"sampled": 5, "wrong": 2, "lower": 0.1, "alpha": 0.01})
    doctypes.open_draft(doc_type, by=admin)
    Job.objects.create(kind="retrain", topic=doc_type.key, params={"type": doc_type.key}, created_by=admin)
    DatasetExport.objects.create(by=owner, samples=1, sha256="0" * 64)


def known(doc_type: DocumentType, owner: User, number: int) -> None:
    """Documents of one type in each state, what was learned from them, and how well that reads."""
    reviewer = User.objects.get(username="the-reviewer")
    values = {"number": "1", "total": f"{number}1380.00"}
    for status in (Status.IN_REVIEW, Status.UPLOADED, Status.FAILED, Status.POSTPONED):
        asked = makers.document(owner, doc_type, values=values, status=status, name=f"{status} {number}.pdf")
        for person in (reviewer, owner):
            comments.write(asked, by=person, text="Which one?", key="total")
    for kept in (False, True):
        document = makers.document(owner, doc_type, values=values, name=f"approved {number}.pdf")
        deciding.decide(document, by=reviewer, revision=0, key="total", kind="change", value=f"{number}1300.00")
        flow.approve(document, actor=reviewer, revision=document.revision)
        if kept:
            gold.add([document], by=reviewer)
    model = ModelVersion.objects.create(
        doc_type=doc_type, type_version=doc_type.live, number=ModelVersion.objects.count(), created_by=owner,
        state=ModelVersion.State.RETIRED, live_at=clock.now(), live_by=owner)
    for _ in range(2):
        EvaluationRun.objects.create(doc_type=doc_type, type_version=doc_type.live, model=model, documents=1, f1=0.9,
                                     report=REPORT, counts={str(document.pk): {"total": [1, 1, 1]}}, by=owner)


@pytest.fixture
def house(db: None, files_dir: object) -> None:
    for role in Role:
        makers.person(f"the-{role.name.lower()}", role)
    for number in range(FEW):
        grown(number)


def queries_of(client: Client, address: str) -> Counter[str]:
    client.get(address)  # what is remembered from the first look on
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return Counter(one["sql"].split(" WHERE ")[0] for one in asked.captured_queries)


def everywhere() -> Iterator[tuple[str, Counter[str]]]:
    for role, pages in PAGES.items():
        client = client_of(User.objects.get(username=f"the-{role.name.lower()}"))
        for page in pages:
            yield f"{role.name} {page}", queries_of(client, reverse(page))
        for page in OF_A_TYPE if role == Role.ADMIN else ():
            yield page, queries_of(client, reverse(page, args=["type_0"]))
    yield "web:user_detail", queries_of(client_of(User.objects.get(username="the-admin")), reverse(
        "web:user_detail", args=[User.objects.get(username="the-employee").pk]))


def test_a_longer_list_costs_no_further_query(house: None) -> None:
    few = dict(everywhere())
    for number in range(FEW, MANY):
        grown(number)
    further = {where: [sql[:300] for sql, _n in (asked - few[where]).items()] for where, asked in everywhere()
               if asked.total() > few[where].total()}
    assert not further
