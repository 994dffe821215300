"""The whole way of a document through the pipeline, and workers that meet on it; with real commits."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from docmgr.accounts.models import Role, User
from docmgr.audit.models import AuditEvent
from docmgr.automation import acceptance, bounds, budgets, lots
from docmgr.automation.budgets import Wanted, set_budgets, set_policy, switch_off
from docmgr.automation.models import WHOLE, Acceptance, Assessment, Certificate, ErrorBudget, Evidence
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.extraction import engine
from docmgr.pipeline import flow
from docmgr.training.models import LearnedLayout
from tests.automation import makers
from tests.automation.makers import prove, read, result, sure
from tests.fixtures import broken
from tests.simultaneous import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
ON = Wanted(mode="on", alpha=0.05, delta=0.05)
ALL = ("number", "total", WHOLE)
PAGE = engine.EnginePage(number=1, width=100, height=200, rotation=0, quality=1.0, source="ocr", image=None, lines=[])


@pytest.fixture
def slip(files_dir: Any, monkeypatch: pytest.MonkeyPatch) -> DocumentType:
    """The engine reads every file as a sure slip of a known layout; nothing is drawn by lot."""
    monkeypatch.setattr(lots, "drawn", lambda *about, **how: False)
    monkeypatch.setattr(engine, "read", lambda path, **about: result(sure(), pages=[PAGE]))
    monkeypatch.setattr(engine, "knows_layout", lambda *about: True)
    return makers.slip_type()


def certify(slip: DocumentType) -> None:
    admin = makers.admin()
    prove(slip, ALL, right=59)
    set_budgets(slip, dict.fromkeys(ALL, ON), by=admin)


def hand_in(submit: Callable[..., Document], owner: User, slip: DocumentType) -> Document:
    document = submit(owner, broken.pdf(1), doc_type=slip)
    flow.process(document.runs.get().pk)
    return Document.objects.get(pk=document.pk)


def test_a_sure_document_passes_on_its_way_and_its_owner_sees_it_done(
    slip: DocumentType, people: dict[Role, User], submit: Callable[..., Document],
) -> None:
    certify(slip)
    document = hand_in(submit, people[Role.EMPLOYEE], slip)
    assert (document.status, document.flagged, document.decided_by) == (Status.AUTO_APPROVED, 0, None)
    actions = set(AuditEvent.objects.filter(object_id=str(document.pk)).values_list("action", flat=True))
    assert {"automation.accepted", "document.auto_approved"} <= actions
    assert not LearnedLayout.objects.filter(document=document).exists()


def test_a_document_of_a_layout_that_nobody_approved_yet_goes_to_a_person(
    slip: DocumentType, people: dict[Role, User], submit: Callable[..., Document], monkeypatch: pytest.MonkeyPatch,
) -> None:
    certify(slip)
    monkeypatch.undo()
    monkeypatch.setattr(lots, "drawn", lambda *about, **how: False)
    monkeypatch.setattr(engine, "read", lambda path, **about: result(sure(), pages=[PAGE]))
    assert hand_in(submit, people[Role.EMPLOYEE], slip).status == Status.IN_REVIEW


def test_nothing_passes_while_no_reader_is_ready(
    slip: DocumentType, people: dict[Role, User], submit: Callable[..., Document], monkeypatch: pytest.MonkeyPatch,
) -> None:
    certify(slip)
    monkeypatch.setattr(engine, "health", lambda: {"ready": False, "readers": []})
    assert hand_in(submit, people[Role.EMPLOYEE], slip).status == Status.IN_REVIEW


def test_nothing_passes_while_a_reader_that_the_settings_choose_is_out_of_order_and_the_pages_say_so(
    slip: DocumentType, people: dict[Role, User], submit: Callable[..., Document], monkeypatch: pytest.MonkeyPatch,
) -> None:
    certify(slip)
    monkeypatch.setattr(engine, "out_of_order", lambda: ["TrOCR"])
    document = hand_in(submit, people[Role.EMPLOYEE], slip)
    assert document.status == Status.IN_REVIEW and not Acceptance.objects.filter(document=document).exists()
    assert Assessment.objects.get(run__document=document).blocks == ["engine_red"]
    client = Client(headers={"accept-language": "en"})
    client.force_login(people[Role.ADMIN])
    for address in ("/automation/", "/automation/types/slip/"):
        page = client.get(address).content.decode()
        assert "Out of order: TrOCR." in page and "nothing passes without a person" in page
    assert "Out of order: TrOCR." in client.get("/").content.decode()


def test_an_approval_on_its_way_becomes_evidence_at_once(
    slip: DocumentType, people: dict[Role, User], submit: Callable[..., Document],
) -> None:
    set_policy(slip, sample_share=0.03, approval_counts=True, by=people[Role.ADMIN])
    document = hand_in(submit, people[Role.EMPLOYEE], slip)
    flow.approve(document, actor=people[Role.REVIEWER], revision=document.revision)
    assert dict(Evidence.objects.filter(document=document).values_list("key", "right")) == {
        "number": True, "total": True, "note": True, WHOLE: True}


def test_a_change_of_type_is_evidence_against_the_reading(
    slip: DocumentType, people: dict[Role, User], submit: Callable[..., Document],
) -> None:
    other = makers.slip_type(key="other")
    document = submit(people[Role.EMPLOYEE], broken.pdf(1))
    flow.process(document.runs.get().pk)
    flow.reclassify(Document.objects.get(pk=document.pk), other, people[Role.REVIEWER])
    assert set(Evidence.objects.values_list("key", "right")) == {("number", False), ("total", False), (WHOLE, False)}


def test_two_workers_accept_two_documents_and_both_are_counted(slip: DocumentType, people: dict[Role, User]) -> None:
    certify(slip)
    acts = [lambda: read(people[Role.EMPLOYEE], slip, sure()) and None] * 2
    assert at_once(*acts) == []
    assert Acceptance.objects.filter(key=WHOLE).count() == 2
    assert set(Certificate.objects.filter(empty=False).values_list("total", flat=True)) == {2}


def test_a_worker_accepts_nothing_that_was_switched_off_while_it_read(
    slip: DocumentType, people: dict[Role, User], monkeypatch: pytest.MonkeyPatch,
) -> None:
    certify(slip)
    original = acceptance._fields_that_pass

    def in_between(case: Any) -> Any:
        found = original(case)
        switch_off(ErrorBudget.objects.get(key="total"), facts={"wrong": 3})
        return found

    monkeypatch.setattr(acceptance, "_fields_that_pass", in_between)
    document, outcome = read(people[Role.EMPLOYEE], slip, sure())
    assert outcome.fields == {"number"} and document.status == Status.IN_REVIEW


def test_a_worker_that_had_to_wait_for_the_switching_off_accepts_nothing(
    slip: DocumentType, people: dict[Role, User], monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The worker has read the certificate; the withdrawal is made and not committed; the worker waits for the row."""
    certify(slip)
    withdrawn, seen, outcomes = threading.Event(), threading.Event(), []
    original = acceptance._fields_that_pass

    def slowly(case: Any) -> Any:
        found = original(case)
        seen.set()
        if connection.vendor == "postgresql":  # where SQLite writes, nobody else does
            assert withdrawn.wait(60)
        return found

    def switching_off() -> None:
        if connection.vendor == "postgresql":
            assert seen.wait(60)
        with transaction.atomic():
            switch_off(ErrorBudget.objects.get(key="total"), facts={"wrong": 3})
            withdrawn.set()
            time.sleep(0.5)

    def working() -> None:
        if connection.vendor != "postgresql":
            assert withdrawn.wait(60)
        outcomes.append(read(people[Role.EMPLOYEE], slip, sure())[1])

    monkeypatch.setattr(acceptance, "_fields_that_pass", slowly)
    assert at_once(switching_off, working) == []
    assert outcomes[0].fields == {"number"} and not outcomes[0].document


