"""What happens at the same moment does not end one another on PostgreSQL; SQLite lets one write at a time."""

from __future__ import annotations

import re
import sqlite3
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from docmgr.accounts.models import User
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.automation import budgets
from docmgr.core import database
from docmgr.documents.models import Document, Status
from docmgr.pipeline import decisions
from docmgr.training.models import LearnedLayout, ModelVersion
from docmgr.training.trained import versions
from tests.review import makers
from tests.simultaneous import at_once

ROOT = Path(__file__).resolve().parents[2]


class Deadlock(Exception):
    sqlstate = "40P01"


def ended_by_the_database() -> OperationalError:
    error = OperationalError("deadlock detected")
    error.__cause__ = Deadlock()
    return error


def test_rows_are_locked_without_their_keys() -> None:
    """Who adds a row that names a locked one (evidence, a lesson, a run) would wait for it at the commit, with the end
    of the audit log in hand, and whoever holds the row waits for that: each approval could meet each training."""
    calls = [call for path in (ROOT / "docmgr").rglob("*.py")
             for call in re.findall(r"select_for_update\([^\n]*", path.read_text("utf-8"))]
    assert len(calls) > 5 and all("no_key=True" in call for call in calls)


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_a_training_registers_its_model_while_a_document_of_its_type_is_approved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("where SQLite writes, nobody else does")
    doc_type = makers.invoice_type()
    document = makers.document(makers.person("emil"), doc_type, values={"number": "1", "total": "2.00"})
    locked, told = threading.Event(), threading.Event()

    def in_between(*args: Any, **how: Any) -> Any:
        locked.set()
        assert told.wait(60)
        return record(*args, **how)

    def training() -> None:
        versions.register(doc_type, by=None, taken=False, type_version=doc_type.live)

    def approving() -> None:
        assert locked.wait(60)
        with transaction.atomic():
            record(Action.DOCUMENT_APPROVED, obj=document)
            LearnedLayout.objects.create(document=document, doc_type=doc_type, data={})
            told.set()

    monkeypatch.setattr(versions, "record", in_between)
    assert at_once(training, approving) == []
    assert ModelVersion.objects.count() == 1 and LearnedLayout.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_approval_that_the_database_ended_for_another_is_made_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    doc_type, reviewer = makers.invoice_type(), makers.person("wei")
    document = makers.document(makers.person("emil"), doc_type, values={"number": "1", "total": "2.00"})
    _end_the_first_try(monkeypatch, decisions.blind, "settle")
    decisions.approve(document, actor=reviewer, revision=document.revision)
    assert document.status == Document.objects.get(pk=document.pk).status == Status.APPROVED


@pytest.mark.django_db(transaction=True)
def test_budgets_that_the_database_ended_for_a_document_that_passed_are_set_once_more(
    monkeypatch: pytest.MonkeyPatch, people: dict[Any, User],
) -> None:
    doc_type = makers.invoice_type()
    _end_the_first_try(monkeypatch, budgets.bounds, "look_again")
    changed = budgets.set_budgets(doc_type, {"total": budgets.Wanted(mode="on", alpha=0.05)}, by=people["admin"])
    assert [budget.key for budget in changed] == ["total"]
    assert list(budgets.budgets_of(doc_type)) == ["total"]


def _end_the_first_try(monkeypatch: pytest.MonkeyPatch, where: Any, name: str) -> None:
    original, tries = getattr(where, name), list[int]()

    def once(*args: Any, **how: Any) -> Any:
        tries.append(1)
        if len(tries) == 1:
            raise ended_by_the_database()
        return original(*args, **how)

    monkeypatch.setattr(where, name, once)


@pytest.mark.django_db(transaction=True)
def test_only_a_deadlock_is_tried_again_a_few_times_and_never_inside_somebody_elses_transaction() -> None:
    tries: list[int] = []

    def act(error: Exception) -> None:
        tries.append(1)
        raise error

    with pytest.raises(OperationalError):
        database.unless_deadlocked(lambda: act(ended_by_the_database()))
    assert len(tries) == 3
    for error in (OperationalError("the server is gone"), ValueError()):
        tries.clear()
        with pytest.raises(type(error)):
            database.unless_deadlocked(lambda error=error: act(error))
        assert len(tries) == 1
    tries.clear()
    with transaction.atomic(), pytest.raises(OperationalError):
        database.unless_deadlocked(lambda: act(ended_by_the_database()))
    assert len(tries) == 1


@pytest.mark.django_db
def test_a_writer_that_waits_for_sqlite_asks_again_and_does_its_work_once(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL lets writers wait in a queue")
    asked, slept, begin = [], [], transaction.atomic

    def atomic() -> Any:
        asked.append("asked")
        if len(asked) < 4:
            error = OperationalError("database is locked")
            error.__cause__ = sqlite3.OperationalError("database is locked")
            error.__cause__.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise error
        return begin()

    monkeypatch.setattr(database, "transaction", SimpleNamespace(atomic=atomic))
    monkeypatch.setattr(database, "time", SimpleNamespace(monotonic=lambda: len(slept) * 0.5, sleep=slept.append))
    with database.writing(wait=2.0):
        makers.person("wei")
    assert len(asked) == 4 and len(slept) == 3 and User.objects.filter(username="wei").count() == 1
    asked.clear()
    with pytest.raises(database.Busy), database.writing(wait=0.0):
        raise AssertionError("it has no turn")
