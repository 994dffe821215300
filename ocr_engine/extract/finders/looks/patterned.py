"""Values that look as their field's own patterns say, where no label announces them: TP-944821 for ``TP-\\d{6}``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ocr_engine.extract.candidates import Candidate, Document, rescored
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import PATTERNED as W
from ocr_engine.extract.words.folding import fold
from ocr_engine.validate import kinds

_LEAST = 4  # letters and figures of a value that is known by its pattern alone


def by_pattern(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    """The one value on all pages that fits; of a field with several, all of them."""
    for plan in plans:
        if not plan.spec.patterns or plan.as_printed:
            continue
        found: dict[str, Candidate] = {}
        for cell in document.cells():
            for one in _in_cell(document, plan, Piece.whole(cell)):
                found.setdefault(fold(one.value or one.raw), one)
        if plan.spec.many and found:
            yield Candidate.of_list(list(found.values()))
        elif len(found) == 1:
            yield from found.values()


def fitting(plans: Sequence[FieldPlan], found: list[Candidate]) -> list[Candidate]:
    """All candidates, those that miss their field's patterns for less where another one fits."""
    asked = {p.key for p in plans if p.spec.patterns}
    if not asked:
        return found
    fits = {id(c): _fits(c.plan, c.value or c.raw) for c in found if c.plan.key in asked}
    settled = {c.plan.key for c in found if fits.get(id(c))}
    return [rescored(c, W["others"]) if c.plan.key in settled and not fits[id(c)] else c for c in found]


def _in_cell(document: Document, plan: FieldPlan, place: Piece) -> Iterator[Candidate]:
    """Whole words alone: twelve figures of a longer number are not the number."""
    text = place.text
    for span in kinds.find(text, plan.spec, document.hints):
        whole = not (text[: span.start][-1:].isalnum() or text[span.end :][:1].isalnum())
        long = sum(map(str.isalnum, span.raw)) >= _LEAST and any(map(str.isdigit, span.raw))
        if whole and long and _fits(plan, span.value):
            yield Candidate.at(plan, place.part(span.start, span.end), W["worth"], "pattern", span.value)


def _fits(plan: FieldPlan, value: str) -> bool:
    return any(c.ok for c in kinds.check(value, plan.spec) if c.name == "pattern")
