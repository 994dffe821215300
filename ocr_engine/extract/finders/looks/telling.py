"""Values that say themselves what they are, on papers that print them without a label: 05车12A号 is a seat.

``lexicon/telling.json``: under which names a field asks for the thing, what it looks like, and where the look alone
would not do, the sort of paper and the place on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Row, Sheet
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import OWN_NAME, TELLING
from ocr_engine.extract.words.folding import fold
from ocr_engine.extract.words.lexicon import told_by_look

_PAPERS = {
    "rail": re.compile(r"12306|铁路|限乘当日|检票口|\d{1,2}车\s?\d{1,3}[A-F]?号|[一二]等座"),
    "air": re.compile(r"航空运输|电子客票|行程单|航班号|登机|BOARDING PASS|ITINERARY"),
    "taiwan": re.compile(r"電子發票|統一發票|發票證明聯|电子发票证明联"),
    "id": re.compile(r"居民身份证|公民身份号码"),
    "parcel": re.compile("快递|速运|速递|物流|集包地|EMS|韵达|中通|圆通|申通|顺丰|极兔"),
    "exam": re.compile("试卷|试题|考试|检测|测试|测验|月考|期[中末]|答题卡|密封线"),
    "card": re.compile(r"VALID|THRU|MONTH\s?/\s?YEAR|UnionPay|银联|持卡人存根|商户存根|签购单"),
}
_HEAD = 0.35  # of the page's height


@dataclass(frozen=True, slots=True)
class Look:
    names: frozenset[str]
    page: str
    value: re.Pattern[str]
    place: str


@cache
def looks() -> tuple[Look, ...]:
    return tuple(Look(frozenset(map(fold, row["names"].split("|"))), row["page"], re.compile(row["value"]),
                      row.get("place", "")) for row in told_by_look())


def by_look(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    for plan in plans:
        own = {n.folded for n in plan.names if n.weight >= OWN_NAME}
        for look in looks():
            if own & look.names:
                for sheet in document.sheets:
                    yield from _seen(document, sheet, plan, look)


def _seen(document: Document, sheet: Sheet, plan: FieldPlan, look: Look) -> Iterator[Candidate]:
    if look.page and not any(_PAPERS[look.page].search(cell.text) for cell in sheet.cells):
        return
    pieces = [Piece(cell, *match.span(1)) for row in sheet.rows for cell in row.cells
              if (match := look.value.search(cell.text))]
    if look.place == "row":
        pieces = [_at(row, *match.span(1)) for row in sheet.rows if (match := look.value.search(row.text))]
    if look.place in ("first", "second"):
        pieces = _in_one_row(pieces, 0 if look.place == "first" else 1)
    elif look.place == "head":
        pieces = [p for p in pieces if p.cell.box.cy < _HEAD]
    worth = TELLING if len({fold(p.text) for p in pieces}) == 1 else TELLING * 0.8
    for piece in pieces:
        yield Candidate.at(plan, piece, worth * document.later(piece.cell), "pattern")


def _at(row: Row, start: int, end: int) -> Piece:
    cell, first = row.cell_at(start)
    return Piece(cell, first, first + end - start)


def _in_one_row(pieces: list[Piece], which: int) -> list[Piece]:
    """Of exactly two that stand in one row (成都东站 … 上海虹桥站) the left or the right one."""
    rows = {id(p.cell.row): [q for q in pieces if q.cell.row is p.cell.row] for p in pieces}
    return [sorted(row, key=lambda p: p.cell.box.x0)[which] for row in rows.values() if len(row) == 2]
