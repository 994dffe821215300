"""Driving licences number their fields (ISO/IEC 18013-1, AAMVA and EU cards); names and address often bear no more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.finders.letters.letterlines import looks_like_address
from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.values.shapes import readings
from ocr_engine.extract.weights import LICENCE as W

_LICENCE = re.compile(
    r"driver'?s?\W{0,2}licen[cs]e|driving\W?licen[cs]e|führerschein|permis\s+de\s+conduire|rijbewijs|驾驶证",
    re.IGNORECASE,
)
# Only what bears no abbreviation beside its number; the rest (DOB, EXP, SEX) is read by label.
_CODES = {"last_name": "1", "first_name": "2", "address": "8"}


def by_licence_code(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    if not any(_LICENCE.search(c.text) for s in document.sheets[:2] for c in s.cells):
        return
    for plan in plans:
        code = _CODES.get(plan.concept.key if plan.concept else "")
        for sheet in document.sheets[:2] if code else ():
            yield from _coded(document, sheet, plan, code or "")


def _coded(document: Document, sheet: Sheet, plan: FieldPlan, code: str) -> Iterator[Candidate]:
    for cell in sheet.cells:
        match = re.match(rf"\W?{code}(?:[.,:)]\s*|\s+|$)(?=\D|$|\d+\s)", cell.text)
        if match is None:
            continue
        pieces = _value(sheet, cell, match.end(), plan)
        text = " ".join(p.text for p in pieces)
        for reading in readings(plan.kind, plan.shape, text, document.hints)[:1]:
            if len(pieces) == 1:
                piece = pieces[0].part(reading.start, reading.end)
                yield Candidate.at(plan, piece, W["coded"] * reading.fit, "pattern", reading.value)
            else:
                yield Candidate.of_lines(plan, pieces, W["coded"] * reading.fit, "pattern")


def _value(sheet: Sheet, cell: Cell, start: int, plan: FieldPlan) -> tuple[Piece, ...]:
    """The rest of the cell, or the one beside it; for an address the line below too."""
    first = Piece(cell, start, len(cell.text))
    if not first.text.strip():
        right = [
            c
            for c in sheet.cells
            if 0 <= c.box.x0 - cell.box.x1 < 3 * sheet.height and abs(c.box.cy - cell.box.cy) < 0.7 * sheet.height
        ]
        if not right:
            return ()
        nearest = min(right, key=lambda c: c.box.x0)
        first = Piece.whole(nearest)
    if plan.kind != "address":
        return (first,)
    under = [
        c
        for c in sheet.cells
        if 0.4 * cell.height < c.box.cy - first.cell.box.cy < 1.8 * sheet.height
        and abs(c.box.x0 - first.cell.box.x0) < 2.5 * sheet.height
        and looks_like_address(c.text)
    ]
    return (first, *(Piece.whole(c) for c in under[:1]))
