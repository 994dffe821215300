"""Comments on the pages: shown as they were typed, read by being opened, and on nobody's page who may not see them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from docmgr.accounts.models import User
from docmgr.documents.models import Document
from docmgr.review import comments
from docmgr.review.models import Comment
from tests.review.conftest import employee, invoice, invoice_type, reviewer

__all__ = ["employee", "invoice", "invoice_type", "reviewer"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_dir")]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def address(invoice: Document) -> str:
    return reverse("web:document_comments", args=[invoice.pk])


def test_what_somebody_typed_is_text_and_no_part_of_the_page(
        reviewer: User, address: str, client_of: Callable[[User], Client]) -> None:
    said = "<script>alert(1)</script>\nhttps://example.org/?a=1&b=2"
    told = client_of(reviewer).post(address, {"text": said}, headers=HTMX).content.decode()
    assert "<script>" not in told and "<a " not in told
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\nhttps://example.org/?a=1&amp;b=2</p>" in told


def test_opening_the_page_tells_of_new_ones_and_showing_them_reads_them(
        invoice: Document, reviewer: User, employee: User, address: str, client_of: Callable[[User], Client]) -> None:
    comments.write(invoice, by=reviewer, text="Which one?", key="total")
    theirs, page = client_of(employee), reverse("web:document", args=[invoice.pk])
    for where in (reverse("web:home"), reverse("web:documents"), page):
        theirs.get(where)
        assert comments.unread_of(employee, [invoice]), f"{where} shows no comment"
    assert "1 new comment" in theirs.get(reverse("web:home")).content.decode()
    assert 'id="tab-comments" aria-controls="panel-comments"\n          aria-selected="true"' in (
        theirs.get(page).content.decode())
    assert "Which one?" in theirs.get(address, headers=HTMX).content.decode()
    assert not comments.unread_of(employee, [invoice])
    assert "home-asked" not in theirs.get(reverse("web:home")).content.decode()


def test_the_next_document_is_fetched_ahead_unread(
        invoice: Document, reviewer: User, employee: User, client_of: Callable[[User], Client]) -> None:
    for person in (reviewer, employee):
        comments.write(invoice, by=person, text="Which one?")
    client_of(reviewer).get(reverse("web:review_next"), headers={"X-Fragment": "1"})
    assert comments.unread_of(reviewer, [invoice]) == {invoice.pk: 1}


def test_what_is_refused_says_why_and_keeps_the_others_in_sight(
        invoice: Document, reviewer: User, address: str, client_of: Callable[[User], Client]) -> None:
    comments.write(invoice, by=reviewer, text="Which one?")
    for sent in ({"text": " "}, {"text": "x" * (comments.MAX_LENGTH + 1)}, {"text": "x", "key": "iban"}, {}):
        answer = client_of(reviewer).post(address, sent, headers=HTMX)
        assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()
        assert "Which one?" in answer.content.decode()
    assert Comment.objects.count() == 1


def test_without_scripts_the_way_leads_back_to_the_document(
        invoice: Document, reviewer: User, address: str, client_of: Callable[[User], Client]) -> None:
    answer = client_of(reviewer).post(address, {"text": "Which one?"})
    assert answer["Location"] == reverse("web:document", args=[invoice.pk])
    assert Comment.objects.get().text == "Which one?"


@pytest.mark.parametrize("kind", ["json", "csv", "txt", "md"])
def test_results_that_are_taken_out_hold_none(
        invoice: Document, reviewer: User, kind: str, client_of: Callable[[User], Client]) -> None:
    comments.write(invoice, by=reviewer, text="behind one's hand", key="total")
    taken = client_of(reviewer).get(reverse("web:document_export", args=[invoice.pk, kind]))
    assert taken.status_code == 200 and b"behind one" not in taken.content
