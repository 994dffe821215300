"""Error samples are made of what people decided on approved documents, once."""

from __future__ import annotations

import pytest

from docmgr.accounts.models import User
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.pipeline import flow
from docmgr.review import services
from docmgr.training.models import ErrorSample
from docmgr.training.services import collect
from tests.review import makers

pytestmark = pytest.mark.django_db
Cause = ErrorSample.Cause


@pytest.fixture
def approved(employee: User, reviewer: User, invoice_type: DocumentType) -> Document:
    """Total misread, buyer invented, date confirmed, item 2 struck out, identity number missed."""
    document = makers.document(employee, invoice_type, values={
        "number": "03847562", "date": "2024-03-11",
        "total": {"value": "11380.00", "raw": "11,380.00", "box": [0.2, 0.4, 0.6, 0.43]},
        "buyer": "火星贸易", "item": ["PO-7781", "不存在的东西"],
    })
    decide(document, reviewer, "total", "change", "11300.00")
    decide(document, reviewer, "buyer", "absent")
    decide(document, reviewer, "date", "confirm")
    decide(document, reviewer, "item", "absent", index=1)
    decide(document, reviewer, "id_no", "change", "110105194912310021")
    flow.approve(document, actor=reviewer, revision=document.revision)
    return document


def decide(document: Document, by: User, key: str, kind: str, value: str = "", index: int = 0) -> None:
    services.save_field(
        document, by=by, revision=document.revision, key=key, kind=kind, value=value, index=index)


def test_approval_keeps_every_value_that_a_person_put_right(approved: Document) -> None:
    made = {(s.key, s.index): s for s in ErrorSample.objects.all()}
    assert {place: s.cause for place, s in made.items()} == {
        ("total", 0): Cause.MISREAD, ("buyer", 0): Cause.INVENTED, ("item", 1): Cause.INVENTED,
        ("id_no", 0): Cause.MISSED,
    }
    total = made["total", 0]
    assert (total.before, total.after, total.engine, total.confidence) == (
        "11380.00", "11300.00", "test-engine", 0.99)
    assert total.correction.by.username == "wei"


def test_a_value_typed_in_gets_the_place_where_its_words_stand(approved: Document) -> None:
    sample = ErrorSample.objects.get(key="id_no")
    assert sample.page == 1
    assert sample.box is not None
    assert 0.25 < sample.box[0] < sample.box[2] <= 0.6
    assert sample.box[1] == pytest.approx(0.5)


def test_collecting_again_adds_nothing(approved: Document) -> None:
    before = ErrorSample.objects.count()
    assert collect(approved) == 0
    assert ErrorSample.objects.count() == before


def test_a_confirmed_value_is_no_error(approved: Document) -> None:
    assert not ErrorSample.objects.filter(key="date").exists()


def test_nothing_is_collected_from_a_document_that_is_not_approved(invoice: Document, reviewer: User) -> None:
    decide(invoice, reviewer, "total", "change", "11300.00")
    assert collect(invoice) == 0
    flow.reject(invoice, actor=reviewer, revision=invoice.revision, reason="unreadable")
    assert invoice.status == Status.REJECTED
    assert collect(invoice) == 0
    assert not ErrorSample.objects.exists()


def test_a_decision_that_was_taken_back_is_no_error(invoice: Document, reviewer: User) -> None:
    decide(invoice, reviewer, "number", "change", "1")
    decide(invoice, reviewer, "number", "undo")
    flow.approve(invoice, actor=reviewer, revision=invoice.revision)
    assert not ErrorSample.objects.exists()


def test_the_same_amount_written_otherwise_is_no_error(invoice: Document, reviewer: User) -> None:
    decide(invoice, reviewer, "total", "change", "11,800.0")
    flow.approve(invoice, actor=reviewer, revision=invoice.revision)
    assert not ErrorSample.objects.exists()
