"""Labelled documents for programs: a ZIP with a gold file goes into a type's gold set."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from docmgr.accounts.models import Role, User
from docmgr.doctypes.builtin import load
from docmgr.evaluation.models import GoldDocument
from tests.evaluation.papers import SLIP, slip

pytestmark = pytest.mark.django_db
URL = "/api/v1/doctypes/slip/gold"


@pytest.fixture
def admin_api(person: Callable[..., User], calls_as: Callable) -> APIClient:
    load(SLIP)
    return calls_as(person("boss", Role.ADMIN))


def handed_in(client: APIClient, table: str, paper: bytes = b"") -> Any:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("gold.csv", table)
        made.writestr("a.pdf", paper)
    return client.post(URL, {"file": SimpleUploadedFile("gold.zip", out.getvalue())}, format="multipart")


def test_labelled_documents_are_taken_once_and_rows_without_a_file_are_named(admin_api, files_dir):
    table = "file,number\na.pdf,HF-1000\nmissing.pdf,HF-1001\n"
    paper, _fields = slip(0)
    first, again = handed_in(admin_api, table, paper), handed_in(admin_api, table, paper)
    assert (first.status_code, first.json()) == (200, {"taken": 1, "known": 0, "refused": ["missing.pdf"]})
    assert again.json() == {"taken": 0, "known": 1, "refused": ["missing.pdf"]}
    assert [g.fields for g in GoldDocument.objects.all()] == [{"number": "HF-1000"}]


def test_a_gold_file_that_cannot_be_used_is_refused_whole_with_its_row(admin_api, files_dir):
    answer = handed_in(admin_api, "file,number\na.pdf,HF-1000\n,HF-1001\n")
    assert answer.status_code == 422
    assert (answer.json()["code"], answer.json()["message"]) == ("gold_invalid", "Row 3: it names no file.")
    assert not GoldDocument.objects.exists()
