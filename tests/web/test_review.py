"""The review pages: what scripts get, who gets in, how many queries a page costs."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from docmgr.accounts.models import Role, User
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.review import claims, deciding
from docmgr.review.models import Correction
from tests.review import makers
from tests.review.conftest import colleague, employee, invoice, invoice_type, reviewer

__all__ = ["colleague", "employee", "invoice", "invoice_type", "reviewer"]
pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def page(reviewer: User) -> Client:
    client = Client()
    client.force_login(reviewer)
    return client


def post(client: Client, act: str, document: Document, **body):
    return client.post(reverse(f"web:review_{act}", args=[document.pk]), json.dumps(body),
                       content_type="application/json", headers=JSON)


def test_the_queue_lists_the_most_doubtful_first_and_who_holds_what(
    page: Client, employee: User, colleague: User, invoice_type: DocumentType, django_assert_max_num_queries,
) -> None:
    made = [makers.document(employee, invoice_type, doubt=n / 40, name=f"scan-{n:02}.pdf") for n in range(30)]
    claims.claim(made[29], colleague)
    with django_assert_max_num_queries(14):
        text = page.get(reverse("web:review_queue")).content.decode()
    assert text.index("scan-29.pdf") < text.index("scan-05.pdf")
    assert "fang" in text
    assert "29 waiting for you" in text


def test_the_workbench_costs_a_fixed_number_of_queries(
    page: Client, invoice: Document, django_assert_max_num_queries,
) -> None:
    page.get(reverse("web:review_document", args=[invoice.pk]))  # the first look leaves a row in the audit log
    with django_assert_max_num_queries(20):
        text = page.get(reverse("web:review_document", args=[invoice.pk])).content.decode()
    assert text.count('class="field"') == 9
    assert text.count("data-open") >= 5


def test_fields_that_need_a_person_stand_open_and_the_least_certain_first(page: Client, invoice: Document) -> None:
    text = page.get(reverse("web:review_document", args=[invoice.pk])).content.decode()
    open_part = text[text.index('data-group="open"'):text.index('data-group="done"')]
    assert [key for key in ("net", "date", "number", "id_no") if f'data-key="{key}"' in open_part] == ["net", "date"]
    assert open_part.index('data-key="total"') < open_part.index('data-key="date"')


def test_markup_in_a_value_or_name_stays_text(page: Client, employee: User, invoice_type: DocumentType) -> None:
    evil = "<img src=x onerror=alert(1)>"
    document = makers.document(employee, invoice_type, name=f"{evil}.pdf", values={
        "number": {"value": evil, "candidates": [{"value": f'"{evil}', "confidence": 0.1, "page": 1, "box": None}]}})
    for url in (reverse("web:review_queue"), reverse("web:review_document", args=[document.pk])):
        assert evil not in page.get(url).content.decode()


def test_saving_answers_with_the_cards_that_changed(page: Client, invoice: Document) -> None:
    answer = post(page, "fields", invoice, revision=0, key="total", kind="change", value="11,300.00")
    assert answer.status_code == 200
    body = answer.json()
    assert body["revision"] == 1
    assert {"net:0", "tax:0", "total:0"} <= set(body["cards"])
    assert "buyer:0" not in body["cards"]
    assert "data-open" not in body["cards"]["net:0"]


def test_a_late_saver_gets_a_conflict_and_can_ask_what_happened(
    page: Client, invoice: Document, colleague: User, reviewer: User,
) -> None:
    deciding.decide(invoice, by=colleague, revision=0, key="total", kind="change", value="5")
    claims.release(invoice, colleague)
    answer = post(page, "fields", invoice, revision=0, key="total", kind="change", value="6")
    assert (answer.status_code, answer.json()["code"]) == (409, "stale")
    now = page.get(reverse("web:review_fields", args=[invoice.pk]), {"since": 0}).json()
    assert (now["revision"], now["saved"][0]["value"], now["saved"][0]["by"]) == (1, "5", "fang")
    assert Correction.objects.count() == 1


@pytest.mark.parametrize("body", [
    {"revision": "x"}, {"revision": 0, "key": "total"}, {"revision": 0, "key": "total", "kind": "change", "box": "1"},
    {"revision": 0, "key": "total", "kind": "change", "value": "1", "box": [0, 0, "nan", 1]},
    {"revision": 0, "key": "total", "kind": "change", "value": "1", "index": -1},
])
def test_nonsense_is_refused_in_plain_words(page: Client, invoice: Document, body: dict) -> None:
    answer = post(page, "fields", invoice, **body)
    assert answer.status_code == 422
    assert answer.json()["message"]


def test_broken_json_is_refused(page: Client, invoice: Document) -> None:
    url = reverse("web:review_fields", args=[invoice.pk])
    kept = {"revision": 0, "key": "buyer", "kind": "change", "value": "ACME"}
    nobody_keeps = [json.dumps(kept).replace("ACME", sign) for sign in (r"\u0000", r"\ud800")]
    for raw in ("{", "[]", "7", "[" * 100_000, '{"a":' * 100_000, *nobody_keeps):
        assert page.post(url, raw, content_type="application/json", headers=JSON).status_code == 422
    assert not Correction.objects.exists()


def test_approving_leads_to_the_next_document(
    page: Client, invoice: Document, employee: User, invoice_type: DocumentType,
) -> None:
    other = makers.document(employee, invoice_type, doubt=0.1)
    answer = post(page, "approve", invoice, revision=0).json()
    assert (answer["next"]["pk"], answer["left"]) == (other.pk, 1)
    invoice.refresh_from_db()
    assert invoice.status == Status.APPROVED
    last = post(page, "approve", other, revision=0)
    assert (last.status_code, last.json()["code"]) == (422, "unsettled")


def test_the_next_document_comes_as_a_fragment_without_being_claimed(
    page: Client, invoice: Document, employee: User, invoice_type: DocumentType,
) -> None:
    other = makers.document(employee, invoice_type, doubt=0.1)
    answer = page.get(reverse("web:review_next"), {"after": invoice.pk}, headers={"X-Fragment": "1"})
    assert answer["X-Document"] == str(other.pk)
    assert "<html" not in answer.content.decode()
    assert claims.holder(other) is None


def test_at_the_end_of_the_queue_there_is_no_fragment(page: Client, invoice: Document) -> None:
    answer = page.get(reverse("web:review_next"), {"after": invoice.pk}, headers={"X-Fragment": "1"})
    assert answer.status_code == 204


def test_rejecting_needs_a_reason(page: Client, invoice: Document) -> None:
    assert post(page, "reject", invoice, revision=0, reason="").status_code == 422
    assert post(page, "reject", invoice, revision=0, reason="Not readable").status_code == 200


def test_postponing_and_taking_up_again(page: Client, invoice: Document) -> None:
    assert post(page, "postpone", invoice, revision=0).status_code == 200
    assert "Take up again" in page.get(reverse("web:review_document", args=[invoice.pk])).content.decode()
    assert post(page, "resume", invoice, revision=1).json()["next"]["pk"] == invoice.pk


def test_another_type_sends_the_document_to_the_engine_again(page: Client, invoice: Document) -> None:
    makers.invoice_type(key="other")
    assert post(page, "type", invoice, revision=0, doc_type="other").status_code == 200
    invoice.refresh_from_db()
    assert (invoice.status, invoice.doc_type.key) == (Status.UPLOADED, "other")


def test_pointing_at_the_page_reads_the_value_there(page: Client, invoice: Document) -> None:
    url = reverse("web:review_pick", args=[invoice.pk])
    read = page.get(url, {"page": 1, "at": "0.1,0.39,0.7,0.44", "kind": "money"}).json()
    assert (read["value"], read["raw"]) == ("11300.00", "11,300.00")
    assert page.get(url, {"page": 1, "at": "0.1,x", "kind": "money"}).status_code == 422
    assert page.get(url, {"page": 9, "at": "0.1,0.2", "kind": "money"}).json()["raw"] == ""


def test_a_document_held_by_another_is_refused_until_it_is_taken_over(
    page: Client, invoice: Document, colleague: User,
) -> None:
    claims.claim(invoice, colleague)
    refused = post(page, "claim", invoice)
    assert (refused.status_code, refused.json()["code"]) == (409, "claimed")
    assert "fang" in refused.json()["message"]
    assert post(page, "claim", invoice, take_over=True).status_code == 200


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.ADMIN, Role.AUDITOR])
def test_others_than_reviewers_are_kept_out(invoice: Document, role: Role) -> None:
    client = Client()
    client.force_login(makers.person("other", role))
    assert client.get(reverse("web:review_queue")).status_code == 403
    assert client.get(reverse("web:review_document", args=[invoice.pk])).status_code == 403
    for act in ("claim", "fields", "approve", "reject", "postpone", "resume", "type", "release"):
        assert post(client, act, invoice, revision=0).status_code == 403
    assert not Correction.objects.exists()
