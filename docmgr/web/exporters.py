"""A document's result as JSON, TXT, Markdown, CSV or XLSX; several documents as CSV or XLSX.

Cells of CSV and XLSX can never start a formula (core.spreadsheet).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from docmgr.core.spreadsheet import safe_cell
from docmgr.documents.models import Document, Page
from docmgr.extraction import asking
from docmgr.review.fields import CurrentField, by_key
from docmgr.web.marks import MARKS

Row = list[Any]
MEDIA = {
    "json": "application/json; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SHEET_NAME = 31  # characters that a sheet's name may have
FORBIDDEN = str.maketrans(dict.fromkeys(r"[]:*?/\ ".strip(), "-"))


def export(kind: str, document: Document, fields: list[CurrentField], pages: Iterable[Page]) -> bytes:
    """The bytes of the download; ``kind`` is a key of MEDIA."""
    if kind == "json":
        return to_json(document, fields, pages)
    if kind == "txt":
        return "\n\n".join(page.text for page in pages).encode()
    if kind == "md":
        answer = asking.answer(document, list(pages), asking.Question("markdown"))
        return "\n\n---\n\n".join(page["text"] for page in answer["pages"]).encode()
    rows = [value_header(), *(value_row(field) for field in fields)]
    return to_csv(rows) if kind == "csv" else to_xlsx({_("Fields"): rows, _("Text"): _text_rows(pages)})


def export_many(kind: str, documents: Sequence[Document], fields: dict[int, list[CurrentField]]) -> bytes:
    """CSV: a row per value. XLSX: a sheet per document type, a row per document, a column per field."""
    if kind == "csv":
        head = [_("Document"), _("File name"), _("Status"), _("Type"), *value_header()]
        rows = [
            [d.pk, d.name, d.get_status_display(), str(d.doc_type or ""), *value_row(f)]
            for d in documents for f in fields.get(d.pk, [])
        ]
        return to_csv([head, *rows])
    return to_xlsx(_sheets_by_type(documents, fields))


def to_json(document: Document, fields: list[CurrentField], pages: Iterable[Page]) -> bytes:
    told = {
        "id": document.pk, "file": document.name, "status": document.status, "pages": document.page_count,
        "doc_type": document.doc_type.key if document.doc_type else None, "revision": document.revision,
        "fields": by_key(fields, _json_value), "text": [{"page": p.number, "text": p.text} for p in pages],
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def _json_value(field: CurrentField) -> dict[str, Any]:
    return {
        "label": field.label, "value": field.value, "raw": field.raw, "confidence": _rounded(field.confidence, 4),
        "mark": str(field.mark), "page": field.page, "box": field.box, "source": field.source,
        "checks": list(field.checks), "confirmed_by": field.decided_by or None,
    }


def value_header() -> Row:
    return [_("Field"), _("Key"), _("Value"), _("As printed"), _("Confidence"), _("Mark"), _("Page"), _("Confirmed by")]


def value_row(field: CurrentField) -> Row:
    return [
        field.label, field.key, field.value, field.raw, _rounded(field.confidence, 3), str(MARKS[field.mark].meaning),
        field.page, field.decided_by,
    ]


def _rounded(confidence: float | None, digits: int) -> float | None:
    """None for a person's value: nothing measures how sure a person was."""
    return None if confidence is None else round(confidence, digits)


def to_csv(rows: Iterable[Row]) -> bytes:
    """With a byte order mark, without which spreadsheet programs garble Chinese."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(sheets: dict[str, list[Row]]) -> bytes:
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.translate(FORBIDDEN)[:SHEET_NAME])
        sheet.freeze_panes = "A2"
        for number, row in enumerate(rows):
            sheet.append([_cell(sheet, value, bold=number == 0) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: Any, *, bold: bool) -> WriteOnlyCell:
    """Text stays text even where it begins like a formula: the type of the cell says so."""
    text = isinstance(value, str)
    cell = WriteOnlyCell(sheet, value=_printable(value) if text else value)
    if text:
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _printable(text: str) -> str:
    """Without control characters, which the file format does not allow, and not longer than a cell may be."""
    return "".join(c for c in safe_cell(text) if c >= " " or c in "\n\t")[:32_000]


def _text_rows(pages: Iterable[Page]) -> list[Row]:
    return [[_("Page"), _("Text")], *([page.number, line["text"]] for page in pages for line in page.lines)]


def _sheets_by_type(documents: Sequence[Document], fields: dict[int, list[CurrentField]]) -> dict[str, list[Row]]:
    columns: dict[str, dict[str, str]] = {}
    for document in documents:
        for field in fields.get(document.pk, []):
            columns.setdefault(_type_name(document), {}).setdefault(field.key, field.label)
    sheets: dict[str, list[Row]] = {}
    for document in documents:
        keys = columns.get(_type_name(document), {})
        head = [_("Document"), _("File name"), _("Status"), _("Uploaded"), *keys.values()]
        rows = sheets.setdefault(_type_name(document), [head])
        values: dict[str, list[str]] = {}
        for field in fields.get(document.pk, []):
            values.setdefault(field.key, []).append(field.value)
        uploaded = timezone.localtime(document.created_at).replace(tzinfo=None)
        joined = [" | ".join(filter(None, values.get(key, []))) for key in keys]
        rows.append([document.pk, document.name, document.get_status_display(), uploaded, *joined])
    return sheets or {_("Documents"): [[_("Document")]]}


def _type_name(document: Document) -> str:
    return str(document.doc_type) if document.doc_type else _("not recognised")
