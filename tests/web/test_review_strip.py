"""The strip view's pages: what they show, what a look at them leaves in the log, and the pieces of pages on it."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from PIL import Image

from docmgr.accounts.models import User
from docmgr.audit.actions import Action
from docmgr.audit.models import AuditEvent
from docmgr.automation.models import Acceptance, BlindSample, Certificate, ErrorBudget
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Page
from docmgr.review import claims, deciding
from docmgr.review.strip import Stand
from docmgr.web.forms.strip import StripForm, told
from tests.review import makers
from tests.review.conftest import colleague, employee, invoice, invoice_type, reviewer

__all__ = ["colleague", "employee", "invoice", "invoice_type", "reviewer"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def page(reviewer: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(reviewer)
    return client


@pytest.fixture
def three(employee: User, invoice_type: DocumentType) -> list[Document]:
    return [makers.document(employee, invoice_type, name=f"scan-{n}.pdf", values={
        "number": "1", "total": (f"{n}1.00", n / 10), "id_no": ("110105194912310021", 0.5)}) for n in (1, 2, 3)]


def wall(client: Client, **asked: str) -> str:
    answer = client.get(reverse("web:review_strip"), {"type": "test_invoice", **asked})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_value_of_a_document_whose_type_is_in_doubt_is_not_among_all_that_are_confirmed_at_once(
    page: Client, three: list[Document],
) -> None:
    run = three[1].runs.get()
    run.issues = [{"code": "type_titled", "field": "", "page": None, "params": {
        "type": "test_invoice", "other": "", "title": "DELIVERY NOTE", "labels": {}}}]
    run.save()
    text = wall(page, field="total")
    assert text.count('class="cell is-out"') == text.count("it calls itself “DELIVERY NOTE”") == 1
    Document.objects.filter(pk=three[1].pk).update(type_chosen=True)  # somebody said what it is
    assert "is-out" not in wall(page, field="total")


def said(client: Client, document: Document, **body: Any) -> Any:
    return client.post(reverse("web:review_strip_value", args=[document.pk]), json.dumps(body),
                       content_type="application/json", headers={"Accept": "application/json"})


def test_the_fields_of_the_busiest_type_say_how_many_documents_wait(
    page: Client, three: list[Document],
) -> None:
    text = page.get(reverse("web:review_strip")).content.decode()
    assert text.count("3 documents to look at") == 2
    assert "nothing to look at" in text


def test_a_wall_shows_value_piece_of_the_page_and_name_of_each(page: Client, three: list[Document]) -> None:
    text = wall(page, field="total")
    assert text.count('class="cell"') == 3
    assert text.index("11.00") < text.index("21.00") < text.index("31.00")
    for document in three:
        assert f"/review/{document.pk}/crop?page=1&amp;at=0.10000%2C0.10000%2C0.40000%2C0.13000" in text
        assert document.name in text


def test_what_stands_on_a_wall_was_opened_once(page: Client, reviewer: User, three: list[Document]) -> None:
    for _look in range(2):
        wall(page, field="id_no")
    rows = AuditEvent.objects.filter(action=Action.DOCUMENT_OPENED, actor_id=reviewer.pk)
    assert sorted(rows.values_list("object_id", flat=True)) == sorted(str(d.pk) for d in three)
    assert {json.dumps(row, sort_keys=True) for row in rows.values_list("after", flat=True)} == {
        '{"masked": false, "through": "pages"}'}


def test_a_value_that_somebody_shall_type_blind_is_not_shown(page: Client, three: list[Document]) -> None:
    hidden = three[1]
    budget = ErrorBudget.objects.create(doc_type=hidden.doc_type, key="total", mode=ErrorBudget.Mode.ON,
                                        changed_by=hidden.owner)
    certificate = Certificate.objects.create(budget=budget, regime="r", threshold=0.1, next_at=1)
    accepted = Acceptance.objects.create(run=hidden.runs.get(), document=hidden, certificate=certificate, key="total",
                                         confidence=0.2, threshold=0.1)
    sample = BlindSample.objects.create(acceptance=accepted)
    assert hidden.name not in wall(page, field="total", show="all")
    assert hidden.name in wall(page, field="id_no", show="all")
    BlindSample.objects.filter(pk=sample.pk).update(state=BlindSample.State.RIGHT)
    assert hidden.name in wall(page, field="total", show="all")


def test_nothing_that_waits_is_said_and_so_is_a_field_that_there_is_not(page: Client, three: list[Document]) -> None:
    assert "Nothing of “Buyer” waits for you" in wall(page, field="buyer")
    assert "This is the end of the wall" in wall(page, field="total", after="1.5~9")
    text = wall(page, field="weight")
    assert "The document type has no such field." in text
    assert "3 documents to look at" in text
    assert wall(page, field="total", after="x", show="y").count('class="cell"') == 3


@pytest.mark.parametrize("confidence", [0.0, 1e-12, 0.1 + 0.2, 1.0, 2.0])
def test_where_a_wall_went_on_the_next_one_begins(confidence: float) -> None:
    form = StripForm({"after": told(Stand(confidence, 7))})
    assert form.is_valid()
    assert form.stand() == (confidence, 7)


def test_without_documents_there_is_an_empty_state(page: Client, invoice_type: DocumentType) -> None:
    assert "Nothing waits for review" in page.get(reverse("web:review_strip")).content.decode()


def test_markup_in_a_value_or_name_stays_text(page: Client, employee: User, invoice_type: DocumentType) -> None:
    evil = "<img src=x onerror=alert(1)>"
    makers.document(employee, invoice_type, name=f"{evil}.pdf", values={"number": {
        "value": evil, "confidence": 0.1, "candidates": [
            {"value": f'"{evil}', "confidence": 0.1, "page": 1, "box": None}]}})
    assert evil not in wall(page, field="number")


def test_a_word_is_answered_with_the_cells_of_its_field(page: Client, three: list[Document]) -> None:
    answer = said(page, three[0], revision=0, key="total", kind="confirm", reading=three[0].runs.get().pk).json()
    assert (answer["revision"], list(answer["cards"])) == (1, ["total:0"])
    assert "data-decided" in answer["cards"]["total:0"]
    assert "1 field of this document still to look at" in answer["cards"]["total:0"]
    last = said(page, three[0], revision=1, key="id_no", kind="absent").json()["cards"]["id_no:0"]
    assert "Nothing left to look at" in last
    assert "/crop?" in last  # what the engine had taken for it


def test_who_comes_second_is_told_what_the_first_saved_and_by_whom_a_document_is_held(
    page: Client, colleague: User, three: list[Document],
) -> None:
    document = three[0]
    deciding.decide(document, by=colleague, revision=0, key="total", kind="change", value="5")
    held = said(page, document, revision=1, key="total", kind="confirm")
    assert (held.status_code, held.json()["code"]) == (409, "claimed")
    assert "fang" in held.json()["message"]
    claims.release(document, colleague)
    assert said(page, document, revision=0, key="total", kind="confirm").json()["code"] == "stale"
    now = page.get(reverse("web:review_strip_value", args=[document.pk]), {"key": "total", "since": 0}).json()
    assert [(one["value"], one["by"]) for one in now["saved"]] == [("5", "fang")]
    assert (now["revision"], now["run"], list(now["cards"])) == (1, document.runs.get().pk, ["total:0"])


# --- pieces of pages -------------------------------------------------------------------------------------------------
SIDE = 400


@pytest.fixture
def pictured(invoice: Document, files_dir: object) -> Document:
    """The left half of its page is black, the right one white."""
    picture, out = Image.new("RGB", (SIDE, SIDE), "white"), io.BytesIO()
    picture.paste("black", (0, 0, SIDE // 2, SIDE))
    picture.save(out, format="JPEG")
    Page.objects.filter(document=invoice).update(
        image=default_storage.save(f"pages/strip/{invoice.pk}.jpg", ContentFile(out.getvalue())))
    return invoice


def crop(client: Client, document: Document, at: str, **headers: str) -> Any:
    return client.get(reverse("web:review_crop", args=[document.pk]), {"page": 1, "at": at}, headers=headers)


def test_a_piece_is_cut_around_the_box_with_more_room_in_front(page: Client, pictured: Document) -> None:
    answer = crop(page, pictured, "0.6,0.45,0.65,0.5")
    with Image.open(io.BytesIO(answer.content)) as piece:
        assert piece.height < SIDE / 5
        assert piece.getpixel((2, 2))[0] < 60  # in front of it, where the page is black
        assert piece.getpixel((piece.width - 2, 2))[0] > 200
    assert crop(page, pictured, "0.6,0.45,0.65,0.5", if_none_match=answer["ETag"]).status_code == 304
    assert crop(page, pictured, "0.6,0.45,0.8,0.6", if_none_match=answer["ETag"]).status_code == 200


def test_a_piece_of_a_page_on_its_side_is_upright(page: Client, pictured: Document) -> None:
    """Turned by a quarter, what was the left half is the upper one."""
    Page.objects.filter(document=pictured).update(rotation=90)
    with Image.open(io.BytesIO(crop(page, pictured, "0.4,0.4,0.6,0.6").content)) as piece:
        assert piece.getpixel((piece.width // 3, 2))[0] < 60
        assert piece.getpixel((piece.width // 3, piece.height - 2))[0] > 200


@pytest.mark.parametrize(("at", "status"), [
    ("", 422), ("0.1,0.1", 422), ("nan,0,1,1", 422), ("0.5,0.5,0.5,0.5", 200), ("1,1,0,0", 200)])
def test_a_box_that_is_none_is_refused(page: Client, pictured: Document, at: str, status: int) -> None:
    assert crop(page, pictured, at).status_code == status


def test_a_page_without_a_picture_has_no_pieces(page: Client, invoice: Document) -> None:
    assert crop(page, invoice, "0.1,0.1,0.2,0.2").status_code == 404
