"""Documents of a batch that was read before its first one was corrected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from docmgr.accounts.models import Role, User
from docmgr.audit.models import AuditEvent
from docmgr.automation import contradicted
from docmgr.automation.models import Acceptance, Certificate, ErrorBudget
from docmgr.core import clock
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.documents.storage import blob_key
from docmgr.extraction import engine
from docmgr.extraction.models import ExtractionRun, FieldValue
from docmgr.pipeline import flow, jobs, lookalikes
from docmgr.pipeline.worker import dispatch
from docmgr.review import claims, deciding
from docmgr.review.values import current_fields
from docmgr.training.background import jobs as training_jobs
from docmgr.training.layouts import memory
from docmgr.training.models import Job, LearnedLayout
from ocr_engine.learn.examples.known_types import DOUBT
from tests.matrix.world import client_of
from tests.review import makers
from tests.training import house

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def employee(db: None) -> User:
    return makers.person("emil", Role.EMPLOYEE)


@pytest.fixture
def reviewer(db: None) -> User:
    return makers.person("wei")


@pytest.fixture
def slips(db: None) -> DocumentType:
    return house.slip_type()


def waiting(owner: User, doc_type: DocumentType, layout: int, number: int) -> Document:
    """Read a minute ago."""
    made, _right = house.document(owner, doc_type, layout, number)
    ExtractionRun.objects.filter(document=made).update(started_at=clock.now() - timedelta(minutes=1))
    return made


def look() -> list[int]:
    """Ask and do what is due; the documents that are read again, which then are read at once."""
    for job in lookalikes.ask():
        jobs.work(job.pk)
    sent = list(Document.objects.filter(status=Status.UPLOADED).order_by("pk"))
    for document in sent:
        ExtractionRun.objects.filter(document=document).update(state="done", started_at=clock.now())
        Document.objects.filter(pk=document.pk).update(status=Status.IN_REVIEW)
    return [d.pk for d in sent]


def test_what_waits_for_review_is_read_again_once_a_document_of_its_layout_is_approved(
    employee: User, reviewer: User, slips: DocumentType,
) -> None:
    same, other = waiting(employee, slips, 3, 1), waiting(employee, slips, 7, 1)
    assert lookalikes.ask() == []
    house.approved(employee, reviewer, slips, 3, 0)
    [job] = lookalikes.ask()
    jobs.work(job.pk)
    job.refresh_from_db()
    assert job.result == {"looked": 2, "sent": [same.pk], "left": False}
    same.refresh_from_db()
    other.refresh_from_db()
    assert (same.status, other.status) == (Status.UPLOADED, Status.IN_REVIEW)
    assert ExtractionRun.objects.filter(document=same, state="queued").count() == 1
    row = AuditEvent.objects.get(action="document.retried")
    assert (row.actor, row.object_id, row.after) == (None, str(same.pk), {"status": "uploaded"})
    assert lookalikes.ask() == []


def test_nobodys_work_is_touched(employee: User, reviewer: User, slips: DocumentType) -> None:
    held, decided, gold, free = (waiting(employee, slips, 3, n) for n in range(1, 5))
    claims.claim(held, reviewer)
    field = current_fields(decided)[0]
    deciding.decide(decided, by=reviewer, revision=decided.revision, key=field.key, kind="change", value="4711")
    claims.release(decided, reviewer)
    Document.objects.filter(pk=gold.pk).update(held_back=True)
    house.approved(employee, reviewer, slips, 3, 0)
    assert look() == [free.pk]


def test_a_document_whose_accepted_value_was_taken_back_waits_for_a_person(
    employee: User, reviewer: User, slips: DocumentType,
) -> None:
    contradicted_one, passed_one = waiting(employee, slips, 3, 1), waiting(employee, slips, 3, 2)
    budget = ErrorBudget.objects.create(doc_type=slips, key="total", alpha=0.05)
    promise = Certificate.objects.create(budget=budget, regime="any", next_at=60)
    for document in (contradicted_one, passed_one):
        run = document.runs.get()
        Acceptance.objects.create(
            run=run, document=document, certificate=promise, key="total", confidence=0.99, threshold=0.9)
        run.values.filter(key="total").update(accepted=True)
    contradicted.flag(contradicted_one.runs.get().pk, "total", why="blind_differs")
    house.approved(employee, reviewer, slips, 3, 0)
    assert look() == [passed_one.pk]


def test_a_document_that_cannot_be_read_again_goes_back_to_the_queue_with_what_was_read_before(
    employee: User, reviewer: User, slips: DocumentType, reads: Callable,
) -> None:
    def unreadable(path: object, **_: object) -> None:
        raise engine.ReadingFailed("file_truncated", permanent=True)

    reads(unreadable)
    document = waiting(employee, slips, 3, 1)
    default_storage.save(blob_key(document.blob_id), ContentFile(b"%PDF-1.4"))
    before = [(f.key, f.value) for f in current_fields(document)]
    house.approved(employee, reviewer, slips, 3, 0)
    [job] = lookalikes.ask()
    jobs.work(job.pk)
    flow.process(document.runs.get(state="queued").pk)
    document.refresh_from_db()
    assert (document.status, document.failure_code) == (Status.IN_REVIEW, "")
    assert [(f.key, f.value) for f in current_fields(document)] == before
    row = AuditEvent.objects.filter(object_id=str(document.pk), action="document.failed").get()
    assert (row.before, row.after) == ({"status": "processing"}, {"status": "in_review"})
    assert "what was read before stands" in client_of(reviewer).get(f"/review/{document.pk}/").content.decode()
    Job.objects.update(result={"looked": 1, "sent": [document.pk], "left": True})
    assert look() == [], "the same lesson does not try it for ever"


def test_lessons_that_a_broken_job_did_not_see_to_count_for_the_next(
    employee: User, reviewer: User, slips: DocumentType,
) -> None:
    first, second = waiting(employee, slips, 3, 1), waiting(employee, slips, 7, 1)
    house.approved(employee, reviewer, slips, 3, 0)
    lookalikes.ask()
    Job.objects.update(state="failed")
    assert lookalikes.ask() == [], "it is not begun again and again"
    house.approved(employee, reviewer, slips, 7, 0)
    assert look() == [first.pk, second.pk]


def test_a_reviewer_who_takes_it_up_meanwhile_keeps_it(employee: User, reviewer: User, slips: DocumentType) -> None:
    document = waiting(employee, slips, 3, 1)
    claims.claim(document, reviewer)
    with pytest.raises(claims.Conflict):
        flow.look_again(document)
    assert Document.objects.get(pk=document.pk).status == Status.IN_REVIEW


def test_a_queue_of_one_layout_is_not_read_again_with_each_approval(
    employee: User, reviewer: User, slips: DocumentType,
) -> None:
    waits = waiting(employee, slips, 3, 9)
    again = []
    for number in range(8):
        house.approved(employee, reviewer, slips, 3, number)
        again.append(look() == [waits.pk])
    assert again == [True, True, False, True, False, False, False, True]


def test_a_long_queue_is_read_again_in_parts_so_that_new_uploads_wait_behind_few(
    employee: User, reviewer: User, slips: DocumentType, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lookalikes, "AT_ONCE", 2)
    waits = [waiting(employee, slips, 3, n) for n in range(1, 6)]
    house.approved(employee, reviewer, slips, 3, 0)
    [job] = lookalikes.ask()
    jobs.work(job.pk)
    assert lookalikes.ask() == [], "those that were sent are still to be read"
    sent = Document.objects.filter(status=Status.UPLOADED)
    assert sent.count() == 2
    ExtractionRun.objects.filter(document__in=sent).update(state="done", started_at=clock.now())
    sent.update(status=Status.IN_REVIEW)
    monkeypatch.setattr(lookalikes, "LATELY", timedelta(0))
    [job] = lookalikes.ask_lately()
    jobs.work(job.pk)
    assert len(look()) == 2
    assert len(look()) == 1
    assert look() == [] and lookalikes.ask() == []
    assert ExtractionRun.objects.filter(document__in=waits, state="done").count() == 10


def test_what_somebody_let_go_of_later_is_asked_about_now_and_then_only(
    employee: User, reviewer: User, slips: DocumentType, monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = waiting(employee, slips, 3, 1)
    claims.claim(held, reviewer)
    house.approved(employee, reviewer, slips, 3, 0)
    assert lookalikes.ask_lately() == []
    claims.release(held, reviewer)
    monkeypatch.setattr(lookalikes, "LATELY", timedelta(0))
    assert lookalikes.ask_lately() == []
    assert look() == [held.pk]


def test_a_layout_that_is_well_known_changes_nothing_any_more(
    employee: User, reviewer: User, slips: DocumentType, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lookalikes, "ENOUGH", 2)
    waits = waiting(employee, slips, 3, 9)
    again = []
    for number in range(4):
        house.approved(employee, reviewer, slips, 3, number)
        again.append(look() == [waits.pk])
    assert again == [True, True, False, False]


def test_it_does_not_wait_behind_a_training(employee: User, reviewer: User, slips: DocumentType) -> None:
    training_jobs.start("retrain", by=None, params={"type": slips.key})
    waiting(employee, slips, 3, 1)
    house.approved(employee, reviewer, slips, 3, 0)
    lookalikes.ask()
    job = dispatch.Dispatcher(short=True)._next()
    assert job is not None and job.kind == lookalikes.KIND


def test_what_was_taken_for_another_type_without_certainty_is_read_again_too(
    employee: User, reviewer: User, slips: DocumentType,
) -> None:
    other = makers.invoice_type()
    doubtful, sure, chosen, unknown = (waiting(employee, slips, 3, n) for n in range(1, 5))
    Document.objects.filter(pk__in=[doubtful.pk, sure.pk]).update(doc_type=other, type_chosen=False)
    Document.objects.filter(pk=chosen.pk).update(doc_type=other)
    Document.objects.filter(pk=unknown.pk).update(doc_type=None, type_chosen=False)
    ExtractionRun.objects.filter(document=doubtful).update(type_confidence=0.55)
    ExtractionRun.objects.exclude(document=doubtful).update(type_confidence=0.9)
    house.approved(employee, reviewer, slips, 3, 0)
    assert look() == [doubtful.pk, unknown.pk]
    assert engine.TYPE_DOUBT == DOUBT


def test_what_was_forgotten_meanwhile_asks_for_nothing(employee: User, reviewer: User, slips: DocumentType) -> None:
    waits = waiting(employee, slips, 3, 1)
    house.approved(employee, reviewer, slips, 3, 0)
    [job] = lookalikes.ask()
    LearnedLayout.objects.all().delete()
    jobs.work(job.pk)
    assert Job.objects.get(pk=job.pk).result == {"looked": 0, "sent": [], "left": False}
    assert Document.objects.get(pk=waits.pk).status == Status.IN_REVIEW


def test_what_waits_with_values_of_a_forgotten_document_is_read_again_without_it(
    employee: User, reviewer: User, slips: DocumentType,
) -> None:
    waits = waiting(employee, slips, 3, 1)
    waiting(employee, slips, 7, 1)
    teacher = house.approved(employee, reviewer, slips, 3, 0)
    assert look() == [waits.pk]
    FieldValue.objects.filter(run__document=waits).update(how=f"memory:{teacher.pk}")
    assert look() == []
    memory.forget(teacher, by=reviewer)
    claims.claim(waits, reviewer)
    assert look() == []  # whoever holds it is told on the page
    claims.release(waits, reviewer)
    assert look() == [waits.pk]
    assert look() == []


def test_whoever_takes_up_a_document_is_told_which_one_of_its_layout_was_approved_since(
    employee: User, reviewer: User, slips: DocumentType,
) -> None:
    held, other = waiting(employee, slips, 3, 1), waiting(employee, slips, 7, 1)
    assert lookalikes.newer_lesson(held) is None
    teacher = house.approved(employee, reviewer, slips, 3, 0)
    assert (lookalikes.newer_lesson(held), lookalikes.newer_lesson(other)) == (teacher.pk, None)
    page = client_of(reviewer)
    assert page.post(f"/review/{held.pk}/claim").json()["taught"] == teacher.pk
    field = current_fields(held)[0]
    deciding.decide(held, by=reviewer, revision=held.revision, key=field.key, kind="change", value="4711")
    assert lookalikes.newer_lesson(held) is None
