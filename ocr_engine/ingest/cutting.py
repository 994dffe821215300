"""Pages of a PDF as a file of their own: its objects are copied and nothing is drawn anew. In the parser process only.

Attached files, and entries of the information dictionary that may hold an invoice's figures, belong to the whole file.
They go with the pages only where that is wanted: data of one invoice beside another one would be believed.
"""

from __future__ import annotations

import pymupdf

_FILE_ATTACHMENT = 17  # MuPDF's number for this kind of annotation
_NOT_ENCRYPTED = 1  # PDF_ENCRYPT_NONE of PyMuPDF
_EMBEDDED = "Names/EmbeddedFiles"  # lost where pages are chosen


def cut(pdf: pymupdf.Document, data: bytes, first: int, last: int, *, attachments: bool) -> bytes:
    """The pages ``first`` to ``last`` (from 1) of the PDF with these bytes. The same pages give the same bytes."""
    if attachments or pdf.get_ocgs():
        # Layers that are switched off are known to the whole file alone, as attached files are.
        part = pymupdf.open(stream=data, filetype="pdf")
        catalogue = part.pdf_catalog()
        _kind, files = part.xref_get_key(catalogue, _EMBEDDED)
        part.select(list(range(first - 1, last)))
        part.set_toc([])
        part.xref_set_key(catalogue, _EMBEDDED, files if attachments else "null")
        if not attachments:
            _strip(part)
    else:
        part = pymupdf.open()
        part.insert_pdf(pdf, from_page=first - 1, to_page=last - 1)
    if not attachments:
        _unpin(part)
    return part.tobytes(garbage=4, no_new_id=True, encryption=_NOT_ENCRYPTED)


def _strip(part: pymupdf.Document) -> None:
    part.xref_set_key(part.pdf_catalog(), "AF", "null")
    part.xref_set_key(-1, "Info", "null")
    part.del_xml_metadata()


def _unpin(part: pymupdf.Document) -> None:
    for number in range(part.page_count):
        page = part.load_page(number)
        for annotation in list(page.annots(types=[_FILE_ATTACHMENT])):
            page.delete_annot(annotation)
