"""From an uploaded file to a document in review, and every way of not getting there."""

from __future__ import annotations

import errno
import io
import logging
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from docmgr.accounts.models import Role
from docmgr.audit.models import AuditEvent
from docmgr.core import clock, lease
from docmgr.core.exceptions import Conflict, Invalid, NotAllowed
from docmgr.core.lease import JobState
from docmgr.documents.models import Blob, Document, Page, Status
from docmgr.documents.selectors import search
from docmgr.extraction import engine
from docmgr.extraction.models import ExtractionRun, FieldValue
from docmgr.pipeline import flow
from docmgr.pipeline.progress import progress_bulk
from docmgr.pipeline.worker import stopping
from docmgr.web.lines import lines_for
from tests.fixtures import broken
from tests.pipeline.conftest import a_result, fresh, run_of
from tests.services.process import wait_for

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
PDF = broken.pdf(2)


@pytest.fixture(autouse=True)
def _own_files(files_dir):
    return files_dir


def test_an_upload_becomes_a_document_with_a_job_that_waits(employee, submit):
    document = submit(employee, PDF, name="合同.pdf")
    assert (document.status, document.name, document.owner) == (Status.UPLOADED, "合同.pdf", employee)
    assert document.blob.media_type == "application/pdf"
    assert run_of(document).state == JobState.QUEUED
    assert flow.progress_of(document).position_in_queue == 1


def test_the_same_bytes_again_are_stored_once_and_told(employee, submit):
    first = submit(employee, PDF)
    again = flow.submit(stream=io.BytesIO(PDF), name="copy.pdf", owner=employee)
    assert again.duplicate_of == first and again.document != first
    assert Blob.objects.count() == 1
    once = flow.submit(stream=io.BytesIO(PDF), name="copy.pdf", owner=employee, once=True)
    assert once.document == first and Document.objects.count() == 2


def test_somebody_elses_copy_is_not_told(employee, people, submit):
    submit(people[Role.REVIEWER], PDF)
    assert flow.submit(stream=io.BytesIO(PDF), name="x.pdf", owner=employee).duplicate_of is None


def test_an_auditor_uploads_nothing(people):
    with pytest.raises(NotAllowed):
        flow.submit(stream=io.BytesIO(PDF), name="x.pdf", owner=people[Role.AUDITOR])
    assert not Document.objects.exists() and not Blob.objects.exists()


def test_a_refused_upload_leaves_an_audit_row_and_nothing_else(employee, submit):
    with pytest.raises(Invalid) as refusal:
        submit(employee, b"")
    assert refusal.value.code == "file_empty"
    assert not Document.objects.exists() and not Blob.objects.exists()
    event = AuditEvent.objects.get(action="document.upload_refused")
    assert event.actor == employee and event.ok is False and event.after == {"code": "file_empty"}


def test_a_document_is_read_by_the_real_engine_into_review(employee, submit, built_in_types):
    specimen = Path(__file__).resolve().parents[2] / "docmgr" / "specimens" / "invoice.pdf"
    document = submit(employee, specimen.read_bytes())
    flow.process(run_of(document).pk)
    document, run = fresh(document), run_of(document)
    assert document.status == Status.IN_REVIEW and document.doc_type.key == "invoice" and document.page_count == 1
    assert run.state == JobState.DONE and run.attempts == 1 and run.prompt and run.engine and run.ms["total"] > 0
    assert run.type_version == built_in_types["invoice"].live
    page = Page.objects.get(document=document)
    assert page.lines and default_storage.exists(page.image)
    value = FieldValue.objects.filter(run=run).exclude(value="").first()
    assert search(Document.objects.all(), value.value).get() == document
    actions = list(AuditEvent.objects.order_by("seq").values_list("action", flat=True))
    assert actions[-3:] == ["document.uploaded", "document.started", "document.read"]


def test_a_chosen_type_is_frozen_at_upload(employee, submit, built_in_types, reads):
    kind = built_in_types["receipt"]
    document = submit(employee, PDF, doc_type=kind)
    frozen = kind.live
    kind.live = built_in_types["invoice"].live  # as if a new version went live while the document waits
    kind.save()
    reads(lambda path, **_: a_result())
    flow.process(run_of(document).pk)
    assert run_of(document).type_version == frozen and fresh(document).doc_type == kind


