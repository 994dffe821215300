"""Reading and deciding: what a program gets, and what happens when two write at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from docmgr.accounts.models import Department, Role, User
from docmgr.audit.models import AuditEvent
from docmgr.documents.models import Document, Page, Status
from docmgr.extraction.models import ExtractionRun, FieldValue
from tests.fixtures import broken
from tests.review import makers

pytestmark = pytest.mark.django_db
URL = "/api/v1/documents"


def test_a_document_tells_its_fields_with_confidence_place_and_source(api: APIClient, invoice: Document) -> None:
    body = api.get(f"{URL}/{invoice.pk}").json()
    assert {k: body["fields"]["number"][k] for k in ("value", "page", "box", "source", "mark")} == {
        "value": "03847562", "page": 1, "box": makers.BOX, "source": "ocr", "mark": "machine"}
    assert body["fields"]["date"]["mark"] == "look" and body["fields"]["date"]["reasons"]
    assert [v["value"] for v in body["fields"]["item"]] == ["螺丝", "螺母"]
    assert body["fields"]["buyer"] is None
    assert (body["doc_type"], body["type_version"], body["progress"]) == ("test_invoice", 1, None)


def test_a_value_names_the_document_it_was_learned_from_to_whoever_may_see_that_document(
    api: APIClient, invoice: Document, owner: User, reviewer: User,
) -> None:
    teachers = [makers.document(person, invoice.doc_type) for person in (owner, reviewer)]
    told = []
    for teacher in teachers:
        FieldValue.objects.filter(run__document=invoice, key="number").update(how=f"memory:{teacher.pk}")
        told.append(api.get(f"{URL}/{invoice.pk}").json()["fields"])
    assert [fields["number"]["learned_from"] for fields in told] == [teachers[0].pk, None]
    assert told[0]["date"]["learned_from"] is None


def test_the_text_comes_by_page_and_line(api: APIClient, invoice: Document) -> None:
    body = api.get(f"{URL}/{invoice.pk}/text").json()
    assert body["text"].startswith("增值税发票")
    assert body["pages"][0]["lines"][0]["box"] == makers.LINES[0]["box"]


def test_the_file_comes_back_byte_for_byte_and_that_is_on_record(
    api: APIClient, owner: User, submit: Callable, files_dir: Any,
) -> None:
    document = submit(owner, broken.pdf(), name="报销 1.pdf")
    answer = api.get(f"{URL}/{document.pk}/file")
    assert b"".join(answer.streaming_content) == broken.pdf()
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert AuditEvent.objects.filter(action="document.downloaded", object_id=document.pk).exists()


def test_a_page_comes_as_a_picture(api: APIClient, invoice: Document, files_dir: Any) -> None:
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    key = default_storage.save("pages/1.jpg", ContentFile(broken.jpeg()))
    Page.objects.filter(document=invoice).update(image=key)
    answer = api.get(f"{URL}/{invoice.pk}/pages/1.jpg")
    assert (answer["Content-Type"], answer.content[:2]) == ("image/jpeg", b"\xff\xd8")
    assert api.get(f"{URL}/{invoice.pk}/pages/2.jpg").status_code == 404


def test_a_failed_document_says_why(api: APIClient, invoice: Document) -> None:
    ExtractionRun.objects.all().delete()
    Document.objects.update(status=Status.FAILED, failure_code="file_encrypted")
    failure = api.get(f"{URL}/{invoice.pk}").json()["failure"]
    assert failure["code"] == "file_encrypted" and "password" in failure["message"]


@pytest.mark.database
def test_a_list_is_narrowed_sorted_and_paged(api: APIClient, owner: User, make_document: Callable) -> None:
    for n in range(5):
        make_document(owner, name=f"{n}.pdf", text="螺丝" if n % 2 else "", status=Status.APPROVED)
    make_document(owner, name="z.pdf")
    body = api.get(URL, {"status": "approved", "sort": "name", "page_size": 2, "page": 2}).json()
    assert (body["count"], [d["name"] for d in body["results"]]) == (5, ["2.pdf", "3.pdf"])
    assert api.get(URL, {"q": "螺丝"}).json()["count"] == 2
    for key in ("nothing", "a\0b"):
        refused = api.get(URL, {"doc_type": key})
        assert (refused.status_code, list(refused.json()["details"])) == (400, ["doc_type"])
    assert api.get(body["previous"]).status_code == 200


@pytest.mark.database
def test_a_search_that_finds_very_many_stops_counting_and_says_so(
    api: APIClient, owner: User, make_document: Callable, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("docmgr.core.paging.BoundedPaginator.most", 4)
    for number in range(4):
        make_document(owner, name=f"{number}.pdf", text="螺丝")
    asked = {"q": "螺丝", "page_size": 2, "page": 2}
    told = [api.get(URL, asked).json()]
    make_document(owner, name="4.pdf", text="螺丝")
    told.append(api.get(URL, asked).json())
    assert [(t["count"], t["more"], t["next"], len(t["results"])) for t in told] == [
        (4, False, None, 2), (4, True, None, 2)]
    assert api.get(URL, {**asked, "page": 3}).status_code == 404
    everything = api.get(URL, {"page_size": 2}).json()
    assert (everything["count"], everything["more"]) == (5, False)


@pytest.mark.parametrize("query", [
    {"status": "eaten"}, {"sort": "colour"}, {"page": 0}, {"page": "x"}, {"page_size": 9999}, {"since": "yesterday"},
])
@pytest.mark.database
def test_a_question_that_is_not_understood_is_refused_by_name(api: APIClient, query: dict) -> None:
    answer = api.get(URL, query)
    assert (answer.status_code, list(answer.json()["details"])) == (400, list(query))


def test_a_page_behind_the_last_is_not_there(api: APIClient) -> None:
    assert api.get(URL, {"page": 99}).json()["code"] == "not_found"


def test_a_list_costs_the_same_however_long_it_is(api: APIClient, owner: User, make_document: Callable) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert api.get(URL, {"page_size": 100}).status_code == 200
        return len(seen)

    make_document(owner)
    queries()  # the first call notes the token's use
    before = queries()
    for _ in range(30):
        make_document(owner)
    assert queries() == before <= 4


# --- who may ---------------------------------------------------------------------------------------------------------

def test_a_foreign_document_answers_like_one_that_never_was(
    invoice: Document, person: Callable, calls_as: Callable,
) -> None:
    stranger = calls_as(person("eve"))
    for rest in ("", "/text", "/file", "/pages/1.jpg"):
        foreign, missing = stranger.get(f"{URL}/{invoice.pk}{rest}"), stranger.get(f"{URL}/999999{rest}")
        assert foreign.status_code == missing.status_code == 404
        assert foreign.json() == missing.json()


def test_a_colleague_of_the_department_reads_sensitive_values_masked(
    invoice: Document, owner: User, person: Callable, calls_as: Callable, review_api: APIClient,
) -> None:
    room = Department.objects.create(name="finance")
    Document.objects.update(department=room)
    colleague = calls_as(person("cai", department=room, shares_department=True))
    masked = colleague.get(f"{URL}/{invoice.pk}").json()["fields"]["id_no"]
    assert "19491231" not in str(masked) and "*" in masked["value"]
    assert review_api.get(f"{URL}/{invoice.pk}").json()["fields"]["id_no"]["value"] == "110105194912310021"


def test_without_a_login_nothing_is_told(invoice: Document) -> None:
    client = APIClient()
    for path in (URL, f"{URL}/{invoice.pk}", "/api/v1/doctypes", "/api/v1/nothing"):
        answer = client.get(path)
        assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
        assert answer["WWW-Authenticate"] == "Token"


def test_a_role_that_may_not_is_told_so(
    invoice: Document, person: Callable, calls_as: Callable, api: APIClient,
) -> None:
    assert calls_as(person("abe", Role.AUDITOR)).get(URL).json()["code"] == "not_allowed"
    assert api.post(f"{URL}/{invoice.pk}/approve", {}, format="json").status_code == 403


def test_an_address_that_leads_nowhere_answers_in_json(api: APIClient) -> None:
    for method in (api.get, api.post, api.patch, api.delete):
        answer = method("/api/v1/nothing/here")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


# --- deciding --------------------------------------------------------------------------------------------------------

def change(client: APIClient, document: Document, key: str, body: dict, **headers: str) -> Any:
    return client.patch(f"{URL}/{document.pk}/fields/{key}", body, format="json", headers=headers)


def test_a_field_is_corrected_and_the_answer_shows_it(review_api: APIClient, invoice: Document) -> None:
    answer = change(review_api, invoice, "date", {"value": "2024年3月12日"})
    assert answer.status_code == 200
    assert (answer.data["fields"]["date"]["value"], str(answer.data["fields"]["date"]["mark"])) == (
        "2024-03-12", "person")
    assert answer["ETag"] == f'"{answer.data["revision"]}"' != f'"{invoice.revision}"'


def test_confirming_clearing_and_taking_back(review_api: APIClient, invoice: Document) -> None:
    def mark(body: dict) -> str | None:
        value = change(review_api, invoice, "date", body).data["fields"]["date"]
        return value and str(value["mark"])

    assert [mark({"confirm": True}), mark({"absent": True}), mark({"undo": True})] == ["person", None, "look"]


@pytest.mark.parametrize("body", [
    {}, {"value": "1", "absent": True}, {"confirm": False}, {"value": ""}, {"value": "\x00"},
    {"value": "1", "box": [0, 0, 2, 1]}, {"value": "1", "box": [0, 0]}, {"value": "1", "revision": -1},
    {"value": "1", "index": 10**30}, [], "x", None,
])
def test_a_change_that_says_nothing_clear_is_refused(review_api: APIClient, invoice: Document, body: Any) -> None:
    assert change(review_api, invoice, "date", body).status_code == 400


def test_of_a_long_table_every_row_that_was_read_can_be_corrected(review_api: APIClient, invoice: Document) -> None:
    last = FieldValue.objects.filter(run__document=invoice, key="item").last()
    FieldValue.objects.filter(pk=last.pk).update(index=600)
    told = change(review_api, invoice, "item", {"value": "弹簧", "index": 600}).data["fields"]["item"]
    assert [(v["index"], v["value"]) for v in told] == [(0, "螺丝"), (600, "弹簧")]
    assert change(review_api, invoice, "item", {"value": "x", "index": 601}).json()["code"] == "field_unknown"


@pytest.mark.parametrize("body", ['{"value": "\\ud800"}', "[" * 100_000, '{"value":' * 100_000])
def test_half_a_character_and_what_is_nested_too_deep_are_refused(
    review_api: APIClient, invoice: Document, body: str,
) -> None:
    answer = review_api.generic(
        "PATCH", f"{URL}/{invoice.pk}/fields/date", body, content_type="application/json")
    assert answer.status_code == 400 and answer.json()["message"]


def test_a_field_that_the_type_does_not_have_is_refused(review_api: APIClient, invoice: Document) -> None:
    assert change(review_api, invoice, "colour", {"value": "red"}).json()["code"] == "field_unknown"


@pytest.mark.database
def test_whoever_names_an_old_revision_changes_nothing_and_learns_what_was_saved(
    review_api: APIClient, invoice: Document,
) -> None:
    seen = review_api.get(f"{URL}/{invoice.pk}").json()["revision"]
    change(review_api, invoice, "date", {"value": "2024-03-12", "revision": seen})
    late = change(review_api, invoice, "date", {"value": "2030-01-01", "revision": seen})
    assert (late.status_code, late.data["code"]) == (409, "stale")
    assert late.data["details"]["saved"][0]["value"] == "2024-03-12"
    assert review_api.get(f"{URL}/{invoice.pk}").json()["fields"]["date"]["value"] == "2024-03-12"


def test_an_if_match_that_is_out_of_date_fails_the_precondition(review_api: APIClient, invoice: Document) -> None:
    tag = review_api.get(f"{URL}/{invoice.pk}")["ETag"]
    assert change(review_api, invoice, "date", {"confirm": True}, **{"If-Match": tag}).status_code == 200
    for act in ("approve", "reject"):
        answer = review_api.post(
            f"{URL}/{invoice.pk}/{act}", {"reason": "x"}, format="json", headers={"If-Match": tag})
        assert (answer.status_code, answer.data["code"]) == (412, "precondition_failed")
    invoice.refresh_from_db()
    assert invoice.status == Status.IN_REVIEW


def test_approving_and_rejecting(
    review_api: APIClient, invoice: Document, owner: User, invoice_type: Any, reviewer: User,
) -> None:
    other = makers.document(owner, invoice_type, values={"number": "1"})
    unsettled = review_api.post(f"{URL}/{other.pk}/approve", {}, format="json")
    assert (unsettled.status_code, unsettled.data["code"]) == (422, "unsettled")
    assert unsettled.data["details"]["fields"] == [["total", 0]]
    assert review_api.post(f"{URL}/{invoice.pk}/approve", {}, format="json").data["status"] == "approved"
    again = review_api.post(f"{URL}/{invoice.pk}/approve", {}, format="json")
    assert again.status_code == 409
    assert review_api.post(f"{URL}/{other.pk}/reject", {"reason": " "}, format="json").status_code == 400
    rejected = review_api.post(f"{URL}/{other.pk}/reject", {"reason": "not ours"}, format="json")
    assert (rejected.data["status"], rejected.data["reason"]) == ("rejected", "not ours")


def test_keys_that_do_not_exist_change_nothing_and_are_told(
    review_api: APIClient, api: APIClient, invoice: Document, person: Callable, files_dir: Any,
) -> None:
    eve = person("eve")
    extra = {"owner": eve.pk, "owner_id": eve.pk, "status": "approved", "doc_type": None, "name": "x", "id": 1,
             "by": eve.pk, "flagged": 0, "confidence": 1.0, "pk": 999}
    refused = change(review_api, invoice, "date", {"confirm": True, **extra})
    assert (refused.status_code, set(refused.data["details"])) == (400, set(extra))
    fresh = Document.objects.get(pk=invoice.pk)
    assert (fresh.owner_id, fresh.status, fresh.name) == (invoice.owner_id, "in_review", "scan.pdf")
    made = api.post(URL, {"file": SimpleUploadedFile("a.pdf", broken.pdf()), "owner": eve.pk, "status": "approved"})
    assert (made.status_code, set(made.data["details"])) == (400, {"owner", "status"})
    assert Document.objects.count() == 1


def test_the_types_come_with_their_fields(api: APIClient, invoice_type: Any) -> None:
    [shown] = api.get("/api/v1/doctypes").json()
    assert (shown["key"], shown["version"], len(shown["fields"])) == ("test_invoice", 1, len(makers.INVOICE_FIELDS))


def test_a_corrected_value_does_not_pass_for_what_the_engine_read(review_api: APIClient, invoice: Document) -> None:
    answer = review_api.patch(f"{URL}/{invoice.pk}/fields/number", {"value": "99999999"}, format="json")
    told = answer.json()["fields"]["number"]
    assert {k: told[k] for k in ("value", "raw", "confidence", "page", "box", "source", "mark")} == {
        "value": "99999999", "raw": "", "confidence": None, "page": None, "box": None, "source": "person",
        "mark": "person"}


@pytest.mark.parametrize(("body", "media_type", "words"), [
    ('{"value":\n oops}', "application/json", ("不是有效的 JSON", "第 2 行第 2 列")),
    (b"\xff\xfe", "application/json", ("无法按其 Content-Type 读取",)),
    ("x", "text/plain", ("text/plain",)),
])
def test_a_body_that_cannot_be_read_is_refused_in_the_callers_language(
    review_api: APIClient, invoice: Document, body: Any, media_type: str, words: tuple[str, ...],
) -> None:
    answer = review_api.generic("PATCH", f"{URL}/{invoice.pk}/fields/number", body, content_type=media_type,
                                headers={"Accept-Language": "zh-CN"})
    assert answer.status_code in (400, 415)
    assert all(word in answer.json()["message"] for word in words)
    assert "parse error" not in answer.json()["message"]
    assert "oops" not in answer.content.decode()


@pytest.mark.parametrize("value", [None, ""])
def test_an_empty_value_is_refused_with_the_word_that_says_there_is_none(
    review_api: APIClient, invoice: Document, value: str | None,
) -> None:
    answer = review_api.patch(f"{URL}/{invoice.pk}/fields/number", {"value": value}, format="json")
    assert answer.status_code == 400
    assert "absent: true" in answer.json()["details"]["value"][0]
