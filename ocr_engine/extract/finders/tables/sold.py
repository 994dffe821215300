"""What a till slip lists: names at the left and amounts at the right edge, between its head and its sums, no header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.names import word_parts
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell, Row, Sheet
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import SOLD
from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.lexicon import words
from ocr_engine.validate import money

from .under_header import ends_table

_COUNT = re.compile(r"\s*\d{1,3}(?:\s?[xX*]\s?@?|\s+)(?=[^\W\d_])|\s*\d{1,3}\s?[xX]\s+")
_AMOUNT_END = re.compile(r"[^\d]*$")


class Sold(NamedTuple):
    """One line: where its name stands, and its amount at the right edge."""

    name: Piece
    amount: Piece
    value: str


def by_sold(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    """For the fields with several values that ask for names, or amounts, of what was sold and have no header."""
    headed = {h.plan.key for h in document.labels.hits if h.plan and h.plan.spec.many and not h.joined}
    asked = [p for p in plans if p.spec.many and p.key not in headed and _of_things(p)]
    if not asked or not document.sheets:
        return
    lines = _lines(document.sheets[0], document)
    if len(lines) < SOLD["least"] or _has_header(lines[0], document.sheets[0]):
        return
    for plan in asked:
        made = [Candidate.at(plan, piece, SOLD["worth"], "table", value) for piece, value in
                (((s.amount, s.value) if plan.kind in ("money", "number") else (s.name, None)) for s in lines)]
        yield Candidate.of_list(made)


def _has_header(first: Sold, sheet: Sheet) -> bool:
    """Whether words over both columns stand right above: such a table is read by its header, or as it was learned."""
    row, amount = first.name.cell.row, first.amount.cell.box
    above = sheet.rows[row.index - 1].cells if row and row.index else []
    over = above[-1].box if len(above) > 1 and not any(char.isdigit() for c in above for char in c.text) else None
    return over is not None and min(over.x1, amount.x1) > max(over.x0, amount.x0)


def _of_things(plan: FieldPlan) -> bool:
    """Whether a word of the field's names says that it asks for what is listed."""
    parts = {part for name in plan.spec.names for part in word_parts(name)}
    return plan.kind in ("text", "name", "money") and any(
        part.startswith(fold(word)) for part in map(fold, parts) for word in words()["sold_words"])


def _lines(sheet: Sheet, document: Document) -> list[Sold]:
    """The lines above the first sum whose amounts end at one edge, each with the name beside or right over it."""
    body: list[Row] = []
    for row in sheet.rows:
        if body and _sums_up(row):
            break
        body.append(row)
    priced = [(row, cell, span) for row in body for cell in row.cells[-1:] if (span := _amount(cell))
              and not document.labels.is_label(row.cells[0])]
    edge = _edge([cell for _, cell, _ in priced], sheet)
    found: list[Sold] = []
    for row, cell, (start, end, value) in priced:
        if abs(cell.box.x1 - edge) > 1.2 * sheet.height:
            continue
        name = _name(row, cell) or _name_over(row, body)
        if name is not None:
            found.append(Sold(name, Piece(cell, start, end), value))
    return found


def _edge(cells: Sequence[Cell], sheet: Sheet) -> float:
    """The right edge that most amounts share."""
    return max((c.box.x1 for c in cells), default=0.0,
               key=lambda x: sum(abs(o.box.x1 - x) < sheet.height for o in cells))


def _sums_up(row: Row) -> bool:
    folded = fold(row.text)
    return ends_table(folded) or any(folded.startswith(fold(w)) for w in words()["sum_words"])


def _amount(cell: Cell) -> tuple[int, int, str] | None:
    """An amount that ends the print and is most of it."""
    spans = money.find(cell.text)
    if not spans or _AMOUNT_END.sub("", cell.text[spans[-1].end :]) or has_cjk(cell.text):
        return None
    last = spans[-1]
    shaped = re.search(r"[.,]\d{2,3}\D*$", last.raw)
    return (last.start, last.end, last.value) if shaped and sum(map(str.isalpha, cell.text[: last.start])) < 3 else None


def _name(row: Row, amount: Cell) -> Piece | None:
    cells = [c for c in row.cells if c is not amount and sum(map(str.isalpha, c.text)) >= 3]
    return _without_count(cells[0]) if cells else None


def _name_over(row: Row, body: Sequence[Row]) -> Piece | None:
    """The name on the line over "2 x 4.50", which bears no amount itself."""
    at = body.index(row)
    above = body[at - 1] if at else None
    if above is None or len(above.cells) != 1 or _amount(above.cells[0]):
        return None
    return _without_count(above.cells[0]) if sum(map(str.isalpha, above.text)) >= 3 else None


def _without_count(cell: Cell) -> Piece:
    count = _COUNT.match(cell.text)
    return Piece(cell, count.end() if count else 0, len(cell.text.rstrip()))
