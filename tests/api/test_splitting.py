"""A program splits a stack: by the same rules as a person, and every refusal says in words what is wrong."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from docmgr.accounts.models import User
from docmgr.core.lease import JobState
from docmgr.documents.models import Document, Status
from docmgr.extraction.models import ExtractionRun
from docmgr.pipeline import flow
from tests.fixtures import broken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_dir")]
TWO = [{"first": 1, "last": 2}, {"first": 3}]


@pytest.fixture
def stack(owner: User) -> Document:
    document = flow.submit(stream=io.BytesIO(broken.pdf(3)), name="stack.pdf", owner=owner).document
    ExtractionRun.objects.filter(document=document).update(state=JobState.DONE)
    Document.objects.filter(pk=document.pk).update(status=Status.IN_REVIEW, page_count=3)
    return document


@pytest.fixture
def split(review_api: APIClient, stack: Document) -> Callable[..., Any]:
    def ask(parts: object, **headers: str) -> Any:
        return review_api.post(f"/api/v1/documents/{stack.pk}/split", {"parts": parts}, format="json", headers=headers)
    return ask


def test_the_answer_names_the_parts_and_each_part_names_the_stack(
        split: Callable[..., Any], review_api: APIClient, stack: Document, invoice_type: Any) -> None:
    answer = split([TWO[0], {**TWO[1], "doc_type": invoice_type.key}])
    assert answer.status_code == 200 and answer.json()["status"] == "split" and answer.headers["ETag"]
    (one, two) = answer.json()["parts"]
    assert (one["first"], one["last"], two["first"], two["last"]) == (1, 2, 3, 3)
    part = review_api.get(f"/api/v1/documents/{two['document']}").json()
    assert part["part_of"] == {"document": stack.pk, "number": 2, "of": 2, "first": 3, "last": 3}
    assert (part["status"], part["doc_type"], part["owner"], part["parts"]) == (
        "uploaded", invoice_type.key, stack.owner.username, [])

    undone = review_api.post(f"/api/v1/documents/{stack.pk}/rejoin", {}, format="json")
    assert undone.status_code == 200 and (undone.json()["status"], undone.json()["parts"]) == ("in_review", [])
    listed = review_api.get("/api/v1/documents").json()
    assert [row["id"] for row in listed["results"]] == [stack.pk]
    withdrawn = review_api.get("/api/v1/documents", {"status": "withdrawn"}).json()
    assert {row["id"] for row in withdrawn["results"]} == {one["document"], two["document"]}


@pytest.mark.parametrize(("parts", "status", "code"), [
    ([{"first": 1, "last": 3}], 422, "split_one_part"), ([{"first": 1}, {"first": 3}], 422, "split_invalid"),
    ([{"first": 1, "last": 2}, {"first": 2, "last": 3}], 422, "split_invalid"),
    ([{"first": 1, "left_out": True}, {"first": 2, "last": 3, "left_out": True}], 422, "split_nothing_left"),
    ([], 400, "invalid"), ([{"first": 0}], 400, "invalid"), ([{"pages": "1-2"}], 400, "invalid"),
    ([{"first": 1, "doc_type": "nothing"}, {"first": 2, "last": 3}], 400, "invalid"), ("1-2", 400, "invalid")])
def test_what_cannot_be_split_is_refused_and_nothing_changes(
        split: Callable[..., Any], stack: Document, parts: object, status: int, code: str) -> None:
    answer = split(parts)
    assert (answer.status_code, answer.json()["code"]) == (status, code) and answer.json()["message"]
    assert Document.objects.count() == 1 and Document.objects.get().status == Status.IN_REVIEW


def test_a_refusal_is_told_in_the_callers_language(review_api: APIClient, stack: Document) -> None:
    answer = review_api.post(f"/api/v1/documents/{stack.pk}/split", {"parts": [{"first": 1}]}, format="json",
                             headers={"Accept-Language": "zh-CN"})
    assert answer.json()["message"] == "第 2 页不在任何部分中。若不需要该页，请将其标为略去。"


def test_who_is_late_or_no_reviewer_is_refused(split: Callable[..., Any], api: APIClient, stack: Document) -> None:
    assert split(TWO, **{"If-Match": '"77"'}).status_code == 412
    assert api.post(f"/api/v1/documents/{stack.pk}/split", {"parts": TWO}, format="json").status_code == 403
    assert split(TWO).status_code == 200
    assert split(TWO).status_code == 409


def test_once_a_part_is_decided_undoing_names_it(
        split: Callable[..., Any], review_api: APIClient, stack: Document) -> None:
    part = split(TWO).json()["parts"][1]["document"]
    Document.objects.filter(pk=part).update(status=Status.APPROVED)
    answer = review_api.post(f"/api/v1/documents/{stack.pk}/rejoin", {}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "part_decided")
    assert answer.json()["details"] == {"document": part} and f"#{part}" in answer.json()["message"]
