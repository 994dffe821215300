"""The list of documents: filters, search with its snippet, queries that do not grow, results of several at once."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from docmgr.accounts.models import User
from docmgr.audit.actions import Action
from docmgr.audit.models import AuditEvent
from docmgr.documents.models import Document, Status
from docmgr.review import deciding
from docmgr.web.document_rows import highlight
from tests.review import makers
from tests.web.test_frame import ClientOf

MakeDocument = Callable[..., Document]


@pytest.fixture
def client(employee: User, client_of: ClientOf) -> Client:
    return client_of(employee)


def listed(client: Client, **wanted: Any) -> list[str]:
    """The names on the page, in order."""
    return [row.document.name for row in client.get(reverse("web:documents"), wanted).context["rows"]]


def test_the_newest_stands_first_and_others_documents_are_not_there(
    client: Client, employee: User, make_document: MakeDocument,
) -> None:
    make_document(User.objects.create_user("stranger"), name="theirs.pdf")
    make_document(employee, name="old.pdf")
    make_document(employee, name="new.pdf")
    assert listed(client) == ["new.pdf", "old.pdf"]


@pytest.mark.parametrize(("wanted", "names"), [
    ({"status": "review"}, ["b.pdf"]), ({"status": "failed"}, ["a.pdf"]), ({"status": "nonsense"}, ["b.pdf", "a.pdf"]),
    ({"sort": "name"}, ["a.pdf", "b.pdf"]), ({"sort": "drop table"}, ["b.pdf", "a.pdf"]),
    ({"q": "ｔｏｔａｌ 12"}, ["b.pdf"]), ({"q": "total 13"}, []),
    ({"since": "2001-01-01", "until": "2001-01-02"}, []), ({"since": "yesterday"}, ["b.pdf", "a.pdf"]),
    ({"type": "test_invoice"}, ["b.pdf"]), ({"page": "99"}, ["b.pdf", "a.pdf"]), ({"page": "x"}, ["b.pdf", "a.pdf"]),
])
@pytest.mark.database
def test_filters_narrow_and_nonsense_narrows_nothing(
    wanted: dict[str, str], names: list[str], client: Client, employee: User, make_document: MakeDocument,
    invoice_type: Any,
) -> None:
    make_document(employee, name="a.pdf", status=Status.FAILED, failure_code="file_encrypted")
    make_document(employee, name="b.pdf", text="Total 12.50", status=Status.IN_REVIEW, doc_type=invoice_type)
    assert listed(client, **wanted) == names


def test_a_reviewer_may_narrow_to_one_person_and_an_employee_has_no_such_filter(
    reviewer: User, employee: User, client_of: ClientOf, make_document: MakeDocument,
) -> None:
    make_document(employee, name="a.pdf")
    make_document(reviewer, name="b.pdf")
    assert listed(client_of(reviewer), owner=reviewer.username) == ["b.pdf"]
    assert "owner" not in client_of(employee).get(reverse("web:documents")).context["form"].fields


def test_the_search_shows_where_it_found_the_word(
    client: Client, employee: User, make_document: MakeDocument,
) -> None:
    make_document(employee, name="a.pdf", text=f"{'x' * 500} Amount <b> 12.50 due {'y' * 500}")
    html = client.get(reverse("web:documents"), {"q": "12.50 amount"}).content.decode()
    assert "<mark>12.50</mark>" in html and "&lt;b&gt;" in html and "y" * 400 not in html


def test_highlighting_escapes_everything_but_its_own_marks() -> None:
    assert highlight("a <i> b", "b <i>") == "…a <mark>&lt;i&gt;</mark> <mark>b</mark>…"


def test_sensitive_values_are_hidden_in_rows_and_snippets_even_from_the_owner(
    client: Client, invoice: Document,
) -> None:
    html = client.get(reverse("web:documents"), {"q": "some text"}).content.decode()
    assert invoice.name.replace("=", "=") in html
    html += client.get(reverse("web:documents"), {"q": "11300.00"}).content.decode()
    assert "110105194912310021" not in html


def test_the_list_costs_the_same_queries_for_two_rows_and_for_a_full_page(
    client: Client, employee: User, invoice_type: Any, django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    for n in range(30):
        status = (Status.IN_REVIEW, Status.UPLOADED, Status.FAILED)[n % 3]
        makers.document(employee, invoice_type, name=f"{n}.pdf", values={"total": "1.00"}, status=status)
        if n == 1:
            with django_assert_max_num_queries(20) as few:
                client.get(reverse("web:documents"), {"q": "pdf"})
    with django_assert_max_num_queries(20) as many:
        assert len(client.get(reverse("web:documents"), {"q": "pdf"}).context["rows"]) == 25
    assert len(many) <= len(few) + 2  # failed rows ask for their reason


def test_htmx_gets_the_rows_without_the_frame_and_going_back_the_whole_page(client: Client) -> None:
    part = client.get(reverse("web:documents"), headers={"HX-Request": "true"})
    back = client.get(
        reverse("web:documents"), headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" not in part.content.decode() and "<html" in back.content.decode()
    assert "HX-Request" in part["Vary"]


def test_rows_under_way_renew_themselves_and_stop_when_nothing_is(
    client: Client, employee: User, make_document: MakeDocument,
) -> None:
    document = make_document(employee, status=Status.PROCESSING)
    address = f"{reverse('web:document_rows')}?ids={document.pk}"
    assert address in client.get(reverse("web:documents")).content.decode()
    Document.objects.update(status=Status.IN_REVIEW)
    renewed = client.get(address).content.decode()
    assert f'id="doc-{document.pk}" hx-swap-oob="true"' in renewed and "hx-trigger" not in renewed


def chosen(client: Client, kind: str, *documents: Document):
    return client.post(reverse("web:documents_export"), {"kind": kind, "ids": [d.pk for d in documents]})


def test_several_results_come_as_one_table_per_type(client: Client, invoice: Document, employee: User) -> None:
    other = makers.document(employee, invoice.doc_type, values={"number": "7"}, name="other.pdf")
    book = load_workbook(io.BytesIO(chosen(client, "xlsx", invoice, other).content))
    rows = list(book["Invoice"].values)
    assert rows[0][:4] == ("Document", "File name", "Status", "Uploaded")
    assert [row[4] for row in rows[1:]] == ["7", "03847562"]


def test_the_export_holds_only_what_the_person_may_see(client: Client, client_of: ClientOf, invoice: Document) -> None:
    stranger = client_of(User.objects.create_user("stranger"))
    text = chosen(stranger, "csv", invoice).content.decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text)))) == 1


def test_an_export_of_several_is_recorded_without_content(client: Client, invoice: Document, employee: User) -> None:
    other = makers.document(employee, invoice.doc_type, values={"number": "7"})
    chosen(client, "csv", invoice, other)
    event = AuditEvent.objects.get(action=Action.DOCUMENTS_EXPORTED)
    assert event.after == {"format": "csv", "count": 2, "documents": [other.pk, invoice.pk]}


@pytest.mark.parametrize("form", [{}, {"kind": "csv"}, {"kind": "exe", "ids": ["1"]}, {"kind": "csv", "ids": ["x"]}])
def test_an_export_that_makes_no_sense_is_refused(client: Client, form: dict[str, Any]) -> None:
    assert client.post(reverse("web:documents_export"), form).status_code == 422


def test_a_search_that_finds_very_many_stops_counting(
    client: Client, employee: User, make_document: MakeDocument, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("docmgr.core.paging.BoundedPaginator.most", 4)
    monkeypatch.setattr("docmgr.web.views.documents.PER_PAGE", 2)
    for number in range(4):
        make_document(employee, name=f"scan {number}.pdf")
    address = reverse("web:documents")
    assert "1–2 of 4<" in client.get(address, {"q": "scan"}, headers={"Accept-Language": "en"}).content.decode()
    make_document(employee, name="scan 5.pdf")
    first = client.get(address, {"q": "scan"}, headers={"Accept-Language": "en"}).content.decode()
    assert "1–2 of more than 4<" in first and "page=3" not in first
    last = client.get(address, {"q": "scan", "page": "9"}, headers={"Accept-Language": "en"}).content.decode()
    assert "3–4 of more than 4. Narrow the search" in last
    assert "1–2 of 5<" in client.get(address, headers={"Accept-Language": "en"}).content.decode()


NUMBER = "110105194912310021"


@pytest.mark.parametrize("text", [
    f"needle {'x ' * 52}{NUMBER}", f"{NUMBER} needle", f"needle {NUMBER[:9]}\n{NUMBER[9:]}",
    f"needle {NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}",
])
def test_a_snippet_shows_no_part_of_a_sensitive_value_however_it_is_set_or_cut(
    text: str, client: Client, invoice: Document,
) -> None:
    Document.objects.filter(pk=invoice.pk).update(search_text=text)
    [row] = client.get(reverse("web:documents"), {"q": "needle"}).context["rows"]
    assert "needle" in row.snippet and "*" in row.snippet
    assert not re.search(r"\d{5}", row.snippet)


def test_a_snippet_does_not_show_what_the_engine_read_before_somebody_corrected_it(
    client: Client, invoice: Document, reviewer: User,
) -> None:
    """The page's text goes on saying it, and it is right but for a digit or two."""
    deciding.decide(invoice, by=reviewer, revision=invoice.revision, key="id_no", kind="change",
                    value="11010519491231002X")
    Document.objects.filter(pk=invoice.pk).update(search_text=f"needle {NUMBER}")
    [row] = client.get(reverse("web:documents"), {"q": "needle"}).context["rows"]
    assert "*" in row.snippet and not re.search(r"\d{5}", row.snippet)


