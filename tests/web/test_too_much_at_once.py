"""More than the server reads at once is refused in a sentence that whoever sent it can read, and nothing is saved."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from docmgr.accounts import tokens
from docmgr.accounts.models import User
from docmgr.documents.models import Document
from docmgr.review.models import Correction
from tests.review.conftest import employee, reviewer
from tests.review.tabled import table_document, table_type

__all__ = ["employee", "reviewer"]
pytestmark = pytest.mark.django_db
SAID = {"en": "Too much was sent at once, so nothing was saved. Send it in several parts.",
        "zh-hans": "一次发送的内容过多，未保存任何内容。请分几次发送。"}


@pytest.fixture
def document(employee: User) -> Document:
    return table_document(employee, table_type())


def body(length: int) -> str:
    return json.dumps({"revision": 0, "decisions": [
        {"key": "what", "index": n, "kind": "change", "value": "x" * 1000} for n in range(length // 1000)]})


@pytest.mark.parametrize("language", SAID)
def test_the_workbench_is_told_so(
    document: Document, reviewer: User, settings: Any, language: str,
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    client = Client(headers={"accept": "application/json", "accept-language": language})
    client.force_login(reviewer)
    answer = client.post(f"/review/{document.pk}/rows", body(20_000), content_type="application/json")
    assert answer.status_code == 413
    assert answer.json() == {"code": "body_too_large", "message": SAID[language]}
    assert not Correction.objects.exists()


@pytest.mark.parametrize("language", SAID)
def test_a_program_is_told_so(document: Document, reviewer: User, settings: Any, language: str) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    client = Client(headers={"accept-language": language, "authorization": f"Token {tokens.issue(reviewer)}"})
    answer = client.patch(f"/api/v1/documents/{document.pk}/fields/what", json.dumps(
        {"value": "x" * 20_000}), content_type="application/json", headers={"if-match": f'"{document.revision}"'})
    assert not answer["Content-Type"].startswith("text/html")
    assert answer.status_code in (413, 422)
    if answer.status_code == 413:
        assert answer.json()["message"] == SAID[language]
    assert not Correction.objects.exists()
