"""Rows of a table leave in the order in which the document has them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from docmgr.accounts.models import User
from docmgr.documents.models import Document, Status
from docmgr.review import deciding
from docmgr.review.deciding import Wanted
from docmgr.training.exports import formats
from docmgr.training.exports.formats.material import Item
from docmgr.training.samples import evidence
from tests.review.conftest import employee, reviewer
from tests.review.tabled import table_document, table_type
from tests.training import shops

__all__ = ["employee", "reviewer"]
ROWS = ["Paper A4", "Stapler", "Ink black", "Desk lamp"]


@pytest.mark.django_db
def test_a_row_that_was_put_between_others_stands_there_in_what_is_trained_from_and_looked_at(
    employee: User, reviewer: User, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:
    document = table_document(employee, table_type())
    wanted = [Wanted(key="what", index=5, kind="change", value="Stapler", before=1),
              *(Wanted(key="what", index=n, kind="confirm") for n in range(3))]
    deciding.decide_each(document, by=reviewer, revision=0, wanted=wanted)
    Document.objects.update(status=Status.APPROVED, decided_by=reviewer)
    monkeypatch.setattr(Item, "picture", lambda *args: Image.new("RGB", (100, 140)))
    formats.write("conversations", shops.items(), tmp_path)
    line = (tmp_path / "train.jsonl").read_text("utf-8")
    assert json.loads(json.loads(line)["messages"][2]["content"])["what"] == ROWS
    assert evidence.evidence_of(document.doc_type).right[document.pk]["what"] == ROWS
