"""Captions told by their print: a form sets what a box holds larger than the caption over it.

One small line over a larger one proves nothing; three captions of one size do. Then what else stands in their rows in
that print is a caption too, whether its box was filled or not, and none of them is anybody's value.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.words.wordings import plain_words, wording

_LARGER, _LARGER_READ = 1.18, 1.35   # how much larger a value is than its caption; where a reader measured both
_SAME = 0.06                         # two heights of one size, as a share
_ENOUGH = 3
_RANGED = 0.1                        # two left edges that are one, in heights of the print
_LONGEST, _MOST_WORDS = 70, 11       # of a caption in one language
_LANGUAGES = re.compile(r"\s[·•|/]\s")
_SENTENCE = re.compile(r"[!?;]\s*$|[^\W\d_]{5,}\.\s*$|(?:\S+\s+){5,}\S+\.\s*$|\.\s+[A-ZÀ-Þ][a-zà-ÿ]+\s[a-zà-ÿ]")
_VALUE = re.compile(r"\d{3,}|@|\d[.,/\-]\d|[:：]\s*\S")

# What may follow a name in its caption without making another thing of it: of whom it is, a remark, a second thing.
_OF_ITS_OWN = re.compile(
    r"(?:['’]s?)?\s*(?:$|[(\[,/&|·•]|(?:and|or|und|oder|et|ou|y|e|o|ed|en|of|och|eller|og|i|lub|si)\s)", re.IGNORECASE)
_OF_ANOTHER = 0.35


def small_captions(sheet: Sheet) -> set[Cell]:
    """The captions of a form in two sizes of print; empty where the page is none."""
    cells = [c for c in sheet.cells if not c.standing]
    over = _over_larger(cells, sheet)
    found: set[Cell] = set()
    size = 0.0
    for candidate in sorted(c.height for c in over):
        if _same(candidate, size):
            continue
        size = candidate
        alike = [c for c in over if _same(c.height, size)]
        if len(alike) < _ENOUGH:
            continue
        rows, lefts = {id(c.row) for c in alike}, sorted(c.box.x0 for c in alike)
        found.update(alike)
        found.update(c for c in cells if _same(c.height, size) and _may_be_caption(c)
                     and (id(c.row) in rows or _begins_with_one(c, lefts)))
    return found


def _begins_with_one(cell: Cell, lefts: Sequence[float]) -> bool:
    """Whether a cell begins where a caption begins. ``lefts``: from the smallest."""
    at = bisect_left(lefts, cell.box.x0 - _RANGED * cell.height)
    return at < len(lefts) and lefts[at] <= cell.box.x0 + _RANGED * cell.height


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME * other


def _over_larger(cells: Sequence[Cell], sheet: Sheet) -> list[Cell]:
    """Cells that may be captions and have a larger line close under them, with its left edge."""
    down = sorted(cells, key=lambda c: c.box.y0)
    tops = [c.box.y0 for c in down]
    larger = _LARGER_READ if sheet.page.source == "ocr" else _LARGER
    found = []
    for cell in cells:
        if not _may_be_caption(cell):
            continue
        near = down[bisect_left(tops, cell.box.cy) : bisect_right(tops, cell.box.y1 + 0.9 * cell.height)]
        under = [c for c in near if c is not cell and abs(c.box.x0 - cell.box.x0) < cell.height]
        first = min(under, key=lambda c: c.box.y0, default=None)
        if first is not None and first.height > larger * cell.height:
            found.append(cell)
    return found


def _may_be_caption(cell: Cell) -> bool:
    text = cell.text
    parts = _LANGUAGES.split(text)
    short = len(parts) < 4 and all(len(p) <= _LONGEST and len(p.split()) <= _MOST_WORDS for p in parts)
    return (short and sum(map(str.isalpha, text)) > 1
            and not _SENTENCE.search(text) and not _VALUE.search(text))


def worth_of_name(caption: str, end: int) -> float:
    """What the name that ends at ``end`` is worth for its caption: "Street and number" is the street's, "State wages"
    is not the state's."""
    rest = caption[end:]
    if _OF_ITS_OWN.match(rest) or all(word in plain_words() for word, _ in wording(rest.strip("'’s ")).words):
        return 1.0
    return _OF_ANOTHER
