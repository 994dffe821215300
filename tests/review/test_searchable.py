"""A document as a PDF that can be searched: every word in its place, equal when copied, and nothing that is covered."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import pymupdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from docmgr.documents.models import Blob, Document, Page
from docmgr.documents.searchable_pdf import Sheet, Word, written
from docmgr.review.concealing.viewing import HIDDEN
from docmgr.review.searchable import NoPictures, PictureGone, searchable_pdf, words_of
from tests.review import makers

WIDTH, HEIGHT = 600, 800
LETTERS = "abzÄéßłŻ€0289中华人民发票機動𠮷あ가"
NEAR = 0.6  # points


def jpeg(mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (60, 80), "white").save(out, "JPEG")
    return out.getvalue()


def opened(*sheets: Sheet) -> pymupdf.Document:
    document = pymupdf.open(stream=b"".join(written(sheets)), filetype="pdf")
    assert not document.is_repaired
    return document


def lies_in(found: pymupdf.Rect, box: Any) -> bool:
    left, top, right, bottom = box[0] * WIDTH, box[1] * HEIGHT, box[2] * WIDTH, box[3] * HEIGHT
    return left - NEAR <= found.x0 < found.x1 <= right + NEAR and top - NEAR <= found.y0 < found.y1 <= bottom + NEAR


@settings(max_examples=40)
@given(st.lists(st.text(LETTERS, min_size=1, max_size=12), min_size=1, max_size=6), st.sampled_from([0, 90, 180, 270]))
def test_each_word_that_is_searched_lies_in_its_box_and_is_copied_as_it_was_read(texts: list[str], turn: int) -> None:
    words = [Word(text, [0.1, 0.1 + 0.1 * n, 0.1 + 0.05 * len(text), 0.14 + 0.1 * n]) for n, text in enumerate(texts)]
    if turn % 180:
        words = [Word(text, [box[1], box[0], box[3], box[2]]) for text, box in words]
    with opened(Sheet(jpeg(), WIDTH, HEIGHT, words, turn)) as document:
        assert sorted(document[0].get_text().split("\n")) == sorted(["", *texts])
        for word in words:
            assert any(lies_in(place, word.box) for place in document[0].search_for(word.text))


def test_a_page_that_lies_on_its_side_is_shown_upright_with_its_words_running_along() -> None:
    for turn, direction in ((0, (1, 0)), (90, (0, -1)), (180, (-1, 0)), (270, (0, 1))):
        with opened(Sheet(jpeg(), WIDTH, HEIGHT, [Word("Total", [0.4, 0.4, 0.5, 0.5])], turn)) as document:
            (block,) = (b for b in document[0].get_text("dict")["blocks"] if "lines" in b)
            assert block["lines"][0]["dir"] == direction and document[0].rotation == turn


def test_pictures_in_grey_and_in_colour_stay_byte_for_byte() -> None:
    for picture in (jpeg(), jpeg("L")):
        with opened(Sheet(picture, WIDTH, HEIGHT, [])) as document:
            ((number, *_rest),) = document[0].get_images()
            assert document.extract_image(number)["image"] == picture


def test_nothing_of_the_words_is_seen() -> None:
    words = [Word("Total", [0.1, 0.1, 0.9, 0.9])]
    with opened(Sheet(jpeg(), WIDTH, HEIGHT, words), Sheet(jpeg(), WIDTH, HEIGHT, [])) as document:
        assert document[0].get_pixmap().samples == document[1].get_pixmap().samples


def a_page(rotation: int = 0) -> Page:
    return Page(number=1, width=1000, height=1400, rotation=rotation)


def test_the_words_of_a_line_stand_apart_with_their_blanks() -> None:
    line = {"text": "Net total 5", "box": [0.1, 0.1, 0.5, 0.12]}
    words = list(words_of(a_page(), line, covered=False))
    assert [word.text for word in words] == ["Net", " ", "total", " ", "5"]
    assert words[0].box[0] == pytest.approx(0.1) and words[-1].box[2] == pytest.approx(0.5)
    assert all(a.box[2] == pytest.approx(b.box[0]) for a, b in pairwise(words))


def test_of_a_covered_line_only_what_may_be_read_is_laid_behind() -> None:
    line = {"text": f"Name {HIDDEN * 3} 5{HIDDEN}", "box": [0.1, 0.1, 0.5, 0.12]}
    assert [w.text for w in words_of(a_page(), line, covered=True)] == ["Name", "5"]
    assert HIDDEN in "".join(w.text for w in words_of(a_page(), line, covered=False))  # a bullet that is printed there


def test_a_line_that_is_read_downwards_has_each_sign_in_its_place() -> None:
    words = list(words_of(a_page(), {"text": "购买方", "box": [0.1, 0.1, 0.12, 0.2]}, covered=False))
    assert [w.text for w in words] == ["购", "买", "方"] and words[1].box[1] == pytest.approx(0.1 + 0.1 / 3)


@pytest.fixture
def document(employee: Any, files_dir: Any) -> Document:
    made = makers.document(employee, makers.invoice_type(), values={"number": "03847562"})
    made.pages.update(image=default_storage.save("pages/test/0001.jpg", ContentFile(jpeg())))
    return made


@pytest.mark.django_db
def test_the_owner_finds_every_word_that_was_read(document: Document, employee: Any) -> None:
    with pymupdf.open(stream=b"".join(searchable_pdf(employee, document)), filetype="pdf") as made:
        text = "".join(made[0].get_text().split())
        for line in document.pages.get().lines:
            assert "".join(line["text"].split()) in text


@pytest.mark.django_db
def test_a_picture_that_is_gone_is_told_before_anything_is_sent(document: Document, employee: Any) -> None:
    default_storage.delete(document.pages.get().image)
    with pytest.raises(PictureGone):
        searchable_pdf(employee, document)
    document.pages.update(image="")
    with pytest.raises(NoPictures):
        searchable_pdf(employee, document)


@pytest.mark.django_db
def test_a_pdf_with_letters_of_its_own_stays_as_it_was_uploaded(document: Document, employee: Any) -> None:
    from docmgr.documents.storage import blob_key

    Blob.objects.filter(pk=document.blob_id).update(media_type="application/pdf")
    document.pages.update(source="text_layer")
    document.blob.refresh_from_db()
    default_storage.save(blob_key(document.blob.sha256), ContentFile(b"%PDF-1.7 as it came"))
    assert b"".join(searchable_pdf(employee, document)) == b"%PDF-1.7 as it came"
