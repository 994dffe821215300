"""The evaluation pages: gold sets, runs, the learning curve, and what is brought in from outside."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from docmgr.accounts.models import User
from docmgr.audit.models import AuditEvent
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document
from docmgr.evaluation import gold, runs
from docmgr.evaluation.models import EvaluationRun, GoldDocument
from docmgr.extraction.models import ExtractionRun
from docmgr.pipeline import flow
from docmgr.pipeline.jobs import work
from docmgr.pipeline.rehearsals import gold_import
from docmgr.training.models import Job
from docmgr.web.charts.curve import Value, chart_of
from docmgr.web.forms.evaluation import SampleForm
from tests.evaluation.conftest import approved
from tests.evaluation.papers import slip
from tests.review import makers
from tests.review.conftest import employee, invoice_type, reviewer

__all__ = ["approved", "employee", "invoice_type", "reviewer"]
pytestmark = pytest.mark.django_db


def shown(client: Client, key: str = "test_invoice", **query: Any) -> str:
    response = client.get(reverse("web:evaluation_type", args=[key]), query)
    assert response.status_code == 200
    return response.content.decode()


def post(client: Client, name: str, *arguments: Any, **data: Any) -> Any:
    return client.post(reverse(f"web:{name}", args=arguments), data, follow=True)


def archive(lines: list[dict[str, Any]], files: dict[str, bytes], *, gold_name: str = "set/gold.jsonl") -> Any:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(gold_name, "\n".join(json.dumps(line) for line in lines))
        for name, data in files.items():
            made.writestr(name, data)
    return SimpleUploadedFile("gold.zip", out.getvalue(), content_type="application/zip")


def test_the_pages_explain_themselves_while_there_is_nothing(page, invoice_type):
    assert "no gold set yet" in page.get(reverse("web:evaluation")).content.decode()
    text = shown(page)
    assert "No gold set yet" in text and "Measure now" not in text


def test_a_run_is_a_background_job_and_its_figures_appear(page, approved, admin, invoice_type):
    gold.add([approved(number="03847562")], by=admin)
    assert "Not measured yet" in shown(page)
    post(page, "evaluation_start", "test_invoice")
    work(Job.objects.get(kind="evaluate").pk)
    run = EvaluationRun.objects.get()
    assert Job.objects.get().result == {"run": run.pk, "f1": run.f1, "documents": 1}
    text = shown(page)
    assert f"{run.f1:.3f}" in text and "<svg viewBox" in text
    assert f"{run.f1:.3f}" in page.get(reverse("web:evaluation")).content.decode()


def test_an_empty_gold_set_ends_the_job_in_plain_words(page, invoice_type):
    post(page, "evaluation_start", "test_invoice")
    work(Job.objects.get(kind="evaluate").pk)
    assert "The gold set of this type is empty." in shown(page)


def test_a_run_is_compared_with_the_one_before_document_by_document(page, approved, admin, invoice_type):
    gold.add([approved(number="PO-7781") for _ in range(6)], by=admin)
    runs.evaluate(invoice_type, by=admin)
    approved(number="PO-7781")  # teaches the layout
    runs.evaluate(invoice_type, by=admin)
    text = shown(page)
    assert "6 documents read better, 0 worse, 0 the same" in text and "This is a real improvement." in text
    assert "curve-table" in text
    older = EvaluationRun.objects.order_by("id").first()
    assert "This is a real improvement." not in shown(page, run=older.pk)


def test_reviewers_put_documents_in_by_lot_and_from_their_pages(client_of, reviewer, approved, invoice_type):
    client = client_of(reviewer)
    made = [approved(number=f"PO-{n}") for n in range(3)]
    assert "Use as gold" in client.get(reverse("web:document", args=[made[0].pk])).content.decode()
    assert "in the gold set now" in post(client, "evaluation_gold", made[0].pk).content.decode()
    assert "Gold: take out" in client.get(reverse("web:document", args=[made[0].pk])).content.decode()
    assert "2 documents were put into the gold set." in post(client, "evaluation_sample", "test_invoice", count=5
                                                             ).content.decode()
    post(client, "evaluation_gold", made[0].pk, out="1", list="1")
    assert set(GoldDocument.objects.values_list("document", flat=True)) == {d.pk for d in made[1:]}
    assert client.post(reverse("web:evaluation_sample", args=["test_invoice"]), {"count": "many"}).status_code == 422


def test_an_administrator_sees_numbers_of_gold_documents_and_nothing_of_their_content(
    page, approved, admin, invoice_type,
):
    document = approved(number="PO-7781")
    gold.add([document], by=admin)
    runs.evaluate(invoice_type, by=admin)
    text = shown(page)
    assert f"#{document.pk}" in text and f'href="{reverse("web:document", args=[document.pk])}"' not in text
    assert "PO-7781" not in text and document.name not in text


def test_labelled_files_are_imported_read_in_the_background_and_scored(page, admin, files_dir):
    from docmgr.doctypes.builtin import load
    from tests.evaluation.papers import SLIP

    load(SLIP)
    lines, files = [], {}
    for number in range(2):
        data, fields = slip(number)
        files[f"set/papers/{number}.pdf"] = data
        lines.append({"file": f"papers/{number}.pdf", "fields": fields, "null_fields": []})
    lines.append({"file": "papers/missing.pdf", "fields": {"number": "1"}})
    told = post(page, "evaluation_import", "slip", archive=archive(lines, files)).content.decode()
    assert "2 taken, 0 known already." in told and "papers/missing.pdf" in told
    assert "2 documents wait to be read." in told
    for run in ExtractionRun.objects.all():
        flow.process(run.pk)
    made = runs.evaluate(DocumentType.objects.get(key="slip"), by=admin)
    assert (made.documents, made.report["fields"]["number"]["f1"]) == (2, 1.0)
    again = post(page, "evaluation_import", "slip", archive=archive(lines[:2], files)).content.decode()
    assert "0 taken, 2 known already." in again and Document.objects.count() == 2


def test_a_spreadsheet_beside_its_files_is_imported_whatever_wrote_the_archive(page, admin, files_dir):
    from docmgr.doctypes.builtin import load
    from tests.evaluation.papers import SLIP

    load(SLIP)
    data, fields = slip(0)
    table = f"文件名,编号,Date\n回单.pdf,{fields['number']},\n"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("gold.csv", table.encode("gb2312"))
        made.writestr("~$gold.xlsx", b"left by a spreadsheet program")
        made.writestr("XXXX.pdf", data)
    # Windows in Chinese writes names in its own encoding and does not say so.
    content = out.getvalue().replace(b"XXXX.pdf", "回单.pdf".encode("gbk"))
    upload = SimpleUploadedFile("g.zip", content)
    told = post(page, "evaluation_import", "slip", archive=upload).content.decode()
    assert "1 taken, 0 known already." in told
    [taken] = GoldDocument.objects.all()
    assert (taken.document.name, taken.fields) == ("回单.pdf", {"number": fields["number"], "date": None})


def test_one_damaged_entry_costs_its_own_line_and_what_was_taken_is_on_record(page, admin, files_dir):
    from docmgr.doctypes.builtin import load
    from tests.evaluation.papers import SLIP

    load(SLIP)
    names = ("one", "damaged", "odd", "last")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("gold.jsonl", "\n".join(json.dumps({"id": n, "file": f"{n}.pdf", "fields": {}}) for n in names))
        for number, name in enumerate(names):
            made.writestr(f"{name}.pdf", slip(number)[0], zipfile.ZIP_LZMA if name == "odd" else zipfile.ZIP_DEFLATED)
        place = made.getinfo("damaged.pdf").header_offset
    content = bytearray(out.getvalue())
    content[place + 60:place + 90] = b"?" * 30
    told = post(page, "evaluation_import", "slip", archive=SimpleUploadedFile("g.zip", bytes(content))).content.decode()
    assert "2 taken, 0 known already." in told and "damaged, odd" in told
    events = AuditEvent.objects.filter(action="gold.added")
    assert {n for e in events for n in e.after["documents"]} == set(Document.objects.values_list("pk", flat=True))


def test_an_archive_that_would_fill_the_disk_is_refused_before_anything_is_unpacked(
    page, invoice_type, files_dir, monkeypatch,
):
    monkeypatch.setattr(gold_import, "MAX_UNPACKED_BYTES", 1_000_000)
    lines = [{"id": str(n), "file": "zeros.pdf", "fields": {}} for n in range(3)]  # one entry, named again and again
    upload = archive(lines, {"set/zeros.pdf": b"0" * 400_000})
    response = page.post(reverse("web:evaluation_import", args=["test_invoice"]), {"archive": upload})
    assert response.status_code == 422 and "too large together" in response.content.decode()
    assert not Document.objects.exists()


@pytest.mark.parametrize(("content", "told"), [
    (b"no zip", "not a ZIP archive"),
    (archive([{"file": "a.pdf", "fields": {"colour": "red"}}], {}).read(), "colour"),
    (archive([], {}).read(), "has no line"),
    (archive([], {}, gold_name="gold.txt").read(), "exactly one gold file"),
])
def test_an_archive_that_cannot_be_imported_is_refused_in_plain_words(page, invoice_type, content, told):
    upload = SimpleUploadedFile("gold.zip", content, content_type="application/zip")
    response = page.post(reverse("web:evaluation_import", args=["test_invoice"]), {"archive": upload})
    assert response.status_code == 422 and told in response.content.decode()
    assert not GoldDocument.objects.exists()


def test_a_report_of_the_command_shows_its_curve(page, invoice_type):
    points = [{"learned": n, "documents": 60 - n, "f1": f, "precision": f, "recall": f, "fields": {}}
              for n, f in ((0, 0.61), (20, 0.87))]
    report = {**points[1], "curve": points, "seconds": 5.0, "fields": {"total": {"n": 40, "f1": 0.87}}}
    upload = SimpleUploadedFile("report.json", json.dumps(report).encode())
    post(page, "evaluation_report", "test_invoice", report=upload)
    text = shown(page)
    assert "curve-report" in text and "0.610" in text and "0.870" in text


@pytest.mark.parametrize("report", [
    json.dumps({"fields": {}, "learned": 10 ** 400, "documents": 1}),
    "[]", "{", '{"f1": 2, "learned": 0, "documents": 1, "fields": {}}', '{"fields": {}}',
    '{"f1": 0.5, "learned": 0, "documents": 1, "fields": {}, "curve": [1]}', '{"f1": NaN, "learned": 0, "fields": {}}',
])
def test_a_report_that_is_none_is_refused(page, invoice_type, report):
    upload = SimpleUploadedFile("report.json", report.encode())
    response = page.post(reverse("web:evaluation_report", args=["test_invoice"]), {"report": upload})
    assert response.status_code == 422 and not EvaluationRun.objects.exists()


def test_a_report_of_another_type_is_refused(page, invoice_type):
    report = {"f1": 0.9, "learned": 20, "documents": 20, "fields": {}, "version": {"type": "receipt"}}
    upload = SimpleUploadedFile("report.json", json.dumps(report).encode())
    response = page.post(reverse("web:evaluation_report", args=["test_invoice"]), {"report": upload})
    assert response.status_code == 422 and "of the type “receipt”" in response.content.decode()
    assert not EvaluationRun.objects.exists()


def test_the_pages_cost_the_same_however_much_there_is(
    page, approved, admin, invoice_type, django_assert_max_num_queries,
):
    gold.add([approved(number=f"PO-{n}") for n in range(5)], by=admin)
    for _ in range(4):
        runs.evaluate(invoice_type, by=admin)
    for url in (reverse("web:evaluation"), reverse("web:evaluation_type", args=["test_invoice"])):
        with django_assert_max_num_queries(24):
            page.get(url)


def test_a_chart_keeps_its_points_inside_and_in_order():
    chart = chart_of([("report", [Value(n, f) for n, f in ((0, 0.42), (1, 0.5), (140, 0.9))])])
    assert chart is not None
    dots = chart.lines[0].dots
    assert [d.x for d in dots] == sorted(d.x for d in dots) and [d.y for d in dots] == sorted(
        (d.y for d in dots), reverse=True)
    assert all(chart.frame.left <= d.x <= chart.frame.right and 0 <= d.y <= chart.frame.bottom for d in dots)
    assert chart.across[-1].text == "140" and chart.up[0].text == "0.4" and chart.up[-1].text == "1.0"
    assert chart_of([("report", [])]) is None


def test_a_field_with_nothing_to_find_has_no_figure_in_place_of_a_bad_one(db: None) -> None:
    from docmgr.evaluation.selectors import field_rows

    doc_type = makers.invoice_type()
    fields = {key: {"n": n, "f1": 0.0, "precision": 0.0, "recall": 0.0} for key, n in (("net", 0), ("tax", 0))}
    run = EvaluationRun.objects.create(doc_type=doc_type, documents=1, f1=0.0, report={"fields": fields},
                                       counts={"7": {"net": [0, 0, 0], "tax": [0, 1, 0]}})
    assert {row.key: row.nothing for row in field_rows(run, None)} == {"net": True, "tax": False}


@pytest.mark.parametrize(("approved_ones", "offered"), [(0, 1), (2, 1), (20, 6), (900, 50)])
def test_by_lot_a_third_of_the_confirmed_documents_is_offered_so_that_the_others_go_on_teaching(
    approved_ones: int, offered: int,
) -> None:
    assert SampleForm.of(approved_ones)["count"].value() == offered


def test_taking_out_twice_tells_so_on_the_page_and_the_list_names_documents_to_those_who_may_open_them(
    approved: Callable[..., Document], admin: User, reviewer: User,
) -> None:
    one = approved(total="11300.01")
    gold.add([one], by=reviewer)
    client, page = Client(headers={"accept-language": "en"}), reverse("web:evaluation_type", args=[one.doc_type.key])
    client.force_login(reviewer)
    assert f'title="{one.name}"' in client.get(page).content.decode()
    takes = {"path": reverse("web:evaluation_gold", args=[one.pk]), "data": {"out": "1", "list": "1"}}
    for said in (b"It teaches again.", b"not in the gold set any more."):
        answer = client.post(**takes, headers={"referer": f"http://testserver{page}"}, follow=True)
        assert answer.redirect_chain[-1][0].endswith(page) and said in answer.content
    gold.add([one], by=reviewer)
    client.force_login(admin)
    assert one.name not in client.get(page).content.decode()
