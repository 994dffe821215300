"""The row of sums under a Chinese table: 总毛重, 件数合计, 本期收款 are what stands in it under 毛重, 件数 and
收款金额.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell, Row, Sheet
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.values.shapes import readings
from ocr_engine.extract.weights import OWN_NAME, PLACE
from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.wordings_zh import likeness_zh

_SUM = re.compile("(?:本期|本页|本月|本次|本单|费用|金额|各项|月度|年度|全部|以上)?(?:合计|总计|共计|累计|小计)")
_IN_WORDS = re.compile(r"[（(]\s*大\s*写\s*[)）]|大写[:：]")
# What a field says beside the header of its column.
_ASKED = re.compile("(?:合计|总计|总|共计|本期|累计|本月)?(?P<column>[\\u4e00-\\u9fff]{2,6}?)(?:合计|总计|总数|总额)?")
_KINDS = frozenset(("money", "number", "text"))
_ALIKE, _FAR = 0.78, 1.2


def is_sum_row(row: Row) -> bool:
    """Whether a row closes a table: it begins with a word for a sum, or tells an amount in words."""
    head = fold("".join(c.text for c in row.cells[:2]))
    return _SUM.match(head) is not None or any(_IN_WORDS.search(c.text) for c in row.cells)


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
        if header and len(row.cells) > 1 and _SUM.match(fold("".join(c.text for c in row.cells[:2]))):
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
        if _edges_apart(head, cell) > nearest + _FAR * document.sheet(cell.page).height:
            continue
        for reading in readings(plan.kind, plan.shape, cell.text, document.hints):
            if any(map(str.isdigit, cell.text[reading.start : reading.end])):
                piece = Piece(cell, reading.start, reading.end)
                yield Candidate(plan, piece.text, (piece,), best * PLACE["cross"] * reading.fit, "table",
                                reading.value)


def _likeness(header: str, column: str) -> float:
    """含税金额 is a column of 金额 too."""
    return max(likeness_zh(header, column), _ALIKE if fold(header).endswith(fold(column)) else 0.0)


def _bare(cell: Cell) -> str:
    return re.sub(r"[（(].*", "", cell.text).strip()


def _edges_apart(head: Cell, cell: Cell) -> float:
    """How far two prints of a column are apart, at the edge or the middle by which it is set."""
    return min(abs(head.box.x1 - cell.box.x1), abs(head.box.cx - cell.box.cx), abs(head.box.x0 - cell.box.x0))
