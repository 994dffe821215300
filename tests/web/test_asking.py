"""The tab "Ask" of a document: what is found, what only a model can, and what a colleague must not learn this way."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image

from docmgr.accounts.models import User
from docmgr.audit.models import AuditEvent
from docmgr.core.lease import JobState
from docmgr.doctypes.models import DocumentType, FieldDefinition
from docmgr.documents.models import Document
from docmgr.extraction import engine
from docmgr.training.models import Job
from tests.engine.tables import draw
from tests.review import makers

pytestmark = pytest.mark.django_db
SECRET = "110105194912310021"


def ask(client: Client, document: Document, **data: Any) -> str:
    answer = client.post(reverse("web:document_ask", args=[document.pk]), data)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def client(employee: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(employee)


@pytest.fixture
def a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a model were configured."""
    monkeypatch.setattr(engine, "who_answers", lambda task: "model")


def test_words_are_found_with_their_places(client, invoice):
    html = ask(client, invoice, task="find", words="find PO-7781")
    assert 'data-spot="spot:1:0"' in html and "PO-7781" in html and '"box": [' in html
    event = AuditEvent.objects.get(action="document.asked")
    assert event.after == {"task": "find", "by": "light"} and "PO-7781" not in str(event.after)


@pytest.mark.parametrize("words", ["where is the drum mark?", "桶号是多少", "find the drum mark of the oil"])
def test_a_field_of_a_published_type_is_found_by_what_its_definition_calls_it(client, employee, invoice_type, words):
    """The document says "Ref" for it, which only an alias of the type tells."""
    slip = makers.invoice_type(key="drum_slip")
    FieldDefinition.objects.filter(version=slip.live, key="number").update(
        label_zh="桶号", label_en="Drum mark", aliases=["Ref"], kind="code")
    for own in (slip, invoice_type):
        document = makers.document(employee, own)
        document.pages.update(lines=[makers.line("Nordic oil depot", 0.1), makers.line("Ref: QX-4471-B", 0.2)])
        html = ask(client, document, task="find", words=words)
        assert "QX-4471-B" in html and 'data-spot="spot:1:0"' in html


def test_a_draft_and_a_retired_type_lend_no_names(client, employee, invoice_type):
    slip = makers.invoice_type(key="drum_slip")
    FieldDefinition.objects.filter(version=slip.live, key="number").update(label_en="Drum mark", aliases=["Ref"])
    document = makers.document(employee, invoice_type)
    document.pages.update(lines=[makers.line("Ref: QX-4471-B", 0.2)])
    assert "QX-4471-B" in ask(client, document, task="find", words="where is the drum mark")
    DocumentType.objects.filter(pk=slip.pk).update(active=False)
    assert "Nothing was found" in ask(client, document, task="find", words="where is the drum mark")


def test_without_words_and_without_a_find_it_is_said_plainly(client, invoice):
    assert "Write what to look for" in ask(client, invoice, task="find")
    assert "Nothing was found" in ask(client, invoice, task="find", words="unicorn")


def test_what_needs_a_model_is_declined_with_the_names_of_those_that_could(client, invoice):
    html = ask(client, invoice, task="translate", language="de")
    assert "No configured engine can do this" in html and "HunyuanOCR" in html


def test_who_could_is_told_in_chinese_where_the_page_is_chinese(employee, invoice):
    chinese = Client(headers={"accept-language": "zh-hans"})
    chinese.force_login(employee, backend="docmgr.accounts.backends.LocalBackend")
    html = ask(chinese, invoice, task="translate", language="de")
    assert "HunyuanOCR、InternVL、OpenAI 兼容服务器" in html and "compatible" not in html


def test_a_colleague_cannot_ask_for_what_is_masked(client, client_of, colleague, employee, invoice):
    Document.objects.update(department=employee.department)
    theirs = client_of(colleague)
    assert SECRET in ask(client, invoice, task="find", words=SECRET)
    assert "Nothing was found" in ask(theirs, invoice, task="find", words=SECRET)
    assert SECRET in ask(client, invoice, task="find", words="where is the identity number")
    assert SECRET not in ask(theirs, invoice, task="find", words="where is the identity number")
    for task in ("text", "markdown", "spotting", "summary"):
        assert SECRET not in ask(theirs, invoice, task=task)