def test_the_type_of_several_is_changed_from_the_list_and_the_rest_is_named(
    client: Client, employee: User, make_document: MakeDocument, invoice_type: Any,
) -> None:
    make_document(User.objects.create_user("stranger"), name="theirs.pdf", status=Status.IN_REVIEW)
    wrong = make_document(employee, name="wrong.pdf", status=Status.IN_REVIEW)
    make_document(employee, name="done.pdf", status=Status.APPROVED)
    page, chosen = reverse("web:documents"), list(Document.objects.values_list("pk", flat=True))
    assert reverse("web:documents_retype") in client.get(page).content.decode()
    answer = client.post(reverse("web:documents_retype"), {"ids": chosen, "doc_type": "test_invoice"}, follow=True,
                         headers={"referer": f"http://testserver{page}?status=review"})
    told = [str(message) for message in answer.context["messages"]]
    assert answer.redirect_chain[0][0].endswith("?status=review")
    assert told == ["1 document is read again as “Invoice”.", "Left as they are: done.pdf (approved)"]
    assert {d.name: d.status for d in Document.objects.all()} == {
        "theirs.pdf": "in_review", "wrong.pdf": "uploaded", "done.pdf": "approved"}
    assert Document.objects.get(pk=wrong.pk).type_chosen
    refused = client.post(reverse("web:documents_retype"), {"ids": chosen})
    assert refused.status_code == 422


def test_a_referer_of_another_site_leads_nobody_away(
    client: Client, employee: User, make_document: MakeDocument, invoice_type: Any,
) -> None:
    made = make_document(employee, status=Status.IN_REVIEW)
    answer = client.post(reverse("web:documents_retype"), {"ids": [made.pk], "doc_type": "test_invoice"},
                         headers={"referer": "http://evil.example/"})
    assert answer["Location"] == reverse("web:documents")
