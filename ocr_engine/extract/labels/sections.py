"""Blocks that belong to a party: 购买方 beside four rows, "Bill to" above an address, 甲方： before its particulars."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ocr_engine.extract.fields.parties_zh import OWN_PARTY
from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.lexicon import known_name, party_terms
from ocr_engine.types import BBox

_AFTER_HEADING = re.compile(
    r"\s*(?:[（(][^）)]{0,30}[)）])?\s*(?:(?:address|details|adresse|地址)\s*)?(?:[:：]|$|情况|信息|名称|姓名|全称|户名)"
)

_PAIR = re.compile(r"\s*[^\W\d_][^:：\d]{0,30}[:：]\s*\S")   # Ông/Bà: Lê Minh Đức
_NEAR, _SPAN = 6.0, 4.0     # line heights to the labels of a block beside its party's name, and from its middle to them
# 1．采购人信息, （二）招标代理机构, II - FOREIGN PRINCIPAL
_NUMBERED = re.compile(r"^\s*[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.．、]+\s*(?=[\u4e00-\u9fff])"
                       r"|^\s*(?:[IVX]{1,4}|\d{1,2}|[A-Z])\s?[.)\-–—]\s+(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a party is announced. ``beside``: it stands upright at the left and rules the rows beside it."""

    parties: frozenset[str]
    page: int
    box: BBox
    beside: bool = False


def headings(sheets: Sequence[Sheet], asked: Iterable[str] = (), called: Mapping[str, str] | None = None
             ) -> list[Heading]:
    """``asked``: keys of the parties that fields are asked of, those that only this definition knows among them.
    ``called``: what this definition calls some of them, folded, and their keys."""
    own = {key.removeprefix(OWN_PARTY): key for key in asked if key.startswith(OWN_PARTY)} | dict(called or {})
    terms = {**dict(sorted(own.items(), key=lambda item: -len(item[0]))), **party_terms()}
    alone = frozenset(called or ()) - party_terms().keys()
    found: list[Heading] = []
    for sheet in sheets:
        found += _standing(sheet, terms)
        found += _lone(sheet, found)
        found += [h for cell in sheet.cells if not _is_standing(cell) and (h := _lying(cell, sheet, terms, alone))]
    return found


# On the label of a parcel one sign tells the party; alone, without its opposite, it may mean anything.
_ON_PARCELS = {"寄": "shipper", "收": "consignee"}


def _lone(sheet: Sheet, known: Sequence[Heading]) -> list[Heading]:
    """购 or 销 alone at the left, where the rest of the standing word was not read; 寄 and 收 of a parcel's label."""
    found = []
    single = {c.text.strip() for c in sheet.cells if len(c.text.strip()) == 1}
    terms = {**party_terms(), **(_ON_PARCELS if single >= set(_ON_PARCELS) else {})}
    for cell in sheet.cells:
        party = terms.get(fold(cell.text)) if len(cell.text.strip()) == 1 else None
        if party and not any(party in h.parties for h in known):
            box = BBox(cell.box.x0, cell.box.y0 - sheet.height, cell.box.x1, cell.box.y1 + 3 * sheet.height)
            found.append(Heading(frozenset({party}), sheet.number, box, beside=True))
    return found


def _lying(cell: Cell, sheet: Sheet, terms: Mapping[str, str], alone: frozenset[str]) -> Heading | None:
    """``alone``: terms that head a block only where nothing follows them in their cell."""
    text = _NUMBERED.sub("", cell.text)
    folded = fold(text[:40])
    if not folded.startswith(tuple(terms)):
        return None
    for term, party in terms.items():
        if len(term) < 2 or not folded.startswith(term):
            continue
        cut = next((i for i in range(1, len(text) + 1) if fold(text[:i]) == term), None)
        if cut and (after := _AFTER_HEADING.match(text[cut:])) and not (
                term in alone and (text[cut + after.end():].strip() or not _over_pairs(cell, sheet))):
            inside = fold((re.match(r"\s*[（(]([^）)]*)", text[cut:]) or ["", ""])[1])
            also = {p for t, p in terms.items() if inside and t == inside}
            ruled = _rows_beside(cell, sheet) if fold(cell.text) == term and has_cjk(term) else None
            return Heading(frozenset({party} | also), cell.page, ruled or cell.box, beside=ruled is not None)
    return None


