"""A file that holds several papers: which of its pages become which document, and where a document came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from docmgr.core.exceptions import Invalid
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Part

# Files with pages that can be cut apart; every other one is one page, or is signed as a whole.
KINDS = frozenset(("application/pdf", "image/tiff"))
ONE_PAGE = _("The document has one page, so there is nothing to split.")
OTHER_KIND = _("Only PDF and TIFF files can be split.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """The pages ``first`` to ``last`` (from 1). ``doc_type`` None lets the engine recognise it; of what is ``left_out``
    no document is made. ``attachments``: files attached to the whole file, such as invoice data, go with it."""

    first: int
    last: int
    doc_type: DocumentType | None = None
    left_out: bool = False
    attachments: bool = False

    @property
    def pages(self) -> str:
        return f"{self.first}-{self.last}" if self.last > self.first else str(self.first)


class NotSplit(Invalid):
    """The pieces do not make up the document; ``params`` name the page or the piece that is wrong."""

    code = "split_invalid"


def check(pieces: Sequence[Piece], page_count: int) -> None:
    """Every page in one piece, in order, and at least two pieces of which one is kept. Raises NotSplit."""
    if page_count < 2:
        raise NotSplit(ONE_PAGE, code="split_one_page")
    _in_order(pieces, page_count)
    if len(pieces) < 2:
        raise NotSplit(_("That is one part with all pages. Cut in one place at least."), code="split_one_part")
    if all(piece.left_out for piece in pieces):
        raise NotSplit(_("Every part is left out. At least one has to become a document."), code="split_nothing_left")
    if sum(piece.attachments for piece in pieces if not piece.left_out) != sum(p.attachments for p in pieces) or sum(
            piece.attachments for piece in pieces) > 1:
        raise NotSplit(_("Attached files go with one part only, and with one that becomes a document."),
                       code="split_attachments")


def _in_order(pieces: Sequence[Piece], page_count: int) -> None:
    following = 1
    for number, piece in enumerate(sorted(pieces, key=lambda piece: piece.first), 1):
        if piece.last > page_count or piece.first < 1:
            page = piece.first if not 1 <= piece.first <= page_count else piece.last
            raise _wrong(_("The document has %(pages)d pages; there is no page %(page)d."), pages=page_count, page=page)
        if piece.last < piece.first:
            raise _wrong(_("Part %(number)d ends before it begins."), number=number)
        if piece.first < following:
            raise _wrong(_("Page %(page)d stands in two parts."), page=piece.first)
        if piece.first > following:
            raise _wrong(_("Page %(page)d stands in no part. Leave it out where nothing is to become of it."),
                         page=following)
        following = piece.last + 1
    if following <= page_count:
        raise _wrong(_("Page %(page)d stands in no part. Leave it out where nothing is to become of it."),
                     page=following)
    if list(pieces) != sorted(pieces, key=lambda piece: piece.first):
        raise _wrong(_("The parts have to stand in the order of their pages."))


def _wrong(sentence: Any, **params: Any) -> NotSplit:
    return NotSplit(sentence % params if params else sentence, **params)


def may_be_cut(document: Document) -> bool:
    """Whether it is a file of several pages that can be cut apart; whether it may be now, its status says."""
    return not why_not(document)


def why_not(document: Document) -> str:
    """Why the file cannot be cut apart, in words; empty where it can."""
    if document.page_count < 2:
        return str(ONE_PAGE)
    return "" if document.blob.media_type in KINDS else str(OTHER_KIND)


def name_of(whole: str, piece: Piece) -> str:
    """scan.pdf → scan-p3-4.pdf"""
    stem, dot, ending = whole.rpartition(".")
    return f"{stem}-p{piece.pages}.{ending}" if dot and stem else f"{whole}-p{piece.pages}"


def parts_of(document: Document) -> list[Part]:
    """What became of its pages, in order, with the documents; nothing of a splitting that was taken back."""
    return list(document.parts.filter(undone=False).select_related("document"))


def cut_from(document: Document) -> Part | None:
    """The part of another document that this one is; also where that was taken back."""
    return Part.objects.filter(document=document).first()
