"""A document as a PDF that can be searched and copied from: pictures of its pages with the words that were read laid
invisibly behind them, each reader's as they may be read. A PDF with letters of its own on every page stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import User
from docmgr.core.exceptions import NotAllowed, NotThere
from docmgr.documents import pictures, storage
from docmgr.documents.models import Document, Page
from docmgr.documents.searchable_pdf import Sheet, Word, written
from docmgr.review import covering
from docmgr.review.concealing.line_parts import part_on, turned
from docmgr.review.concealing.viewing import HIDDEN

_PDF = "application/pdf"
_CHUNK = 2**16
# Of pictures nobody knows how large the paper was: its longer side becomes that of A4, in points.
_LONG_SIDE = 842.0
# A line that is so many times higher than wide is read downwards.
_STANDING = 1.5
_WORD = re.compile(r"\S+")
_SHOWN_WORD = re.compile(rf"[^\s{HIDDEN}]+")


class NoPictures(NotThere):
    code = "no_page_pictures"
    message = _("There are no page pictures of this file.")


class PictureGone(NotThere):
    code = "page_picture_gone"
    message = _("The picture of a page is gone. Have the document read again.")


def searchable_pdf(user: User, document: Document) -> Iterator[bytes]:
    """The file in pieces, for this person. Hundredths of a second a page, tenths where a covered picture is made; one
    page is held at a time. Raises NoPictures, PictureGone, NotThere."""
    rows = list(document.pages.all())
    if not rows:
        raise NoPictures
    if document.blob.media_type == _PDF and all(page.source == "text_layer" for page in rows) and _open(user, document):
        return _pieces(storage.open_blob(document.blob))
    for page in rows:
        _require_picture(page)
    told = covering.pages_for(user, document)
    covered = covering.covers(user, document)
    return written(_sheet(user, document, page, shown.lines, covered=covered)
                   for page, shown in zip(rows, told, strict=True))


def _open(user: User, document: Document) -> bool:
    try:
        covering.require_original(user, document)
    except NotAllowed:
        return False
    return True


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        while piece := stream.read(_CHUNK):
            yield piece


def _require_picture(page: Page) -> None:
    if not page.image:
        raise NoPictures
    if not pictures.is_there(page.image):
        raise PictureGone


def _sheet(user: User, document: Document, page: Page, lines: Sequence[Mapping[str, Any]], *, covered: bool) -> Sheet:
    width, height = page.width or 1.0, page.height or 1.0
    scale = 1.0 if document.blob.media_type == _PDF else _LONG_SIDE / max(width, height)
    words = [word for line in lines for word in words_of(page, line, covered=covered)]
    return Sheet(covering.picture(user, page), width * scale, height * scale, words, page.rotation)


def words_of(page: Page, line: Mapping[str, Any], *, covered: bool) -> Iterator[Word]:
    """The words of a line in their places, and the blanks between them; of a covered line what may be read."""
    text: str = line["text"]
    upright = turned(line["box"], page.rotation)
    on_its_side = page.rotation % 180 == 90
    wide, high = (page.height, page.width) if on_its_side else (page.width, page.height)
    if (upright[3] - upright[1]) * high > _STANDING * (upright[2] - upright[0]) * wide and len(text) > 1:
        yield from _downwards(text, upright, -page.rotation, covered=covered)
        return
    end = None
    for found in (_SHOWN_WORD if covered else _WORD).finditer(text):
        if end is not None and text[end:found.start()].isspace():
            yield Word(" ", part_on(page, line, end, found.start()))
        end = found.end()
        yield Word(found.group(), part_on(page, line, found.start(), end))


def _downwards(text: str, box: Sequence[float], turn: int, *, covered: bool) -> Iterator[Word]:
    step = (box[3] - box[1]) / len(text)
    for place, sign in enumerate(text):
        if not sign.isspace() and not (covered and sign == HIDDEN):
            top = box[1] + place * step
            yield Word(sign, turned([box[0], top, box[2], top + step], turn))
