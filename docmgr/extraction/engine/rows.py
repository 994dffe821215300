"""Tables of a document: which values of several fields stand in one row."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from docmgr.extraction.engine.plain import EnginePage, EngineValue, read_page

if TYPE_CHECKING:
    from ocr_engine.tables.rows import Place

_ROW_READ = re.compile(r"table:\d+")
Where = tuple[int, Sequence[float]]
"""Page, and box as [x0, y0, x1, y1]."""


def in_rows(
    values: Sequence[EngineValue], columns: Collection[str], pages: Sequence[EnginePage],
) -> list[EngineValue]:
    """The same values, of which those of the columns have the number of their row for an index.

    Lists of one length that the data inside the file told are rows in their order; what was read, by where it stands.
    """
    from ocr_engine.tables.rows import line_up

    found: dict[str, list[EngineValue]] = {}
    for value in values:
        if value.key in columns:
            found.setdefault(value.key, []).append(value)
    told = all(v.how.startswith(f"{v.source}:") for column in found.values() for v in column)
    if told and len({len(column) for column in found.values()}) == 1:
        return list(values)
    rows = line_up(_places(list(found.values())), {page.number: read_page(replace(page, lines=[])) for page in pages})
    number = {(v.key, v.index): row for column, numbers in zip(found.values(), rows, strict=True)
              for v, row in zip(column, numbers, strict=True)}
    return [replace(v, index=number[v.key, v.index]) if v.key in columns else v for v in values]


def beside(places: Sequence[Where], others: Iterable[Where], page: Any) -> list[bool]:
    """Which places stand in one row with any of the others. ``page``: a stored page (documents.Page)."""
    from ocr_engine.tables.rows import SHARED, band
    from ocr_engine.types import BBox

    shape = read_page(EnginePage(number=page.number, width=page.width, height=page.height, rotation=page.rotation,
                                 quality=1.0, source=page.source, image=None, lines=[], skew=page.skew))
    theirs = [band((number, BBox(*box)), shape) for number, box in others if number == page.number]
    return [any(mine.shares(other) >= SHARED for other in theirs)
            for mine in (band((number, BBox(*box)), shape) for number, box in places)]


def _places(columns: Sequence[Sequence[EngineValue]]) -> list[list[Place]]:
    """Where each value stands for its row: what was read as one row of its table stands where the first of it does."""
    together: dict[str, Place] = {}
    for value in (v for column in columns for v in column):
        if (row := _row_read(value)) and (place := _place(value)):
            together.setdefault(row, place)
    return [[together.get(_row_read(v)) or _place(v) for v in column] for column in columns]


def _row_read(value: EngineValue) -> str:
    """Which row of its table it was read in ("table:3"); "" where it was found in another way."""
    found = _ROW_READ.match(value.how)
    return found[0] if found else ""


def _place(value: EngineValue) -> Place:
    from ocr_engine.types import BBox

    return (value.page, BBox(*value.box)) if value.page and value.box else None
