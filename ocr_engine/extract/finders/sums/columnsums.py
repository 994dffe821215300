"""A field with one value whose name heads a column of figures: the figure in the row that says total."""

from __future__ import annotations

from collections.abc import Iterator

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.labels.labelmap import Hit
from ocr_engine.extract.page.layout import Cell, Row, Sheet
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.values.shapes import readings
from ocr_engine.extract.weights import COLUMN_SUM as W
from ocr_engine.extract.words.lexicon import words
from ocr_engine.extract.words.wordings import wording
from ocr_engine.types import BBox

_MAX_ROWS = 60
_KINDS = frozenset(("number", "money"))
_FEW = 3  # words of a cell that says total


def by_column_sum(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    asked = {p.key for p in plans if p.kind in _KINDS and not p.spec.many and not (p.concept and p.concept.role)}
    for hit in document.labels.hits:
        if hit.plan is None or hit.plan.key not in asked or hit.cell.row is None or hit.colon:
            continue
        if not _is_header(hit.cell.row) or not hit.at_start or hit.quality < W["least"]:
            continue
        sheet = document.sheet(hit.cell.page)
        if cell := _summed(hit, sheet):
            yield from _read(hit.plan, hit, cell, document)


def _is_header(row: Row) -> bool:
    return len(row.cells) >= 3 and not any(char.isdigit() for cell in row.cells for char in cell.text)


def _summed(hit: Hit, sheet: Sheet) -> Cell | None:
    """The cell of the header's column in the first row under it that says total, with figures between them."""
    header, row = hit.cell.box, hit.cell.row
    between = 0
    for below in sheet.rows[row.index + 1 : row.index + 1 + _MAX_ROWS] if row else ():
        inside = _in_column(below, header, sheet)
        if inside is not None and _says_total(below, inside):
            return inside if between else None
        between += inside is not None and any(c.isdigit() for c in inside.text)
    return None


def _in_column(row: Row, header: BBox, sheet: Sheet) -> Cell | None:
    """Figures are ranged with one of the edges of their header, or with its middle."""
    def apart(cell: Cell) -> float:
        return min(abs(cell.box.x0 - header.x0), abs(cell.box.x1 - header.x1), abs(cell.box.cx - header.cx))
    near = [c for c in row.cells if apart(c) < 1.2 * sheet.height]
    return min(near, key=apart, default=None)


def _says_total(row: Row, figure: Cell) -> bool:
    before = [c for c in row.cells if c.box.x1 <= figure.box.x0]
    return any(len(c.text.split()) <= _FEW and any(w in words()["row_total_words"] for w, _ in wording(c.text).words)
               for c in before)


def _read(plan: FieldPlan, hit: Hit, cell: Cell, document: Document) -> Iterator[Candidate]:
    for reading in readings(plan.kind, plan.shape, cell.text, document.hints):
        score = min(W["most"], hit.quality * W["worth"] * reading.fit)
        yield Candidate(plan, cell.text[reading.start : reading.end], (Piece(cell, reading.start, reading.end),), score,
                        "table", reading.value, hit)
