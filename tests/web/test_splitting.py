"""The pages of a file that is split: what the workbench offers, and how a document and its parts lead to each other."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from docmgr.accounts.models import Role, User
from docmgr.audit.models import AuditEvent
from docmgr.core.lease import JobState
from docmgr.documents.models import Document, Part, Status
from docmgr.documents.splitting import Piece
from docmgr.extraction.models import ExtractionRun, FieldValue
from docmgr.pipeline import flow
from docmgr.pipeline import splitting as service
from docmgr.web.lines import lines_for
from docmgr.web.views import splitting as view
from tests.fixtures import broken
from tests.review import makers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_dir")]
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def _nobody_reads_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "WAIT_SECONDS", 0.0)


@pytest.fixture
def reviewer(db: None) -> User:
    return makers.person("rae", Role.REVIEWER)


@pytest.fixture
def bench(reviewer: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(reviewer)


@pytest.fixture
def stack(employee: User) -> Document:
    document = flow.submit(stream=io.BytesIO(broken.pdf(4)), name="stack.pdf", owner=employee).document
    ExtractionRun.objects.filter(document=document).update(state=JobState.DONE, issues=[
        {"code": "several_papers", "page": 4, "params": {"page": 4}},
        {"code": "several_papers", "page": 3, "params": {"page": 3, "pages": [3, 9]}}])
    Document.objects.filter(pk=document.pk).update(status=Status.IN_REVIEW, page_count=4)
    return Document.objects.get(pk=document.pk)


def data_of(text: str) -> dict[str, Any]:
    start = text.index('<script id="bench-data" type="application/json">')
    return json.loads(text[text.index(">", start) + 1:text.index("</script>", start)])


def send(bench: Client, document: Document, parts: object) -> Any:
    return bench.post(reverse("web:review_split", args=[document.pk]), json.dumps(
        {"revision": document.revision, "parts": parts}), content_type="application/json", headers=JSON)


def test_the_dialog_is_cut_where_other_papers_were_noticed_to_begin(bench: Client, stack: Document) -> None:
    text = bench.get(reverse("web:review_document", args=[stack.pk])).content.decode()
    assert data_of(text)["split"]["cuts"] == [3, 4] and 'id="split"' in text and "page 3, 4" in text
    assert 'data-part="split-attached"' not in text
    FieldValue.objects.create(run=ExtractionRun.objects.get(), key="total", index=0, value="1", confidence=1.0,
                              how="xml:BT-112")
    assert 'data-part="split-attached"' in bench.get(reverse("web:review_document", args=[stack.pk])).content.decode()


@pytest.mark.parametrize(("columns", "why"), [
    ({"page_count": 1}, "nothing to split"), ({"status": Status.APPROVED}, ""), ({"status": Status.POSTPONED}, "")])
def test_what_cannot_be_split_offers_no_button_and_says_why(
        bench: Client, stack: Document, columns: dict[str, Any], why: str) -> None:
    Document.objects.filter(pk=stack.pk).update(**columns)
    text = bench.get(reverse("web:review_document", args=[stack.pk])).content.decode()
    assert 'data-do="split"' not in text and 'id="split"' not in text
    told = data_of(text)["split"]["whyNot"]
    assert why in told and bool(told) is bool(why)


def test_the_reviewer_goes_on_with_the_next_document_or_with_the_first_part_where_that_is_read(
        bench: Client, stack: Document, employee: User, monkeypatch: pytest.MonkeyPatch) -> None:
    other = makers.document(employee, makers.invoice_type())
    answer = send(bench, stack, [{"first": 1, "last": 2}, {"first": 3, "last": 4}]).json()
    assert answer["next"]["pk"] == other.pk and "Split into 2 documents" in answer["said"]
    _first, second = Document.objects.filter(cut_from__isnull=False).order_by("pk")
    monkeypatch.setattr(view, "_is_read", lambda part: True)
    Document.objects.filter(pk=second.pk).update(status=Status.IN_REVIEW, page_count=2)
    second.refresh_from_db()
    answer = send(bench, second, [{"first": 1, "last": 1, "left_out": True}, {"first": 2, "last": 2}]).json()
    assert answer["next"]["pk"] == Document.objects.latest("pk").pk and "1 document was made" in answer["said"]


@pytest.mark.parametrize("parts", [None, "1-2", [1], [{"first": "x", "last": 2}], [{"first": 1}], [{}] * 1001])
def test_a_script_that_sends_anything_else_is_refused(bench: Client, stack: Document, parts: object) -> None:
    answer = send(bench, stack, parts)
    assert answer.status_code == 422 and answer.json()["message"] and not Part.objects.exists()


def test_a_document_and_its_parts_lead_to_each_other_on_both_pages(
        bench: Client, stack: Document, reviewer: User, employee: User, client_of: Callable[[User], Client]) -> None:
    one, _two = service.split(stack, actor=reviewer, revision=stack.revision, pieces=[
        Piece(first=1, last=2), Piece(first=3, last=3, left_out=True), Piece(first=4, last=4)])
    for name in ("web:document", "web:review_document"):
        text = bench.get(reverse(name, args=[stack.pk])).content.decode()
        assert "This file was split" in text and f"#{one.pk} stack-p1-2.pdf" in text and "left out" in text
        assert "Undo the splitting" in text
        text = bench.get(reverse(name, args=[one.pk])).content.decode()
        assert "Part 1 of 2 of a file that was split" in text and f"#{stack.pk}, pages 1–2" in text
    theirs = client_of(employee).get(reverse("web:document", args=[stack.pk])).content.decode()
    assert f"#{one.pk} stack-p1-2.pdf" in theirs and "Undo the splitting" not in theirs


def test_it_is_undone_from_its_page(bench: Client, stack: Document, reviewer: User) -> None:
    one, _two = service.split(stack, actor=reviewer, revision=stack.revision, pieces=[
        Piece(first=1, last=2), Piece(first=3, last=4)])
    stack.refresh_from_db()
    answer = bench.post(reverse("web:document_rejoin", args=[stack.pk]), {"revision": stack.revision})
    assert answer["Location"] == reverse("web:review_document", args=[stack.pk])
    text = bench.get(reverse("web:document", args=[one.pk])).content.decode()
    assert "The splitting was undone" in text
    assert bench.post(reverse("web:document_rejoin", args=[stack.pk]), {"revision": stack.revision}).status_code == 409


def test_the_list_finds_split_files_and_exports_their_parts_only(
        bench: Client, stack: Document, reviewer: User) -> None:
    one, two = service.split(stack, actor=reviewer, revision=stack.revision, pieces=[
        Piece(first=1, last=2), Piece(first=3, last=4)])
    listed = bench.get(reverse("web:documents"), {"status": "split"}).content.decode()
    assert f"/documents/{stack.pk}/" in listed and f"/documents/{one.pk}/" not in listed
    bench.post(reverse("web:documents_export"), {"ids": [stack.pk, one.pk, two.pk], "kind": "csv"})
    assert AuditEvent.objects.get(action="documents.exported").after["documents"] == [two.pk, one.pk]


def test_whoever_uploaded_a_file_that_was_split_reads_so_and_not_how_many_fields_it_has(
        stack: Document, reviewer: User) -> None:
    service.split(stack, actor=reviewer, revision=stack.revision, pieces=[Piece(first=1, last=2),
                                                                         Piece(first=3, last=4)])
    line, = lines_for([Document.objects.get(pk=stack.pk)])
    assert line["text"] == "Split into several documents" and line["state"] == "done"


def test_several_pages_are_named_with_the_comma_of_the_language(bench: Client, stack: Document) -> None:
    text = bench.get(reverse("web:review_document", args=[stack.pk]), headers={
        "Accept-Language": "zh-hans"}).content.decode()
    assert "3、4" in text
