"""Odd files, from the upload to what whoever sent them is told, in both languages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pymupdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from rest_framework.test import APIClient

from docmgr.accounts.models import User
from docmgr.documents.models import Document
from docmgr.pipeline import flow
from tests.fixtures import broken
from tests.simultaneous import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_dir")]
URL = "/api/v1/documents"
UNKNOWN = ("This kind of file is not supported.", "不支持这种文件。")
DAMAGED = ("The file is cut off or damaged", "文件不完整或已损坏")


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


def picture(kind: str, **how: Any) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((300, 200), 60).save(out, kind, **how)
    return out.getvalue()


def pages(count: int) -> bytes:
    document = pymupdf.open()
    for _ in range(count):
        document.new_page()
    return document.tobytes()


def without_index() -> bytes:
    whole = broken.pdf()
    return whole[:whole.rindex(b"startxref")]


def half(content: bytes) -> bytes:
    return content[:len(content) // 2]


REFUSED: dict[str, Callable[[], bytes]] = {
    "moving.gif": lambda: picture("GIF"),
    "office.docx": lambda: archive(word__document=b"0" * 20_000_000),
    "mail.eml": lambda: b"From: a@b.test\r\nSubject: bill\r\n\r\nSee attached.\r\n",
    "drawn.svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "plain.txt": lambda: "合计 12.50".encode(),
    "blanks.pdf": lambda: b" \n" * 500,
    "program.pdf": lambda: b"MZ" + bytes(500),
    "sheet.xls": lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000),
}
FAILED: dict[str, tuple[Callable[[], bytes], str, tuple[str, str]]] = {
    "locked.pdf": (broken.encrypted_pdf, "file_encrypted", ("protected by a password", "有密码保护")),
    "packed.zip": (lambda: archive(a=b"<a/>"), "file_type_unknown", UNKNOWN),  # it might have been an OFD
    "half.pdf": (lambda: half(pages(5)), "file_truncated", DAMAGED),
    "no index.pdf": (without_index, "file_truncated", DAMAGED),
    "half.jpg": (lambda: half(picture("JPEG")), "file_truncated", DAMAGED),
    "half.tif": (lambda: half(picture("TIFF", compression="tiff_lzw")), "file_truncated", DAMAGED),
    "named.png": (lambda: half(pages(5)), "file_truncated", DAMAGED),
    "long.pdf": (lambda: pages(2000), "too_many_pages", ("has 2000 pages; at most 500", "2000 页")),
    "bomb.ofd": (lambda: archive(OFD=b"<OFD/>" + b" " * 300_000_000), "file_unsafe", ("could harm", "危害")),
}


def sent(api: APIClient, name: str, content: bytes, language: str) -> Any:
    return api.post(URL, {"file": SimpleUploadedFile(name, content)}, headers={"Accept-Language": language})


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_document_is_refused_at_the_door(api: APIClient, name: str) -> None:
    for language, words in zip(("en", "zh"), UNKNOWN, strict=True):
        answer = sent(api, name, REFUSED[name](), language)
        assert (answer.status_code, answer.data["code"]) == (422, "file_type_unknown")
        assert answer.data["message"].startswith(words) and "HEIC" in answer.data["message"]
    assert not Document.objects.exists()


@pytest.mark.parametrize("name", FAILED)
def test_a_document_that_cannot_be_opened_says_why_and_is_kept(api: APIClient, name: str) -> None:
    content, code, told = FAILED[name]
    number = sent(api, name, content(), "en").data["id"]
    flow.process(Document.objects.get(pk=number).runs.get().pk)
    for language, words in zip(("en", "zh"), told, strict=True):
        failure = api.get(f"{URL}/{number}", headers={"Accept-Language": language}).data["failure"]
        assert failure["code"] == code and words in failure["message"], failure
    assert api.get(f"{URL}/{number}/file").status_code == 200


@pytest.mark.parametrize(("name", "kept"), [
    ("a" * 251 + ".pdf", 200), ("票" * 251 + ".pdf", 200), ("😀" * 80 + ".pdf", 84), ("bill\u202efdp.exe", 11),
    ("a\u200fb\u2066c.pdf", 7), ("a/b\\c.pdf", 5), ("\u200b.pdf", 4),
])
def test_odd_names_are_kept_as_far_as_they_can_be_shown(api: APIClient, name: str, kept: int) -> None:
    answer = sent(api, name, broken.pdf(), "en")
    told = answer.data["name"]
    assert (answer.status_code, len(told)) == (202, kept) and told.isprintable() and told.endswith(name[-4:])
    assert api.get(f"{URL}/{answer.data['id']}/file").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_same_file_twice_at_the_same_moment_is_two_documents_of_one_file(owner: User) -> None:
    content = broken.pdf()
    assert at_once(*[lambda: flow.submit(stream=io.BytesIO(content), name="a.pdf", owner=owner)] * 4) == []
    made = list(Document.objects.select_related("blob"))
    assert len(made) == 4 and len({document.blob_id for document in made}) == 1
    assert all(document.runs.count() == 1 for document in made)
