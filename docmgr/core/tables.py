"""Tables that people keep in a spreadsheet program, as rows of text: CSV as it is saved, and XLSX.

A cell that does not say what its author wrote is not guessed at: a spreadsheet rounds an identity number, and a
formula may show an error.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from itertools import islice
from pathlib import PurePath
from typing import Any
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from docmgr.core.exceptions import Invalid
from docmgr.core.spreadsheet import plain_cell
from docmgr.core.strict_json import UNKEEPABLE

ENDINGS = (".csv", ".xlsx")
MOST_COLUMNS = 1000
# What a small workbook may come to unpacked: its texts are all held in memory.
MAX_UNPACKED_BYTES = 100_000_000
# A spreadsheet keeps fifteen digits of a number, and writes longer ones to a CSV like 1.10105E+17.
_EXACT_BELOW = 10 ** 15
_SHORTENED = re.compile(r"[+-]?\d(?:\.\d+)?[Ee]\+\d+")
# A workbook that is cut off, encrypted, or was never one: what openpyxl and the ZIP under it raise.
_UNREADABLE = (zipfile.BadZipFile, zlib.error, ParseError, OSError, EOFError, RuntimeError,
               ValueError, TypeError, LookupError, AttributeError)


@dataclass(frozen=True, slots=True)
class Unusable:
    """A cell that cannot be taken for what it shows, and why."""

    reason: str


Cell = str | Unusable
Row = list[Cell]


def is_table(name: str) -> bool:
    return PurePath(name).suffix.lower() in ENDINGS


def rows_of(name: str, data: bytes, *, most: int, sheets: Sequence[str] = ()) -> list[Row]:
    """Every row from the first on, blank ones too, so that their numbers are those that the spreadsheet shows.

    Of a workbook the first sheet that bears one of these names (``sheets``), else its first one. ``most`` rows at the
    most. Raises Invalid.
    """
    read = _of_csv(data) if name.lower().endswith(".csv") else _of_workbook(data, sheets)
    found = list(islice(read, most + 1))
    if len(found) > most:
        raise Invalid(_("The table has more than %(limit)d rows.") % {"limit": most}, code="table_invalid")
    return found


def _of_csv(data: bytes) -> Iterator[Row]:
    text = _decoded(data)
    separator = max(",;\t", key=lambda sign: len(next(_reader(text, sign), [])))
    number = 0
    try:
        for number, cells in enumerate(_reader(text, separator, strict=True), 1):  # noqa: B007
            yield [_said(cell) for cell in cells[:MOST_COLUMNS]]
    except csv.Error as error:
        raise Invalid(_("Row %(number)d of the table is not valid CSV.") % {"number": number + 1},
                      code="table_invalid") from error


def _reader(text: str, separator: str, *, strict: bool = False) -> Any:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)


def _decoded(data: bytes) -> str:
    """As spreadsheet programs save it: UTF-8, UTF-16 with its mark, or what a Chinese Windows writes. Of that the
    narrow GB 2312 only: nearly all that is written in another old encoding is valid GB 18030 as well, and wrong."""
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb2312")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Invalid(_("The table is neither UTF-8 nor GB 2312 text. Save it as “CSV UTF-8” or as XLSX."),
                  code="table_invalid")


def _of_workbook(data: bytes, sheets: Sequence[str]) -> Iterator[Row]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
        if unpacked > MAX_UNPACKED_BYTES:
            raise Invalid(_("The workbook is too large."), code="table_invalid")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = next((book[name] for name in sheets if name in book.sheetnames), book.worksheets[0])
        sheet.reset_dimensions()  # what a file says of its own size is not always so
        for row in sheet.iter_rows(max_col=MOST_COLUMNS):
            yield [_shown(cell) for cell in row]
    except _UNREADABLE as error:
        raise Invalid(_("The workbook cannot be opened."), code="table_invalid") from error


def _shown(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "e":
        return Unusable(_("it shows the error %(error)s") % {"error": value})
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(value, percent="%" in cell.number_format)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    return _said(str(value))


def _number(value: float, *, percent: bool) -> Cell:
    if not abs(value) < _EXACT_BELOW:
        return _rounded()
    shown = Decimal(f"{value:.15g}")
    return f"{(shown * 100).normalize():f}%" if percent else f"{shown:f}"


def _said(text: str) -> Cell:
    if UNKEEPABLE.search(text):
        return Unusable(_("it holds a character that is no text"))
    text = plain_cell(text.strip())
    return _rounded() if _SHORTENED.fullmatch(text) else text


def _rounded() -> Unusable:
    return Unusable(_("the spreadsheet has rounded this number; format the column as text"))
