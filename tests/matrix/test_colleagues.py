"""A colleague who may open a document and not see what is sensitive on it: no address gives it away, neither in words
nor in pixels, to the product's own reader and to a reader of codes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pymupdf
import pytest
import zxingcpp
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image

from docmgr.documents.models import Document, Status
from docmgr.extraction.asking import TASKS
from docmgr.extraction.models import FieldValue
from docmgr.pipeline import flow
from docmgr.review import covering
from docmgr.review.models import Correction
from docmgr.web.exporters import MEDIA
from ocr_engine.reading import read
from tests.again import again
from tests.matrix.table import TABLE
from tests.matrix.world import World, arguments_of, build, names
from tests.training import cards
from tests.training.test_masked_pictures import DAYS, PIECE, bare, pieces

pytestmark = [pytest.mark.django_db, pytest.mark.long]
NAME = f"{cards.SENSITIVE['name']} {cards.NUMBER} 28.12.1997.png"
LINK = re.compile(r'(?:href|src|action|hx-get|data-url|data-pages)="(/[^"#]*)"')
# Measured fractions, moments in every spelling (at 12:28:00 a header has six digits of the number) and digests: any
# digits stand in those.
MEASURED = re.compile(r"(?<![\d.])\d+\.\d{3,}|(?:\d{4}-)?\d\d-\d\d[T ]\d\d:\d\d[\d:.+]*|\d\d:\d\d:\d\d"
                      r"|\b(?=\d*[a-f])[\da-f]{12,}\b")


@pytest.fixture
def house(db: None, files_dir: Any) -> tuple[World, int]:
    """Beside the document of the small house a paper about a person, whose name tells all."""
    return again(_house)


def _house() -> tuple[World, int]:
    world = build()
    return world, cards.read(world.people["owner"], name=NAME).pk


@pytest.fixture
def world(house: tuple[World, int]) -> World:
    return house[0]


@pytest.fixture
def sheet(house: tuple[World, int]) -> Document:
    return Document.objects.get(pk=house[1])


def told(response: HttpResponse) -> str:
    """All words of an answer: its headers, its content, the parts of archives."""
    content = response.getvalue() if response.streaming else response.content
    headers = {name: text for name, text in response.headers.items() if name != "X-Request-Id"}  # drawn by lot
    parts = [" ".join(unquote(text) for text in headers.values())]
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts += [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    elif content.startswith(b"%PDF"):
        with pymupdf.open(stream=content, filetype="pdf") as paper:
            parts += [page.get_text() for page in paper]
    elif not content.startswith(b"\xff\xd8"):
        text = content.decode("utf-8", "replace")
        parts += [text, text.encode().decode("unicode_escape", "ignore") if "\\u" in text else ""]
    return MEASURED.sub(" ", " ".join(parts))


def leaks(text: str) -> list[str]:
    squeezed = bare(text)
    return sorted(piece for piece in pieces() if piece in squeezed)


def addresses(world: World, document: Document, *, linked: bool) -> Iterator[str]:
    for name in names():
        if "GET" in TABLE[name].methods and name != "api:missing" and (linked or TABLE[name].on == "document"):
            yield world.address(name, pk=document.pk if "pk" in arguments_of(name) else None)
    yield from (reverse("web:document_export", args=[document.pk, kind]) for kind in MEDIA)
    yield from (f"{address}?q={word}" for address in ("/documents/", "/api/v1/documents")
                for word in ("png", cards.NUMBER[:4], cards.SENSITIVE["name"], "1997"))
    yield f"/upload/status?ids={document.pk}"
    yield f"/documents/rows?ids={document.pk}"


def answers(
    client: Client, world: World, document: Document, *, linked: bool,
) -> Iterator[tuple[str, HttpResponse]]:
    """Of everything that can be asked of a document; with ``linked`` of all else, and what is linked from there."""
    seen, waiting = set(), [*addresses(world, document, linked=linked)]
    while waiting:
        address = waiting.pop()
        if address in seen or address.startswith("/static/") or "logout" in address:
            continue
        seen.add(address)
        response = client.get(address)
        assert response.status_code < 500, address
        if linked and response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming:
            waiting += [a.replace("&amp;", "&") for a in LINK.findall(response.content.decode())]
        yield address, response
    for task in TASKS:
        for words in (cards.NUMBER, "identity number 公民身份号码", "date") if task == "find" else ("What is it?",):
            asked = {"task": task, "words": words, "language": "en"}
            yield f"ask {task}", client.post(reverse("web:document_ask", args=[document.pk]), asked)
            yield f"api {task}", client.post(
                reverse("api:document_ask", args=[document.pk]), asked, content_type="application/json")
    for kind in ("csv", "xlsx"):
        yield f"export {kind}", client.post(reverse("web:documents_export"), {"ids": [document.pk], "kind": kind})
    yield "retype", client.post(
        reverse("web:documents_retype"), {"ids": [document.pk], "doc_type": "test_invoice"}, follow=True)


def given_away(
    client: Client, world: World, document: Document, folder: Path, *, linked: bool = False,
) -> dict[str, list[str]]:
    found, pictures = {}, set()
    for address, response in answers(client, world, document, linked=linked):
        said = told(response)
        if address.startswith(("ask", "api find", "/documents/?q", "/api/v1/documents?q")):
            said = said.replace(cards.NUMBER, "").replace(cards.SENSITIVE["name"], "")  # one's own words, said again
        if hits := leaks(said):
            found[address] = hits
        if response.headers.get("Content-Type") == "image/jpeg":
            pictures.add(response.content)
    assert pictures
    for n, content in enumerate(pictures):
        if hits := seen(content, folder / f"{n}.jpg"):
            found[f"picture {n}"] = hits
    return found


def seen(picture: bytes, file: Path) -> list[str]:
    """What the product's reader and a reader of codes find."""
    file.write_bytes(picture)
    with Image.open(file) as opened:
        codes = [code.text for code in zxingcpp.read_barcodes(opened.convert("L"))]
    return leaks(" ".join([*codes, *(line.text for line in read(file).pages[0].lines)])) + codes


