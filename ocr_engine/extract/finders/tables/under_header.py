"""The cells of a header's column, down to the end of its table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ocr_engine.extract.candidates import Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.labels.labelmap import Hit
from ocr_engine.extract.page.layout import Cell, Row, Sheet, column_apart, part_of
from ocr_engine.extract.values.free import is_blank
from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.lexicon import sum_words, words
from ocr_engine.types import BBox

from .crossings import is_sum_row

_MAX_ROWS = 60
_LISTED = 3  # rows that other fields ask for by their names: then the list is made of such
_CLOSE = 0.3  # of a line's height between two lines of one thing
_BRACKETED = re.compile(r"\s*[(（][^()（）]*[)）]\s*")
_PART, _HEADING = re.compile(r"\s*(?:(?:\d{1,2}|[IVX]{1,4}|[A-Z])\s?[.)\-–]\s+)?[A-ZÀ-Þ][A-ZÀ-Þ '’/&\-]+:?\s*"), 6


def under_header(hit: Hit, sheet: Sheet, document: Document) -> Iterator[Cell]:
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
        if last == header.cy and (_translates(hit.cell, row, sheet) or _remarks(row) or _numbers_columns(row)):
            continue
        inside = [
            c for c in row.cells if left <= c.box.cx <= right or left <= c.box.x0 + 0.5 * sheet.height <= header.x1
        ]
        inside = _after_its_count(inside, header)
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
            if not is_blank(cell.text) or is_unit(hit.plan, cell):
                if last > header.cy:  # from the second row on, the rows' own distance tells where the table ends
                    widest = min(widest, max(2.2 * (cell.box.cy - last), 3 * sheet.height))
                last, before, shown = cell.box.cy, row if len(row.cells) > 1 else before, cell.text
                yield cell


def _after_its_count(inside: list[Cell], header: BBox) -> list[Cell]:
    """Without the number that counts the row, where its column has no header: the first one's reaches to the edge."""
    counted = len(inside) > 1 and re.fullmatch(r"\s*\d{1,3}\s*[.、．)）]?\s*", inside[0].text) is not None
    apart = counted and inside[0].box.x1 < header.x0 and inside[1].box.x0 < header.x1
    return inside[1:] if apart else inside


def _translates(header: Cell, row: Row, sheet: Sheet) -> bool:
    """Whether the row right under Chinese headers says the same in letters: 毛重 over G.W.(KGS)."""
    close = min(c.box.y0 for c in row.cells) - header.box.y1 < 0.7 * sheet.height
    return close and has_cjk(header.text) and not any(
        has_cjk(c.text) or any(map(str.isdigit, c.text)) for c in row.cells) and len(row.cells) > 1


def _remarks(row: Row) -> bool:
    """Whether a row says something of the headers over it, in brackets: (Description), (MM/DD/YYYY)."""
    said = [c for c in row.cells if _BRACKETED.fullmatch(c.text)]
    figures = any(c.isdigit() for cell in row.cells for c in cell.text)
    return len(said) > 1 and not figures and 2 * len(said) > len(row.cells)


def _numbers_columns(row: Row) -> bool:
    """Whether a row counts the columns, as forms of offices do: 1 | 2 | 3 | 4 | 5 = 3 x 4."""
    counted = [re.match(r"\s*[(\[]?(\d{1,2})[)\]]?(?:\s*=.*|\s*)$", c.text) for c in row.cells]
    numbers = [int(m[1]) for m in counted if m]
    return len(numbers) > 2 and len(numbers) == len(row.cells) and all(b == a + 1 for a, b in pairwise(numbers)) and (
        numbers[0] == 1)


def is_unit(plan: FieldPlan | None, cell: Cell) -> bool:
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
    if fold(cell.text) in words()["same_words"]:
        return True
    others = {id(h.cell): h.cell for h in document.labels.hits if hit.plan and h.plan is not None
              and h.plan.key != hit.plan.key and not h.joined and h.at_start and h.cell.page == cell.page}
    if id(cell) not in others:
        return False
    table = hit.cell.row is not None and len(hit.cell.row.cells) > 2 and hit.cell.row.cells[0] is hit.cell
    listed = [c for c in others.values() if c.box.y0 > hit.cell.box.y0 and c.row is not None and len(c.row.cells) > 2
              and abs(c.box.x0 - cell.box.x0) < 0.5 * cell.height]
    return not table or len(listed) < _LISTED


def _of_the_table(row: Row, cell: Cell, before: Row | None, sheet: Sheet) -> bool:
    """Whether a row goes on with the table though it begins with the name of something (电费 among what is charged):
    it has a cell under the last one of the row before."""
    if before is None or len(row.cells) < 2 or row.cells[-1] is cell or re.search(r"[:：]", cell.text):
        return False
    return min(column_apart(c, before.cells[-1].box) for c in row.cells if c is not cell) < 0.7 * sheet.height


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
    return any(folded.startswith(w) for w in sum_words() if len(w) > 1)
