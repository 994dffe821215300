"""The sum that a receipt of a telephone prints large and alone at its top, where a label would stand on paper."""

from __future__ import annotations

from collections.abc import Iterator

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import LARGE as W
from ocr_engine.validate import money

_TOP = 0.4           # of the page's height
_TOTALS = frozenset(("gross", "due"))


def by_large_print(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    totals = [p for p in plans if p.kind == "money" and p.role in _TOTALS]
    labelled = document.labels.labelled(W["labelled"])
    wanted = [p for p in totals if p.key not in labelled]
    if len(wanted) != 1 or not document.sheets:
        return
    sheet, found = document.sheets[0], []
    for cell in sheet.cells:
        spans = money.find(cell.text, document.hints) if cell.height >= W["times"] * sheet.height else []
        alone = cell.row is not None and len(cell.row.cells) == 1 and cell.box.cy < _TOP
        if alone and len(spans) == 1 and len(spans[0].raw) >= len(cell.text.strip()) - 3:
            found.append((cell, spans[0]))
    if len(found) == 1:
        cell, span = found[0]
        yield Candidate.at(wanted[0], Piece(cell, span.start, span.end), W["worth"], "position", span.value)