def test_a_model_is_not_asked_for_somebody_from_whom_values_are_masked(
        client_of, colleague, employee, invoice, a_model):
    Document.objects.update(department=employee.department)
    assert "masked for you" in ask(client_of(colleague), invoice, task="free", words="Who is it?")
    assert not Job.objects.exists()


def test_a_question_to_the_model_is_a_job_whose_answer_only_the_asker_sees(
        client, client_of, reviewer, invoice, a_model):
    assert "hx-get" in ask(client, invoice, task="free", words="Who is it?")
    job = Job.objects.get(kind="ask")
    address = reverse("web:document_answer", args=[invoice.pk, job.pk])
    assert "hx-get" in client.get(address).content.decode()
    page = {"page": 1, "engine": "vlm:test", "text": "<b>Li</b>", "spotted": [], "tables": []}
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE, result={"pages": [page], "issues": []})
    assert "&lt;b&gt;Li&lt;/b&gt;" in client.get(address).content.decode()
    assert client_of(reviewer).get(address).status_code == 404


def test_a_job_that_failed_says_why(client, invoice, a_model):
    ask(client, invoice, task="free", words="Who is it?")
    Job.objects.update(state=JobState.FAILED, error_code="vlm_timeout", error_params={"seconds": 30})
    html = client.get(reverse("web:document_answer", args=[invoice.pk, Job.objects.get().pk])).content.decode()
    assert "note-look" in html and "hx-get" not in html


def test_a_table_comes_as_a_workbook_without_formulas(client, employee, invoice_type, files_dir):
    document = makers.document(employee, invoice_type)
    rows = [("Item", "Qty", "Sum"), ("=1+1", "2", "10.00"), ("Nut", "3", "4.00"), ("Bolt", "1", "1.00")]
    document.pages.update(lines=[makers.line(text, 0.1 + 0.05 * r, 0.1 + 0.3 * c, 0.2 + 0.3 * c)
                                 for r, row in enumerate(rows) for c, text in enumerate(row)])
    answer = client.get(reverse("web:document_tables", args=[document.pk]))
    sheet = load_workbook(io.BytesIO(b"".join(answer))).active
    assert sheet["A2"].value == "=1+1" and sheet["A2"].data_type == "s" and sheet["C4"].value == "1.00"
    assert "<td>Bolt</td>" in ask(client, document, task="table")


def test_where_there_is_no_table_the_page_says_so(client, employee, invoice_type):
    document = makers.document(employee, invoice_type)
    answer = client.get(reverse("web:document_tables", args=[document.pk]), follow=True)
    assert "No tables were found" in answer.content.decode()


def test_the_markdown_download_has_the_text_with_its_marks_escaped(client, employee, invoice_type):
    document = makers.document(employee, invoice_type)
    document.pages.update(lines=[makers.line("1. Scope *now*", 0.1)])
    answer = client.get(reverse("web:document_export", args=[document.pk, "md"]))
    assert answer.content.decode() == r"## 1. Scope \*now\*" and ".md" in answer["Content-Disposition"]


def test_the_rules_on_the_picture_of_a_page_make_its_table(client, employee, invoice_type, files_dir):
    image, page = draw.ruled([[("Seller", 1), ("Fern Ltd", 1)], [("Total", 1), ("12.00", 1)]], [200, 400])
    jpeg = io.BytesIO()
    Image.fromarray(image).save(jpeg, "JPEG", quality=80)
    document = makers.document(employee, invoice_type)
    lines = [{"text": ln.text, "box": ln.box.as_list(), "confidence": 0.9} for ln in page.lines]
    document.pages.update(lines=lines, image=default_storage.save("pages/test/0009.jpg", ContentFile(jpeg.getvalue())))
    assert "<td>Seller</td><td>Fern Ltd</td>" in ask(client, document, task="table")
