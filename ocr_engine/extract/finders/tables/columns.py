"""What a table tells under its headers: all of a column, or what stands in its first row at the header's place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from ocr_engine.extract.candidates import Candidate, Document, Found
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.labels.labelmap import Hit
from ocr_engine.extract.page.layout import Cell, Row
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import PLACE
from ocr_engine.extract.words.folding import fold, has_cjk, is_lone_sign

from .under_header import is_unit, under_header

_MAX_CELL, _SHORT = 80, 8
_UNIT, _HEADERS = 0.8, 4


def by_column(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    """For fields with several values: everything under their header, as one candidate with the rest in ``more``. What
    stands under the same header further right in its row goes on with it (项目 | 金额 | 项目 | 金额)."""
    columns: dict[tuple[str, Row | None, str], list[Candidate]] = defaultdict(list)
    for hit in document.labels.hits:
        if hit.plan is None or not hit.plan.spec.many or not hit.at_start or (hit.joined and not _two_headers(hit)):
            continue
        sheet = document.sheet(hit.cell.page)
        values = [c for cell in under_header(hit, sheet, document) if (c := _value(hit.plan, cell, hit, document))]
        if _counts_rows(values, hit):
            continue
        if len(values) > 1 or hit.cell not in sheet.captions:  # what stands alone under its caption is no list
            columns[hit.plan.key, hit.cell.row, hit.name.folded] += _of_one_list(values)
    for values in columns.values():
        if len({v.label.cell for v in values if v.label}) > 1:
            values.sort(key=_row_by_row)
    rowwise = sum(p.spec.many for p in plans) > 1  # what is asked beside other columns has a value for each row
    for values in _over_pages([values for values in columns.values() if values]):
        yield replace(values[0], more=tuple(_once_each(values, rowwise=rowwise))[1:])


def _counts_rows(values: list[Candidate], hit: Hit) -> bool:
    """Whether a column of amounts only counts the rows: 1, 2, 3."""
    return len(values) > 1 and hit.plan is not None and hit.plan.kind == "money" and (
        [v.raw.strip(" .") for v in values] == [str(n) for n in range(1, len(values) + 1)])


def _over_pages(lists: list[list[Candidate]]) -> Iterator[list[Candidate]]:
    """A list goes on under the same header at the same place of the next page."""
    joined: list[list[Candidate]] = []
    for values in lists:
        head = values[0].label
        last = next((one for one in joined if head and (over := one[-1].label) and one[0].plan is values[0].plan
                     and over.cell.page + 1 == head.cell.page and fold(over.cell.text) == fold(head.cell.text)
                     and abs(over.cell.box.x0 - head.cell.box.x0) < head.cell.height), None)
        if last is not None:
            last += values
        else:
            joined.append([*values])
    yield from joined


_COUNTED = tuple(map(re.compile, (r"\s*\d{1,2}\s?[.、．)）]", r"\s*[（(]\d{1,2}[)）]",
                                  r"\s*[一二三四五六七八九十]{1,3}、", r"\s*[（(][一二三四五六七八九十]{1,3}[)）]")))


def _of_one_list(values: list[Candidate]) -> list[Candidate]:
    """Of lines that are counted (1. …, 2. …) those that are counted alike: what follows is another list's."""
    how = next((p for p in _COUNTED if values and p.match(values[0].raw)), None)
    rest = next((i for i, v in enumerate(values) if how is not None and not how.match(v.raw)), len(values))
    other = rest < len(values) and any(p.match(values[rest].raw) for p in _COUNTED)
    return values[:rest] if rest > 1 and other else values


def _row_by_row(value: Candidate) -> tuple[int, float]:
    cell = value.pieces[0].cell
    return cell.row.index if cell.row else 0, cell.box.x0


def _two_headers(hit: Hit) -> bool:
    """Whether the words behind a header are the short header of the next column, set close ("Result Unit")."""
    rest = hit.cell.text[hit.end :].strip()
    others = [c for c in hit.cell.row.cells if c is not hit.cell] if hit.cell.row else []
    return hit.joined == "word" and len(rest) <= _SHORT and len(others) > 1 and not any(
        char.isdigit() for c in (hit.cell, *others) for char in c.text)


def _once_each(values: list[Candidate], *, rowwise: bool) -> Iterator[Candidate]:
    """Each place once: two labels may reach it. Figures that are printed again in another row of several cells were
    sold, paid, counted again, and words where they are asked for ``rowwise``; a line alone says the same twice."""
    places: set[tuple[Cell, int]] = set()
    lines: set[str] = set()
    for value in values:
        piece = value.pieces[0]
        said, place = fold(value.raw), (piece.cell, piece.start)
        alone = piece.cell.row is None or len(piece.cell.row.cells) == 1 or (
            value.plan.kind in ("text", "name") and not (rowwise and any(map(str.isalpha, value.raw))))
        if place not in places and not (alone and said in lines):
            places.add(place)
            lines.add(said)
            yield value


def _value(plan: FieldPlan, cell: Cell, hit: Hit, document: Document) -> Candidate | None:
    best = document.best(plan, Piece.whole(cell))
    if best is None and is_unit(plan, cell):
        best = Found(Piece.whole(cell), _UNIT, None)
    if best is None or len(best.piece.text) > _MAX_CELL:
        return None
    return Candidate.at(plan, best.piece, min(1.0, hit.quality * PLACE["table"] * best.fit), "table", best.value, hit)


def by_rank(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    """The value that stands in the first row of a table at the place that its header has in the row of headers: prints
    of a wide column need not lie under theirs. Only where both rows have as many."""
    for hit in document.labels.hits:
        if hit.plan is None or hit.plan.spec.many or hit.joined or hit.name.section or not has_cjk(hit.cell.text):
            continue
        row, sheet = hit.cell.row, document.sheet(hit.cell.page)
        if row is None or row.index + 1 == len(sheet.rows) or re.search(r"[\d:：]", row.text):
            continue
        headers, below = _apart(row), _apart(sheet.rows[row.index + 1])
        labels = sum(document.labels.is_label(c) for cells in headers for c in cells[-1:])
        if len(headers) < _HEADERS or len(below) != len(headers) or 2 * labels <= len(headers):
            continue
        cell = below[next(i for i, cells in enumerate(headers) if hit.cell in cells)][0]
        figured = any(map(str.isdigit, sheet.rows[row.index + 1].text))
        if figured and not document.labels.is_label(cell) and (value := _value(hit.plan, cell, hit, document)):
            yield value


def _apart(row: Row) -> list[list[Cell]]:
    """The prints of a row, the signs of one header that stand apart (金 | 额) together."""
    found: list[list[Cell]] = []
    for cell in row.cells:
        if found and len(found[-1]) == 1 and is_lone_sign(cell.text) and is_lone_sign(found[-1][0].text):
            found[-1].append(cell)
        else:
            found.append([cell])
    return found
