"""Figures that a row and a column name together: "Gross pay year to date" is what stands in the row Gross pay under
YTD, "Fat per 100 g" in the row Fat under "per 100 g". What names a row alone is not in the column of another period.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell, Row, Sheet, column_apart
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import OWN_NAME, TWO_WAYS
from ocr_engine.extract.words.folding import has_cjk
from ocr_engine.extract.words.lexicon import words
from ocr_engine.extract.words.wordings import akin, plain_words

_KINDS = frozenset(("money", "number", "text"))
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_FIGURE = re.compile(r"[^\w]*[A-Z]{0,3}[^\w]*\d[\d.,' \u00a0]*\s?(?:[^\W\d_]{1,4}|%)?[^\w]*$")
_AMOUNT = re.compile(r"\d[.,]\d{2}(?!\d)|\d[.,]\d{3}(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_UP, _SHORT, _PLAIN = 40, 40, 0.4
_ALIKE, _CLEARLY = 0.55, 0.04
# What a header says of another period: Year to date, Last year, Vorjahr.
_OTHER_PERIOD = ("year date", "month date", "quarter date", "last year", "prior", "previous", "cumul", "kumul",
                 "acumul", "vorjahr", "précédent", "precedente", "anterior", "vorig", "föregående", "forrige",
                 "poprzedni")
_SPELLED = {"ytd": ("year", "to", "date"), "mtd": ("month", "to", "date"), "qtd": ("quarter", "to", "date")}


class _Line(NamedTuple):
    """A row of figures: its label, and each figure with what stands over it."""

    label: Cell
    figures: tuple[tuple[Cell, str], ...]


def by_two_ways(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    asked = [p for p in plans if p.kind in _KINDS and not p.spec.many]
    lines = document.once(_lines_of) if asked else ()
    for plan in asked if lines else ():
        names = [n.text for n in plan.own_names if n.weight >= OWN_NAME and not n.section and not has_cjk(n.text)]
        crossed = [c for name in names if (c := _crossed(document, plan, name, lines))]
        yield from crossed or _of_this_period(document, plan, names, lines)


def _lines_of(document: Document) -> tuple[_Line, ...]:
    return tuple(line for sheet in document.sheets for row in sheet.rows for line in _lines_in(row, sheet))


def _lines_in(row: Row, sheet: Sheet) -> Iterator[_Line]:
    """A row may hold several: earnings and deductions stand beside each other."""
    at = 0
    while at < len(row.cells):
        label, stop = row.cells[at], at + 1
        while stop < len(row.cells) and _FIGURE.match(row.cells[stop].text):
            stop += 1
        figures = row.cells[at + 1 : stop]
        if len(figures) > 1 and _is_words(label) and (heads := _heads(row, figures, sheet)):
            yield _Line(label, tuple(zip(figures, heads, strict=True)))
        at = stop


def _is_words(cell: Cell) -> bool:
    return sum(map(str.isalpha, cell.text)) > 2 and len(cell.text) <= _SHORT and not has_cjk(cell.text)


def _heads(row: Row, figures: Sequence[Cell], sheet: Sheet) -> list[str]:
    """What stands over each figure in the nearest row without amounts that has something over all; none otherwise."""
    for above in reversed(sheet.rows[max(0, row.index - _UP) : row.index]):
        if _AMOUNT.search(above.text) or len(above.cells) < len(figures):
            continue
        over = [_over(above, figure, sheet) for figure in figures]
        if all(cell is not None and _names_column(cell) for cell in over) and len({*map(id, over)}) == len(over):
            higher = sheet.rows[above.index - 1] if above.index else None
            return [" ".join(c.text for c in (_second(higher, cell, sheet), cell) if c) for cell in over if cell]
    return []


def _second(row: Row | None, under: Cell, sheet: Sheet) -> Cell | None:
    """The line over a header that belongs to it: 2024 over "Total £"."""
    if row is None or _AMOUNT.search(row.text) or under.box.y0 - row.cells[0].box.y1 > 0.8 * sheet.height:
        return None
    cell = _over(row, under, sheet)
    return cell if cell and _names_column(cell) and len(row.cells) > 1 else None


def _over(row: Row, figure: Cell, sheet: Sheet) -> Cell | None:
    """The header that is near, or that begins last before the figure ends: figures hang at the right of it."""
    near = min(row.cells, key=lambda c: column_apart(c, figure.box))
    if column_apart(near, figure.box) < 1.2 * sheet.height:
        return near
    return max((c for c in row.cells if c.box.x0 < figure.box.x1), key=lambda c: c.box.x0, default=None)


def _names_column(cell: Cell) -> bool:
    return len(cell.text) <= _SHORT and ":" not in cell.text and (
        sum(map(str.isalpha, cell.text)) > 1 or _YEAR.search(cell.text) is not None or cell.text.strip() in "£$€")


@lru_cache(maxsize=2048)
def _said(text: str) -> tuple[str, ...]:
    bare = _BRACKETS.sub(" ", text.casefold())
    found = [part for token in _TOKEN.findall(bare) for part in _SPELLED.get(token, (token,))]
    return tuple(word for word in found if word not in words()["label_particles"])


def _crossed(document: Document, plan: FieldPlan, name: str, lines: Sequence[_Line]) -> Candidate | None:
    """The figure under the header that says one part of the name, in the row that says the other."""
    said = _said(name)
    ways: list[tuple[float, Cell]] = []
    for line in lines if len(said) > 1 else ():
        heads = [{*_said(head)} for _, head in line.figures]
        common = set.intersection(*heads)
        told = [len((head - common) & {*said}) for head in heads]
        best = max(told)
        if not best or told.count(best) > 1:
            continue
        at = told.index(best)
        left = [word for word in said if word not in heads[at]]
        near = _alike(_said(line.label.text), left) if left else 0.0
        if near >= _ALIKE:
            ways.append((near, line.figures[at][0]))
    ways.sort(key=lambda way: -way[0])
    if not ways or (len(ways) > 1 and ways[0][0] - ways[1][0] < _CLEARLY):
        return None
    return _read(document, plan, ways[0][1], ways[0][0])


def _alike(printed: Sequence[str], name: Sequence[str]) -> float:
    """0..1: how much of the words of both the other has as well."""
    weight = {word: _PLAIN if word in plain_words() else 1.0 for word in (*printed, *name)}
    shared = sum(weight[word] for word in printed if any(akin(word, other) >= _ALIKE for other in name))
    shared += sum(weight[word] for word in name if any(akin(other, word) >= _ALIKE for other in printed))
    return shared / (sum(weight[word] for word in printed) + sum(weight[word] for word in name))


def _of_this_period(document: Document, plan: FieldPlan, names: Sequence[str], lines: Sequence[_Line]
                    ) -> Iterator[Candidate]:
    """In the row that is called like the field, what stands under no other period: not the year to date, nor the last
    one."""
    called = {_said(name) for name in names}
    for line in lines:
        if _said(line.label.text) not in called:
            continue
        last = max((int(y) for _, head in line.figures for y in _YEAR.findall(head)), default=0)
        now = [cell for cell, head in line.figures if not _is_other_period(head, last)]
        total = [cell for cell, head in line.figures if cell in now and {*_said(head)} & {*words()["row_total_words"]}]
        kept = total if len(now) > 1 else now
        if len(kept) == 1 and len(now) < len(line.figures) and (found := _read(document, plan, kept[0], 1.0)):
            yield found


def _is_other_period(head: str, last: int) -> bool:
    years = [int(y) for y in _YEAR.findall(head)]
    said = " ".join(_said(head))
    return bool(years and max(years) < last) or any(other in said for other in _OTHER_PERIOD)


def _read(document: Document, plan: FieldPlan, cell: Cell, near: float) -> Candidate | None:
    best = document.best(plan, Piece.whole(cell))
    if best is None:
        return None
    return Candidate.at(plan, best.piece, TWO_WAYS["worth"] * max(TWO_WAYS["least"], near) * best.fit, "table",
                        best.value)
