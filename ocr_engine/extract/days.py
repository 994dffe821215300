"""The day of a paper where no label gives it: beside its number, alone at its head, or the only day there is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocr_engine.validate import dates
from ocr_engine.validate.spans import Span

from .candidates import Candidate, Document
from .folding import fold
from .layout import Cell
from .lexicon import concepts
from .plan import FieldPlan
from .regions import Piece
from .weights import DAY as W

_MAIN = ("invoice_date", "date")
_LEADS = re.compile(r"(?i)(?:\bvom|\bvon|\bdu|\bdated|\bdatum|\bdate|\bden|\bvan|\bdel|日期|\bon)\W{0,3}$")
_PAPER = re.compile(r"(?i)rechnung|invoice|facture|factuur|fattura|korrektur|gutschrift|avoir|receipt|bill|发票|收据")
_OTHER_DAYS = ("due_date", "delivery_date", "birth_date", "expiry_date", "start_date", "end_date")


def by_day(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    for plan in plans:
        if plan.kind != "date" or not plan.concept or plan.concept.key not in _MAIN:
            continue
        found = [
            (cell, span)
            for sheet in document.sheets[:2]
            for row in sheet.rows
            for cell in row.cells
            for span in dates.find(cell.text, document.hints)
        ]
        for index, (cell, span) in enumerate(found[:12]):
            score = _score(document, cell, span, index, len({s.value for _, s in found}))
            yield Candidate(plan, span.raw, (Piece(cell, span.start, span.end),), score, "position", span.value)


def _score(document: Document, cell: Cell, span: Span, index: int, different: int) -> float:
    score = W["any"] - W["step"] * index
    if different == 1:
        score += W["only"]
    if _LEADS.search(cell.text[: span.start]):
        score += W["led"]
    elif not fold(cell.text[: span.start] + re.sub(r"[\d:]+\s*(?:[AaPp][Mm])?", "", cell.text[span.end :])):
        score += W["alone"]
    if re.search(r"\d{1,2}:\d{2}", cell.row.text[cell.start + span.end :] if cell.row else ""):
        score += W["with_time"]
    if _PAPER.search(cell.text[: span.start]):
        score += W["paper"]
    if cell.page == 1 and cell.box.cy < 0.35:
        score += W["head"]
    if _belongs_elsewhere(document, cell, span):
        score *= W["elsewhere"]
    return score * (0.8 + 0.2 * span.score)


def _belongs_elsewhere(document: Document, cell: Cell, span: Span) -> bool:
    """Whether the words before the day name another day (due, delivered, born)."""
    row = cell.row
    left = fold(row.text[: cell.start + span.start])[-40:] if row else ""
    names = [fold(n) for key in _OTHER_DAYS for n in concepts()[key].names]
    return any(n in left for n in names if len(n) > 3)
