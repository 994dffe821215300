"""Programs read comments, write some and take their own back, by the same rules as people."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from docmgr.accounts.models import Department, Role, User
from docmgr.documents.models import Document, Status
from docmgr.review import comments
from docmgr.review.models import Comment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_dir")]


@pytest.fixture
def address(invoice: Document) -> str:
    return f"/api/v1/documents/{invoice.pk}/comments"


def test_a_question_and_its_answer(
        invoice: Document, owner: User, api: APIClient, review_api: APIClient, address: str) -> None:
    made = review_api.post(address, {"text": "Which one?\nThis?", "field": "total"}, format="json")
    assert made.status_code == 201
    assert made.json()["by"] == "rui" and made.json()["mine"] is True
    told = api.get(address).json()[0]
    assert (told["text"], told["field"], told["mine"], told["new"]) == ("Which one?\nThis?", "total", False, True)
    assert api.get(address).json()[0]["new"], "a program has read it and nobody has seen it"
    api.post(address, {"text": "That."}, format="json")
    assert [one["text"] for one in review_api.get(address).json()] == ["Which one?\nThis?", "That."]
    assert api.get(f"/api/v1/documents/{invoice.pk}").json()["revision"] == 0


def test_what_cannot_be_said_is_refused_by_name(review_api: APIClient, address: str) -> None:
    for body, status in (({}, 400), ({"text": " "}, 400), ({"text": "x" * (comments.MAX_LENGTH + 1)}, 400),
                         ({"text": "x", "fields": "total"}, 400), ({"text": "x", "field": "iban"}, 422)):
        assert review_api.post(address, body, format="json").status_code == status, body
    assert not Comment.objects.exists()


def test_only_its_author_takes_one_back(review_api: APIClient, api: APIClient, address: str) -> None:
    number = review_api.post(address, {"text": "Sorry"}, format="json").json()["id"]
    assert api.delete(f"{address}/{number}").status_code == 403
    assert [review_api.delete(f"{address}/{number}").status_code for _ in range(2)] == [204, 204]
    told = api.get(address).json()[0]
    assert (told["text"], told["taken_back"], told["new"]) == ("", True, False)
    assert review_api.delete(f"{address}/{number + 1}").status_code == 404


def test_colleagues_read_them_without_what_is_sensitive(
        invoice: Document, owner: User, reviewer: User, person: Callable[..., User],
        calls_as: Callable[[User], APIClient], address: str) -> None:
    room = Department.objects.create(name="finance")
    Document.objects.filter(pk=invoice.pk).update(department=room, status=Status.APPROVED)
    for text, key in (("Is 110105194912310021 hers?", ""), ("Read it again", "id_no")):
        comments.write(invoice, by=reviewer, text=text, key=key)
    near = calls_as(person("carl", department=room, shares_department=True))
    assert [(one["text"], one["hidden"]) for one in near.get(address).json()] == [("Is ***** hers?", False), ("", True)]
    far = calls_as(person("fern"))
    assert far.get(address).status_code == far.post(address, {"text": "x"}, format="json").status_code == 404
    assert calls_as(person("audrey", Role.AUDITOR)).get(address).status_code == 403
