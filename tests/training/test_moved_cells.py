"""What a reviewer moves to another row of a table is not taught as wrong."""

from __future__ import annotations

from typing import Any

import pytest

from docmgr.accounts.models import User
from docmgr.extraction import engine
from docmgr.review import deciding
from docmgr.review.deciding import Wanted
from docmgr.training.layouts import memory
from tests.review.conftest import employee, reviewer
from tests.review.tabled import table_document, table_type

__all__ = ["employee", "reviewer"]


@pytest.mark.django_db
def test_a_value_that_is_moved_to_its_row_was_not_wrong_and_an_empty_cell_teaches_nothing(
    employee: User, reviewer: User, monkeypatch: pytest.MonkeyPatch,
) -> None:
    document = table_document(employee, table_type())
    wanted = [Wanted(key="price", index=2, kind="absent"), Wanted(key="price", index=1, kind="change", value="31.00"),
              Wanted(key="amount", index=0, kind="absent"), Wanted(key="what", index=0, kind="confirm")]
    deciding.decide_each(document, by=reviewer, revision=0, wanted=wanted)
    seen: dict[str, Any] = {}

    def observe(*args: Any, **more: Any) -> None:
        seen.update(more)

    monkeypatch.setattr(engine, "observe", observe)
    document.refresh_from_db()
    memory.prepare(document)
    assert [(t.key, t.value) for t in seen["deleted"]] == [("amount", "45.00")]
    assert {t.value for t in seen["told"]} == {"31.00", "Paper A4"}
