"""What a till slip lists: names at the left and amounts at the right edge, between its head and its sums, no header;
how many of each was sold, before its name ("2 x Tea"), between name and amount, or under it ("2 @ 4.50")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.names import word_parts
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.labels.labelmap import Hit
from ocr_engine.extract.page.layout import Cell, Row, Sheet
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import SOLD
from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.lexicon import words
from ocr_engine.extract.words.wordings import translated
from ocr_engine.validate import money

from .under_header import ends_table

_COUNT = re.compile(r"\s*\d{1,3}(?:\s?[xX×*]\s?@?|\s+)(?=[^\W\d_])|\s*\d{1,3}\s?[xX×]\s+")
# How many: "2 Tea", "2 x Tea"; "2" or "x2" or "2 x" by itself; "2 x 4.50", "2 @ 4.50", "3 AT 1 FOR 2.00".
_FIRST = re.compile(r"\s*(\d{1,3})(?![\d.,])")
_ALONE = re.compile(r"\s*[xX×*]?\s?(\d{1,3})\s*(?:[xX×*@]|pcs?\.?)?\s*$", re.IGNORECASE)
_TIMES = re.compile(r"\s*(\d{1,3})\s*(?:[xX×*@]|at\b|pcs?\b)", re.IGNORECASE)
_COUNTS = frozenset(("count", "cnt", "counts", "number"))
_AMOUNT_END = re.compile(r"[^\d]*$")


class Sold(NamedTuple):
    """One line: where its name stands, its amount at the right edge, and how many there were, where that is told."""

    name: Piece
    amount: Piece
    value: str
    number: Piece | None


def by_sold(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    """For the fields with several values that ask for names, amounts or counts of what was sold and have no header."""
    asked = [p for p in plans if p.spec.many and _of_things(p)]
    if not asked or not document.sheets:
        return
    lines = _lines(document.sheets[0], document)
    if len(lines) < SOLD["least"] or _has_header(lines[0], document.sheets[0]):
        return
    headed = {h.plan.key for h in document.labels.hits
              if h.plan and h.plan.spec.many and not h.joined and not _counts(h)}
    for plan in asked:
        if plan.key not in headed and (made := [c for line in lines if (c := _told(plan, line))]):
            yield Candidate.of_list(made)


def _counts(hit: Hit) -> bool:
    """Whether the word is but what was counted: 8 items."""
    return hit.start > 0 and hit.cell.text[: hit.start].strip().isdigit()


def _told(plan: FieldPlan, line: Sold) -> Candidate | None:
    if plan.kind == "number":
        return Candidate.at(plan, line.number, SOLD["worth"], "table") if line.number else None
    if plan.kind == "money":
        return Candidate.at(plan, line.amount, SOLD["worth"], "table", line.value)
    return Candidate.at(plan, line.name, SOLD["worth"], "table")


def _has_header(first: Sold, sheet: Sheet) -> bool:
    """Whether words over both columns stand right above: such a table is read by its header, or as it was learned."""
    row, amount = first.name.cell.row, first.amount.cell.box
    above = sheet.rows[row.index - 1].cells if row and row.index else []
    over = above[-1].box if len(above) > 1 and not any(char.isdigit() for c in above for char in c.text) else None
    return over is not None and min(over.x1, amount.x1) > max(over.x0, amount.x0)


def _of_things(plan: FieldPlan) -> bool:
    """Whether a word of the field's names says that it asks for what is listed, or how many of each."""
    parts = [fold(part) for name in plan.spec.names for part in word_parts(name)]
    if plan.kind == "number":
        return any(translated(part, "quantity") or part in _COUNTS for part in parts)
    return plan.kind in ("text", "name", "money") and any(
        part.startswith(fold(word)) for part in parts for word in words()["sold_words"])


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
    for at, (row, cell, (start, end, value)) in enumerate(priced):
        above = [one for one, *_ in priced[:at]]
        if abs(cell.box.x1 - edge) > 1.2 * sheet.height:
            continue
        beside = _name(row, cell)
        name = beside or _name_over(row, body, above)
        if name is not None:
            found.append(Sold(name, Piece(cell, start, end), value, _count(row, beside, Piece(cell, start, end))))
    return found


def _count(row: Row, name: Piece | None, amount: Piece) -> Piece | None:
    """The number of pieces: before the name, behind it, or at the beginning of the line under it."""
    if name is None:
        return _matched(_TIMES, row.cells[0], 0)
    before = [c for c in row.cells if c.box.x1 <= name.cell.box.x0]
    if name.start and (found := _matched(_FIRST, name.cell, 0)):
        return found
    if before and (found := _matched(_ALONE, before[-1], 0)):
        return found
    behind = [c for c in row.cells if c.box.x0 >= name.cell.box.x1 and c is not amount.cell]
    for cell, start in ((name.cell, name.end), *((c, 0) for c in behind)):
        if found := _matched(_ALONE, cell, start):
            return found
    return None


def _matched(pattern: re.Pattern[str], cell: Cell, start: int) -> Piece | None:
    match = pattern.match(cell.text, start)
    return Piece(cell, *match.span(1)) if match else None


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


def _name_over(row: Row, body: Sequence[Row], above: Sequence[Row]) -> Piece | None:
    """The name on the first of the lines over "2 x 4.50" that bear no amount themselves: under it may stand how it was
    wanted. ``above``: the rows with amounts over this one; over the first only the line right above is sure."""
    at = body.index(row)
    most = at - body.index(above[-1]) - 1 if above else 1
    found: Piece | None = None
    for one in reversed(body[max(0, at - most) : at]):
        if len(one.cells) != 1 or _amount(one.cells[0]) or sum(map(str.isalpha, one.text)) < 3:
            break
        found = _without_count(one.cells[0])
    return found


def _without_count(cell: Cell) -> Piece:
    count = _COUNT.match(cell.text)
    return Piece(cell, count.end() if count else 0, len(cell.text.rstrip()))