def _over_pairs(cell: Cell, sheet: Sheet) -> bool:
    """Whether the next line under the cell is a caption, or one with its value: a block, and no value."""
    under = [c for c in sheet.middles_in(cell.box.y1, cell.box.y1 + 2.5 * sheet.height)
             if c.box.y0 > cell.box.cy and abs(c.box.x0 - cell.box.x0) < sheet.height]
    first = min(under, key=lambda c: c.box.y0, default=None)
    return first is not None and (_PAIR.match(first.text) is not None or known_name(first.text))


def _rows_beside(cell: Cell, sheet: Sheet) -> BBox | None:
    """The heights that a party rules whose box spans several rows: labels close to its right stand over and under its
    middle. None where it is a label like others."""
    named = [c for c in sheet.cells if 0 < c.box.x0 - cell.box.x1 < _NEAR * sheet.height
             and abs(c.box.cy - cell.box.cy) < _SPAN * sheet.height and known_name(re.split("[:：]", c.text)[0])]
    column = [c for c in named if c.box.x0 - min(n.box.x0 for n in named) < 0.6 * sheet.height]
    if all(any(sign * (c.box.cy - cell.box.cy) > 0.3 * sheet.height for c in column) for sign in (-1, 1)):
        return BBox.around((cell.box, *(c.box for c in column)))
    return None


def _is_standing(cell: Cell) -> bool:
    return cell.standing or (2 <= len(cell.text) <= 5 and cell.height > 1.5 * cell.box.width)


def _standing(sheet: Sheet, terms: Mapping[str, str]) -> list[Heading]:
    """Words that stand upright at the left of a block."""
    found = []
    for cell in sheet.cells:
        if not _is_standing(cell):
            continue
        text = fold(cell.text)
        party = next((p for t, p in terms.items() if text.startswith(t)), None)
        if party:
            found.append(Heading(frozenset({party}), sheet.number, cell.box, beside=True))
    return found


def party_of(cell: Cell, all_headings: Sequence[Heading], sheet: Sheet) -> frozenset[str]:
    """The parties in whose block the cell stands; empty where no heading rules it."""
    beside = [
        h
        for h in all_headings
        if h.beside
        and h.page == cell.page
        and h.box.x1 <= cell.box.x0 + sheet.height
        and h.box.y0 - 1.6 * sheet.height <= cell.box.cy <= h.box.y1 + 1.6 * sheet.height
    ]
    if beside:
        nearest = min(cell.box.x0 - h.box.x1 for h in beside)
        column = [h for h in beside if cell.box.x0 - h.box.x1 < nearest + sheet.height]
        return min(column, key=lambda h: abs(h.box.cy - cell.box.cy)).parties
    above = [
        h
        for h in all_headings
        if not h.beside
        and h.page == cell.page
        and h.box.cy <= cell.box.cy + 0.6 * sheet.height
        and (h.box.x0 <= cell.box.x0 + 2.5 * sheet.height or _heads_column(h, cell, all_headings, sheet))
    ]
    if above:
        return max(above, key=lambda h: (h.box.cy - 0.25 * max(0.0, cell.box.x0 - h.box.x1), h.box.x0)).parties
    earlier = [h for h in all_headings if h.page == cell.page - 1 and not h.beside]
    return max(earlier, key=lambda h: h.box.cy).parties if earlier else frozenset()


def _heads_column(heading: Heading, cell: Cell, all_headings: Sequence[Heading], sheet: Sheet) -> bool:
    """Whether a heading stands in the middle over the column of the cell: others beside it head theirs."""
    row = [h for h in all_headings if not h.beside and h.page == heading.page
           and abs(h.box.cy - heading.box.cy) < 0.5 * sheet.height]
    return len(row) > 1 and min(row, key=lambda h: abs(h.box.cx - cell.box.cx)) is heading
