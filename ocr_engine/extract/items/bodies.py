"""The rows under a header: where each item begins, and which of its prints stands in which column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from ocr_engine.extract.page.layout import Cell, Row, Sheet, part_of
from ocr_engine.extract.values.free import is_blank
from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.lexicon import sum_words, words

from .heads import Column, Head, words_of

_MOST = 500             # rows of a page that are looked through
_FAR = 9.0              # lines without print that a table spans
_LATE = 1.3             # lines by which a figure may stand under the others of its row
_SHORT_SUM = 3          # letters of a word that alone tells no sum: HT, net
_NEXT = 0.6             # of a line between two lines of one text
# 3, -5 Stk, 10000,0000 KWh, $ 42.00, 1.980,00 €, 19 %, 1,- for one
_FIGURE = re.compile(
    r"[\s(]*(?:EUR|USD|GBP|CHF|CNY|RMB|HKD|JPY|RM|Rs\.?|kr\.?|zł|[A-Z]{2}\$|[¥￥€$£₹])?\s*[-−–]?\s*[¥￥€$£₹]?\s*"
    r"\d(?:[\d.,'’ ]*\d)?(?:[,.][-–])?\s*(?P<rest>%|(?:[¥￥€$£₹]|[^\W\d_][^\d\s]{0,9}|[㎡㎥]|m[²³23]?)?)[\s)*.]*-?",
    re.IGNORECASE)
_PART, _BARE = re.compile(r"\S+"), re.compile(r"[-−]?[¥￥€$£]?\d[\d.,]*%?")


@dataclass(slots=True)
class Item:
    """One row of the table: ``cells`` by the number of their column, from the top."""

    row: Row
    cells: dict[int, list[Cell]] = field(default_factory=dict)

    def has(self, number: int) -> bool:
        return bool(self.cells.get(number))


def items_under(head: Head, sheet: Sheet, *, begun: bool = False) -> tuple[list[Item], bool]:
    """The items under a header, and whether their table ended on this page. ``begun``: the header stands on the page
    before, so that the items begin at the top."""
    found: list[Item] = []
    over: list[Cell] = []       # lines of text over the first line of an item that bears no name itself
    last = None if begun else max(c.box.y1 for c in sheet.rows[head.below - 1].cells)
    start = 0 if begun else head.below
    for row in sheet.rows[start : start + _MOST]:
        if last is not None and min(c.box.y0 for c in row.cells) - last > _FAR * sheet.height:
            return found, True
        placed = _placed(row, head, sheet)
        full = _is_item(placed, head, found, begun=begun)
        if _sums_up(row, placed, head, full=full) or ((found or begun) and _is_header(row)):
            return found, True
        last = max(c.box.y1 for c in row.cells)
        if full:
            found.append(Item(row, placed))
            if head.name is not None and not found[-1].has(head.name) and _stands_on(over, row, sheet):
                found[-1].cells[head.name] = over
            over = []
            continue
        names = placed.get(head.name, []) if head.name is not None else []
        over = [*(over if _stands_on(over, row, sheet) else ()), *names] if _goes_over(found, head) else []
        if found and not over:
            _added(found[-1], placed, row, head, sheet)
    return found, False


def _goes_over(found: Sequence[Item], head: Head) -> bool:
    """Whether the names of this table's items may stand over their figures: as those of the first one do."""
    return head.name is not None and (
        not found or all(i.has(head.name) and i.cells[head.name][0].row is not i.row for i in found))


def _stands_on(over: Sequence[Cell], row: Row, sheet: Sheet) -> bool:
    return bool(over) and min(c.box.y0 for c in row.cells) - over[-1].box.y1 < _NEXT * sheet.height


def is_figure(cell: Cell) -> bool:
    return _FIGURE.fullmatch(cell.text) is not None


def rest_of(cell: Cell) -> tuple[int, int]:
    """Where the letters behind a figure stand; all of a print without one."""
    found = _FIGURE.fullmatch(cell.text)
    if found is None:
        return (0, len(cell.text)) if not any(map(str.isdigit, cell.text)) else (0, 0)
    start, end = found.span("rest")
    return (start, end) if any(map(str.isalpha, cell.text[start:end])) else (0, 0)


def _placed(row: Row, head: Head, sheet: Sheet) -> dict[int, list[Cell]]:
    found: dict[int, list[Cell]] = {}
    for cell in row.cells:
        parts = [(_column_of(part, head.columns), part) for part in _parts(cell, sheet)]
        if len({number for number, _ in parts}) < len(parts):
            parts = [(_column_of(cell, head.columns), cell)]
        for number, part in parts:
            found.setdefault(number, []).append(part)
    _spread(found, head, sheet)
    return found


def _spread(placed: dict[int, list[Cell]], head: Head, sheet: Sheet) -> None:
    """Of two figures under one head the one that only touches it is the next head's, where nothing else is."""
    for number in [n for n, cells in placed.items() if len(cells) == 2 and all(map(is_figure, cells))]:
        left, right = placed[number]
        loose, beside = (left, number - 1) if _shares(left, head.columns[number]) < _shares(
            right, head.columns[number]) else (right, number + 1)
        if 0 <= beside < len(head.columns) and beside not in placed and (
                _shares(loose, head.columns[beside]) > -sheet.height):
            placed[number].remove(loose)
            placed[beside] = [loose]


