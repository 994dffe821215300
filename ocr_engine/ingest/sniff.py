"""What a file is, by its first bytes and never by its name."""

from __future__ import annotations

import re
from typing import Literal

from ocr_engine.errors import BadFile

Kind = Literal["pdf", "png", "jpeg", "heic", "avif", "tiff", "webp", "bmp", "ofd", "xml"]
# Kinds whose pages are drawn rather than photographed: they have a text of their own and no fixed number of pixels.
DRAWN = frozenset(("pdf", "ofd", "xml"))

HEAD_BYTES = 1100
# A few generators put a byte order mark, a mail header or blank lines before %PDF; viewers accept it within the
# first kilobyte. Markup there is another matter: such a file is a page for a browser that also claims to be a PDF.
_PDF_WINDOW = 1024
_MARKUP = (b"<html", b"<!doctype", b"<script", b"<svg", b"<?xml", b"<body", b"<head")

# Zips that say at once what they are: office documents, e-books, archives of programs.
_OTHER_ZIPS = (b"[Content_Types].xml", b"mimetype", b"META-INF/", b"word/", b"xl/", b"ppt/", b"docProps/", b"_rels/")
_INVOICE_ROOT = re.compile(
    rb"(?:<!--.*?-->\s*)*<(?:[a-z]+:)?(?:crossindustry(?:invoice|document)|invoice|creditnote|einvoice)\b", re.DOTALL)
# Photos as phones keep them: a box that names its brand and those it agrees with. Films begin with such a box, too.
_PHOTO_BRANDS: dict[Kind, frozenset[bytes]] = {
    "avif": frozenset((b"avif", b"avis")), "heic": frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"))}
_PAGE_MARKUP = (b"%pdf-", b"<html", b"<!doctype html", b"<script", b"<svg", b"<body")


def sniff(head: bytes) -> Kind:
    """The kind of file that begins with these bytes (give at least HEAD_BYTES where there are so many).

    Raises BadFile ``file_empty`` or ``file_type_unknown``.
    """
    if not head:
        raise BadFile("file_empty")
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
        return "tiff"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[:2] == b"BM" and _looks_like_bmp(head):
        return "bmp"
    if _looks_like_pdf(head):
        return "pdf"
    if head[:4] == b"PK\x03\x04" and _looks_like_ofd(head):
        return "ofd"
    if _looks_like_xml(head):
        return "xml"
    photo = _photo(head)
    if photo:
        return photo
    raise BadFile("file_type_unknown")


def _photo(head: bytes) -> Kind | None:
    """Of a box ``ftyp``: its size, its name, its brand, a version, further brands (ISO/IEC 14496-12, 4.3)."""
    if head[4:8] != b"ftyp":
        return None
    end = min(int.from_bytes(head[:4]), HEAD_BYTES)
    brands = [head[8:12], *(head[at:at + 4] for at in range(16, end, 4))]
    return next((kind for brand in brands for kind, own in _PHOTO_BRANDS.items() if brand in own), None)


def _looks_like_ofd(head: bytes) -> bool:
    """The first member of an OFD is its index or lies in a document's folder; office documents begin otherwise.

    Whether the index is there is seen when the archive is opened.
    """
    name = head[30: 30 + int.from_bytes(head[26:28], "little")].lower()
    if any(mark.lower() in name for mark in _OTHER_ZIPS):
        return False
    return name.endswith(b".xml") or name.startswith((b"doc", b"ofd", b"/doc", b"/ofd"))


def _looks_like_xml(head: bytes) -> bool:
    """XML that is no page for a browser. Whether it is an invoice is seen when it is parsed."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "ignore").encode()
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if any(mark in text for mark in _PAGE_MARKUP):
        return False
    return text.startswith(b"<?xml") or _INVOICE_ROOT.match(text) is not None


def _looks_like_pdf(head: bytes) -> bool:
    position = head[:_PDF_WINDOW].find(b"%PDF-")
    if position < 0:
        return False
    before = head[:position].lower()
    return not any(mark in before for mark in _MARKUP)


def _looks_like_bmp(head: bytes) -> bool:
    """Two letters are no signature: the header's own length must be one that exists, and the reserved word empty."""
    header_size = int.from_bytes(head[14:18], "little")
    return head[6:10] == b"\0\0\0\0" and header_size in (12, 16, 40, 52, 56, 64, 108, 124)
