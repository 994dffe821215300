"""Where a value that a person typed is taught to stand."""

from __future__ import annotations

import pytest

from docmgr.accounts.models import User
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document
from docmgr.review import deciding
from docmgr.review.values import sheets
from docmgr.training.layouts.placing import taught_place
from tests.review import makers

pytestmark = pytest.mark.django_db
FAR = [0.1, 0.9, 0.3, 0.92]


def line(text: str, y: float) -> dict:
    return {"text": text, "box": [0.1, y, 0.4, y + 0.02], "confidence": 0.99}


@pytest.fixture
def document(employee: User, invoice_type: DocumentType) -> Document:
    found = makers.document(employee, invoice_type, values={"number": {"value": "03847562", "page": 1, "box": FAR}})
    page = found.pages.get(number=1)
    page.lines = [line("Sender Nordwind Kontor", 0.1), line("Nordwind Kontor again", 0.7), line("03847562", 0.91)]
    page.save(update_fields=["lines"])
    return found


def place(document: Document, by: User, key: str, value: str, **where: object) -> tuple:
    deciding.decide(document, by=by, revision=document.revision, key=key, kind="change", value=value, **where)
    sheet = sheets([document.pk])[document.pk]
    return taught_place(sheet, sheet.decided()[key, 0], list(document.pages.all()))


def test_of_several_prints_none_is_taught_because_it_is_nearest_to_a_wrong_value(document, reviewer: User) -> None:
    assert place(document, reviewer, "number", "Nordwind Kontor") == (None, None)


def test_whoever_confirms_a_value_says_nothing_of_which_print_is_meant(document: Document, reviewer: User) -> None:
    deciding.decide(document, by=reviewer, revision=document.revision, key="number", kind="confirm", value="")
    sheet = sheets([document.pk])[document.pk]
    decision = sheet.decided()["number", 0]
    assert taught_place(sheet, decision, list(document.pages.all())) == (None, None)
    assert taught_place(sheet, decision, []) == (1, FAR)


def test_a_place_that_a_person_pointed_at_is_taught(document: Document, reviewer: User) -> None:
    pointed = [0.5, 0.5, 0.6, 0.52]
    assert place(document, reviewer, "number", "Nordwind Kontor", page=1, box=pointed) == (1, pointed)


def test_where_the_words_are_nowhere_a_misreading_stands_at_its_place_and_another_value_does_not(
    document: Document, reviewer: User,
) -> None:
    assert place(document, reviewer, "number", "O384756Z") == (1, FAR)
    assert place(document, reviewer, "number", "Elbe & Sons") == (None, None)
