"""Named resources of a PDF page."""

from __future__ import annotations

import pymupdf


def put(page: pymupdf.Page, group: str, name: str, value: str) -> None:
    """Makes ``value`` known to the page's content as /name of its XObject, ExtGState and so on."""
    pdf = page.parent
    holder, path = _at(pdf, page.xref, "Resources")
    holder, path = _at(pdf, holder, f"{path}{group}")
    pdf.xref_set_key(holder, f"{path}{name}", value)


def _at(pdf: pymupdf.Document, holder: int, key: str) -> tuple[int, str]:
    """The object that holds what stands at the key, and the path to it in there: the object itself where it is one."""
    kind, where = pdf.xref_get_key(holder, key)
    return (int(where.split()[0]), "") if kind == "xref" else (holder, f"{key}/")
