"""Handing in a file: accepted, waited for, refused in plain words, made once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from docmgr.accounts.models import User
from docmgr.api import waiting
from docmgr.api.models import SubmissionKey
from docmgr.audit.models import AuditEvent
from docmgr.documents.models import Document, Status
from tests.fixtures import broken

pytestmark = [pytest.mark.django_db, pytest.mark.database]
URL = "/api/v1/documents"


@pytest.fixture(autouse=True)
def _own_files(files_dir: Any) -> None:
    return None


def send(client: APIClient, content: bytes, *, name: str = "bill.pdf", query: str = "", **more: Any) -> Any:
    headers = more.pop("headers", {})
    return client.post(URL + query, {"file": SimpleUploadedFile(name, content), **more}, headers=headers)


def test_a_file_is_accepted_at_once_and_its_document_can_be_asked_for(api: APIClient) -> None:
    answer = send(api, broken.pdf())
    assert answer.status_code == 202
    assert (answer.data["status"], answer.data["fields"], answer.data["duplicate_of"]) == ("uploaded", {}, None)
    assert answer.data["progress"] == {"stage": "waiting", "page": 0, "pages": 0, "position": 1}
    assert api.get(answer["Location"]).json()["id"] == answer.data["id"]


def test_the_same_bytes_again_are_told(api: APIClient) -> None:
    first, second = send(api, broken.pdf()), send(api, broken.pdf(), name="again.pdf")
    assert second.data["duplicate_of"] == first.data["id"] != second.data["id"]


def test_a_colleagues_identical_file_is_not_told(api: APIClient, review_api: APIClient, person: Callable,
                                                 calls_as: Callable) -> None:
    send(api, broken.pdf())
    assert send(calls_as(person("eve")), broken.pdf()).data["duplicate_of"] is None


def test_a_type_may_be_chosen_and_an_unknown_one_is_refused(api: APIClient, built_in_types: dict) -> None:
    assert send(api, broken.pdf(), doc_type="invoice").data["doc_type"] == "invoice"
    answer = send(api, broken.pdf(), doc_type="nothing")
    assert (answer.status_code, list(answer.data["details"])) == (400, ["doc_type"])


def test_an_input_that_does_not_exist_is_told_with_those_that_do(api: APIClient, built_in_types: dict) -> None:
    answer = send(api, broken.pdf(), doctype="invoice")
    assert (answer.status_code, answer.data["code"], list(answer.data["details"])) == (400, "invalid", ["doctype"])
    assert "file, doc_type" in str(answer.data["details"]["doctype"])
    assert not Document.objects.exists()
    chinese = send(api, broken.pdf(), doctype="invoice", headers={"Accept-Language": "zh-CN"})
    assert "file, doc_type" in str(chinese.data["details"]) != str(answer.data["details"])


def test_what_is_wrong_and_what_does_not_exist_are_told_together(api: APIClient, built_in_types: dict) -> None:
    answer = api.post(URL, {"File": SimpleUploadedFile("bill.pdf", broken.pdf()), "doc_type": "nothing"})
    assert set(answer.data["details"]) == {"file", "File", "doc_type"}


@pytest.mark.parametrize("query", ["?wiat=3", "?doc_type=invoice"])
def test_a_mistyped_part_of_the_address_is_told(api: APIClient, query: str) -> None:
    assert send(api, broken.pdf(), query=query).status_code == 400
    assert "wait" in str(send(api, broken.pdf(), query=query).data["details"])


@pytest.mark.parametrize(("content", "name", "code"), [
    (broken.empty, "bill.pdf", "file_empty"),
    (broken.page_as_picture, "photo.jpg", "file_type_unknown"),
    (broken.noise, "bill.pdf", "file_type_unknown"),
])
def test_a_bad_file_is_refused_in_plain_words_and_on_record(
    api: APIClient, content: Callable, name: str, code: str,
) -> None:
    answer = send(api, content(), name=name)
    assert (answer.status_code, answer.data["code"]) == (422, code)
    assert len(answer.data["message"]) > 10
    assert not Document.objects.exists()
    assert AuditEvent.objects.get(action="document.upload_refused").ok is False


@pytest.mark.parametrize("name", sorted(broken.BROKEN))
def test_every_broken_file_is_refused_or_accepted_and_never_hurts(api: APIClient, name: str) -> None:
    assert send(api, broken.BROKEN[name](), name=name).status_code in (202, 422)


def test_a_file_over_the_limit_is_refused(api: APIClient, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 1000
    answer = send(api, broken.pdf(20))
    assert (answer.status_code, answer.data["code"]) == (413, "file_too_large")


def test_a_length_over_the_limit_is_refused_before_the_body_is_read(api: APIClient, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 1000
    answer = api.generic("POST", URL, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="999999999")
    assert answer.status_code == 413


@pytest.mark.parametrize(("body", "kind", "status"), [
    (b"", "multipart/form-data; boundary=x", 400),
    (b"--x\r\ngarbage", "multipart/form-data; boundary=x", 400),
    (b"x", "multipart/form-data", 400),
    (b"{}", "application/json", 415),
])
def test_a_body_that_is_no_upload_is_refused(api: APIClient, body: bytes, kind: str, status: int) -> None:
    answer = api.generic("POST", URL, body, content_type=kind)
    assert answer.status_code == status
    assert set(answer.json()) >= {"code", "message"}


def test_the_message_comes_in_the_callers_language(api: APIClient) -> None:
    answer = api.post(URL, {}, headers={"Accept-Language": "zh-CN"})
    english = api.post(URL, {}, headers={"Accept-Language": "en"})
    assert answer.data["message"] != english.data["message"]
    assert answer["Content-Language"] == "zh-hans"


def test_a_path_in_the_name_is_dropped(api: APIClient) -> None:
    assert send(api, broken.pdf(), name="../../etc/passwd.pdf").data["name"] == "passwd.pdf"


# --- waiting ---------------------------------------------------------------------------------------------------------

@pytest.mark.django_db(transaction=True)
def test_waiting_ends_as_soon_as_the_document_is_read_and_holds_no_transaction(api: APIClient) -> None:
    def a_worker() -> None:
        from django.db import connection

        while not Document.objects.update(status=Status.IN_REVIEW):  # would wait for ever behind a held transaction
            time.sleep(0.05)
        connection.close()

    worker = threading.Thread(target=a_worker)
    worker.start()
    began = time.monotonic()
    answer = send(api, broken.pdf(), query="?wait=60")
    worker.join()
    assert (answer.status_code, answer.data["status"]) == (200, "in_review")
    assert time.monotonic() - began < 50


def test_when_the_time_is_up_the_answer_is_accepted(api: APIClient) -> None:
    began = time.monotonic()
    assert send(api, broken.pdf(), query="?wait=0.6").status_code == 202
    assert time.monotonic() - began > 0.5


def test_when_too_many_wait_already_the_answer_comes_at_once(api: APIClient) -> None:
    taken = 0
    while waiting._places.acquire(blocking=False):
        taken += 1
    try:
        began = time.monotonic()
        assert send(api, broken.pdf(), query="?wait=30").status_code == 202
        assert time.monotonic() - began < 30
    finally:
        for _ in range(taken):
            waiting._places.release()


@pytest.mark.parametrize("wait", ["soon", "1;2", "%00"])
def test_a_wait_that_is_no_number_is_refused_before_the_file_is_kept(api: APIClient, wait: str) -> None:
    assert send(api, broken.pdf(), query=f"?wait={wait}").status_code == 400
    assert not Document.objects.exists()


@pytest.mark.parametrize("wait", ["-1", "nan", "-inf"])
def test_a_wait_below_zero_waits_for_nothing(api: APIClient, wait: str) -> None:
    assert send(api, broken.pdf(), query=f"?wait={wait}").status_code in (202, 400)


# --- once ------------------------------------------------------------------------------------------------------------

def test_a_request_sent_twice_makes_one_document(api: APIClient) -> None:
    key = {"Idempotency-Key": "order-17"}
    first, again = send(api, broken.pdf(), headers=key), send(api, broken.pdf(), headers=key)
    assert first.data["id"] == again.data["id"]
    assert (first.get("Idempotent-Replayed"), again["Idempotent-Replayed"]) == (None, "true")
    assert Document.objects.count() == 1


def test_a_key_means_one_file(api: APIClient) -> None:
    key = {"Idempotency-Key": "order-17"}
    send(api, broken.pdf(), headers=key)
    answer = send(api, broken.jpeg(), headers=key)
    assert (answer.status_code, answer.data["code"]) == (422, "idempotency_key_reused")


def test_two_people_may_use_the_same_key(api: APIClient, review_api: APIClient) -> None:
    key = {"Idempotency-Key": "1"}
    assert send(api, broken.pdf(), headers=key).data["id"] != send(review_api, broken.pdf(), headers=key).data["id"]


def test_a_refused_file_leaves_its_key_free(api: APIClient) -> None:
    key = {"Idempotency-Key": "1"}
    assert send(api, broken.empty(), headers=key).status_code == 422
    assert send(api, broken.pdf(), headers=key).status_code == 202


def test_a_repeat_while_the_first_still_runs_is_told_to_come_back(api: APIClient, owner: User) -> None:
    SubmissionKey.objects.create(user=owner, key="1")
    answer = send(api, broken.pdf(), headers={"Idempotency-Key": "1"})
    assert (answer.status_code, answer.data["code"], answer["Retry-After"]) == (409, "in_progress", "1")


def test_a_key_left_behind_by_a_crash_adopts_the_document_that_was_made(api: APIClient, owner: User) -> None:
    from datetime import timedelta

    from docmgr.core import clock

    made = send(api, broken.pdf()).data["id"]
    SubmissionKey.objects.create(user=owner, key="1", created_at=clock.now() - timedelta(minutes=6))
    assert send(api, broken.pdf(), headers={"Idempotency-Key": "1"}).data["id"] == made
    assert Document.objects.count() == 1


@pytest.mark.parametrize("key", ["with blank", "ü", "x" * 256])
def test_a_key_that_is_none_is_refused(api: APIClient, key: str) -> None:
    assert send(api, broken.pdf(), headers={"Idempotency-Key": key}).status_code == 400
