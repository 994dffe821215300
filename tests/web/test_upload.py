"""Uploading: one file, one line; bad files told in plain words; one request for all open lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from docmgr.accounts.models import Role, User
from docmgr.core.lease import JobState
from docmgr.documents.models import Document, Status
from docmgr.extraction.models import ExtractionRun
from tests.fixtures import broken
from tests.review import makers
from tests.web.test_frame import ClientOf

JSON = {"Accept": "application/json"}


def send(client: Client, content: bytes, name: str = "scan.pdf", **more: str):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("web:upload_file"), {"file": file, **more}, headers=JSON)


def lines(client: Client, *ids: int):
    return client.get(reverse("web:upload_status"), {"ids": ",".join(map(str, ids))}, headers=JSON).json()["lines"]


@pytest.fixture
def client(employee: User, client_of: ClientOf, files_dir: object) -> Client:
    return client_of(employee)


def test_a_file_becomes_a_document_that_waits_in_the_queue(client: Client, employee: User) -> None:
    answer = send(client, broken.pdf(), "租赁 lease.pdf")
    assert answer.status_code == 201
    line = answer.json()
    document = Document.objects.get(pk=line["id"])
    assert (document.owner, document.name, document.status) == (employee, "租赁 lease.pdf", Status.UPLOADED)
    assert (line["state"], line["text"]) == ("waiting", "Waiting: number 1 in the queue")
    assert line["url"] == reverse("web:document", args=[document.pk])


def test_the_place_in_the_queue_counts_everybody(client: Client) -> None:
    for n in range(3):
        line = send(client, broken.pdf() + b"%%%d" % n).json()
    assert line["text"] == "Waiting: number 3 in the queue"


@pytest.mark.parametrize(("content", "name", "told"), [
    (broken.empty(), "a.pdf", "The file is empty."),
    (broken.page_as_picture(), "a.png", "This kind of file is not supported."),
    (broken.noise(), "a.pdf", "This kind of file is not supported."),
])
def test_a_file_that_is_no_document_is_refused_in_plain_words(
    client: Client, content: bytes, name: str, told: str,
) -> None:
    answer = send(client, content, name)
    assert 400 <= answer.status_code < 500
    assert answer.json()["message"].startswith(told)
    assert not Document.objects.exists()


def test_a_file_over_the_limit_is_refused_as_too_large(client: Client, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    answer = send(client, broken.pdf() + b"%" * 1024 * 1024)
    assert answer.status_code == 413
    assert answer.json()["message"] == "The file is larger than 1 MB."


def test_the_refusal_speaks_the_readers_language(client: Client) -> None:
    client.post(reverse("web:preferences"), {"language": "zh-hans"})
    assert "不支持" in send(client, broken.noise()).json()["message"]


def test_the_same_bytes_are_told_with_a_link_to_the_first(client: Client) -> None:
    first = send(client, broken.pdf(), "first.pdf").json()
    second = send(client, broken.pdf(), "second.pdf").json()
    assert first["duplicate"] is None
    assert second["duplicate"]["url"] == first["url"]
    assert "first.pdf" in second["duplicate"]["text"]


def test_somebody_elses_twin_is_never_told(client: Client, client_of: ClientOf, files_dir: object) -> None:
    stranger = User.objects.create_user("stranger")
    send(client_of(stranger), broken.pdf(), "secret.pdf")
    assert send(client, broken.pdf()).json()["duplicate"] is None


def test_a_chosen_type_is_kept_and_an_unknown_one_refused(client: Client, invoice_type: object) -> None:
    line = send(client, broken.pdf(), doc_type="test_invoice").json()
    assert Document.objects.get(pk=line["id"]).doc_type.key == "test_invoice"
    assert send(client, broken.pdf(), doc_type="nonsense").status_code == 422


def test_who_may_not_upload_cannot(people: dict[Role, User], client_of: ClientOf) -> None:
    assert send(client_of(people[Role.AUDITOR]), broken.pdf()).status_code == 403


def test_a_page_being_read_is_told_with_its_number(client: Client) -> None:
    pk = send(client, broken.pdf()).json()["id"]
    Document.objects.update(status=Status.PROCESSING)
    ExtractionRun.objects.update(state=JobState.RUNNING, stage="recognise", page=2, pages=5)
    [line] = lines(client, pk)
    assert (line["state"], line["text"], line["page"], line["pages"]) == ("reading", "Reading page 2 of 5", 2, 5)


def test_a_failure_is_told_with_what_to_do(client: Client) -> None:
    pk = send(client, broken.pdf()).json()["id"]
    Document.objects.update(status=Status.FAILED, failure_code="file_encrypted")
    [line] = lines(client, pk)
    assert line["state"] == "failed"
    assert line["text"] == "The PDF is protected by a password. Remove the password and upload it again."
    assert line["retry"] is None


def test_a_failed_document_can_be_tried_again_from_its_line(client: Client) -> None:
    pk = send(client, broken.pdf()).json()["id"]
    Document.objects.update(status=Status.FAILED, failure_code="gave_up")
    ExtractionRun.objects.update(state=JobState.DEAD)
    assert lines(client, pk)[0]["retry"] == reverse("web:document_retry", args=[pk])
    answer = client.post(reverse("web:document_retry", args=[pk]), headers=JSON)
    assert answer.json()["state"] == "waiting"


def test_a_read_document_tells_how_many_fields_and_how_many_to_look_at(client: Client, invoice: Document) -> None:
    [line] = lines(client, invoice.pk)
    assert (line["state"], line["text"], line["type"]) == ("done", "5 fields found · 1 to look at", "Invoice")


def test_the_status_leaves_out_what_the_person_may_not_see(client: Client, client_of: ClientOf) -> None:
    pk = send(client, broken.pdf()).json()["id"]
    assert lines(client_of(User.objects.create_user("stranger")), pk) == []


@pytest.mark.parametrize("ids", ["", "1;2", "1,", "a"])
def test_a_status_request_that_makes_no_sense_is_refused(client: Client, ids: str) -> None:
    assert client.get(reverse("web:upload_status"), {"ids": ids}, headers=JSON).status_code == 422


def test_fifty_lines_cost_as_many_queries_as_five(
    client: Client, django_assert_max_num_queries: Callable[[int], object],
) -> None:
    ids = [send(client, broken.pdf() + b"%%%d" % n).json()["id"] for n in range(50)]
    for some in (ids[:5], ids):
        with django_assert_max_num_queries(8):
            assert len(lines(client, *some)) == len(some)


def test_a_reload_shows_what_is_still_under_way(client: Client) -> None:
    send(client, broken.pdf(), "still-running.pdf")
    html = client.get(reverse("web:upload")).content.decode()
    assert "still-running.pdf" in html and "Waiting: number 1 in the queue" in html


@pytest.mark.parametrize(("code", "told"), [
    ("page_blank", "no text was found"), ("page_low_quality", "the text is there")])
def test_a_blank_page_of_no_known_type_is_not_said_to_hold_text(
    client: Client, employee: User, code: str, told: str,
) -> None:
    document = makers.document(employee, None)
    document.runs.update(issues=[{"code": code, "field": None, "page": 1, "params": {"page": 1}}])
    client.cookies["django_language"] = "en"
    assert told in lines(client, document.pk)[0]["text"]
