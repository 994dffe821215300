"""Error samples are made of what people decided on approved documents, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from docmgr.accounts.models import Role, User
from docmgr.core import clock
from docmgr.core.lease import JobState
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.evaluation import gold
from docmgr.pipeline import flow
from docmgr.pipeline.jobs import work
from docmgr.review import deciding
from docmgr.training.background import jobs
from docmgr.training.models import DueLesson, ErrorSample, Job, LearnedLayout
from docmgr.training.samples import collecting
from docmgr.training.samples.keeping import collect
from tests.review import makers

pytestmark = pytest.mark.django_db
Cause = ErrorSample.Cause


def look() -> list[int]:
    """The weekly job, from its start to its end, and the documents that it looked at."""
    job, seen = jobs.start(collecting.KIND, by=None, params={}), list[int]()

    def collected(document: Document) -> int:
        seen.append(document.pk)
        return collect(document)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(collecting, "collect", collected)
        work(job.pk)
    assert Job.objects.get(pk=job.pk).state == JobState.DONE
    return seen


def agreed(employee: User, reviewer: User, doc_type: DocumentType, *, days: int = 0) -> Document:
    """Approved without an error, so many days ago."""
    document = makers.document(employee, doc_type, values={"number": "03847562", "total": "11300.00"})
    decide(document, reviewer, "number", "confirm")
    flow.approve(document, actor=reviewer, revision=document.revision)
    Document.objects.filter(pk=document.pk).update(updated_at=clock.now() - timedelta(days=days))
    return document


@pytest.mark.database
def test_the_weekly_look_goes_through_what_changed_since_the_last_one_and_through_all_the_first_time(
    employee: User, reviewer: User, invoice_type: DocumentType,
) -> None:
    old = agreed(employee, reviewer, invoice_type, days=30)
    assert look() == [old.pk]
    assert look() == []
    new = agreed(employee, reviewer, invoice_type)
    assert look() == [new.pk]
    Job.objects.all().update(started_at=clock.now() - timedelta(days=7))
    Document.objects.filter(pk=new.pk).update(updated_at=clock.now() - timedelta(days=8))
    assert look() == []


def test_a_look_by_a_clock_that_was_a_year_ahead_does_not_hide_what_comes_after_it(
    employee: User, reviewer: User, invoice_type: DocumentType,
) -> None:
    look()
    Job.objects.all().update(started_at=clock.now() + timedelta(days=365))
    new = agreed(employee, reviewer, invoice_type)
    assert look() == [new.pk]


def test_a_look_that_was_broken_off_is_made_up_for_by_the_next_one(
    employee: User, reviewer: User, invoice_type: DocumentType,
) -> None:
    old = agreed(employee, reviewer, invoice_type, days=30)
    broken = jobs.start(collecting.KIND, by=None, params={})
    Job.objects.filter(pk=broken.pk).update(state=JobState.FAILED, started_at=clock.now(), result={"look": 1})
    assert look() == [old.pk]


def test_what_was_decided_long_before_the_approval_is_collected_where_the_approval_is_new(
    employee: User, reviewer: User, invoice_type: DocumentType,
) -> None:
    """Corrected before the last look, approved after it, and nothing was collected on the way."""
    document = makers.document(employee, invoice_type, values={"number": "03847562", "total": "11380.00"})
    decide(document, reviewer, "total", "change", "11300.00")
    assert look() == []
    flow.approve(document, actor=reviewer, revision=document.revision)
    document.corrections.update(at=clock.now() - timedelta(days=30))
    ErrorSample.objects.all().delete()
    assert look() == [document.pk] and ErrorSample.objects.get().after == "11300.00"


@pytest.mark.database
def test_what_left_the_gold_set_teaches_at_the_next_look_although_it_was_looked_at_before(
    employee: User, reviewer: User, people: dict[Role, User], invoice_type: DocumentType,
) -> None:
    document = agreed(employee, reviewer, invoice_type, days=30)
    gold.add([document], by=people[Role.ADMIN])
    look()
    gold.remove(document, by=people[Role.ADMIN])
    DueLesson.objects.update(tries=99)  # nobody waits for it any more
    assert look() == [] and LearnedLayout.objects.get().document == document


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
    deciding.decide(
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


@pytest.mark.database
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
