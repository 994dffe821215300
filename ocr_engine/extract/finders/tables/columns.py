"""Tables: the cells under a header, and the cell where a row and a column cross."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan, Name
from ocr_engine.extract.finders.sums.sums_zh import is_sum_row
from ocr_engine.extract.labels.labelmap import Hit
from ocr_engine.extract.page.layout import Cell, Row, Sheet, part_of
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.values.matches import Reading
from ocr_engine.extract.values.shapes import is_blank, readings
from ocr_engine.extract.weights import PLACE
from ocr_engine.extract.words.folding import fold, fold_map, has_cjk, is_lone_sign
from ocr_engine.extract.words.lexicon import words
from ocr_engine.types import BBox

_MAX_ROWS, _MAX_CELL, _SHORT = 60, 80, 8
_CLOSE = 0.3  # of a line's height between two lines of one thing
_UNIT, _HEADERS = 0.8, 4


def by_column(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    """For fields with several values: everything under their header, as one candidate with the rest in ``more``. What
    stands under the same header further right in its row goes on with it (项目 | 金额 | 项目 | 金额)."""
    columns: dict[tuple[str, Row | None, str], list[Candidate]] = defaultdict(list)
    for hit in document.labels.hits:
        if hit.plan is None or not hit.plan.spec.many or not hit.at_start or (hit.joined and not _two_headers(hit)):
            continue
        sheet = document.sheet(hit.cell.page)
        values = [c for cell in _under(hit, sheet, document) if (c := _value(hit.plan, cell, hit, document))]
        if len(values) > 1 or hit.cell not in sheet.captions:  # what stands alone under its caption is no list
            columns[hit.plan.key, hit.cell.row, hit.name.folded] += _of_one_list(values)
    for values in columns.values():
        if len({v.label.cell for v in values if v.label}) > 1:
            values.sort(key=_row_by_row)
    for values in _over_pages([values for values in columns.values() if values]):
        yield replace(values[0], more=_distinct(values[1:], values[0]))


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


_PART, _HEADING = re.compile(r"\s*(?:(?:\d{1,2}|[IVX]{1,4}|[A-Z])\s?[.)\-–]\s+)?[A-ZÀ-Þ][A-ZÀ-Þ '’/&\-]+:?\s*"), 6
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


def _distinct(values: list[Candidate], first: Candidate) -> tuple[Candidate, ...]:
    seen, kept = {fold(first.raw)}, []
    for value in values:
        if fold(value.raw) not in seen:
            seen.add(fold(value.raw))
            kept.append(value)
    return tuple(kept)


def _value(plan: FieldPlan, cell: Cell, hit: Hit, document: Document) -> Candidate | None:
    found = readings(plan.kind, plan.shape, cell.text, document.hints)
    if not found and _is_unit(plan, cell):
        found = [Reading(0, len(cell.text), _UNIT)]
    if not found:
        return None
    best = max(found, key=lambda r: r.fit)
    if best.end - best.start > _MAX_CELL:
        return None
    return Candidate(
        plan,
        cell.text[best.start : best.end],
        (Piece(cell, best.start, best.end),),
        min(1.0, hit.quality * PLACE["table"] * best.fit),
        "table",
        best.value,
        hit,
    )


def _under(hit: Hit, sheet: Sheet, document: Document) -> Iterator[Cell]:
    """The cells of the header's column down to the end of the table: a total, a label, or a gap."""
    header = part_of(hit.cell, hit.start, hit.end, sheet)
    left, right = _column(hit.cell, header, sheet)
    last, widest = header.cy, 6 * sheet.height
    before, shown = hit.cell.row, ""
    start = hit.cell.row.index + 1 if hit.cell.row else 0
    for row in sheet.rows[start : start + _MAX_ROWS]:
        middle = row.cells[0].box.cy
        if middle - last > widest or ends_table(fold(row.text)) or is_sum_row(row):
            return
        if row.index == start and _translates(hit.cell, row, sheet):
            continue
        inside = [
            c for c in row.cells if left <= c.box.cx <= right or left <= c.box.x0 + 0.5 * sheet.height <= header.x1
        ]
        named = inside and document.labels.is_label(inside[0]) and not _of_the_table(row, inside[0], before, sheet)
        part = _begins_part(row.text) and not hit.cell.text.isupper() and not shown.isupper()
        if inside and (named or part or _announces(inside[0])):
            return
        if inside and last > header.cy and _runs_over(inside[0], hit.cell, row, before, sheet):
            return
        if inside and (_belongs_to_row(row, before) or _names_another(inside[0], hit, document)):
            last = middle
            continue
        for cell in inside[:1]:
            if not is_blank(cell.text) or _is_unit(hit.plan, cell):
                if last > header.cy:  # from the second row on, the rows' own distance tells where the table ends
                    widest = min(widest, max(2.2 * (cell.box.cy - last), 3 * sheet.height))
                last, before, shown = cell.box.cy, row if len(row.cells) > 1 else before, cell.text
                yield cell


