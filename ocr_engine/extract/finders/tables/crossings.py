"""Figures where a row and a column of a table cross, for fields with one value.

"合计 金额" names both (``by_crossing``). 总毛重, 件数合计, 本期收款 are what stands under 毛重, 件数 and 收款金额 in
the row of sums (``by_sum_row``). What heads a column itself asks for the figure in the row that says total
(``by_column_sum``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.names import Name
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.labels.labelmap import Hit
from ocr_engine.extract.page.layout import Cell, Row, Sheet, column_apart
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import COLUMN_SUM as W
from ocr_engine.extract.weights import OWN_NAME, PLACE
from ocr_engine.extract.words.folding import fold, fold_map, has_cjk
from ocr_engine.extract.words.lexicon import words
from ocr_engine.extract.words.wordings import wording
from ocr_engine.extract.words.wordings_zh import likeness_zh
from ocr_engine.types import BBox

_SUM = re.compile("(?:本期|本页|本月|本次|本单|费用|金额|各项|月度|年度|全部|以上)?(?:合计|总计|共计|累计|小计)")
_IN_WORDS = re.compile(r"[（(]\s*大\s*写\s*[)）]|大写[:：]")
# What a field says beside the header of its column.
_ASKED = re.compile("(?:合计|总计|总|共计|本期|累计|本月)?(?P<column>[\\u4e00-\\u9fff]{2,6}?)(?:合计|总计|总数|总额)?")
_KINDS = frozenset(("money", "number", "text"))
_ALIKE, _FAR = 0.78, 1.2
_MAX_ROWS = 60
_FEW = 3  # words of a cell that says total


def _figures(document: Document, plan: FieldPlan, cell: Cell, worth: float, label: Hit | None = None
             ) -> Iterator[Candidate]:
    for piece, fit, value in document.read(plan, Piece.whole(cell)):
        yield Candidate.at(plan, piece, min(W["most"], worth * fit), "table", value, label)


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
                yield from _figures(document, plan, cell, name.weight * PLACE["cross"])


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


def is_sum_row(row: Row) -> bool:
    """Whether a row closes a table: it begins with a word for a sum, or tells an amount in words."""
    return _begins_with_sum(row) or any(_IN_WORDS.search(c.text) for c in row.cells)


def _begins_with_sum(row: Row) -> bool:
    return _SUM.match(fold("".join(c.text for c in row.cells[:2]))) is not None


def by_sum_row(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    asked = [(p, columns) for p in plans if p.kind in _KINDS and not p.spec.many and (columns := _columns(p))]
    for sheet in document.sheets if asked else ():
        for header, row in _tables(sheet):
            for plan, columns in asked:
                yield from _crossed(document, plan, columns, header, row)


def _columns(plan: FieldPlan) -> list[str]:
    found = []
    for name in plan.names:
        if name.weight >= OWN_NAME and has_cjk(name.text) and not name.section and not name.column:
            match = _ASKED.fullmatch(name.text)
            if match and match["column"] != name.text:
                found.append(match["column"])
    return found


def _tables(sheet: Sheet) -> Iterator[tuple[Row, Row]]:
    """Each row of sums with its header: the nearest row over it of three words or more without a figure."""
    header: Row | None = None
    for row in sheet.rows:
        if header and len(row.cells) > 1 and _begins_with_sum(row):
            yield header, row
        if len(row.cells) > 2 and not re.search(r"[\d:：]", row.text) and has_cjk(row.text):
            header = row


def _crossed(document: Document, plan: FieldPlan, columns: list[str], header: Row, row: Row) -> Iterator[Candidate]:
    told = [(max(_likeness(_bare(c), name) for name in columns), c) for c in header.cells if has_cjk(c.text)]
    best, head = max(told, key=lambda pair: pair[0])
    if best < _ALIKE:
        return
    for cell in row.cells[1:]:
        nearest = min(abs(c.box.cx - cell.box.cx) for c in header.cells)
        if column_apart(cell, head.box) > nearest + _FAR * document.sheet(cell.page).height:
            continue
        yield from (c for c in _figures(document, plan, cell, best * PLACE["cross"]) if any(map(str.isdigit, c.raw)))


def _likeness(header: str, column: str) -> float:
    """含税金额 is a column of 金额 too."""
    return max(likeness_zh(header, column), _ALIKE if fold(header).endswith(fold(column)) else 0.0)


def _bare(cell: Cell) -> str:
    return re.sub(r"[（(].*", "", cell.text).strip()


def by_column_sum(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    asked = {p.key: bool(p.role) for p in plans
             if p.kind in ("number", "money") and not p.spec.many}
    for hit in document.labels.hits:
        if hit.plan is None or hit.plan.key not in asked or hit.cell.row is None or hit.colon:
            continue
        if asked[hit.plan.key] and hit.name.weight < OWN_NAME:  # bills tell their amounts by what they add up to
            continue
        if hit.name.section and hit.name.section not in document.party(hit.cell):
            continue  # "Tax amount" is "Amount" only in a block of taxes: the column of goods is none
        if not _is_header(hit.cell.row) or not hit.at_start or hit.quality < W["least"]:
            continue
        sheet = document.sheet(hit.cell.page)
        if cell := _summed(hit, sheet):
            yield from _figures(document, hit.plan, cell, hit.quality * W["worth"], hit)


def _is_header(row: Row) -> bool:
    return len(row.cells) >= 3 and not any(char.isdigit() for cell in row.cells for char in cell.text)


def _summed(hit: Hit, sheet: Sheet) -> Cell | None:
    """The cell of the header's column in the first row under it that says total, with figures between them."""
    header, row = hit.cell.box, hit.cell.row
    between = 0
    for below in sheet.rows[row.index + 1 : row.index + 1 + _MAX_ROWS] if row else ():
        if between and _is_header(below):
            return None  # of another table
        inside = _in_column(below, header, sheet)
        if inside is not None and _says_total(below, inside):
            return inside if between else None
        between += inside is not None and any(c.isdigit() for c in inside.text)
    return None


def _in_column(row: Row, header: BBox, sheet: Sheet) -> Cell | None:
    near = [c for c in row.cells if column_apart(c, header) < 1.2 * sheet.height]
    return min(near, key=lambda c: column_apart(c, header), default=None)


def _says_total(row: Row, figure: Cell) -> bool:
    before = [c for c in row.cells if c.box.x1 <= figure.box.x0]
    return any(len(c.text.split()) <= _FEW and any(w in words()["row_total_words"] for w, _ in wording(c.text).words)
               for c in before)
