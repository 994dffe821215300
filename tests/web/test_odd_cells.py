"""Cells of a table that somebody mistyped, or wrote to do harm, cost nobody the table."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from docmgr.accounts.models import User
from docmgr.documents.models import Document
from docmgr.review import deciding
from docmgr.review.models import Correction
from docmgr.review.values import current_fields
from docmgr.web import exporters, results
from tests.review.tabled import table_document, table_type
from tests.web.test_frame import ClientOf


@pytest.fixture
def document(employee: User) -> Document:
    return table_document(employee, table_type())


@pytest.fixture
def client(reviewer: User, client_of: ClientOf) -> Client:
    return client_of(reviewer)


def save(client: Client, document: Document, *cells: dict[str, Any]) -> Any:
    body = {"revision": Document.objects.get(pk=document.pk).revision, "decisions": [
        {"key": "amount", "index": n, "kind": "change", **cell} for n, cell in enumerate(cells)]}
    return client.post(reverse("web:review_rows", args=[document.pk]), body, content_type="application/json",
                       HTTP_ACCEPT="application/json")


@pytest.mark.parametrize("typed", ["9e999999", "1e999999999999999999", "-1e-999999", "9" * 400, "NaN", "Infinity"])
def test_an_amount_beyond_all_measure_leaves_the_document_open_to_everybody(
    client: Client, document: Document, typed: str,
) -> None:
    answer = save(client, document, {"value": typed}, {"value": typed})
    assert answer.status_code == 200 and "not all are numbers" in answer.json()["tables"]["items"]["foot"]
    assert client.get(reverse("web:review_document", args=[document.pk])).status_code == 200
    assert client.get(reverse("web:document", args=[document.pk])).status_code == 200
    for kind in ("json", "csv", "xlsx"):
        assert client.get(reverse("web:document_export", args=[document.pk, kind])).status_code == 200


@pytest.mark.parametrize("value", [None, 5, True, {"a": 1}, ["1"]])
def test_what_is_no_text_is_not_kept_as_the_words_of_a_programming_language(
    client: Client, document: Document, value: Any,
) -> None:
    assert save(client, document, {"value": value}).status_code == 422
    assert not Correction.objects.exists()


def test_a_table_that_is_copied_runs_no_formula_where_it_is_pasted(reviewer: User, document: Document) -> None:
    deciding.decide(document, by=reviewer, revision=0, key="what", index=0, kind="change", value='x =HYPERLINK("y")')
    Correction.objects.update(after='=HYPERLINK("y")')
    [table] = results.tables(current_fields(document))
    assert table["text"].splitlines()[1] == "'=HYPERLINK(\"y\")\t10\t4.50\t45.00"


def test_sheets_bear_names_that_every_spreadsheet_program_opens(db: None) -> None:
    long = "Line items - Invoices of all our suppliers"
    given = [long, long, long.upper(), "'quoted'", "a\x07b\x00", "[]/:", "\u200b", "  "]
    book = load_workbook(io.BytesIO(exporters.to_xlsx([(name, [["x"]]) for name in given])))
    assert book.sheetnames == [
        "Line items - Invoices of all ou", "Line items - Invoices of all 2", "LINE ITEMS - INVOICES OF ALL 3",
        "quoted", "ab", "----", "Table", "Table 2"]