def _parts(cell: Cell, sheet: Sheet) -> list[Cell]:
    """Figures of several columns that were read as one print (-477.88 13%), and a number with what it counts."""
    spans = [m.span() for m in _PART.finditer(cell.text)]
    texts = [cell.text[a:b] for a, b in spans]
    counted = len(texts) == 2 and texts[0].isdigit() and texts[1].isalpha()
    if len(texts) < 2 or not (counted or all(map(_BARE.fullmatch, texts))):
        return [cell]
    return [replace(cell, text=t, box=part_of(cell, a, b, sheet), start=cell.start + a)
            for t, (a, b) in zip(texts, spans, strict=True)]


def _column_of(cell: Cell, columns: Sequence[Column]) -> int:
    """The column that a print stands in: the one whose head it stands under, else the nearest one."""
    over = [n for n, c in enumerate(columns) if _shares(cell, c) > 0]
    if len(over) == 1:
        return over[0]
    if over and is_figure(cell):
        return max(over, key=lambda n: _shares(cell, columns[n]))
    if over:
        return min(over, key=lambda n: abs(cell.box.x0 - columns[n].box.x0))
    return max(range(len(columns)), key=lambda n: _shares(cell, columns[n]))


def _shares(cell: Cell, column: Column) -> float:
    """The width that a print and a head have in common; how far they are apart, below zero, where they have none."""
    return min(column.box.x1, cell.box.x1) - max(column.box.x0, cell.box.x0)


def _is_item(placed: dict[int, list[Cell]], head: Head, found: Sequence[Item], *, begun: bool) -> bool:
    """Whether an item begins: with figures in two columns, or with a name and one where items have it."""
    figures = [n for n, c in enumerate(head.columns) if c.is_figures and any(map(is_figure, placed.get(n, ())))]
    named = any(not is_figure(c) and any(map(str.isalpha, c.text))
                for c in (placed.get(head.name, ()) if head.name is not None else ()))
    if len(figures) > 1:
        return named or not (found or begun) or any(found[-1].has(n) for n in figures if found)
    if not figures or not named:
        return False
    return not found or found[-1].has(figures[0])


def _added(item: Item, placed: dict[int, list[Cell]], row: Row, head: Head, sheet: Sheet) -> None:
    """What stands under the first line of an item: further lines of its texts, figures that stand a little lower."""
    lower = min(c.box.y0 for c in row.cells) - max(c.box.y0 for c in item.row.cells)
    for number, cells in placed.items():
        if head.columns[number].is_figures:
            if not item.has(number) and lower < _LATE * sheet.height:
                item.cells[number] = [c for c in cells if is_figure(c)]
        elif head.columns[number].plan is not None:
            item.cells.setdefault(number, []).extend(c for c in cells if not is_blank(c.text))


def _sums_up(row: Row, placed: dict[int, list[Cell]], head: Head, *, full: bool) -> bool:
    """Whether a row tells the sums: something in it begins with a word for one. What stands in the column of names
    of an item is one only where it says nothing else."""
    texts = [c for c in row.cells if not is_figure(c)]
    if texts and has_cjk(row.text):
        return fold("".join(c.text for c in texts)).startswith(_sums_zh())
    names = placed.get(head.name, []) if head.name is not None else []
    return any(_is_sum(c.text, named=c in names, full=full) for c in texts)


def _is_sum(text: str, *, named: bool, full: bool) -> bool:
    told = words_of(text)
    if not told or len(text) > 40:
        return False
    whole = "".join(told)
    if whole in sum_words() and len(whole) > _SHORT_SUM:
        return True
    if named and full:
        return all(w in sum_words() or w in _beside_sums() for w in told)
    return _tells(told[0]) or (not named and len(told) < 5 and any(map(_tells, told)))


def _tells(word: str) -> bool:
    return word in sum_words() and len(word) > 2 and word not in ("base", "net")


@cache
def _beside_sums() -> frozenset[str]:
    """Words that a sum's name may have besides: of taxes, and currencies."""
    return frozenset(fold(w) for w in words()["total_roles"]["tax"]) | {"eur", "usd", "gbp", "chf", "cny", "rmb"}


@cache
def _sums_zh() -> tuple[str, ...]:
    return tuple(filter(has_cjk, sum_words()))


def _is_header(row: Row) -> bool:
    """Whether another header begins: three prints or more, none with a figure."""
    return len(row.cells) > 2 and not any(map(str.isdigit, row.text)) and not has_cjk(row.text)


def lines_of(item: Item, number: int, right: float, sheet: Sheet) -> list[Cell]:
    """The lines of one text of an item: the next belongs to it where its first word had no room in the one before.
    ``right``: where the column ends."""
    cells = item.cells.get(number, [])
    kept = cells[:1]
    for cell in cells[1:]:
        if kept[-1].row is not cell.row and not _continues(kept[-1], cell, right, sheet):
            break
        kept.append(cell)
    return kept


def _continues(before: Cell, cell: Cell, right: float, sheet: Sheet) -> bool:
    if cell.box.y0 - before.box.y1 > _NEXT * sheet.height or abs(cell.box.x0 - before.box.x0) > sheet.height:
        return False
    first = cell.text[:1] if has_cjk(cell.text[:1]) else cell.text.split()[0]
    if ":" in first or "：" in cell.text[:8] or first[:1] in "•*":
        return False
    width = cell.box.width * len(first) / max(1, len(cell.text))
    return before.box.x1 + 0.3 * sheet.height + width > right


def right_edge(items: Sequence[Item], number: int, head: Head) -> float:
    """Where a column of text ends: where the next one begins."""
    edges = [c.box.x0 for n, c in enumerate(head.columns) if n > number]
    edges += [c.box.x0 for item in items for n, cells in item.cells.items() if n > number for c in cells]
    return min(edges, default=1e9)
