"""Fields that need no label: values that look like nothing else (IBAN, e-mail), or stand alone of their kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import FOUND_BY_KIND, SOLE
from ocr_engine.extract.words.folding import fold
from ocr_engine.validate import currency

_ISSUERS = frozenset(("seller",))


def by_shape(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    announced = {h.plan.key for h in document.labels.hits if h.plan and h.quality > 0.5}
    rivals = Counter(_looks(p) for p in plans)
    unannounced = Counter(_looks(p) for p in plans if p.key not in announced)
    for plan in plans:
        looks = _looks(plan)
        if looks == "currency":
            yield from _currency(document, plan)
        elif looks in FOUND_BY_KIND and plan.sections <= _ISSUERS and rivals[looks] == 1:
            yield from _everywhere(document, plan, FOUND_BY_KIND[looks])
        elif looks in SOLE and plan.key not in announced and not plan.sections and unannounced[looks] == 1:
            if _part_of_a_sum(plan):
                continue
            yield from _only_one(document, plan, SOLE[looks])


def _part_of_a_sum(plan: FieldPlan) -> bool:
    """A page with a single amount tells the total and no tax."""
    return plan.role in ("net", "tax")


def _looks(plan: FieldPlan) -> str:
    """What the field's values look like: its shape where that says more than its kind."""
    return plan.shape if plan.shape in ("url", "time", "moment", "datetime") else plan.kind


def _everywhere(document: Document, plan: FieldPlan, base: float) -> Iterator[Candidate]:
    for cell in document.cells():
        for piece, fit, value in document.read(plan, Piece.whole(cell)):
            if fit >= 0.9 and (plan.shape != "url" or "@" not in cell.text):
                yield Candidate.at(plan, piece, base * fit * document.later(cell), "by_shape", value)


def _only_one(document: Document, plan: FieldPlan, base: float) -> Iterator[Candidate]:
    """The value of this kind, where all pages together hold just one."""
    found = [Candidate.at(plan, piece, base, "by_shape", value) for cell in document.cells()
             for piece, fit, value in document.read(plan, Piece.whole(cell)) if fit >= 0.8]
    if len({fold(c.value or c.raw) for c in found}) == 1:
        yield found[0]


def _currency(document: Document, plan: FieldPlan) -> Iterator[Candidate]:
    """The currency that stands beside most amounts."""
    places: dict[str, list[Piece]] = {}
    for cell in document.cells():
        for span in currency.find(cell.text):
            places.setdefault(span.value, []).append(Piece(cell, span.start, span.end))
    total = sum(map(len, places.values()))
    for code, pieces in places.items():
        piece = min(pieces, key=lambda p: (p.text != code, p.cell.page))
        yield Candidate.at(plan, piece, FOUND_BY_KIND["currency"] * len(pieces) / total, "by_shape", code)
