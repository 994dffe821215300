"""Invoice XML that a PDF carries: embedded files, files pinned to a page, entries of the information dictionary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pymupdf

from . import chinese
from .document import read_bytes
from .facts import Facts
from .safe_xml import MAX_BYTES, XmlRefused

# The names that the standards prescribe come first; others are looked at because not everybody keeps to them.
_PRESCRIBED = ("factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml")
_MAX_FILES = 50
_MAX_PAGES = 20
_MAX_ENTRIES = 100
_FILE_ATTACHMENT = 17  # MuPDF's number for this kind of annotation
# What asking for one thing in a damaged file raises; the others may still be had.
_DAMAGE = (RuntimeError, ValueError, LookupError, TypeError, pymupdf.mupdf.FzErrorBase)


def facts_of(pdf: pymupdf.Document) -> tuple[list[Facts], bool]:
    """What the attachments say, best first, and whether one that promised an invoice could not be read."""
    found: list[Facts] = []
    broken = False
    for name, data in sorted(_files(pdf), key=lambda item: item[0] not in _PRESCRIBED):
        if data is None or not _looks_like_xml(name, data):
            broken |= data is None and name.endswith(".xml")
            continue
        try:
            facts = read_bytes(data)
        except XmlRefused:
            broken |= name.endswith(".xml")
            continue
        if facts is not None:
            found.append(facts)
    named = chinese.of_names(_entries(pdf), source="xml")
    return [*found, *([named] if named else ())], broken and not found


def others(pdf: pymupdf.Document) -> int:
    """How many attached files are no invoice data by their names. Nothing of them is read."""
    names = [_embedded_name(pdf, number) for number in range(min(pdf.embfile_count(), _MAX_FILES))]
    for number in range(min(pdf.page_count, _MAX_PAGES)):
        try:
            pinned = pdf.load_page(number).annots(types=[_FILE_ATTACHMENT])
            names += [_name_in(annotation.file_info) for annotation in pinned]
        except _DAMAGE:
            continue
    return sum(not name.endswith(".xml") for name in names)


def _embedded_name(pdf: pymupdf.Document, number: int) -> str:
    try:
        return _name_in(pdf.embfile_info(number))
    except _DAMAGE:
        return ""


def _name_in(told: Mapping[str, Any]) -> str:
    """In small letters."""
    return str(told.get("ufilename") or told.get("filename") or told.get("name") or "").casefold()


def _looks_like_xml(name: str, data: bytes) -> bool:
    head = data[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\xfe\xff \t\r\n")
    return name.endswith(".xml") or head.startswith((b"<?xml", b"<rsm:", b"<EInvoice"))


def _files(pdf: pymupdf.Document) -> Iterator[tuple[str, bytes | None]]:
    """(lower-case file name, content or None where it cannot be had)."""
    for number in range(min(pdf.embfile_count(), _MAX_FILES)):
        name, data = "", None
        try:
            told = pdf.embfile_info(number)
            name = _name_in(told)
            if int(told.get("length") or told.get("size") or 0) <= MAX_BYTES:
                data = pdf.embfile_get(number)
        except _DAMAGE:
            data = None
        yield name, data if data is None or len(data) <= MAX_BYTES else None
    for number in range(min(pdf.page_count, _MAX_PAGES)):
        yield from _pinned(pdf, number)


def _pinned(pdf: pymupdf.Document, number: int) -> Iterator[tuple[str, bytes | None]]:
    try:
        page = pdf.load_page(number)
        for annotation in page.annots(types=[_FILE_ATTACHMENT]):
            told = annotation.file_info
            if int(told.get("size") or 0) <= MAX_BYTES:
                yield _name_in(told), annotation.get_file()
    except _DAMAGE:
        return


def _entries(pdf: pymupdf.Document) -> Iterator[tuple[str, str]]:
    """The information dictionary, in which the fully digital invoice's PDF repeats its figures."""
    try:
        kind, where = pdf.xref_get_key(-1, "Info")
        if kind != "xref":
            return
        number = int(where.split()[0])
        for key in pdf.xref_get_keys(number)[:_MAX_ENTRIES]:
            kind, value = pdf.xref_get_key(number, key)
            if kind == "string":
                yield key, value
    except _DAMAGE:
        return
