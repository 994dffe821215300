"""A bug is answered in the caller's form, without a word of what was being handled."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from docmgr.documents.models import Document
from tests.matrix.world import client_of

pytestmark = pytest.mark.django_db
SECRET = "account 6222 0202"


@pytest.fixture
def broken(reviewer: Any, invoice: Document, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A browser session in an installation with a bug in it."""
    def fail(*_given: Any, **_named: Any) -> None:
        raise ZeroDivisionError(SECRET)

    for place in ("docmgr.api.present.detail", "docmgr.web.views.results.opening.opened"):
        monkeypatch.setattr(place, fail)
    client = client_of(reviewer, headers={"Accept-Language": "en"})
    client.raise_request_exception = False
    return client


def test_the_api_answers_a_bug_in_json_with_the_id_that_stands_in_the_log(broken: Client, invoice: Document) -> None:
    answer = broken.get(f"/api/v1/documents/{invoice.pk}", headers={"X-Request-Id": "abcdef-0042"})
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/json")
    told = answer.json()
    assert (told["code"], told["details"]) == ("internal_error", {"request": "abcdef-0042"})
    assert SECRET not in answer.content.decode() and "ZeroDivision" not in answer.content.decode()


def test_a_page_answers_a_bug_with_a_page_and_a_script_gets_json(broken: Client, invoice: Document) -> None:
    page = broken.get(f"/documents/{invoice.pk}/")
    assert page.status_code == 500 and "Your data is not lost" in page.content.decode()
    script = broken.get(f"/documents/{invoice.pk}/", headers={"Accept": "application/json"})
    assert script.json()["code"] == "internal_error"
