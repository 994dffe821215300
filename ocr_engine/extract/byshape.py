"""Fields that need no label because their values look like nothing else: an IBAN, an address for mail, a currency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ocr_engine.validate import currency

from .candidates import Candidate, Document
from .plan import FieldPlan
from .regions import Piece
from .shapes import readings
from .weights import FOUND_BY_KIND


def by_shape(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    rivals = Counter(p.kind for p in plans)
    for plan in plans:
        kind = "url" if plan.shape == "url" else plan.kind
        base = FOUND_BY_KIND.get(kind)
        if base is None or plan.sections or (rivals[plan.kind] > 1 and kind not in ("currency", "url")):
            continue
        if kind == "currency":
            yield from _currency(document, plan, base)
            continue
        for sheet in document.sheets:
            for cell in sheet.cells:
                for reading in readings(plan.kind, plan.shape, cell.text, document.hints):
                    if kind in ("phone", "tax_id") and reading.fit < 0.95:
                        continue
                    if kind == "url" and reading.fit < 1:
                        continue
                    yield Candidate(plan, cell.text[reading.start:reading.end], (Piece(cell, reading.start, reading.end),),
                                    base * reading.fit * document.later(cell), "by_shape", reading.value)


def _currency(document: Document, plan: FieldPlan, base: float) -> Iterator[Candidate]:
    """The currency that stands beside most amounts."""
    places: dict[str, list[Piece]] = {}
    for sheet in document.sheets:
        for cell in sheet.cells:
            for span in currency.find(cell.text):
                places.setdefault(span.value, []).append(Piece(cell, span.start, span.end))
    total = sum(map(len, places.values()))
    for code, pieces in places.items():
        piece = min(pieces, key=lambda p: (p.text != code, p.cell.page))
        yield Candidate(plan, piece.text, (piece,), base * len(pieces) / total, "by_shape", code)
