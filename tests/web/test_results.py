"""One document: who sees what of it, its pictures, its downloads, its failure."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pymupdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image

from docmgr.accounts.models import Role, User
from docmgr.audit.actions import Action
from docmgr.audit.models import AuditEvent
from docmgr.core.lease import JobState
from docmgr.documents.models import Document, Status
from docmgr.extraction.models import ExtractionRun
from tests.fixtures import broken
from tests.web.conftest import JPEG
from tests.web.test_frame import ClientOf

SECRET = "110105194912310021"
VIEWS = ("document", "document_progress", "document_pages", "document_text", "document_original")


@pytest.fixture
def client(employee: User, client_of: ClientOf) -> Client:
    return client_of(employee)


def page(client: Client, document: Document) -> str:
    return client.get(reverse("web:document", args=[document.pk])).content.decode()


def download(client: Client, document: Document, kind: str) -> Any:
    return client.get(reverse("web:document_export", args=[document.pk, kind]))


def test_the_page_shows_fields_marks_boxes_and_downloads(client: Client, invoice: Document) -> None:
    html = page(client, invoice)
    assert "03847562" in html and "Please look at this" in html
    boxes = json.loads(html.split('id="boxes" type="application/json">')[1].split("</script>")[0])
    assert {"id": "number:0", "page": 1, "box": [0.1, 0.1, 0.4, 0.13], "label": "Invoice number",
            "mark": "machine"} in boxes
    for kind in ("xlsx", "csv", "json", "txt"):
        assert reverse("web:document_export", args=[invoice.pk, kind]) in html


def test_a_searchable_pdf_holds_for_each_what_they_may_read_and_is_noted(
    client: Client, colleague: User, client_of: ClientOf, invoice: Document, employee: User,
) -> None:
    secret = [{"text": f"ID {SECRET}", "box": [0.1, 0.3, 0.4, 0.33]}, {"text": "Total", "box": [0.1, 0.4, 0.2, 0.43]}]
    picture = io.BytesIO()
    Image.new("RGB", (100, 140), "white").save(picture, "JPEG")
    key = default_storage.save("pages/test/0002.jpg", ContentFile(picture.getvalue()))
    invoice.pages.update(lines=secret, image=key)
    where = reverse("web:document_searchable", args=[invoice.pk])
    assert where in page(client, invoice)
    texts = []
    for person in (client, client_of(colleague)):
        answer = person.get(where)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer["Content-Disposition"].startswith("attachment")
        with pymupdf.open(stream=answer.getvalue(), filetype="pdf") as paper:
            texts.append(paper[0].get_text())
    assert SECRET in texts[0] and SECRET not in texts[1] and "Total" in texts[0]
    rows = AuditEvent.objects.filter(action=Action.DOCUMENT_EXPORTED, object_id=str(invoice.pk))
    assert {row.actor_id for row in rows} == {employee.pk, colleague.pk}
    invoice.pages.update(image="pages/test/gone.jpg")
    assert client.get(where).status_code == 404


def test_owner_and_reviewer_read_sensitive_values_and_a_colleague_does_not(
    client: Client, reviewer: User, colleague: User, client_of: ClientOf, invoice: Document, employee: User,
) -> None:
    Document.objects.update(department=employee.department)
    assert SECRET in page(client, invoice)
    assert SECRET in page(client_of(reviewer), invoice)
    theirs = client_of(colleague)
    assert "03847562" in page(theirs, invoice) and SECRET not in page(theirs, invoice)
    for kind in ("csv", "json", "txt"):
        assert SECRET not in download(theirs, invoice, kind).content.decode()
        assert kind == "csv" or SECRET in download(client, invoice, kind).content.decode()
    for name in ("document_pages", "document_text"):
        assert SECRET not in theirs.get(reverse(f"web:{name}", args=[invoice.pk])).content.decode()
        assert SECRET in client.get(reverse(f"web:{name}", args=[invoice.pk])).content.decode()
    assert theirs.get(reverse("web:document_original", args=[invoice.pk])).status_code == 403


def test_a_colleagues_picture_is_painted_over_where_the_secret_stands(
    client: Client, colleague: User, client_of: ClientOf, invoice: Document, employee: User,
) -> None:
    white = io.BytesIO()
    Image.new("RGB", (1000, 1400), "white").save(white, "JPEG")
    key = default_storage.save("pages/test/0002.jpg", ContentFile(white.getvalue()))
    invoice.pages.update(image=key)
    Document.objects.update(department=employee.department)
    address = reverse("web:page_image", args=[invoice.pk, 1])
    assert client.get(address).content == white.getvalue()
    covered = client_of(colleague).get(address)
    picture = Image.open(io.BytesIO(covered.content))
    at_the_field, at_the_repeated_line, elsewhere = (250, 160), (300, 720), (300, 1000)
    assert max(picture.getpixel(at_the_field)) < 80 and max(picture.getpixel(at_the_repeated_line)) < 80
    assert min(picture.getpixel(elsewhere)) > 240
    assert covered["ETag"] != client.get(address)["ETag"]


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("role", [Role.ADMIN, Role.AUDITOR])
def test_admin_and_auditor_do_not_get_others_documents(
    name: str, role: Role, people: dict[Role, User], client_of: ClientOf, invoice: Document,
) -> None:
    answer = client_of(people[role]).get(reverse(f"web:{name}", args=[invoice.pk]))
    assert answer.status_code in (403, 404)


def test_the_picture_of_a_page_needs_the_same_permission(
    client: Client, client_of: ClientOf, invoice: Document,
) -> None:
    address = reverse("web:page_image", args=[invoice.pk, 1])
    assert client.get(address).content == JPEG
    assert client_of(User.objects.create_user("stranger")).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    assert client.get(reverse("web:page_image", args=[invoice.pk, 2])).status_code == 404


def test_a_picture_is_kept_by_one_browser_only_and_asked_for_again(client: Client, invoice: Document) -> None:
    address = reverse("web:page_image", args=[invoice.pk, 1])
    first = client.get(address)
    assert "private" in first["Cache-Control"] and "public" not in first["Cache-Control"]
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_original_comes_as_an_attachment_that_no_browser_runs(
    client: Client, employee: User, submit: Callable[..., Document], files_dir: object,
) -> None:
    document = submit(employee, broken.pdf(), name='a"b\n.pdf')
    answer = client.get(reverse("web:document_original", args=[document.pk]))
    assert b"".join(answer.streaming_content) == broken.pdf()
    assert answer["Content-Disposition"].startswith("attachment;") and "\n" not in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert AuditEvent.objects.filter(action=Action.DOCUMENT_DOWNLOADED, object_id=str(document.pk)).count() == 1


def test_no_cell_of_a_csv_can_start_a_formula(client: Client, invoice: Document) -> None:
    content = download(client, invoice, "csv").content
    assert content.startswith(b"\xef\xbb\xbf")
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
    assert not [c for c in cells if c[:1] in "=+-@" and c]
    assert any(c.startswith("'=HYPERLINK") for c in cells)


def test_no_cell_of_an_xlsx_is_a_formula(client: Client, invoice: Document) -> None:
    book = load_workbook(io.BytesIO(download(client, invoice, "xlsx").content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [c for c in cells if c.data_type == "f"]
    assert [row[2] for row in book["Fields"].values if row[1] == "number"] == ["03847562"]


def test_the_json_holds_values_with_their_evidence(client: Client, invoice: Document) -> None:
    told = json.loads(download(client, invoice, "json").content)
    assert told["doc_type"] == "test_invoice"
    assert told["fields"]["number"]["box"] == [0.1, 0.1, 0.4, 0.13]
    assert [v["value"] for v in told["fields"]["item"]] == ["-1+1", "nut"]
    assert told["fields"]["date"] is None
    assert told["text"][0]["text"].startswith("增值税发票")


def test_the_text_comes_in_reading_order(client: Client, invoice: Document) -> None:
    lines = download(client, invoice, "txt").content.decode().splitlines()
    assert lines[:2] == ["增值税发票 No. 03847562", "开票日期 2024年03月11日"]


def test_an_unknown_form_of_download_does_not_exist(client: Client, invoice: Document) -> None:
    assert download(client, invoice, "exe").status_code == 404


def test_a_failed_document_says_why_and_offers_to_try_again_only_where_that_can_help(
    client: Client, employee: User, submit: Callable[..., Document], files_dir: object,
) -> None:
    document = submit(employee, broken.pdf())
    ExtractionRun.objects.update(state=JobState.FAILED)
    Document.objects.update(status=Status.FAILED, failure_code="file_truncated")
    html = page(client, document)
    assert "The file is cut off or damaged and cannot be opened. Open it on your computer" in html
    assert "Try again" not in html and "Upload another file" in html
    Document.objects.update(failure_code="internal_error")
    assert "Try again</button>" in page(client, document)
    assert client.post(reverse("web:document_retry", args=[document.pk])).status_code == 302
    document.refresh_from_db()
    assert document.status == Status.UPLOADED


def test_a_document_under_way_asks_for_its_progress_and_reloads_when_it_is_read(
    client: Client, employee: User, submit: Callable[..., Document], files_dir: object,
) -> None:
    document = submit(employee, broken.pdf())
    address = reverse("web:document_progress", args=[document.pk])
    assert address in page(client, document)
    assert "HX-Refresh" not in client.get(address)
    Document.objects.update(status=Status.IN_REVIEW)
    assert client.get(address)["HX-Refresh"] == "true"


def test_reading_again_as_another_type_sends_the_document_back_to_the_queue(client: Client, invoice: Document) -> None:
    answer = client.post(reverse("web:document_reclassify", args=[invoice.pk]), {"doc_type": "test_invoice"})
    assert answer.status_code == 302
    invoice.refresh_from_db()
    assert (invoice.status, invoice.type_chosen) == (Status.UPLOADED, True)


def test_the_history_tells_the_documents_life_and_not_who_looked(
    client: Client, employee: User, submit: Callable[..., Document], files_dir: object,
) -> None:
    document = submit(employee, broken.pdf())
    client.get(reverse("web:document_original", args=[document.pk]))
    html = page(client, document)
    assert "Document uploaded" in html and "Original file downloaded" not in html


def test_the_page_costs_the_same_queries_for_one_page_and_for_two_hundred(
    client: Client, invoice: Document, django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    from docmgr.documents.models import Page

    Page.objects.bulk_create(
        Page(document=invoice, number=n, width=10, height=10, lines=[]) for n in range(2, 201))
    page(client, invoice)  # the first look leaves a row in the audit log
    with django_assert_max_num_queries(19):
        page(client, invoice)
    with django_assert_max_num_queries(7):
        pages = client.get(reverse("web:document_pages", args=[invoice.pk])).json()["pages"]
    assert len(pages) == 200
