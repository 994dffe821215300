"""A document's result as JSON, TXT, Markdown, CSV or XLSX; several documents as CSV or XLSX.

Cells of CSV and XLSX can never start a formula (core.spreadsheet).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
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
from docmgr.review.rows import Table, by_table, row_numbers, tables_of
from docmgr.web.marks import MARKS
from docmgr.web.table_names import label_of

Row = list[Any]
MEDIA = {
    "json": "application/json; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Spreadsheet programs keep 15 figures of a number; one with more stays text, to the last of them.
_FIGURES = re.compile(r"(?!(?:\D*\d){16})-?\d+(\.\d+)?", re.ASCII)
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
    rows = _value_rows(fields)
    if kind == "csv":
        return to_csv(rows)
    tables = [(label_of(table.name), _table_rows(table)) for table in tables_of(fields) if table.rows]
    return to_xlsx([(_("Fields"), rows), *tables, (_("Text"), _text_rows(pages))])


def export_many(kind: str, documents: Sequence[Document], fields: dict[int, list[CurrentField]]) -> bytes:
    """CSV: a row per value. XLSX: a sheet per document type, a row per document, a column per field; of a table of the
    type a sheet of its own, with its rows."""
    if kind == "csv":
        head = [_("Document"), _("File name"), _("Status"), _("Type"), *value_header()]
        rows = [
            [d.pk, d.name, d.get_status_display(), str(d.doc_type or ""), *row]
            for d in documents for row in _value_rows(fields.get(d.pk, []))[1:]
        ]
        return to_csv([head, *rows])
    return to_xlsx([*_sheets_by_type(documents, fields).items(), *_sheets_of_tables(documents, fields).items()])


def to_json(document: Document, fields: list[CurrentField], pages: Iterable[Page]) -> bytes:
    told = {
        "id": document.pk, "file": document.name, "status": document.status, "pages": document.page_count,
        "doc_type": document.doc_type.key if document.doc_type else None, "revision": document.revision,
        "fields": by_key(fields, _json_value), "tables": by_table(fields),
        "text": [{"page": p.number, "text": p.text} for p in pages],
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def _json_value(field: CurrentField) -> dict[str, Any]:
    return {
        "label": field.label, "value": field.value, "raw": field.raw, "confidence": _rounded(field.confidence, 4),
        "mark": str(field.mark), "page": field.page, "box": field.box, "source": field.source,
        "checks": list(field.checks), "confirmed_by": field.decided_by or None,
    }


def value_header() -> Row:
    return [_("Field"), _("Key"), _("Value"), _("As printed"), _("Confidence"), _("Mark"), _("Page"), _("Confirmed by"),
            _("Row")]


def value_row(field: CurrentField, row: int | None = None) -> Row:
    """``row``: of a table, where it is a column of one."""
    return [
        field.label, field.key, field.value, field.raw, _rounded(field.confidence, 3), str(MARKS[field.mark].meaning),
        field.page, field.decided_by, row,
    ]


def _value_rows(fields: Sequence[CurrentField]) -> list[Row]:
    numbers = row_numbers(fields)
    return [value_header(), *(value_row(field, numbers.get(field.place)) for field in fields)]


def _table_rows(table: Table) -> list[Row]:
    return [[_("Row"), *(column.label for column in table.columns)], *_rows_of(table)]


def _rows_of(table: Table) -> list[Row]:
    """Amounts and numbers as numbers, so that a spreadsheet can add them up."""
    return [[number, *(_cell_value(cell) for cell in row.cells)] for number, row in enumerate(table.rows, 1)]


def _cell_value(cell: CurrentField) -> Any:
    if cell.kind in ("money", "number") and _FIGURES.fullmatch(cell.value):
        return Decimal(cell.value)
    return cell.value


def _rounded(confidence: float | None, digits: int) -> float | None:
    """None for a person's value: nothing measures how sure a person was."""
    return None if confidence is None else round(confidence, digits)


def to_csv(rows: Iterable[Row]) -> bytes:
    """With a byte order mark, without which spreadsheet programs garble Chinese."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(sheets: Iterable[tuple[str, list[Row]]]) -> bytes:
    """Sheets by their names, of which two may be alike: the later ones are numbered."""
    book = Workbook(write_only=True)
    for name, rows in sheets:
        sheet = book.create_sheet(_sheet_name(name, {one.title.casefold() for one in book.worksheets}))
        sheet.freeze_panes = "A2"
        for number, row in enumerate(rows):
            sheet.append([_cell(sheet, value, bold=number == 0) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet_name(name: str, taken: Collection[str]) -> str:
    """As spreadsheet programs allow it; of two alike they open neither, and "a" and "A" are alike."""
    allowed = "".join(c for c in name.translate(FORBIDDEN) if c.isprintable()).strip(" '") or _("Table")
    numbers = ("", *(f" {n}" for n in range(2, len(taken) + 2)))
    names = (allowed[:SHEET_NAME - len(number)].rstrip(" '") + number for number in numbers)
    return next(one for one in names if one.casefold() not in taken)


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


def _sheets_of_tables(
    documents: Sequence[Document], fields: dict[int, list[CurrentField]],
) -> dict[str, list[Row]]:
    """A sheet for each table of a type: all its rows, document after document."""
    found = [(document, table) for document in documents for table in tables_of(fields.get(document.pk, []))]
    columns: dict[str, dict[str, str]] = {}
    for document, table in found:
        columns.setdefault(_table_name(document, table), {}).update({c.key: c.label for c in table.columns})
    sheets: dict[str, list[Row]] = {
        name: [[_("Document"), _("File name"), _("Row"), *labels.values()]] for name, labels in columns.items()}
    for document, table in found:
        name = _table_name(document, table)
        for number, row in enumerate(table.rows, 1):
            cells = {cell.key: _cell_value(cell) for cell in row.cells}
            sheets[name].append([document.pk, document.name, number, *(cells.get(key, "") for key in columns[name])])
    return sheets


def _table_name(document: Document, table: Table) -> str:
    """What tells tables apart stands in front: the name of a sheet is short."""
    return f"{label_of(table.name)[:16]} - {_type_name(document)}"


def _type_name(document: Document) -> str:
    return str(document.doc_type) if document.doc_type else _("not recognised")
