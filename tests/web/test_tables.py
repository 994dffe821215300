"""Rows of a table come out as rows: on the page, in every download, for programs; and the studio knows of them."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from docmgr.accounts.models import User
from docmgr.api import present
from docmgr.documents.models import Document
from docmgr.extraction.models import FieldValue
from docmgr.review import deciding
from docmgr.web import exporters
from docmgr.web.forms.type_draft import FieldForm
from tests.review import makers
from tests.review.tabled import table_document, table_type
from tests.web.test_frame import ClientOf

ROWS = [["Paper A4", "10", "4.50", "45.00"], ["Ink black", "2", None, "24.00"], ["Desk lamp", "1", "31.00", "31.00"]]


@pytest.fixture
def document(employee: User) -> Document:
    return table_document(employee, table_type())


@pytest.fixture
def client(employee: User, client_of: ClientOf) -> Client:
    return client_of(employee)


def download(client: Client, document: Document, kind: str) -> bytes:
    return client.get(reverse("web:document_export", args=[document.pk, kind])).content


def sheet(content: bytes, name: str) -> list[list[Any]]:
    return [list(row) for row in load_workbook(io.BytesIO(content))[name].iter_rows(values_only=True)]


def test_the_page_shows_rows_and_its_values_light_up_their_boxes(client: Client, document: Document) -> None:
    html = client.get(reverse("web:document", args=[document.pk])).content.decode()
    table = html.split('<section class="result-table"')[1].split("</section>")[0]
    assert table.count("<tr>") == 4 and "Line items" in table
    assert 'data-field="amount:1"' in table and 'data-field="price:1"' not in table
    assert 'data-field="amount:1"' not in html.split('<section class="result-table"')[0]
    assert "Item\tQuantity\tPrice\tAmount\nPaper A4\t10\t4.50\t45.00\nInk black\t2\t\t24.00" in html


def test_a_number_with_more_figures_than_spreadsheet_programs_keep_stays_whole_as_text(
    client: Client, document: Document,
) -> None:
    rows = FieldValue.objects.filter(run__document=document, key="amount").order_by("index")
    for value, text in zip(rows, ("12345678901234.56", "1234567890123.56", "123456789012345678"), strict=True):
        FieldValue.objects.filter(pk=value.pk).update(value=text)
    amounts = [row[4] for row in sheet(download(client, document, "xlsx"), "Line items")[1:]]
    assert amounts == ["12345678901234.56", 1234567890123.56, "123456789012345678"]


def test_downloads_give_rows_and_a_spreadsheet_can_add_them_up(client: Client, document: Document) -> None:
    book = sheet(download(client, document, "xlsx"), "Line items")
    assert book == [["Row", "Item", "Quantity", "Price", "Amount"], [1, "Paper A4", 10, 4.5, 45],
                    [2, "Ink black", 2, None, 24], [3, "Desk lamp", 1, 31, 31]]
    lines = list(csv.DictReader(io.StringIO(download(client, document, "csv").decode("utf-8-sig"))))
    assert [(line["Row"], line["Value"]) for line in lines if line["Key"] == "price"] == [("1", "4.50"), ("3", "31.00")]
    assert next(line["Row"] for line in lines if line["Key"] == "net") == ""
    told = json.loads(download(client, document, "json"))["tables"]["items"]
    assert [list(row["values"].values()) for row in told] == ROWS


def test_a_formula_in_a_cell_stays_text(client: Client, document: Document) -> None:
    FieldValue.objects.filter(key__in=["what", "price"], index=0).update(value='=HYPERLINK("x")')
    row = sheet(download(client, document, "xlsx"), "Line items")[1]
    assert row[1] == row[3] == "'=HYPERLINK(\"x\")"


def test_of_several_documents_all_rows_stand_on_one_sheet(employee: User, document: Document) -> None:
    from docmgr.review.values import current_fields_bulk

    other = table_document(employee, document.doc_type, name="other.pdf")
    plain = makers.document(employee, makers.invoice_type(), values={"total": "1.00"})
    documents = [document, other, plain]
    content = exporters.export_many("xlsx", documents, current_fields_bulk(documents))
    rows = sheet(content, "Line items - Invoice")
    assert rows[0] == ["Document", "File name", "Row", "Item", "Quantity", "Price", "Amount"]
    assert [row[:4] for row in rows[3:5]] == [
        [document.pk, "scan.pdf", 3, "Desk lamp"], [other.pk, "other.pdf", 1, "Paper A4"]]
    assert len(rows) == 7


def test_programs_get_rows_and_the_numbers_that_a_correction_names(reviewer: User, document: Document) -> None:
    deciding.decide(document, by=reviewer, revision=0, key="what", index=5, kind="change", value="Glue", before=1)
    told = present.detail(document, reviewer)
    assert [row["index"] for row in told["tables"]["items"]] == [0, 5, 1, 2]
    assert told["tables"]["items"][1]["values"] == {"what": "Glue", "count": None, "price": None, "amount": None}
    assert [value["index"] for value in told["fields"]["price"]] == [0, 2]


def test_several_decisions_that_make_no_sense_are_refused_in_words(
    reviewer: User, client_of: ClientOf, document: Document,
) -> None:
    address, client = reverse("web:review_rows", args=[document.pk]), client_of(reviewer)
    for body in ({}, {"decisions": "all"}, {"decisions": ["x"], "revision": 0}, {"decisions": [], "revision": 0},
                 {"decisions": [{"key": "what", "index": -1, "kind": "confirm"}], "revision": 0},
                 {"decisions": [{"key": "what", "index": 0, "kind": "confirm", "before": "x"}], "revision": 0}):
        answer = client.post(address, body, content_type="application/json", HTTP_ACCEPT="application/json")
        assert answer.status_code == 422 and answer.json()["message"], body


def test_the_studio_takes_a_table_for_several_values_only(db: None) -> None:
    given = {"key": "amount", "label_en": "Amount", "label_zh": "金额", "kind": "money", "rows": "items"}
    assert "rows" in FieldForm(given).errors
    form = FieldForm({**given, "many": "on"})
    assert form.is_valid() and form.cleaned_data["rows"] == "items"
