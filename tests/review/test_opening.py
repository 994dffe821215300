"""Who had a document before them stands in the audit log, once an hour, and reading goes on while others write."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import F

from docmgr.accounts.models import Department, Role, User
from docmgr.audit import once
from docmgr.audit.actions import Action
from docmgr.audit.models import AuditEvent, AuditHead
from docmgr.audit.selectors import verify_all
from docmgr.core import clock
from docmgr.core.exceptions import NotAllowed, NotThere
from docmgr.documents.models import Document
from docmgr.documents.storage import blob_key
from docmgr.review import opening
from docmgr.review.opening import Through
from tests.review import makers
from tests.services.process import PATIENCE

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def rows(document: Document) -> list[tuple[str, str, dict | None, bool]]:
    """(who, act, what was noted, done or refused), oldest first."""
    told = AuditEvent.objects.filter(object_type="documents.document", object_id=str(document.pk)).order_by("seq")
    return [(e.actor_name, e.action, e.after, e.ok) for e in told]


def read(who: str, *, masked: bool = False, through: str = "pages") -> tuple:
    return who, Action.DOCUMENT_OPENED, {"through": through, "masked": masked}, True


def test_reading_on_is_one_row_an_hour_for_each_person(
    invoice: Document, reviewer: User, employee: User, monkeypatch: pytest.MonkeyPatch,
) -> None:
    start = clock.now()
    for minutes in (0, 1, 59, 61):
        monkeypatch.setattr(clock, "now", lambda m=minutes: start + timedelta(minutes=m))
        for person in (reviewer, employee):
            assert opening.opened(person, invoice.pk) == invoice
    assert rows(invoice) == [read("wei"), read("emil")] * 2


def test_a_program_with_somebodys_token_is_told_from_the_person(invoice: Document, reviewer: User) -> None:
    for through in (Through.PAGES, Through.API, Through.API, Through.PAGES):
        opening.opened(reviewer, invoice.pk, through=through)
    assert rows(invoice) == [read("wei"), read("wei", through="api")]


def test_the_row_says_whether_sensitive_values_were_masked_and_holds_no_word_of_the_document(
    invoice: Document, employee: User,
) -> None:
    colleague = makers.person("anna", Role.EMPLOYEE)
    house = Department.objects.create(name="finance")
    User.objects.filter(pk=colleague.pk).update(department=house, shares_department=True)
    Document.objects.update(department=house)
    opening.opened(User.objects.get(pk=colleague.pk), invoice.pk)
    opening.opened(employee, invoice.pk)
    assert rows(invoice) == [read("anna", masked=True), read("emil")]


def test_what_is_not_read_yet_shows_nothing_and_makes_no_row(invoice: Document, employee: User) -> None:
    Document.objects.update(page_count=0)
    opening.opened(employee, invoice.pk, through=Through.API)
    assert rows(invoice) == []


def test_a_try_on_a_document_that_one_may_not_see_is_a_row_and_one_on_nothing_is_none(invoice: Document) -> None:
    eve = makers.person("eve", Role.EMPLOYEE)
    for pk in (invoice.pk, invoice.pk, invoice.pk + 1, 10**30):
        with pytest.raises(NotThere):
            opening.opened(eve, pk)
    assert rows(invoice) == [("eve", Action.DOCUMENT_OPENED, {"through": "pages"}, False)]
    assert AuditEvent.objects.count() == 1


@pytest.fixture
def stored(invoice: Document, files_dir: object) -> Document:
    default_storage.save(blob_key(invoice.blob.sha256), ContentFile(b"%PDF-1.4"))
    return invoice


def test_each_download_of_the_file_counts_and_says_that_it_was_read(stored: Document, employee: User) -> None:
    for _ in range(2):
        document, stream = opening.original(employee, stored.pk)
        with stream:
            assert (document, stream.read()) == (stored, b"%PDF-1.4")
    opening.opened(employee, stored.pk)
    assert rows(stored) == [("emil", Action.DOCUMENT_DOWNLOADED, None, True)] * 2


def test_a_file_that_is_refused_is_a_row(stored: Document, monkeypatch: pytest.MonkeyPatch, employee: User) -> None:
    def refuse(*_: object) -> None:
        raise NotAllowed

    monkeypatch.setattr(opening.covering, "require_original", refuse)
    for _ in range(2):
        with pytest.raises(NotAllowed):
            opening.original(employee, stored.pk)
    assert rows(stored) == [("emil", Action.DOCUMENT_DOWNLOADED, {"through": "pages"}, False)]


def test_reading_on_asks_the_log_once_and_writes_nothing(
    invoice: Document, reviewer: User, django_assert_num_queries: Callable,
) -> None:
    opening.opened(reviewer, invoice.pk)
    with django_assert_num_queries(2):  # the document, and whether the row stands
        opening.opened(reviewer, invoice.pk)


# --- while others write ----------------------------------------------------------------------------------------------

@contextmanager
def somebody_writing() -> Iterator[None]:
    """Another connection that has the end of the chain and does not let go of it."""
    holds, enough = threading.Event(), threading.Event()

    def write() -> None:
        with transaction.atomic():
            AuditHead.objects.update(seq=F("seq"))
            holds.set()
            enough.wait(PATIENCE)
        connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    assert holds.wait(PATIENCE)
    try:
        yield
    finally:
        enough.set()
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_a_database_that_others_hold_turns_no_reader_away_and_the_next_look_is_noted(
    invoice: Document, reviewer: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(once, "PATIENCE", 0.05)
    with somebody_writing():
        assert opening.opened(reviewer, invoice.pk) == invoice
    assert rows(invoice) == []
    assert [r.getMessage() for r in caplog.records] == [
        f"document.opened of document {invoice.pk} by person {reviewer.pk} has no row: the database is busy"]
    opening.opened(reviewer, invoice.pk)
    assert rows(invoice) == [read("wei")] and verify_all().ok


@pytest.mark.django_db(transaction=True)
def test_of_two_requests_at_once_one_is_noted(
    invoice: Document, reviewer: User, monkeypatch: pytest.MonkeyPatch,
) -> None:
    first_wrote, second_looked, looks, stands = threading.Event(), threading.Event(), [], once._stands

    def looking(*given: object) -> bool:
        looks.append(threading.current_thread())
        if looks.count(threading.main_thread()) == 2:
            second_looked.set()
        return stands(*given)

    def first() -> None:
        with transaction.atomic():
            opening.note(invoice, by=reviewer)
            first_wrote.set()
            second_looked.wait(0.5)
        connection.close()

    monkeypatch.setattr(once, "_stands", looking)
    thread = threading.Thread(target=first)
    thread.start()
    assert first_wrote.wait(PATIENCE)
    opening.opened(reviewer, invoice.pk)
    thread.join()
    assert rows(invoice) == [read("wei")] and verify_all().ok


@pytest.mark.django_db(transaction=True)
def test_everything_else_waits_as_long_as_before(invoice: Document, reviewer: User) -> None:
    def patience() -> int:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout" if connection.vendor == "sqlite" else "SHOW lock_timeout")
            return int(cursor.fetchone()[0])

    before = patience()
    opening.opened(reviewer, invoice.pk)
    assert patience() == before


def test_nobody_reads_where_the_log_cannot_be_written_at_all(invoice: Document, reviewer: User) -> None:
    AuditHead.objects.all().delete()
    with pytest.raises(AuditHead.DoesNotExist):
        opening.opened(reviewer, invoice.pk)
