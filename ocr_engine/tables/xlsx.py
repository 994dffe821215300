"""Tables as a workbook: one sheet each, merged cells kept, every text a text."""

from __future__ import annotations

import io
from collections.abc import Sequence

from .table import Table

_ILLEGAL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])
_MOST_LETTERS = 32_767  # of a cell, by the file format


def workbook(tables: Sequence[tuple[str, Table]]) -> bytes:
    """The bytes of an .xlsx with a sheet for each (name, table). Nothing in it is ever taken for a formula.

    Names are cut to 31 letters and made different. Raises ValueError for no tables: a workbook needs a sheet.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    if not tables:
        raise ValueError("no tables")
    book = Workbook()
    book.remove(book.active)
    for number, (name, table) in enumerate(tables, 1):
        sheet = book.create_sheet(_sheet_name(name, number))
        for cell in table.cells:
            place = sheet.cell(cell.row + 1, cell.column + 1)
            place.value = cell.text.translate(_ILLEGAL)[:_MOST_LETTERS]
            place.data_type = "s"
            place.alignment = Alignment(wrap_text=True, vertical="top")
            if cell.header:
                place.font = Font(bold=True)
        for cell in table.cells:
            if cell.rowspan > 1 or cell.colspan > 1:
                sheet.merge_cells(start_row=cell.row + 1, start_column=cell.column + 1,
                                  end_row=cell.row + cell.rowspan, end_column=cell.column + cell.colspan)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet_name(name: str, number: int) -> str:
    plain = "".join(" " if letter in "[]:*?/\\'" else letter for letter in name).strip()
    return f"{plain[:26] or 'table'} {number}"
