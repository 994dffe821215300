"""Chinese captions that a form breaks over lines: a sign under another in a narrow box, halves of a caption, a second
name in brackets under the first.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from ocr_engine.extract.words.folding import is_cjk, is_lone_sign
from ocr_engine.extract.words.lexicon import known_name
from ocr_engine.types import BBox

from .layout import Cell

# Signs of a part of a caption; line heights between the parts, and where each part is a name of its own.
_PART, _NEXT, _TIGHT = 7, 0.45, 0.1
_MOST_PARTS = 4
# 购买方身份证号码/组织机 | 构代码: of two names the second is broken.
_OR = re.compile(r"[/／、]|或")
_MOST_SIGNS, _REST = 16, 6
_MARKS = " :：()（）/、"
# Under 社会信用代码 in the same box: （身份证号码）：924301…
_SECOND_NAME = re.compile(r"\s*[（(][^（）()\d]{2,20}[)）]\s*[:：]")
_STACK, _CLOSE, _LEVEL = 3, 0.6, 0.3    # signs of an unknown standing word; heights between them; to what is beside


def standing_words(cells: list[Cell], height: float) -> list[Cell]:
    """Single Chinese characters right above one another that spell a known name (购 / 买 / 方), or that stand closer
    than the rows beside them (承 / 兑 / 人 / 信 / 息), become one tall cell."""
    single = sorted((c for c in cells if is_lone_sign(c.text)), key=lambda c: c.box.y0)
    used: set[Cell] = set()
    merged: list[Cell] = []
    for cell in single:
        if cell in used:
            continue
        stack = _stack_from(cell, single, used, cells, height)
        if len(stack) > 1 and (known_name("".join(c.text.strip() for c in stack)) or _is_upright(stack, cells)):
            used.update(stack)
            merged.append(replace(stack[0], text="".join(c.text.strip() for c in stack),
                                  box=BBox.around(c.box for c in stack), standing=True))
    return [c for c in cells if c not in used] + merged


def _stack_from(cell: Cell, single: Sequence[Cell], used: set[Cell], cells: Iterable[Cell], height: float
                ) -> list[Cell]:
    stack = [cell]
    for other in single:
        last = stack[-1]
        near = 0 < other.box.cy - last.box.cy < 3 * height
        if other in used or other in stack or not near or abs(other.box.cx - last.box.cx) >= 0.8 * height:
            continue
        if any(c is not other and c.box.y0 > last.box.cy and c.box.y1 < other.box.cy
               and c.box.x0 < last.box.cx < c.box.x1 for c in cells):
            break
        stack.append(other)
    return stack


def _is_upright(stack: Sequence[Cell], cells: Iterable[Cell]) -> bool:
    """Whether signs are a word that nobody knows and no column (个, 套, 只): they stand closely, and not each in a row
    with others."""
    if len(stack) < _STACK or any(b.box.y0 - a.box.y1 > _CLOSE * a.height for a, b in pairwise(stack)):
        return False
    others = [o for o in cells if len(o.text.strip()) > 1]
    level = [c for c in stack if any(abs(o.box.cy - c.box.cy) < _LEVEL * c.height for o in others)]
    return 2 * len(level) <= len(stack)


def whole_captions(cells: list[Cell], height: float) -> list[Cell]:
    """Captions that a narrow box broke into lines (收款人 / 名称) become one cell: known names alone."""
    lines = sorted((c for c in cells if not c.standing), key=lambda c: c.box.y0)
    tops = [c.box.y0 for c in lines]
    merged: dict[Cell, Cell] = {}
    gone: set[Cell] = set()
    for upper in cells:
        if upper in gone or upper.standing or not _may_begin(upper.text):
            continue
        parts = [upper]
        while len(parts) < _MOST_PARTS and (lower := _under(parts[-1], lines, tops, height, gone)):
            parts.append(lower)
        for count in range(len(parts), 1, -1):
            if whole := _joined(parts[:count], height):
                merged[upper] = whole
                gone.update(parts[1:count])
                break
    return [merged.get(c, c) for c in cells if c not in gone]


def _may_begin(text: str) -> bool:
    text = text.strip()
    if len(text) > _MOST_SIGNS or text.endswith((":", "：")) or not all(is_cjk(c) or c in _MARKS for c in text):
        return False
    return len(text) > 1


def _under(upper: Cell, lines: Sequence[Cell], tops: Sequence[float], height: float, gone: set[Cell]) -> Cell | None:
    end = upper.box.y1
    near = lines[bisect_left(tops, end - 0.5 * height):bisect_right(tops, end + _NEXT * height)]
    return next((c for c in near if c is not upper and c not in gone and _right_under(upper, c, height)), None)


def _joined(parts: Sequence[Cell], height: float) -> Cell | None:
    """One cell of what is one caption; None where the lines are none."""
    texts = [c.text.strip() for c in parts]
    whole, upper, lower = "".join(texts), parts[0], parts[-1]
    if len(parts) == 2 and _SECOND_NAME.match(texts[1]) and known_name(texts[0]):
        return replace(lower, text=whole)
    short = all(2 <= len(t) <= _PART and all(map(is_cjk, t.strip(_MARKS))) for t in texts[:2])
    apart = all(known_name(t) for t in texts)
    tight = all(b.box.y0 - a.box.y1 < _TIGHT * height for a, b in pairwise(parts))
    known = known_name(whole) and short and (not apart or tight)
    if known or (len(parts) == 2 and _breaks_an_alternative(texts[0], texts[1])):
        return replace(upper, text=whole, box=BBox.around(c.box for c in parts))
    return None


def _breaks_an_alternative(upper: str, lower: str) -> bool:
    """Whether the last name of several (车辆识别代号/车架号 | 码) goes on in the next line."""
    begun = _OR.split(upper)
    return (len(begun) > 1 and bool(begun[-1]) and len(lower) <= _REST and all(map(is_cjk, lower))
            and known_name(begun[-1] + lower))


def _right_under(upper: Cell, lower: Cell, height: float) -> bool:
    gap = lower.box.y0 - upper.box.y1
    beside = abs(upper.box.x0 - lower.box.x0) < 0.5 * height or abs(upper.box.cx - lower.box.cx) < 0.5 * height
    down = lower.box.cy - upper.box.cy > 0.5 * min(upper.height, lower.height)
    return beside and down and -0.5 * height < gap < _NEXT * height
