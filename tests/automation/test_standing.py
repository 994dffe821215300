"""Every approved document is told of once: it counts as evidence, or the page says why it does not."""

from __future__ import annotations

import pytest

from docmgr.accounts.models import User
from docmgr.automation.budgets import set_policy
from docmgr.automation.field_lines import Facts
from docmgr.automation.models import Assessment, Evidence
from docmgr.automation.selectors import overview
from docmgr.automation.standing import standing_of
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document
from tests.automation.makers import approve, read, sure, value
from tests.matrix.world import client_of

ALL = {"number": "A-17", "total": "12.50"}


@pytest.fixture
def reviewed(slip: DocumentType, reviewer: User, employee: User, no_lots: None) -> DocumentType:
    """Six approved documents: two count, and one each is from before a change, glanced at, gold, not assessed."""
    decided = [read(employee, slip, sure())[0] for _ in range(5)]
    for document in decided:
        approve(document, reviewer, ALL)
    Evidence.objects.filter(document=decided[2]).update(regime="of old")
    Document.objects.filter(pk=decided[3].pk).update(held_back=True)
    Evidence.objects.filter(document=decided[3]).delete()
    Evidence.objects.filter(document=decided[4]).delete()
    Assessment.objects.filter(run__document=decided[4]).delete()
    glanced, _ = read(employee, slip, [value("number", "A-1", confidence=0.3), value("total", "1.00")])
    approve(glanced, reviewer, {"number": "A-1"})
    return slip


def test_the_parts_add_up_to_what_was_approved(reviewed: DocumentType) -> None:
    told = standing_of(reviewed)
    assert (told.counting, told.earlier, told.held_back, told.unassessed, told.undecided) == (2, 1, 1, 1, 1)
    assert told.approved == 6


def test_the_page_says_in_sentences_why_what_was_reviewed_does_not_count(reviewed: DocumentType, admin: User) -> None:
    boss = client_of(admin, headers={"Accept-Language": "en"})
    page = " ".join(boss.get("/automation/types/slip/").content.decode().split())
    assert "2 of 6 approved documents count as evidence." in page
    assert "nobody decided on every value that the engine had found" in page
    assert "the type, the model or the engine has changed since it was read" in page
    assert "1 is in the gold set and never counts" in page and "To make documents count" in page
    set_policy(reviewed, sample_share=0.03, approval_counts=True, by=admin)
    assert "To make documents count" not in boss.get("/automation/types/slip/").content.decode()


def test_list_and_type_tell_the_same_number(reviewed: DocumentType) -> None:
    [row] = [row for row in overview() if row.doc_type == reviewed]
    assert row.counting == standing_of(reviewed).counting and row.reviewed == 3
    total = next(line for line in Facts(reviewed).lines() if line.key == "total")
    assert (total.earlier, total.wanted) == (1, total.needed - total.counted)