def test_a_type_that_is_not_in_use_cannot_be_chosen(employee, submit, built_in_types):
    kind = built_in_types["receipt"]
    kind.active = False
    kind.save()
    with pytest.raises(Invalid):
        submit(employee, PDF, doc_type=kind)


def test_a_document_of_no_known_type_goes_to_review_with_its_text(employee, submit, reads):
    document = submit(employee, PDF)
    reads(lambda path, **_: a_result(doc_type=None, type_confidence=0.1, values=[]))
    flow.process(run_of(document).pk)
    document = fresh(document)
    assert document.status == Status.IN_REVIEW and document.doc_type is None and document.doubt == 1.0
    assert search(Document.objects.all(), "合计").get() == document


def test_a_doubled_message_does_nothing(employee, submit, reads, built_in_types):
    calls = []
    reads(lambda path, **_: calls.append(path) or a_result())
    document = submit(employee, PDF)
    for _ in range(3):
        flow.process(run_of(document).pk)
    assert len(calls) == 1 and FieldValue.objects.count() == 1 and fresh(document).revision == 2


def test_a_message_for_a_job_that_is_gone_does_nothing():
    flow.process(987654)


@pytest.mark.parametrize("name", sorted(broken.BROKEN))
def test_a_bad_file_is_refused_or_fails_at_once_with_a_plain_sentence(name, employee, submit, monkeypatch):
    from docmgr.extraction.messages import CODES

    monkeypatch.setenv("DOCMGR_OCR_PARSER_SECONDS", "5")
    engine.config.cache_clear()
    try:
        document = submit(employee, broken.BROKEN[name](), name=name)
    except Invalid as refusal:
        assert refusal.code in CODES
        return
    flow.process(run_of(document).pk)
    engine.config.cache_clear()
    document, run = fresh(document), run_of(document)
    assert document.status == Status.FAILED and document.failure_code in CODES
    assert run.state == JobState.FAILED and run.attempts == 1
    assert default_storage.exists(f"blobs/{document.blob_id[:2]}/{document.blob_id[2:4]}/{document.blob_id}")


def test_a_passing_trouble_is_tried_again_ever_later_and_then_set_aside(employee, submit, reads, settings, monkeypatch):
    def broken_reader(path, **_):
        raise engine.ReadingFailed("backend_failed", permanent=False)

    settings.JOB_MAX_ATTEMPTS, settings.JOB_RETRY_SECONDS = 3, 10
    reads(broken_reader)
    document = submit(employee, PDF)
    for attempt, wait in ((1, timedelta(seconds=10)), (2, timedelta(seconds=20)), (3, None)):
        moment = clock.now()
        flow.process(run_of(document).pk)
        run = run_of(document)
        assert run.attempts == attempt
        if wait:
            assert run.state == JobState.QUEUED and fresh(document).status == Status.UPLOADED
            assert moment + wait <= run.ready_at <= clock.now() + wait
            flow.process(run.pk)  # rung too early
            assert run_of(document).attempts == attempt
            ExtractionRun.objects.filter(pk=run.pk).update(ready_at=moment - timedelta(seconds=1))
    assert run_of(document).state == JobState.DEAD
    assert (fresh(document).status, fresh(document).failure_code) == (Status.FAILED, "backend_failed")
    assert AuditEvent.objects.filter(action="document.set_aside").count() == 1


def test_an_unknown_trouble_is_logged_without_its_words_and_tried_again(employee, submit, reads, caplog):
    def bug(path, **_):
        raise RuntimeError("张三 110105194912310021")

    reads(bug)
    document = submit(employee, PDF)
    with caplog.at_level(logging.DEBUG):
        flow.process(run_of(document).pk)
    assert "RuntimeError" in caplog.text and "110105194912310021" not in caplog.text
    assert fresh(document).status == Status.UPLOADED and run_of(document).error_code == "internal_error"


