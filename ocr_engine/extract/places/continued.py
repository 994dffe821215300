"""Values that go on in the lines under their first one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ocr_engine.extract.labels.labelmap import LabelMap
from ocr_engine.extract.page.layout import Cell, Sheet, part_of
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.values.free import is_blank
from ocr_engine.extract.words.folding import has_cjk

_LONG = 10  # characters of a line that may be wrapped
_BROKEN, _RAGGED = 50, 4  # letters of a line of running text; line heights by which two full lines may differ
_TOWN = re.compile(r"\s*(?:[A-Z]{1,2}-)?\d{4,5}(?:-\d{3})?\s+[A-ZÀ-Þ][^\d:：]{2,40}")
_COUNT = "[一二三四五六七八九十]{1,3}"
_CLAUSE = re.compile(rf"\s*(?:{_COUNT}、|[（(](?:{_COUNT}|\d{{1,2}})[)）]|第(?:{_COUNT}|\d{{1,2}})[条條])")
_STOP = re.compile(r"(?i)^\W*(?:tel|fax|phone|e-?mail|www|http|gst|vat|reg|co\.? ?no|电话|传真|邮编|开户)")


def _answers_label(cell: Cell, labels: LabelMap) -> bool:
    """Whether a label stands right before the cell in its row: then it is the value of that one."""
    before = [c for c in cell.before if not c.standing]
    return bool(before) and labels.is_label(max(before, key=lambda c: c.box.x1))


def _begins_pair(first: Cell, cell: Cell, labels: LabelMap, sheet: Sheet) -> bool:
    """Whether something stands before the cell where the label stands before the first line: a pair of its own. Of two
    blocks beside each other neither is the other's label."""
    label, other = first.previous, cell.previous
    if label is None or other is None or not labels.is_label(label):
        return False
    plain = not has_cjk(other.text) and not has_cjk(label.text)  # a translation under a Chinese label is part of it
    return plain and abs(label.box.x0 - other.box.x0) < 0.7 * sheet.height


def is_wrapped(pieces: Sequence[Piece], sheet: Sheet) -> bool:
    """Whether Chinese text runs on from line to line: all but the last are full, and none of them closes a sentence."""
    full = max(p.cell.box.x1 for p in pieces) - 1.5 * sheet.height
    lines = [p.text.rstrip() for p in pieces[:-1]]
    return (
        all(p.cell.box.x1 >= full for p in pieces[:-1])
        and all(len(t) >= _LONG and has_cjk(t) for t in lines)
        and not lines[-1].endswith(("。", "；", "："))
    )


_NUMERAL = "[零〇壹贰貳叁參叄参肆伍陆陸柒捌玖拾佰仟万萬亿億圆圓元角分整正]"
_SPOKEN_ON, _SPOKEN = re.compile(rf"\s*{_NUMERAL}+"), re.compile(rf"{_NUMERAL}\s*$")


def wrapped_words(first: Piece, sheet: Sheet) -> Piece | None:
    """Where an amount in words goes on: at the beginning of the next line of a text (叁拾玖万捌仟伍佰 | 元，小写…)."""
    cell = first.cell
    if first.end < len(cell.text) or not _SPOKEN.search(first.text):
        return None
    if cell.row is None or cell.row.cells[-1] is not cell:
        return None
    below = next((r.cells[0] for r in sheet.rows[cell.row.index + 1 : cell.row.index + 2]), None)
    match = _SPOKEN_ON.match(below.text) if below and below.box.y0 - cell.box.y1 < sheet.height else None
    return Piece(below, 0, match.end()) if below and match else None


def _under_its_label(first: Piece, cell: Cell, sheet: Sheet) -> bool:
    """Whether a long line, label in front, goes on right under its label."""
    return (
        first.start > 0
        and abs(cell.box.x0 - first.cell.box.x0) < 0.7 * sheet.height
        and cell.box.y0 - first.cell.box.y1 < 0.8 * sheet.height
        and (cell.row is None or cell.row.cells[0] is cell)
        and (_is_town(first, cell) or is_wrapped((first, Piece.whole(cell)), sheet)
             or _is_broken(first.cell, cell, sheet))
    )


def _is_town(first: Piece, following: Cell) -> bool:
    """Whether the line under a street with its number holds the postcode and the town."""
    return any(map(str.isdigit, first.text)) and _TOWN.fullmatch(following.text) is not None


def _is_broken(line: Cell, following: Cell, sheet: Sheet) -> bool:
    """Whether a line of running text in letters ends where the first word of the next had no room any more."""
    if has_cjk(line.text) or len(line.text) < _BROKEN or line.text.rstrip().endswith((".", ":")):
        return False
    word = following.text.split()[0]
    room = part_of(following, 0, len(word), sheet).width + 0.2 * sheet.height
    block = sorted(c.box.x1 for c in sheet.cells if abs(c.box.x0 - line.box.x0) < 0.7 * sheet.height)
    two_full = block[-1] - block[-2] < _RAGGED * sheet.height
    return two_full and line.box.x1 + room > block[-1]


def continued(first: Piece, labels: LabelMap, sheet: Sheet) -> tuple[Piece, ...]:
    """The lines under a value that go on with it: same left edge, close, no label, no other kind of thing."""
    if first.end < len(first.cell.text):
        return ()
    left = part_of(first.cell, first.start, first.end, sheet).x0
    last = first.cell
    found: list[Piece] = []
    while len(found) < 4:
        begun = (left, first.cell.box.x0, last.box.x0)
        under = [
            c
            for c in sheet.near(min(begun) - 2 * sheet.height, max(begun) + 2 * sheet.height, last.box.cy,
                                last.box.cy + 2 * max(last.height, sheet.height))
            if 0.3 * last.height < c.box.cy - last.box.cy < 1.9 * max(last.height, sheet.height)
            and (
                abs(c.box.x0 - left) < (1.8 if first.start else 0.9) * sheet.height
                or (not found and _under_its_label(first, c, sheet))
                or (found and abs(c.box.x0 - last.box.x0) < 0.6 * sheet.height)
            )
        ]
        if not under:
            break
        cell = min(under, key=lambda c: c.box.cy)
        if labels.starts.get(cell) or labels.is_label(cell) or _STOP.match(cell.text) or is_blank(cell.text):
            break
        if _CLAUSE.match(cell.text) and _CLAUSE.match(first.cell.text):
            break
        if _answers_label(cell, labels) or _begins_pair(first.cell, cell, labels, sheet):
            break
        found.append(Piece.whole(cell))
        last = cell
    return tuple(found)
