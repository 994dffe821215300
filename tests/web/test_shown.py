"""Values whose kept form is nobody's language."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from docmgr.accounts.models import User
from docmgr.doctypes.models import DocumentType, FieldDefinition
from docmgr.documents.models import Document
from docmgr.extraction import engine
from docmgr.review.values import current_fields
from docmgr.web.shown import shown
from tests.review import makers
from tests.review.conftest import employee, invoice_type, reviewer

__all__ = ["employee", "invoice_type", "reviewer"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(employee: User, invoice_type: DocumentType) -> Document:
    """A paper with a yes/no field that the engine read as yes."""
    FieldDefinition.objects.create(version=invoice_type.live, position=20, key="paid", label_zh="已付", label_en="Paid",
                                   kind="boolean")
    return makers.document(employee, invoice_type, values={
        "paid": {"value": "true", "raw": "☑", "confidence": 0.5,
                 "candidates": [{"value": "false", "raw": "☐", "confidence": 0.3, "page": 1, "box": makers.BOX}]}})


@pytest.mark.parametrize(("language", "yes", "no"), [("en", "yes", "no"), ("zh-hans", "是", "否")])
def test_yes_and_no_are_shown_in_the_readers_language_and_taken_back_from_it(
    reviewer: User, paid: Document, language: str, yes: str, no: str,
) -> None:
    page = Client(headers={"accept-language": language})
    page.force_login(reviewer)
    text = page.get(reverse("web:review_document", args=[paid.pk])).content.decode()
    assert f'data-value="{yes}"' in text
    assert f">{yes}</textarea>" in text
    assert f'<span title="{no}">{no}</span>' in text
    sent = {"revision": paid.revision, "key": "paid", "index": 0, "kind": "change", "value": no}
    page.post(reverse("web:review_fields", args=[paid.pk]), json.dumps(sent), content_type="application/json")
    assert next(f.value for f in current_fields(paid) if f.key == "paid") == "false"
    told = page.get(reverse("web:review_fields", args=[paid.pk]), {"since": 0}).json()
    assert [one["value"] for one in told["saved"]] == [no]
    assert f'class="field-value">{no}' in page.get(reverse("web:document", args=[paid.pk])).content.decode()


@pytest.mark.parametrize(
    ("value", "kind"), [("true", "text"), ("maybe", "boolean"), ("", "boolean"), ("2024-03-11", "date")])
def test_everything_else_is_shown_as_it_is_kept(value: str, kind: str) -> None:
    assert shown(value, kind) == value


def test_what_is_shown_of_yes_and_no_is_read_as_the_same_value() -> None:
    for value in ("true", "false"):
        assert engine.normalise(shown(value, "boolean"), kind="boolean").value == value