def _translates(header: Cell, row: Row, sheet: Sheet) -> bool:
    """Whether the row right under Chinese headers says the same in letters: 毛重 over G.W.(KGS)."""
    close = min(c.box.y0 for c in row.cells) - header.box.y1 < 0.7 * sheet.height
    return close and has_cjk(header.text) and not any(
        has_cjk(c.text) or any(map(str.isdigit, c.text)) for c in row.cells) and len(row.cells) > 1


def _is_unit(plan: FieldPlan | None, cell: Cell) -> bool:
    """个 under 单位 is what things are counted in; elsewhere it is what an empty place was printed with."""
    return plan is not None and plan.concept is not None and plan.concept.key == "unit" and fold(cell.text) != ""


def _runs_over(cell: Cell, header: Cell, row: Row, before: Row | None, sheet: Sheet) -> bool:
    """Whether a line under the table runs on under the next column's header, in a row with less than the rows above."""
    following = [c.box.x0 for c in header.row.cells if c.box.x0 > header.box.x1] if header.row else []
    return bool(following) and cell.box.x1 > min(following) + sheet.height and not has_cjk(cell.text) and (
        before is not None and len(row.cells) < len(before.cells))


def _belongs_to_row(row: Row, before: Row | None) -> bool:
    """Whether a line stands alone under a row of three cells or more, or ends before its figures: it says more about
    that row."""
    if before is None or len(before.cells) < 3 or has_cjk(row.text):
        return False
    return len(row.cells) == 1 or _lacks_figures(row, before)


def _lacks_figures(row: Row, before: Row) -> bool:
    """Whether a line close under another has nothing under the figures with which that one ends."""
    figures = [c for c in before.cells if any(char.isdigit() for char in c.text)]
    close = row.cells[0].box.y0 - before.cells[0].box.y1 < _CLOSE * before.cells[0].height
    if len(row.cells) >= len(before.cells) or not close or before.cells[-1] not in figures:
        return False
    ending = before.cells[-1]
    for cell in reversed(before.cells[1:]):
        if cell not in figures:
            break
        ending = cell
    return row.cells[-1].box.x1 < ending.box.x0


def _names_another(cell: Cell, hit: Hit, document: Document) -> bool:
    """Whether the line is the label of another field that is asked for: the balance brought forward, in a statement;
    or says no more than that it is the same as above."""
    if has_cjk(cell.text):
        return False
    return fold(cell.text) in words()["same_words"] or any(
        h.cell is cell and h.plan is not None and h.plan.key != hit.plan.key and not h.joined and h.at_start
        for h in document.labels.hits if hit.plan)


def _of_the_table(row: Row, cell: Cell, before: Row | None, sheet: Sheet) -> bool:
    """Whether a row goes on with the table though it begins with the name of something (电费 among what is charged):
    it has a cell under the last one of the row before."""
    if before is None or len(row.cells) < 2 or row.cells[-1] is cell or re.search(r"[:：]", cell.text):
        return False
    above = before.cells[-1].box
    apart = min(min(abs(c.box.x0 - above.x0), abs(c.box.x1 - above.x1), abs(c.box.cx - above.cx))
                for c in row.cells if c is not cell)
    return apart < 0.7 * sheet.height


def _begins_part(text: str) -> bool:
    """Whether a line is the heading of another part: in capitals (EMPLEOS ANTERIORES), counted or not."""
    return _PART.fullmatch(text) is not None and sum(map(str.isalpha, text)) >= _HEADING


