"""What a reviewer moves to another row of a table is not taught as wrong."""

from __future__ import annotations

from typing import Any

import pytest

from docmgr.accounts.models import User
from docmgr.documents.models import Document
from docmgr.extraction import engine
from docmgr.extraction.models import FieldValue
from docmgr.review import deciding
from docmgr.review.deciding import Wanted
from docmgr.training.layouts import memory
from tests.review.conftest import employee, reviewer
from tests.review.tabled import COLUMNS, table_document, table_type

__all__ = ["employee", "reviewer"]


def taught(document: Document, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    seen: dict[str, Any] = {}

    def observe(*args: Any, **more: Any) -> None:
        seen.update(more)

    monkeypatch.setattr(engine, "observe", observe)
    document.refresh_from_db()
    memory.prepare(document)
    return seen


@pytest.mark.django_db
def test_a_value_that_is_moved_to_its_row_was_not_wrong_and_an_empty_cell_teaches_nothing(
    employee: User, reviewer: User, monkeypatch: pytest.MonkeyPatch,
) -> None:
    document = table_document(employee, table_type())
    wanted = [Wanted(key="price", index=2, kind="absent"), Wanted(key="price", index=1, kind="change", value="31.00"),
              Wanted(key="amount", index=0, kind="absent"), Wanted(key="what", index=0, kind="confirm")]
    deciding.decide_each(document, by=reviewer, revision=0, wanted=wanted)
    seen = taught(document, monkeypatch)
    assert [(t.key, t.value) for t in seen["deleted"]] == [("amount", "45.00")]
    assert {t.value for t in seen["told"]} == {"31.00", "Paper A4"}


@pytest.mark.django_db
@pytest.mark.parametrize("right", ["confirm", "change"])
def test_a_row_that_was_removed_was_wrong_though_another_row_says_the_same(
    employee: User, reviewer: User, monkeypatch: pytest.MonkeyPatch, right: str,
) -> None:
    document = table_document(employee, table_type())
    FieldValue.objects.filter(key="count", index=2).update(value="2", raw="2")
    wanted = [*(Wanted(key=key, index=2, kind="absent") for key in COLUMNS),
              Wanted(key="count", index=1, kind=right, value="2")]
    deciding.decide_each(document, by=reviewer, revision=0, wanted=wanted)
    seen = taught(document, monkeypatch)
    assert {(t.key, t.value) for t in seen["deleted"]} == {
        ("what", "Desk lamp"), ("count", "2"), ("price", "31.00"), ("amount", "31.00")}
