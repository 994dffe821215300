"""Who receives a letter: the first line of the block in its address window."""

from __future__ import annotations

from collections.abc import Iterator

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.values.greetings import greets
from ocr_engine.extract.weights import HEAD as W

from .letterlines import (
    block_from,
    first_cells,
    has_postcode,
    is_contact,
    is_labelled,
    is_no_name,
    sender_name,
    stands_under_sender,
)


def in_address_window(sheet: Sheet, cell: Cell) -> bool:
    """The place of the recipient's address on a letter: upper left, under the head, in a block with a postcode."""
    if sheet.width > 0.95 or not 0.1 < cell.box.cy < 0.34 or cell.box.x0 > 0.45 * sheet.width:
        return False
    if not any(c.box.cy < cell.box.cy - sheet.height for c in sheet.cells):
        return False
    block = block_from(sheet, cell)
    return (
        len(block) >= 2
        and any(has_postcode(c.text) for c in block[1:])
        and not any(is_contact(c.text) for c in block)
    )


def _head_at_the_left(sheet: Sheet, cell: Cell) -> bool:
    """Whether something stands higher at the left of a block at the top right: the head of who wrote the letter."""
    return any(c.box.x1 < cell.box.x0 and c.box.y1 <= cell.box.y0 + 0.3 * sheet.height for c in sheet.cells)


def _goes_on_from_above(document: Document, sheet: Sheet, cell: Cell) -> bool:
    """Whether a line close over the cell belongs to its block: no label, no title, no sender in small print."""
    return any(
        0.4 * cell.height < cell.box.cy - c.box.cy < 1.9 * cell.height
        and abs(c.box.x0 - cell.box.x0) < 0.8 * sheet.height
        and not document.labels.is_label(c)
        and not is_no_name(c.text)
        and not sender_name(c.text)
        for c in sheet.between(cell.box.cy - 1.9 * cell.height, cell.box.cy)
    )


def addressees(document: Document, sheet: Sheet, plan: FieldPlan) -> Iterator[Candidate]:
    """The first line of a block with a postcode that bears no telephone and no tax number: the address window."""
    for cell in first_cells(sheet, 0.5):
        if is_contact(cell.text) or is_labelled(document, cell) or any(c.isdigit() for c in cell.text):
            continue
        if greets(cell.text):
            continue
        block = block_from(sheet, cell)
        addressed = any(has_postcode(c.text) for c in block[1:5]) or stands_under_sender(sheet, cell)
        if len(block) < 3 or not addressed or _goes_on_from_above(document, sheet, cell):
            continue
        if any(is_contact(c.text) for c in block[1:5]) or is_no_name(cell.text):
            continue
        right = cell.box.x0 > 0.45 * sheet.width and cell.box.cy < 0.12
        if right and not _head_at_the_left(sheet, cell):
            continue
        score = W["addressee"] + (0.05 if cell.box.x0 < 0.45 * sheet.width and 0.1 < cell.box.cy < 0.34 else 0.0)
        yield Candidate.at(plan, Piece.whole(cell), score, "position")
