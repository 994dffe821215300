"""Everything that could be the value of a field on a document: what a trained ranker chooses from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ocr_engine.extract.candidates import LONG_KINDS, Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.page.pieces import Piece, join
from ocr_engine.extract.words.folding import fold
from ocr_engine.extract.words.lexicon import legal_form_pattern
from ocr_engine.validate.kinds import normalise

from .tagger import Tags

_POOL, _OWN = 16, 112       # options from the extractor, options from the page
_HEAD = 0.45                # of the first page: where names and addresses without a label stand
_LINES = 6                  # an address runs over at most so many
_SEEDS, _LIKELY = 8, 0.15   # cells that the tagger points at, and from which chance
_NEAR = 2.2                 # cells of a row nearer than so many line heights are read as one line
_INNER = re.compile(r"[:：]\s*(?=\S)|\s+(?=(?i:tel|phone|fax|gst|reg|co\.? ?no|roc|e-?mail|www)\b)|\s*(?=[(\[（])")


@dataclass(frozen=True, slots=True)
class Option:
    """One candidate value with how the extractor (``rules``) and the memory thought of it, 0..1."""

    candidate: Candidate
    rules: float
    memory: float
    rank: int
    fit: float


def options_of(document: Document, plan: FieldPlan, candidates: Sequence[Candidate], tags: Tags | None = None
               ) -> list[Option]:
    """The extractor's candidates first, best first; then the places that it did not consider. Bounded in number."""
    pool: dict[tuple[str, Cell], list[Candidate]] = {}
    for candidate in sorted((c for c in candidates if c.plan is plan), key=lambda c: -c.score):
        pool.setdefault(_place(candidate), []).append(candidate)
    found = [_merged(same, rank) for rank, same in enumerate(list(pool.values())[:_POOL])]
    own: dict[tuple[str, Cell], Option] = {}
    for candidate, fit in _unasked(document, plan, tags):
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


def _unasked(document: Document, plan: FieldPlan, tags: Tags | None) -> Iterator[tuple[Candidate, float]]:
    if plan.kind not in LONG_KINDS or plan.shape:
        yield from _typed(document, plan)
        return
    lengths = {"address": range(1, _LINES + 1), "name": range(1, 4)}.get(plan.kind, range(1, 4))
    for sheet in document.sheets:
        lines = _lines(sheet)
        for at in _starts(document, sheet, lines, plan, tags):
            yield from _runs(plan, lines[at:at + _LINES], lengths)


def _typed(document: Document, plan: FieldPlan) -> Iterator[tuple[Candidate, float]]:
    for sheet in (*document.sheets[:3], *document.sheets[3:][-1:]):
        for row in sheet.rows:
            for cell in row.cells:
                for r in document.readings(plan, cell.text):
                    piece = Piece(cell, r.start, r.end)
                    yield Candidate(plan, piece.text, (piece,), 0.0, "model", r.value), r.fit


def _lines(sheet: Sheet) -> list[tuple[Cell, ...]]:
    """The cells in reading order, close ones of a row together."""
    found: list[tuple[Cell, ...]] = []
    for cell in sorted((c for c in sheet.cells if not c.standing), key=lambda c: c.order):
        last = found[-1][-1] if found else None
        if last is not None and cell.row is last.row and 0 <= cell.box.x0 - last.box.x1 < _NEAR * sheet.height:
            found[-1] = (*found[-1], cell)
        else:
            found.append((cell,))
    return found


def _starts(document: Document, sheet: Sheet, lines: Sequence[tuple[Cell, ...]], plan: FieldPlan, tags: Tags | None
            ) -> list[int]:
    """Where a value may begin: where the tagger says so; a name or an address anywhere in the head of a paper."""
    likely: list[int] = []
    if tags is not None:
        chance = [max(max(tags.of(plan.key, c)[:2]) for c in line) for line in lines]
        likely = [i for i in sorted(range(len(lines)), key=lambda i: -chance[i]) if chance[i] >= _LIKELY][:_SEEDS]
    head: Sequence[int] = ()
    if sheet is document.sheets[0] and plan.kind != "text" and sheet.cells:
        end = sheet.printed.y0 + _HEAD * sheet.printed.height
        head = [i for i, line in enumerate(lines) if line[0].box.cy <= end][:14]
    return list(dict.fromkeys([*likely, *head]))


def _runs(plan: FieldPlan, lines: Sequence[tuple[Cell, ...]], lengths: Sequence[int]
          ) -> Iterator[tuple[Candidate, float]]:
    """Lines that follow one another, taken together; a first line also without what stands before or behind in it."""
    for length in lengths:
        run = [cell for line in lines[:length] for cell in line]
        if length > len(lines) or sum(sum(map(str.isalpha, cell.text)) for cell in run) <= 2:
            continue
        pieces = tuple(Piece(c, 0, len(c.text)) for c in run)
        for made in (pieces, *_cuts(pieces)):
            text = join(made)
            if plan.kind != "name" or _names_something(text):
                yield Candidate(plan, text, made, 0.0, "model"), 1.0


def _names_something(text: str) -> bool:
    """A legal form by itself is nobody's name."""
    return any(c.isalpha() for c in legal_form_pattern().sub("", text))


def _cuts(pieces: tuple[Piece, ...]) -> Iterator[tuple[Piece, ...]]:
    """Without a label before the value, and without what stands behind it in its last cell."""
    first, last = pieces[0], pieces[-1]
    for match in list(_INNER.finditer(first.text))[:1]:
        if match.group() and 0 < match.end() < len(first.text):
            yield (Piece(first.cell, first.start + match.end(), first.end), *pieces[1:])
    for match in list(_INNER.finditer(last.text))[:2]:
        if match.start() > 2:
            yield (*pieces[:-1], Piece(last.cell, last.start, last.start + match.start()))


def normal_form(candidate: Candidate, document: Document, known: Mapping[str, str] | None = None) -> str:
    """What the candidate says, as values are compared."""
    spec = candidate.plan.spec
    if known and candidate.how in known:
        return fold(known[candidate.how])
    return fold(candidate.value or normalise(candidate.raw, spec, document.hints) or candidate.raw)
