"""Who may not see sensitive values gets neither the words nor a file that nobody has looked into."""

from __future__ import annotations

import pytest

from docmgr.accounts.models import Department, User
from docmgr.core.exceptions import NotAllowed
from docmgr.documents.models import Document, Status
from docmgr.documents.selectors import Filters, documents_for
from docmgr.extraction.models import FieldValue
from docmgr.review import covering
from docmgr.review.deciding import decide
from tests.review import makers

pytestmark = pytest.mark.django_db
NUMBER = "110105194912310021"


@pytest.fixture
def colleague() -> User:
    return User.objects.create_user("colleague")


@pytest.fixture
def document(employee: User) -> Document:
    return makers.document(employee, makers.invoice_type(), values={"number": "1"})


@pytest.mark.parametrize("lines", [
    [f"身份证 {NUMBER}"], [f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}"], ["x " + " ".join(NUMBER)],
])
def test_a_sensitive_value_is_covered_however_it_is_set(
    lines: list[str], document: Document, colleague: User, employee: User,
) -> None:
    run = document.runs.latest("pk")
    FieldValue.objects.create(run=run, key="id_no", value=NUMBER, raw=NUMBER, confidence=0.9)
    page = document.pages.get(number=1)
    page.lines = [makers.line(text, 0.1) for text in lines]
    page.save()
    [shown] = covering.pages_for(colleague, document)
    assert not any(letter.isdigit() for letter in shown.text)
    assert [line.text for line in covering.pages_for(employee, document)] == [page.text]


def test_a_sensitive_value_over_two_lines_is_covered_on_both(document: Document, colleague: User) -> None:
    run = document.runs.latest("pk")
    FieldValue.objects.create(run=run, key="id_no", value="12 Elm Street\nLittle Harbour", confidence=0.9)
    page = document.pages.get(number=1)
    page.lines = [makers.line("12 Elm Street", 0.1), makers.line("Little Harbour", 0.2), makers.line("Total", 0.3)]
    page.save()
    assert [line["text"] for line in covering.pages_for(colleague, document)[0].lines] == ["•" * 13, "•" * 14, "Total"]


@pytest.mark.parametrize("status", [Status.UPLOADED, Status.PROCESSING, Status.FAILED])
def test_a_file_that_nobody_has_read_is_for_its_owner_and_reviewers_only(
    status: Status, document: Document, colleague: User, employee: User, reviewer: User,
) -> None:
    with pytest.raises(NotAllowed):
        covering.require_original(colleague, document)  # nobody found anything sensitive, nor said that there is none
    decide(document, by=reviewer, revision=document.revision, key="id_no", kind="absent")
    covering.require_original(colleague, document)
    document.status = status
    with pytest.raises(NotAllowed):
        covering.require_original(colleague, document)
    covering.require_original(employee, document)
    covering.require_original(reviewer, document)


def test_what_is_masked_is_not_found_digit_by_digit_either(
    document: Document, employee: User, reviewer: User,
) -> None:
    house = Department.objects.create(name="Sales")
    colleague = User.objects.create_user("near", department=house, shares_department=True)
    plain = makers.document(employee, makers.invoice_type(key="plain"), name="plain.pdf")
    plain.doc_type.live.fields.update(sensitive=False)
    Document.objects.update(department=house, search_text=f"scan.pdf\nthistledown {NUMBER}")

    def found(user: User, text: str) -> set[int]:
        return set(documents_for(user, Filters(text=text)).values_list("pk", flat=True))

    for text in (NUMBER, NUMBER[:4], "thistledown", f"scan {NUMBER[:4]}"):
        assert found(employee, text) == found(reviewer, text) == {document.pk, plain.pk}
        assert found(colleague, text) == {plain.pk}
    assert found(colleague, "scan") == {document.pk, plain.pk}
    assert found(colleague, "SCAN.p") == {document.pk, plain.pk}
    Document.objects.filter(pk=plain.pk).update(doc_type=None)
    assert found(colleague, NUMBER) == set()
