"""Addresses in the block of a party: under "Bill to" and a name, or in the letter head of who issued the paper."""

from __future__ import annotations

from collections.abc import Iterator

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import BLOCK as W

from .letterlines import is_contact, looks_like_address

_LINES = 7


def by_block(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    """For an address that is told with its party: the lines under its heading, from the first that reads like one."""
    for plan in plans:
        if plan.concept is None or plan.concept.key != "address" or not plan.sections:
            continue
        for heading in document.headings:
            if heading.beside or not plan.sections & heading.parties:
                continue
            sheet = document.sheet(heading.page)
            lines = _under(sheet, heading.box.x0, heading.box.cy, document)
            first = next(
                (i for i, c in enumerate(lines) if looks_like_address(c.text) or any(x.isdigit() for x in c.text)), None
            )
            if first is None or first > 2:
                continue
            pieces = tuple(Piece.whole(c) for c in lines[first:])
            yield Candidate.of_lines(plan, pieces, W["address"], "position")


def _under(sheet: Sheet, left: float, below: float, document: Document) -> list[Cell]:
    """The lines right under a heading with its left edge, up to a label, a telephone or a gap."""
    lines: list[Cell] = []
    last = below
    for cell in sorted(sheet.cells, key=lambda c: c.box.cy):
        if cell.box.cy <= below + 0.3 * sheet.height or abs(cell.box.x0 - left) > 1.2 * sheet.height:
            continue
        if (
            cell.box.cy - last > 2.4 * sheet.height
            or is_contact(cell.text)
            or document.labels.is_label(cell)
            or document.labels.starts.get(cell)
            or len(lines) >= _LINES
        ):
            break
        lines.append(cell)
        last = cell.box.cy
    return lines