@pytest.mark.parametrize("how", ["the pictures of its pages", "inside the engine"])
def test_a_document_that_finds_the_disk_full_waits_for_room_and_loses_no_try(
    how, employee, submit, reads, settings, built_in_types, monkeypatch,
):
    full = OSError(errno.ENOSPC, "No space left on device")

    def read(path, **_):
        if how == "inside the engine":
            raise engine.ReadingFailed("ocr_failed", permanent=True) from full
        raise full

    document = submit(employee, PDF)
    reads(read)
    for _ in range(settings.JOB_MAX_ATTEMPTS + 1):
        flow.process(run_of(document).pk)
        run = run_of(document)
        assert (fresh(document).status, run.state, run.attempts) == (Status.UPLOADED, JobState.QUEUED, 0)
        assert run.ready_at > lease.now() and run.error_code == "disk_full"
        document = fresh(document)
        assert flow.progress_of(document).stage == progress_bulk([document])[document.pk].stage == "no_room"
        [line] = lines_for([document])
        assert (line["state"], line["text"]) == (
            "waiting", "The disk of the server is full; it goes on by itself once there is room.")
        ExtractionRun.objects.update(ready_at=lease.now())
    reads(lambda path, **_: a_result())
    flow.process(run_of(document).pk)
    assert fresh(document).status == Status.IN_REVIEW and run_of(document).error_code == ""


def test_a_file_that_kills_its_worker_each_time_is_set_aside(employee, submit, reads, settings):
    reads(lambda path, **_: pytest.fail("not to be read any more"))
    document = submit(employee, PDF)
    ExtractionRun.objects.update(state=JobState.RUNNING, attempts=3, token=3,
                                 lease_until=lease.now() - timedelta(seconds=1))
    Document.objects.update(status=Status.PROCESSING)
    settings.JOB_MAX_ATTEMPTS = 3
    flow.process(run_of(document).pk)
    document = fresh(document)
    assert (document.status, document.failure_code) == (Status.FAILED, "gave_up")
    assert document.failure_params == {"attempts": 3} and run_of(document).state == JobState.DEAD


def test_a_worker_that_lost_its_lease_writes_nothing(employee, submit, reads, built_in_types, files_dir, tmp_path):
    """While it reads, another worker takes the job over and finishes it."""
    document = submit(employee, PDF)
    picture = tmp_path / "p.jpg"
    picture.write_bytes(b"jpeg")

    def slow(path, **_):
        ExtractionRun.objects.update(lease_until=lease.now() - timedelta(seconds=1))
        reads(lambda path, **_: a_result(engine="the other"))
        flow.process(run_of(document).pk)
        from dataclasses import replace
        result = a_result(engine="the slow one")
        return replace(result, pages=[replace(result.pages[0], image=picture)])

    reads(slow)
    flow.process(run_of(document).pk)
    run = run_of(document)
    assert (run.engine, run.token, run.attempts) == ("the other", 2, 2)
    assert FieldValue.objects.count() == 1 and Page.objects.count() == 1
    assert not list((files_dir / "pages").rglob("*.jpg"))
    assert AuditEvent.objects.filter(action="document.read").count() == 1


def test_a_stopping_worker_hands_the_job_back_at_the_next_page_without_counting_the_try(employee, submit, reads):
    def reading(path, *, progress, **_):
        progress("read", 1, 5)
        stopping.announce()
        progress("read", 2, 5)
        pytest.fail("went on")

    reads(reading)
    document = submit(employee, PDF)
    flow.process(run_of(document).pk)
    run = run_of(document)
    assert run.state == JobState.QUEUED and run.attempts == 0 and run.ready_at <= lease.now()
    assert fresh(document).status == Status.UPLOADED


def test_a_reading_that_takes_too_long_ends_with_the_reason(employee, submit, reads, settings):
    settings.JOB_TIME_LIMIT = settings.PAGE_SECONDS = 0
    reads(lambda path, *, progress, **_: progress("read", 1, 1))
    document = submit(employee, PDF)
    flow.process(run_of(document).pk)
    assert fresh(document).failure_code == "took_too_long" and run_of(document).state == JobState.FAILED


def test_a_file_that_vanished_from_the_store_is_told(employee, submit):
    document = submit(employee, PDF)
    for file in default_storage.listdir("blobs")[0]:
        import shutil
        shutil.rmtree(default_storage.path(f"blobs/{file}"))
    flow.process(run_of(document).pk)
    assert fresh(document).failure_code == "file_missing"


