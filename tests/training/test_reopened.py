"""A document that is opened again after its approval: what it taught is gone, and what it teaches next counts once."""

from __future__ import annotations

from typing import Any

import pytest

from docmgr.accounts.models import User
from docmgr.audit.models import AuditEvent
from docmgr.audit.selectors import verify_all
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.evaluation import gold
from docmgr.extraction import engine
from docmgr.pipeline import flow
from docmgr.review.values import current_fields
from docmgr.training.layouts import memory
from docmgr.training.models import DueLesson, ErrorSample, LearnedLayout
from docmgr.training.trained import versions
from docmgr.training.trained.lessons import lessons_of
from docmgr.training.trained.taken_back import taken_back
from tests.training import shops

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_dir")]
KEY = "test_invoice"


@pytest.fixture
def document(employee: User, reviewer: User, invoice_type: DocumentType) -> Document:
    """Approved with a number that the engine had read otherwise."""
    return shops.approved(employee, reviewer, invoice_type, "acorn", number="R10047", total="1,200.50",
                          read_number="R1OO47")


@pytest.fixture
def sibling(employee: User, reviewer: User, invoice_type: DocumentType) -> Document:
    """Another one of the shop, not decided."""
    return shops.approved(employee, reviewer, invoice_type, "acorn", number="R10048", total="7.10", approve=False)


def reopen(document: Document, by: User, reason: str = "A value is wrong") -> list[str]:
    return flow.reopen(document, actor=by, revision=document.revision, reason=reason)


def approve(document: Document, by: User) -> None:
    flow.approve(document, actor=by, revision=document.revision)


def read(document: Document) -> list[Any]:
    """Its stored pages with what is known now."""
    pages = [engine.page_of(page) for page in document.pages.all()]
    [(_name, values)] = engine.answers(
        [("x", pages)], document.doc_type.live.definition(), learned=memory.learned_of([KEY]))
    return list(values)


def test_the_whole_way_learned_forgotten_to_the_byte_corrected_learned_anew(
    employee: User, reviewer: User, invoice_type: DocumentType, sibling: Document,
) -> None:
    before = read(sibling)
    document = shops.approved(employee, reviewer, invoice_type, "acorn", number="R10047", total="1,200.50")
    taught = read(sibling)
    assert repr(taught) != repr(before)
    reopen(document, reviewer)
    assert (document.status, document.decided_by, document.decided_at) == (Status.IN_REVIEW, None, None)
    assert {f.key: f.value for f in current_fields(document)}["number"] == "R10047"
    assert not LearnedLayout.objects.exists() and repr(read(sibling)) == repr(before)
    shops.decide(document, reviewer, "number", "change", "R10049")
    approve(document, reviewer)
    told = LearnedLayout.objects.get().data["lessons"]
    assert [lesson["value"] for lesson in told if lesson["key"] == "number"] == ["R10049"]
    assert [lesson.right.fields["number"] for lesson in lessons_of(invoice_type)] == [("R10049",)]
    assert document.reason == "" and verify_all().ok


def test_error_samples_of_the_first_approval_are_not_counted_beside_those_of_the_second(
    document: Document, reviewer: User,
) -> None:
    assert [s.after for s in ErrorSample.objects.filter(key="number")] == ["R10047"]
    before = ErrorSample.objects.count()
    reopen(document, reviewer)
    assert not ErrorSample.objects.exists()
    shops.decide(document, reviewer, "number", "change", "R10041")
    approve(document, reviewer)
    assert [s.after for s in ErrorSample.objects.filter(key="number")] == ["R10041"]
    assert ErrorSample.objects.count() == before


def test_the_log_says_who_opened_what_again_why_and_what_went_with_it(document: Document, reviewer: User) -> None:
    at, samples = document.decided_at, ErrorSample.objects.count()
    reopen(document, reviewer, "The number is wrong")
    row = AuditEvent.objects.get(action="document.reopened")
    assert row.actor == reviewer
    assert row.before == {"status": "approved", "decided_by": "wei", "decided_at": at.isoformat()}
    assert row.after == {"status": "in_review", "reason": "The number is wrong", "layout": True, "samples": samples}


def test_a_gold_document_leaves_the_set_and_does_not_teach_before_it_is_approved_again(
    document: Document, reviewer: User,
) -> None:
    gold.add([document], by=reviewer)
    reopen(document, reviewer)
    document.refresh_from_db()
    assert not document.held_back and not gold.member(document.pk)
    assert not DueLesson.objects.exists() and not LearnedLayout.objects.exists()
    assert AuditEvent.objects.get(action="document.reopened").after["gold"] is True
    approve(document, reviewer)
    assert LearnedLayout.objects.get().document == document


def test_a_model_that_was_trained_from_what_it_said_then_is_named_also_after_the_next_approval(
    document: Document, reviewer: User, invoice_type: DocumentType,
) -> None:
    model = versions.register(invoice_type, by=None, taken=True, type_version=invoice_type.live, sha256="0" * 64,
                              documents=[document.pk], figures={"fields": {}})
    assert taken_back([model]) == {}
    reopen(document, reviewer)
    approve(document, reviewer)
    assert taken_back([model]) == {model.pk: [document.pk]}


def test_a_document_that_passed_with_errors_can_be_put_right_and_teaches_then(
    employee: User, reviewer: User, invoice_type: DocumentType,
) -> None:
    made = shops.approved(employee, reviewer, invoice_type, "birch", number="R2", total="1.00", approve=False)
    flow.approve_with_errors(made, actor=reviewer, revision=made.revision, reason="The paper is wrong")
    assert not LearnedLayout.objects.exists()
    reopen(made, reviewer)
    approve(made, reviewer)
    assert LearnedLayout.objects.get().document == made


def test_a_lesson_that_was_being_learned_while_the_document_was_opened_is_not_kept(
    document: Document, reviewer: User,
) -> None:
    lesson = memory.lesson_of(document)
    assert lesson
    reopen(Document.objects.get(pk=document.pk), reviewer)
    assert memory.keep(document, lesson) is None and not LearnedLayout.objects.exists()