def test_budgets_that_are_changed_while_a_worker_accepts_wait_for_it_and_neither_begins_anew(
    slip: DocumentType, people: dict[Role, User], monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The worker holds all certificates and comes to the audit log, as the administrator is somewhere in between."""
    certify(slip)
    accepted, changing, written = threading.Event(), threading.Event(), list[str]()
    write, record = acceptance._write, budgets.record

    def late(*about: Any) -> None:
        accepted.set()
        if connection.vendor == "postgresql":   # where SQLite writes, nobody else does
            changing.wait(2)
        write(*about)

    def recorded(*about: Any, **facts: Any) -> Any:
        written.append(facts["after"]["field"])
        made = record(*about, **facts)
        changing.set()
        return made

    def change() -> None:
        assert accepted.wait(60)
        stricter = Wanted(mode="on", alpha=0.01, delta=0.05)
        set_budgets(slip, {"number": Wanted(mode="off", alpha=0.05), "total": stricter, WHOLE: stricter},
                    by=people[Role.ADMIN])

    monkeypatch.setattr(acceptance, "_write", late)
    monkeypatch.setattr(budgets, "record", recorded)
    outcomes = list[acceptance.Outcome]()
    assert at_once(change, lambda: outcomes.append(read(people[Role.EMPLOYEE], slip, sure())[1])) == []
    assert outcomes[0].fields == {"number", "total"} and written == ["number", "total", WHOLE]


def test_two_reviewers_who_complete_the_evidence_at_once_make_one_look(
    slip: DocumentType, people: dict[Role, User],
) -> None:
    budget = set_budgets(slip, {"total": ON}, by=people[Role.ADMIN])[0]
    prove(slip, ["total"], right=59)
    look = lambda: bounds.look_again([budget], makers.regime(slip)) and None  # noqa: E731
    assert at_once(look, look) == []
    assert Certificate.objects.get(budget=budget, empty=False).looks == 1
    assert AuditEvent.objects.filter(action="automation.tested").count() == 1