def test_progress_is_written_while_the_engine_works(employee, submit, reads, settings, built_in_types):
    import time

    seen = []

    def reading(path, *, progress, **_):
        progress("read", 3, 7)
        for _ in range(1200):
            time.sleep(0.05)
            seen.append(flow.progress_of(fresh(document)))
            if seen[-1].page == 3:
                break
        return a_result()

    reads(reading)
    document = submit(employee, PDF)
    flow.process(run_of(document).pk)
    assert (seen[-1].stage, seen[-1].page, seen[-1].pages) == ("read", 3, 7)
    assert flow.progress_of(fresh(document)).stage == ""


def test_the_lease_is_renewed_while_the_engine_works(employee, submit, reads, settings, built_in_types):
    settings.JOB_LEASE_SECONDS = 0.6

    def reading(path, **_):
        first = run_of(document).lease_until
        assert wait_for(lambda: run_of(document).lease_until > first)
        return a_result()

    reads(reading)
    document = submit(employee, PDF)
    flow.process(run_of(document).pk)
    assert run_of(document).state == JobState.DONE and run_of(document).attempts == 1


def test_no_transaction_is_open_while_the_engine_works(employee, submit, reads, built_in_types):
    from django.db import connection

    def reading(path, **_):
        assert not connection.in_atomic_block and connection.connection is None
        return a_result()

    reads(reading)
    document = submit(employee, PDF)
    flow.process(run_of(document).pk)
    assert fresh(document).status == Status.IN_REVIEW


def test_a_failed_document_is_read_again_when_asked(employee, submit, reads, built_in_types):
    def unreadable(path, **_):
        raise engine.ReadingFailed("file_truncated", permanent=True)

    reads(unreadable)
    document = submit(employee, PDF)
    flow.process(run_of(document).pk)
    document = fresh(document)
    flow.retry(document, employee)
    reads(lambda path, **_: a_result())
    flow.process(run_of(document).pk)
    assert fresh(document).status == Status.IN_REVIEW and fresh(document).failure_code == ""
    assert ExtractionRun.objects.filter(document=document).count() == 2
    with pytest.raises(Conflict):
        flow.retry(fresh(document), employee)


def test_only_the_owner_and_reviewers_send_a_document_back_to_the_engine(people, employee, submit):
    document = submit(employee, PDF)
    Document.objects.update(status=Status.FAILED)
    for role in (Role.ADMIN, Role.AUDITOR):
        with pytest.raises(NotAllowed):
            flow.retry(fresh(document), people[role])
    flow.retry(fresh(document), people[Role.REVIEWER])


def test_another_type_means_another_run_with_that_version(employee, reviewer, submit, reads, built_in_types):
    reads(lambda path, **_: a_result())
    document = submit(employee, PDF)
    flow.process(run_of(document).pk)
    document = fresh(document)
    flow.reclassify(document, built_in_types["invoice"], reviewer, revision=document.revision)
    assert fresh(document).type_chosen and run_of(document).type_version == built_in_types["invoice"].live
    flow.process(run_of(document).pk)
    assert fresh(document).doc_type == built_in_types["invoice"]
    assert ExtractionRun.objects.filter(document=document, state=JobState.DONE).count() == 2


def test_places_in_the_queue_count_those_before(employee, submit):
    documents = [submit(employee, PDF + bytes([n])) for n in range(3)]
    assert [flow.progress_of(d).position_in_queue for d in documents] == [1, 2, 3]


@pytest.mark.parametrize("status", [s for s in Status if s != Status.FAILED])
def test_nothing_but_a_failure_is_retried(status, employee, submit):
    document = submit(employee, PDF)
    Document.objects.update(status=status)
    with pytest.raises(Conflict):
        flow.retry(fresh(document), employee)
    assert ExtractionRun.objects.count() == 1


@pytest.mark.parametrize("status", [s for s in Status if s not in (Status.FAILED, Status.IN_REVIEW)])
def test_the_type_changes_only_in_review_or_after_a_failure(status, reviewer, submit, built_in_types):
    document = submit(reviewer, PDF)
    Document.objects.update(status=status)
    with pytest.raises(Conflict):
        flow.reclassify(fresh(document), built_in_types["receipt"], reviewer)
    assert ExtractionRun.objects.count() == 1 and fresh(document).doc_type is None
