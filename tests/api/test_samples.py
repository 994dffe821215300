"""The error samples as a download for programs."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from docmgr.accounts.models import Role, User
from docmgr.audit.models import AuditEvent
from docmgr.documents.models import Document
from docmgr.pipeline import jobs as runner

pytestmark = [pytest.mark.django_db, pytest.mark.database]
URL, JOBS = "/api/v1/error-samples/export", "/api/v1/error-samples/exports"


@pytest.fixture
def admin_api(person: Callable[..., User], calls_as: Callable) -> APIClient:
    return calls_as(person("boss", Role.ADMIN))


@pytest.fixture
def corrected(review_api: APIClient, invoice: Document) -> Document:
    for key, value in (("date", "2024-03-12"), ("id_no", "11010519491231002X")):
        review_api.patch(f"/api/v1/documents/{invoice.pk}/fields/{key}", {"value": value}, format="json")
    assert review_api.post(f"/api/v1/documents/{invoice.pk}/approve", {}, format="json").status_code == 200
    return invoice


def samples(answer: Any) -> list[dict]:
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    return [json.loads(line) for line in archive.read("samples.jsonl").splitlines()]


def test_what_was_corrected_through_the_api_comes_out_as_samples(admin_api: APIClient, corrected: Document) -> None:
    found = {s["field"]: s for s in samples(admin_api.get(URL))}
    assert (found["date"]["before"], found["date"]["after"]) == ("2024-03-11", "2024-03-12")
    assert AuditEvent.objects.filter(action="samples.exported").exists()


def test_sensitive_values_are_hidden_unless_asked_for(admin_api: APIClient, corrected: Document) -> None:
    assert "19491231" not in json.dumps(samples(admin_api.get(URL)))
    assert "19491231" in json.dumps(samples(admin_api.get(URL, {"masked": "false"})))


def test_samples_are_narrowed(admin_api: APIClient, corrected: Document) -> None:
    assert [s["field"] for s in samples(admin_api.get(URL, {"field": "date"}))] == ["date"]
    narrowed = admin_api.get(URL, {"doc_type": "test_invoice", "field": "date"})
    assert [s["field"] for s in samples(narrowed)] == ["date"]
    for asked in (admin_api.get(URL, {"doc_type": "other"}), admin_api.post(f"{JOBS}?doc_type=other")):
        assert (asked.status_code, list(asked.data["details"])) == (400, ["doc_type"])
    assert admin_api.get(URL, {"cause": "bad luck"}).status_code == 400


@pytest.mark.parametrize(("language", "words"), [("en", "Have it made in the background"), ("zh", "请改为后台生成")])
@pytest.mark.parametrize("scope", ["errors", "everything"])
def test_an_export_of_more_documents_than_anybody_waits_for_is_sent_to_the_background(
    admin_api: APIClient, corrected: Document, settings: Any, scope: str, language: str, words: str,
) -> None:
    settings.EXPORT_DIRECT_DOCUMENTS = 1
    assert admin_api.get(URL, {"scope": scope}).status_code == 200
    settings.EXPORT_DIRECT_DOCUMENTS = 0
    refused = admin_api.get(URL, {"scope": scope}, headers={"Accept-Language": language})
    assert (refused.status_code, refused.data["code"]) == (422, "export_too_large")
    assert words in refused.data["message"] and JOBS in refused.data["message"]
    assert refused.data["details"] == {"documents": 1, "most": 0}
    assert admin_api.get(URL, {"field": "no_such"}).status_code == 200
    assert admin_api.post(f"{JOBS}?scope={scope}").status_code == 202


def test_only_whoever_may_export_gets_them(api: APIClient, review_api: APIClient) -> None:
    assert {api.get(URL).status_code, review_api.get(URL).status_code} == {403}


def test_a_worker_makes_an_export_that_is_asked_for_watched_and_fetched(
    admin_api: APIClient, corrected: Document, files_dir: Any,
) -> None:
    asked = admin_api.post(f"{JOBS}?field=date&masked=false")
    assert (asked.status_code, asked.data["state"], asked.data["file"]) == (202, "queued", None)
    assert admin_api.get(asked["Location"]).status_code == 202
    assert admin_api.post(f"{JOBS}?field=date&masked=false").data["job"] == asked.data["job"]
    assert admin_api.post(JOBS).data["code"] == "export_under_way"
    runner.work(asked.data["job"])
    ready = admin_api.get(asked["Location"])
    assert (ready.status_code, ready.data["state"], ready.data["samples"]) == (200, "done", 1)
    assert [s["field"] for s in samples(admin_api.get(ready.data["file"]))] == ["date"]
    assert AuditEvent.objects.filter(action="samples.downloaded").exists()


def test_an_export_is_taken_back_and_a_foreign_one_is_not_there(
    admin_api: APIClient, person: Callable[..., User], calls_as: Callable, files_dir: Any,
) -> None:
    asked = admin_api.post(JOBS)
    foreign = calls_as(person("ann", Role.ADMIN))
    for call in (foreign.get, foreign.delete):
        assert call(asked["Location"]).status_code == 404
    assert foreign.get(f"{JOBS}/{asked.data['job']}/file").status_code == 404
    ended = admin_api.delete(asked["Location"])
    assert (ended.status_code, ended.data["state"]) == (200, "failed") and "cancelled" in ended.data["message"]
    assert admin_api.get(f"{JOBS}/{asked.data['job']}/file").status_code == 404
