"""Values that stand beside one another, in one line or in the cells of a row: by what they are parted, and what stands
before the first and behind the last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from ocr_engine.extract.candidates import Document
from ocr_engine.extract.page.layout import Cell
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.words.folding import is_cjk

from .align import Found
from .exemplar import Caption
from .ordinals import any_ordinal, first_ordinal

_LONGEST_MARK = 12
_TOLD = 3               # words behind a list by which its end is known
_BRACKETS = {"(": ")", "[": "]", "（": "）", "【": "】", "〔": "〕"}
_DASHES = ("-", "–", "—", "/", "|")
_AND_OTHERS, _SHORT = "等", 4       # 等三人 ends a list; so many signs behind it
COMMAS = (",", "，", "、")
LEADS = " :：=-—|\t"


def is_inline(found: Sequence[Found]) -> bool:
    """Whether two of the values stand in one cell, or all of them beside one another in cells of a row or of rows that
    follow each other, and nothing else between."""
    cells = [f.pieces[0].cell for f in found]
    return len(found) > 1 and (len(set(cells)) < len(cells) or in_cells(found))


def in_cells(found: Sequence[Found]) -> bool:
    """Whether values stand in the cells of a row, one beside the other."""
    pairs = [(a.pieces[-1].cell, b.pieces[0].cell) for a, b in pairwise(found)]
    return any(a is not b and a.row is b.row for a, b in pairs) and all(
        a is b or _is_next(a, b) for a, b in pairs) and all(len(f.pieces) == 1 for f in found)


def _is_next(cell: Cell, other: Cell) -> bool:
    if cell.row is None or other.row is None:
        return False
    if cell.row is other.row:
        return cell.row.cells.index(other) == cell.row.cells.index(cell) + 1
    return other.row.index == cell.row.index + 1 and cell.row.cells[-1] is cell and other.box.cy > cell.box.cy


def together(found: Sequence[Found]) -> Found:
    """All values as one: from the first to the last, cell by cell."""
    ends: dict[Cell, tuple[int, int]] = {}
    for piece in (p for f in found for p in f.pieces if f.sheet is found[0].sheet):
        start, end = ends.get(piece.cell, (piece.start, piece.end))
        ends[piece.cell] = min(start, piece.start), max(end, piece.end)
    return Found(found[0].sheet, tuple(Piece(cell, *span) for cell, span in ends.items()), 1.0)


def marks_of(found: Sequence[Found]) -> tuple[str, ...]:
    """What stands between two values, " " for a space alone, numbers and other ordinals as ``ordinals`` writes them.
    Where only words join them ("A and B"), more values will have commas between them."""
    between = dict.fromkeys(first_ordinal(text.strip()) or " " for text in _between(found))
    spaced = any(any(c.isspace() for c in p.text) for f in found for p in f.pieces)
    marks = tuple(m for m in between if len(m) <= _LONGEST_MARK and not (m == " " and spaced))
    commas = any(c in COMMAS for f in found for p in f.pieces for c in p.text)
    return (*marks, *COMMAS) if marks and all(m.isalpha() for m in marks) and not commas else marks


def _between(found: Sequence[Found]) -> Iterator[str]:
    for a, b in pairwise(found):
        last, first = a.pieces[-1], b.pieces[0]
        if last.cell is first.cell:
            if last.end < first.start:
                yield last.cell.text[last.end:first.start]
        elif rest := (last.cell.text[last.end:] + " " + first.cell.text[:first.start]).strip():
            yield rest


def frame_of(found: Sequence[Found], values: Sequence[str], caption: Caption | None, document: Document
             ) -> tuple[str, str]:
    """Patterns of what stands in the line before the first value, behind its caption, and behind the last one up to the
    next label; "" for nothing. ``values``: as they were confirmed, for a find takes the signs at its cell's edges."""
    first, last = found[0].pieces[0], found[-1].pieces[-1]
    before = first.cell.text[:first.start + within(first, values)[0]]
    if caption is not None and caption.side == "inside":
        before = before[max((at + 1 for at, c in enumerate(before) if c.isalpha()), default=0):]
    end = last.start + within(last, values)[1]
    after = last.cell.text[end:document.labels.next_label(last.cell, end)]
    return any_ordinal(before.strip(LEADS)), _ending(after.split(), marks_of(found))


def _ending(words: Sequence[str], marks: Sequence[str]) -> str:
    """A pattern of what stands behind a list: its first words as they are or, since what comes after changes from
    document to document ("in Kiel", "in Rostock"), something else in their brackets or behind their first word."""
    rest = ".*" if len(words) > _TOLD else ""
    exact = any_ordinal(" ".join(words[:_TOLD])) + rest
    other = _another(words) if words and words[0] not in marks else ""
    return f"(?:{exact}|{other})" if other else exact


def _another(words: Sequence[str]) -> str:
    """"" where nothing tells the end but the words themselves: they may be anything in the next document."""
    first, sign = words[0], words[0][0]
    if close := _BRACKETS.get(sign, ""):
        inside = " ".join(words)
        sole = inside.count(sign) == 1 == inside.count(close) and inside.endswith(close)
        return rf"{re.escape(sign)}[^{re.escape(sign + close)}]*{re.escape(close)}" if sole else ""
    if sign == _AND_OTHERS:
        return rf"{sign}\S{{0,{_SHORT}}}"
    if len(words) > 1 and first in _DASHES:
        return rf"(?<!\S){re.escape(first)}\s[^{re.escape(first)}]*"
    if len(words) > 1 and first.isalpha() and first.islower() and not is_cjk(sign):
        return rf"(?<!\S){first}(?:\s+(?!{first}\s)\S+){{1,{len(words) + 1}}}"
    return ""


def within(piece: Piece, values: Sequence[str]) -> tuple[int, int]:
    """Where in the piece the longest of the values that stand in it begins and ends; its own ends where none does."""
    inside = max((v for v in values if v in piece.text), key=len, default=piece.text)
    start = piece.text.find(inside)
    return start, start + len(inside)


@lru_cache(maxsize=256)
def pattern_of(marks: tuple[str, ...]) -> re.Pattern[str]:
    """Of what parts values: words stand free, signs need no space around them."""
    return re.compile("|".join(_mark(m) for m in sorted(marks, key=len, reverse=True)))


def _mark(mark: str) -> str:
    if mark.isspace():
        return r"\s+"
    inner = any_ordinal(mark)
    before = r"(?<!\S)" if mark[0].isalpha() and not is_cjk(mark[0]) else ""
    behind = r"(?!\S)" if mark[-1].isalpha() and not is_cjk(mark[-1]) else ""
    return rf"\s*{before}{inner}{behind}\s*"
