"""What a long document teaches is found out after its approval, and what a short one teaches before it begins."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from docmgr.accounts.models import User
from docmgr.documents.models import Document
from docmgr.evaluation import gold
from docmgr.extraction import engine
from docmgr.pipeline import flow
from docmgr.pipeline import jobs as runner
from docmgr.review import deciding
from docmgr.training.layouts import memory
from docmgr.training.models import DueLesson, Job, LearnedLayout
from tests.review import makers

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def approved(employee: User, reviewer: User, invoice_type: Any) -> Any:
    """approved(pages): a document with a decision on it, approved."""
    def make(pages: int) -> Document:
        document = makers.document(employee, invoice_type, values={"number": "03847562", "total": "11300.00"})
        Document.objects.filter(pk=document.pk).update(page_count=pages)
        document.refresh_from_db()
        deciding.decide(document, by=reviewer, revision=document.revision, key="total", kind="confirm")
        flow.approve(document, actor=reviewer, revision=document.revision)
        return document

    return make


def test_nothing_is_observed_while_the_approval_holds_its_transaction(approved: Any, monkeypatch: Any) -> None:
    observe, outside = engine.observe, len(connection.savepoint_ids)
    depths: list[int] = []

    def watched(*args: Any, **how: Any) -> Any:
        depths.append(len(connection.savepoint_ids))  # a savepoint deeper inside of any atomic block of the program
        return observe(*args, **how)

    monkeypatch.setattr(engine, "observe", watched)
    approved(1)
    assert depths == [outside] and LearnedLayout.objects.count() == 1
    approved(20)
    assert depths == [outside], "a long document has taught nothing yet"


def test_a_long_document_teaches_whatever_is_read_after_it_also_where_no_job_was_quick_enough(approved: Any) -> None:
    document = approved(20)
    assert not LearnedLayout.objects.exists() and DueLesson.objects.get().document == document
    assert [layout.id for layout in memory.learned_of(["test_invoice"])] == [str(document.pk)]
    assert not DueLesson.objects.exists()


def test_the_job_learns_what_was_put_off_and_is_asked_for_again_by_what_came_while_it_ended(
    approved: Any, monkeypatch: Any,
) -> None:
    approved(20)
    run = memory.run

    def ending(params: dict[str, Any], *, progress: Any) -> dict[str, Any]:
        done = run(params, progress=progress)
        approved(20)  # its job is open still, so no other one is made
        return done

    monkeypatch.setattr(memory, "run", ending)
    runner.work(Job.objects.get(kind="learn").pk)
    monkeypatch.undo()
    assert LearnedLayout.objects.count() == 1
    runner.work(Job.objects.get(kind="learn", state="queued").pk)
    assert LearnedLayout.objects.count() == 2 and not Job.objects.filter(kind="learn", state="queued").exists()


def test_a_reading_is_not_held_up_by_all_that_was_put_off(approved: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(memory, "_DUE_AT_ONCE", 1)
    older, newer = approved(20), approved(20)
    assert [layout.id for layout in memory.learned_of(["test_invoice"])] == [str(newer.pk)]
    runner.work(Job.objects.get(kind="learn").pk)
    assert LearnedLayout.objects.filter(document=older).exists()


def test_a_lesson_that_breaks_off_again_and_again_stops_no_reading(approved: Any, monkeypatch: Any) -> None:
    approved(20)

    def broken(*args: Any, **how: Any) -> Any:
        raise RuntimeError

    monkeypatch.setattr(engine, "observe", broken)
    for _ in range(3):
        with pytest.raises(RuntimeError):
            memory.learned_of(["test_invoice"])
    assert memory.learned_of(["test_invoice"]) == []


def test_what_is_forgotten_or_held_back_before_it_was_learned_never_is(
    approved: Any, admin: User, reviewer: User,
) -> None:
    forgotten, held_back = approved(20), approved(20)
    assert memory.forget(forgotten, by=reviewer)
    gold.add([held_back], by=admin)
    assert memory.learned_of(["test_invoice"]) == []


def test_what_is_forgotten_while_it_is_being_learned_stays_forgotten(
    approved: Any, reviewer: User, monkeypatch: Any,
) -> None:
    document, observe = approved(20), engine.observe

    def watched(*args: Any, **how: Any) -> Any:
        assert memory.forget(document, by=reviewer)
        return observe(*args, **how)

    monkeypatch.setattr(engine, "observe", watched)
    assert memory.learned_of(["test_invoice"]) == []
    assert not LearnedLayout.objects.exists()


@pytest.fixture
def admin(db: None) -> User:
    return makers.person("admin", "admin")
