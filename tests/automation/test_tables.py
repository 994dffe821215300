"""Error budgets and tables: a value in the wrong row was not read right, though the document says it."""

from __future__ import annotations

import pytest

from docmgr.accounts.models import User
from docmgr.automation import contradicted, evidence
from docmgr.automation.models import WHOLE, Assessment
from docmgr.documents.models import Document, Status
from docmgr.review import deciding
from docmgr.review.deciding import Wanted
from docmgr.review.values import current_fields, sheets
from tests.review.tabled import COLUMNS, table_document, table_type


@pytest.fixture
def document(employee: User) -> Document:
    made = table_document(employee, table_type())
    run = made.runs.get()
    score = {"confidence": 0.95, "why": "", "empty": False, "counts": True}
    Assessment.objects.create(run=run, doc_type=run.type_version.doc_type, regime="r", blocks=[], control=False,
                              accepted=False, reader="", scores=dict.fromkeys(("net", *COLUMNS, WHOLE), score))
    return made


def approved(document: Document, by: User, *moves: Wanted) -> dict[str, bool]:
    """What the review proves once every value that stands was confirmed."""
    decided = {(one.key, one.index) for one in moves}
    read = [Wanted(key=key, index=index, kind="confirm") for key, index in sheets([document.pk])[document.pk].read
            if (key, index) not in decided]
    deciding.decide_each(document, by=by, revision=0, wanted=[*moves, *read])
    Document.objects.filter(pk=document.pk).update(status=Status.APPROVED, decided_by=by)
    evidence.gather(Document.objects.get(pk=document.pk))
    return dict(evidence.Evidence.objects.filter(document=document).values_list("key", "right"))


@pytest.mark.django_db
def test_a_value_that_a_person_moved_to_another_row_was_read_wrong(document: Document, reviewer: User) -> None:
    proved = approved(document, reviewer, Wanted(key="price", index=2, kind="absent"),
                      Wanted(key="price", index=1, kind="change", value="31.00"))
    assert proved == {"net": True, "what": True, "count": True, "price": False, "amount": True, WHOLE: False}


@pytest.mark.django_db
def test_rows_that_were_left_as_they_are_were_read_right(document: Document, reviewer: User) -> None:
    assert all(approved(document, reviewer).values())


@pytest.mark.django_db
def test_lines_that_nobody_has_to_look_at_keep_no_document_from_being_evidence(
    employee: User, reviewer: User,
) -> None:
    made = table_document(employee, table_type(asks=False))
    run = made.runs.get()
    score = {"confidence": 0.95, "why": "", "empty": False, "counts": True}
    Assessment.objects.create(run=run, doc_type=run.type_version.doc_type, regime="r", blocks=[], control=False,
                              accepted=False, reader="", scores=dict.fromkeys(("net", *COLUMNS, WHOLE), score))
    deciding.decide(made, by=reviewer, revision=0, key="net", index=0, kind="confirm")
    Document.objects.filter(pk=made.pk).update(status=Status.APPROVED, decided_by=reviewer)
    evidence.gather(Document.objects.get(pk=made.pk))
    assert dict(evidence.Evidence.objects.values_list("key", "right")) == {"net": True, WHOLE: True}


@pytest.mark.django_db
@pytest.mark.parametrize("why", ["blind_differs", "promise_broken"])
def test_a_column_that_asks_nobody_asks_once_what_was_accepted_of_it_is_taken_back(
    employee: User, reviewer: User, why: str,
) -> None:
    made = table_document(employee, table_type(asks=False))
    run = made.runs.get()
    contradicted.flag(run.pk, "amount", why=why)
    assert (contradicted.flagged(made), asked(made)) == (1, {"amount"})
    deciding.decide_each(made, by=reviewer, revision=0, wanted=[
        Wanted(key="amount", index=index, kind="confirm") for index in range(3)])
    assert "amount" not in asked(made)


def asked(document: Document) -> set[str]:
    return {field.key for field in current_fields(document) if field.needs_person}