def test_a_colleague_gets_nothing_of_a_person_at_any_address_before_and_after_the_approval(
    world: World, sheet: Document, tmp_path: Path,
) -> None:
    theirs = world.client("colleague", headers={"accept-language": "en"})
    assert given_away(theirs, world, sheet, tmp_path, linked=True) == {}
    cards.decide(sheet, world.people["reviewer"])
    sheet.refresh_from_db()
    flow.approve(sheet, actor=world.people["reviewer"], revision=sheet.revision)
    assert given_away(theirs, world, sheet, tmp_path) == {}
    page = theirs.get(reverse("web:page_image", args=[sheet.pk, 1])).content
    (tmp_path / "open.jpg").write_bytes(page)
    assert bare("性别女民族汉") in bare("".join(line.text for line in read(tmp_path / "open.jpg").pages[0].lines))


def test_whoever_uploaded_it_and_whoever_reviews_it_see_all(world: World, sheet: Document, tmp_path: Path) -> None:
    stored = default_storage.open(sheet.pages.get().image).read()
    for who in ("owner", "reviewer"):
        client = world.client(who)
        assert client.get(reverse("web:page_image", args=[sheet.pk, 1])).content == stored
        assert bare(cards.NUMBER) in bare(told(client.get(reverse("web:document_text", args=[sheet.pk]))))
        assert cards.NUMBER in told(client.get(reverse("web:document", args=[sheet.pk])))
        assert client.get(reverse("web:document_original", args=[sheet.pk])).status_code == 200
    assert sum(day in leaks(" ".join(line["text"] for line in sheet.pages.get().lines)) for day in DAYS)
    assert len(seen(stored, tmp_path / "all.jpg")) > PIECE


@pytest.mark.parametrize("lost", ["name", "id_number", "all", "type"])
def test_what_nobody_found_is_seen_by_no_colleague_either(
    world: World, sheet: Document, tmp_path: Path, lost: str,
) -> None:
    """The reader overlooked a value, or took the paper for something that it does not know."""
    values = FieldValue.objects.filter(run__document=sheet)
    if lost == "type":
        sheet.runs.update(type_version=None)
        Document.objects.filter(pk=sheet.pk).update(doc_type=None)
    (values if lost in ("all", "type") else values.filter(key=lost)).delete()
    Document.objects.filter(pk=sheet.pk).update(name="scan.png")  # of a name that tells it nobody could know
    theirs = world.client("colleague", headers={"accept-language": "zh-hans"})
    assert given_away(theirs, world, sheet, tmp_path) == {}


def test_a_covered_picture_is_made_once_and_anew_with_another_decision_and_goes_with_the_reading(
    world: World, sheet: Document, monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = []
    draw = covering.masked_picture
    monkeypatch.setattr(covering, "masked_picture", lambda *given: made.append(1) or draw(*given))
    address, theirs = reverse("web:page_image", args=[sheet.pk, 1]), world.client("colleague")
    first = theirs.get(address)
    assert theirs.get(address).content == first.content and len(made) == 1
    assert theirs.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    own = world.client("owner").get(address)
    assert own["ETag"] != first["ETag"] and own.content != first.content
    assert world.client("owner").get(address, headers={"If-None-Match": first["ETag"]}).content == own.content
    cards.decide(sheet, world.people["reviewer"])
    again = theirs.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, len(made)) == (200, 2)
    folder = sheet.pages.get().image.rpartition("/")[0]
    assert len(default_storage.listdir(folder)[1]) == 2  # the page's own and one that is covered
    assert Correction.objects.filter(document=sheet).exists()


def test_a_colleague_finds_a_document_by_no_part_of_its_name_that_is_hidden(world: World, sheet: Document) -> None:
    def hits(who: str, text: str) -> int:
        found = world.client(who).get("/api/v1/documents", {"q": text}).json()
        return sum(row["id"] == sheet.pk for row in found["results"])

    for text in (cards.NUMBER, cards.NUMBER[:3], cards.SENSITIVE["name"], cards.SENSITIVE["name"][:1], "28.12.1997"):
        assert (hits("owner", text), hits("colleague", text)) == (1, 0), text
    assert hits("colleague", ".png") == 1
    Document.objects.filter(pk=sheet.pk).update(status=Status.REJECTED, reason=f"Not {cards.NUMBER}")
    assert cards.NUMBER not in told(world.client("colleague").get(reverse("web:document", args=[sheet.pk])))
