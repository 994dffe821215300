"""Addresses that a definition asks for with their owner: guest_address beside guest, "Adresse du titulaire" beside
"Titulaire". Such an address stands under its owner's name, and not in the letter head.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.ownership import owners
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import OWNED as W

from .letterlines import has_postcode, is_contact

_LINES = 5


def by_owner(document: Document, plans: list[FieldPlan], found: Iterable[Candidate]) -> Iterator[Candidate]:
    """``found``: what the other finders gave; the lines under the best of an owner's candidates are its address."""
    asked = owners(plans)
    if not asked:
        return
    best: dict[str, Candidate] = {}
    for candidate in found:
        key = candidate.plan.key
        if key not in best or best[key].score < candidate.score:
            best[key] = candidate
    for plan in plans:
        owner = asked.get(plan.key)
        name = best.get(owner.key) if owner else None
        if name is None or name.score < W["least"] or not _ends_its_line(name):
            continue
        cell = name.pieces[-1].cell
        if pieces := tuple(_under(document, document.sheet(cell.page), cell)):
            score = min(W["most"], name.score * W["worth"])
            yield Candidate.of_lines(plan, pieces, score, "position")


def _under(document: Document, sheet: Sheet, name: Cell) -> list[Piece]:
    """The lines right under a name down to the one with the postcode; none where no line bears a figure."""
    lines: list[Piece] = []
    last = name
    for cell in sorted(sheet.cells, key=lambda c: c.box.cy):
        if not _goes_on(cell, last, name, sheet):
            continue
        if is_contact(cell.text) or document.labels.is_label(cell) or document.labels.starts.get(cell):
            break
        lines.append(Piece.whole(cell))
        last = cell
        if has_postcode(cell.text) or len(lines) == _LINES:
            break
    return lines if any(char.isdigit() for p in lines for char in p.text) else []


def _goes_on(cell: Cell, last: Cell, name: Cell, sheet: Sheet) -> bool:
    step = cell.box.cy - last.box.cy
    return 0.4 * last.height < step < 2.2 * max(last.height, sheet.height) and (
        abs(cell.box.x0 - name.box.x0) < 0.8 * sheet.height)


def _ends_its_line(name: Candidate) -> bool:
    """In running text a name goes on with what is said of it."""
    last = name.pieces[-1]
    return not any(char.isalnum() for char in last.cell.text[last.end :])
