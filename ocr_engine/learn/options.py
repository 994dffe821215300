"""Everything that could be the value of a field on a document: what a trained ranker chooses from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ocr_engine.extract.candidates import LONG_KINDS, Candidate, Document
from ocr_engine.extract.folding import fold
from ocr_engine.extract.layout import Cell, Sheet
from ocr_engine.extract.plan import FieldPlan
from ocr_engine.extract.regions import Piece, join
from ocr_engine.extract.shapes import readings
from ocr_engine.validate.kinds import normalise

_POOL, _OWN = 16, 72        # options from the extractor, options from the page
_HEAD = 0.45                # of the first page: where names and addresses without a label stand
_LINES = 6                  # an address runs over at most so many


@dataclass(frozen=True, slots=True)
class Option:
    """One candidate value with how the extractor (``rules``) and the memory thought of it, 0..1."""

    candidate: Candidate
    rules: float
    memory: float
    rank: int
    fit: float


def options_of(document: Document, plan: FieldPlan, candidates: Sequence[Candidate]) -> list[Option]:
    """The extractor's candidates first, best first; then the places that it did not consider. Bounded in number."""
    pool: dict[tuple[str, Cell], list[Candidate]] = {}
    for candidate in sorted((c for c in candidates if c.plan is plan), key=lambda c: -c.score):
        pool.setdefault(_place(candidate), []).append(candidate)
    found = [_merged(same, rank) for rank, same in enumerate(list(pool.values())[:_POOL])]
    own: dict[tuple[str, Cell], Option] = {}
    for candidate, fit in _unasked(document, plan):
        if (place := _place(candidate)) not in pool and place not in own:
            own[place] = Option(candidate, 0.0, 0.0, _POOL, fit)
            if len(own) == _OWN:
                break
    return [*found, *own.values()]


def _place(candidate: Candidate) -> tuple[str, Cell]:
    return fold(candidate.raw), candidate.pieces[0].cell


def _merged(same: Sequence[Candidate], rank: int) -> Option:
    rules = max((c.score for c in same if not c.how.startswith("memory:")), default=0.0)
    memory = max((c.score for c in same if c.how.startswith("memory:")), default=0.0)
    return Option(same[0], min(1.0, rules), memory, rank, 1.0)


def _unasked(document: Document, plan: FieldPlan) -> Iterator[tuple[Candidate, float]]:
    if plan.kind not in LONG_KINDS or plan.shape:
        yield from _typed(document, plan)
    elif plan.kind == "address":
        yield from _runs(document, plan, range(1, _LINES + 1))
    elif plan.kind == "name":
        yield from _runs(document, plan, (1, 2))


def _typed(document: Document, plan: FieldPlan) -> Iterator[tuple[Candidate, float]]:
    for sheet in (*document.sheets[:3], *document.sheets[3:][-1:]):
        for row in sheet.rows:
            for cell in row.cells:
                for r in readings(plan.kind, plan.shape, cell.text, document.hints):
                    piece = Piece(cell, r.start, r.end)
                    yield Candidate(plan, piece.text, (piece,), 0.0, "model", r.value), r.fit


def _runs(document: Document, plan: FieldPlan, lengths: Sequence[int]) -> Iterator[tuple[Candidate, float]]:
    """Cells that follow one another at the head of the first page, taken together."""
    if not document.sheets or not document.sheets[0].cells:
        return
    cells = _head(document.sheets[0])
    for at in range(len(cells)):
        for length in lengths:
            run = cells[at:at + length]
            if len(run) == length and sum(c.isalpha() for cell in run for c in cell.text) > 2:
                pieces = tuple(Piece(c, 0, len(c.text)) for c in run)
                yield Candidate(plan, join(pieces), pieces, 0.0, "model"), 1.0


def _head(sheet: Sheet) -> list[Cell]:
    top = min(c.box.y0 for c in sheet.cells)
    end = top + _HEAD * (max(c.box.y1 for c in sheet.cells) - top)
    return sorted((c for c in sheet.cells if c.box.cy <= end and not c.standing), key=lambda c: c.order)[:14]


def normal_form(candidate: Candidate, document: Document, known: Mapping[str, str] | None = None) -> str:
    """What the candidate says, as values are compared."""
    spec = candidate.plan.spec
    if known and candidate.how in known:
        return fold(known[candidate.how])
    return fold(candidate.value or normalise(candidate.raw, spec, document.hints) or candidate.raw)
