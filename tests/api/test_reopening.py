"""A program takes a decision back: by the same rules as a person, and whoever holds the result can see it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from docmgr.accounts.models import Role, User
from docmgr.documents.models import Document
from docmgr.pipeline import flow

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_dir")]


@pytest.fixture
def approved(invoice: Document, reviewer: User) -> Document:
    flow.approve(invoice, actor=reviewer, revision=invoice.revision)
    return Document.objects.get(pk=invoice.pk)


def test_it_is_in_review_again_with_a_new_revision_and_its_values(
    approved: Document, reviewer: User, calls_as: Callable[[User], APIClient],
) -> None:
    client, address = calls_as(reviewer), f"/api/v1/documents/{approved.pk}"
    before = client.get(address).json()
    assert client.post(f"{address}/reopen", {}, format="json").status_code == 400
    assert client.post(f"{address}/reopen", {"reason": "x"}, format="json", headers={"If-Match": '"0"'}
                       ).status_code == 412
    answer = client.post(f"{address}/reopen", {"reason": "The total is wrong"}, format="json").json()
    assert (answer["status"], answer["decided_at"], answer["reason"]) == ("in_review", None, "The total is wrong")
    assert answer["revision"] > before["revision"]
    assert {k: v and v["value"] for k, v in answer["fields"].items() if not isinstance(v, list)} == {
        k: v and v["value"] for k, v in before["fields"].items() if not isinstance(v, list)}
    assert client.post(f"{address}/reopen", {"reason": "Again"}, format="json").status_code == 409


def test_a_colleague_is_refused_with_the_reason_in_words(
    approved: Document, person: Callable[..., User], calls_as: Callable[[User], APIClient],
) -> None:
    answer = calls_as(person("rae", Role.REVIEWER)).post(
        f"/api/v1/documents/{approved.pk}/reopen", {"reason": "x"}, format="json")
    assert answer.status_code == 403 and answer.json()["code"] == "reopen_refused"
    assert "ask an administrator" in answer.json()["message"]