def _announces(cell: Cell) -> bool:
    """Whether the cell is a pair of its own ("Physician: Dr. Hill") under the table, or the next heading, set apart
    letter by letter (S K I L L S)."""
    return re.match(r"[^\W\d_][^:：]{1,30}[:：]\s*\S|(?:[A-ZÀ-Þ]{1,5}\s){3,}[A-ZÀ-Þ]{1,5}$", cell.text) is not None


def _column(cell: Cell, header: BBox, sheet: Sheet) -> tuple[float, float]:
    """How far the column reaches: half way to the neighbours in the header's row, to the page's edge without one."""
    others = [c.box for c in cell.row.cells if c is not cell] if cell.row else []
    others += [c.box for c in _headers_over(cell, sheet) if c.box.x1 <= header.x0 or c.box.x0 >= header.x1]
    before = max((b.x1 for b in others if b.x1 <= header.x0), default=0.0)
    after = min((b.x0 for b in others if b.x0 >= header.x1), default=sheet.width)
    return (before + header.x0) / 2 if before else 0.0, (header.x1 + after) / 2


def _headers_over(cell: Cell, sheet: Sheet) -> list[Cell]:
    """The headers of the other columns where this one's stand in a second row (数量 over 请领 | 实发): a row of more
    prints close over it, without figures."""
    row = cell.row
    if row is None or not row.index or not has_cjk(cell.text):
        return []
    over = sheet.rows[row.index - 1]
    near = cell.box.y0 - max(c.box.y1 for c in over.cells) < 2 * sheet.height
    plain = not any(re.search(r"[\d:：]", c.text) for c in (*over.cells, *row.cells))
    return over.cells if near and plain and len(over.cells) > max(2, len(row.cells)) else []


def ends_table(folded: str) -> bool:
    ends = [fold(w) for role in ("gross", "net") for w in words()["total_roles"][role]]
    return any(folded.startswith(w) for w in ends if len(w) > 1)


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


def by_crossing(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    """ "合计 金额": the row that begins with the first word, the column that the second one heads."""
    for plan in plans:
        for name in plan.names:
            if name.column:
                yield from _crossings(document, plan, name)


def _crossings(document: Document, plan: FieldPlan, name: Name) -> Iterator[Candidate]:
    for sheet in document.sheets:
        headers = [(row, box) for row in sheet.rows if (box := _printed(row, fold(name.column)))]
        for row in sheet.rows:
            label = _printed(row, name.folded, first=True)
            above = [h for h in headers if label and h[1].cy < label.cy]
            if label is None or not above:
                continue
            head, header = max(above, key=lambda h: h[1].cy)
            for cell in (c for c in row.cells if c.box.x0 > label.x1 and _under_header(c, header, head, sheet)):
                for reading in readings(plan.kind, plan.shape, cell.text, document.hints):
                    yield Candidate(
                        plan,
                        cell.text[reading.start : reading.end],
                        (Piece(cell, reading.start, reading.end),),
                        name.weight * PLACE["cross"] * reading.fit,
                        "table",
                        reading.value,
                    )


def _under_header(cell: Cell, header: BBox, head: Row, sheet: Sheet) -> bool:
    """Whether the header is the nearest of its row, or nearly: numbers hang to the right of their header."""
    nearest = min(abs(c.box.cx - cell.box.cx) for c in head.cells)
    return abs(cell.box.cx - header.cx) - nearest < 1.2 * sheet.height


def _printed(row: Row, folded: str, *, first: bool = False) -> BBox | None:
    """Where a word stands in a row as whole cells (its characters may be spaced out over several)."""
    text, back = fold_map(row.text)
    at = text.find(folded)
    if at < 0 or (first and re.sub(r"\W", "", text[:at])):
        return None
    begin, _ = row.cell_at(back[at])
    end, stop = row.cell_at(back[at + len(folded) - 1])
    between = row.cells[row.cells.index(begin) : row.cells.index(end) + 1]
    if fold(end.text[stop + 1 :]) or fold("".join(c.text for c in between)) != folded:
        return None
    return BBox.around((begin.box, end.box))
