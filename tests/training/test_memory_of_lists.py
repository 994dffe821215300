"""Fields with several values in the product: what a reviewer adds or deletes of them teaches just that."""

from __future__ import annotations

import pytest

from docmgr.accounts.models import User
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document
from docmgr.pipeline import flow
from docmgr.review import deciding
from docmgr.training.models import LearnedLayout
from tests.review import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(employee: User, invoice_type: DocumentType) -> Document:
    values = {"number": "03847562", "total": "11300.00", "item": ["订单 PO-7781", "税额 1,300.00"]}
    return makers.document(employee, invoice_type, values=values)


def taught(document: Document, by: User, *decisions: tuple[int, str, str]) -> dict:
    for index, kind, value in decisions:
        deciding.decide(
            document, by=by, revision=document.revision, key="item", index=index, kind=kind, value=value)
    flow.approve(document, actor=by, revision=document.revision)
    return LearnedLayout.objects.get().data


def test_deleting_one_of_several_values_does_not_say_that_the_field_is_absent(
    document: Document, reviewer: User,
) -> None:
    data = taught(document, reviewer, (0, "absent", ""))
    assert data["absent"] == [] and data["refused"] == []
    assert [key for key, _letters in data["unwanted"]] == ["item"]


def test_deleting_all_of_several_values_says_that_the_field_is_absent(document: Document, reviewer: User) -> None:
    assert taught(document, reviewer, (0, "absent", ""), (1, "absent", ""))["absent"] == ["item"]


def test_an_added_value_is_taught_without_the_ones_that_nobody_decided_on(document: Document, reviewer: User) -> None:
    data = taught(document, reviewer, (2, "change", "上海测试有限公司"))
    assert [(lesson["key"], lesson["value"]) for lesson in data["lessons"]] == [("item", "上海测试有限公司")]
    assert [line["kind"] for line in data["lists"][0]["lines"]] == ["value"]  # the others are neither values nor none
