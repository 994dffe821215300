"""What a document says beside a value: the label that announces it there, as it is printed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from docmgr.review.places import Box

_LONGEST = 40
_MOST_FIGURES = 3
# Farther to the left (of the page's width) or above (in heights of the line) nothing announces a value.
_REACH, _LINES = 0.35, 3.0
_SIGNS = " \t:：.,，。;；#*=_|-–—()（）"
_CUT = re.compile(r"[:：|]\s*|\s{3,}")


def beside(lines: Sequence[Mapping[str, Any]], box: Box | None) -> str:
    """The words before the value in its line, else to its left, else above; "" where nothing there is a label."""
    if not box:
        return ""
    own = next((ln for ln in lines if _holds(ln["box"], box)), None)
    before = _before(own, box) if own else ""
    return before or _label(_nearest(_left_of(lines, box, own))) or _label(_nearest(_above(lines, box, own)))


def _before(line: Mapping[str, Any], box: Box) -> str:
    x0, _y0, x1, _y1 = line["box"]
    share = (box[0] - x0) / (x1 - x0) if x1 > x0 else 0.0
    return _label(line["text"][:round(share * len(line["text"]))])


def _label(text: str) -> str:
    """The last part before the value, without the signs around it."""
    bare = text.strip(_SIGNS)
    part = next((p for p in reversed(_CUT.split(bare)) if p.strip(_SIGNS)), "").strip(_SIGNS)
    letters = sum(c.isalpha() for c in part)
    figures = sum(c.isdigit() for c in part)
    least = 2 if not part.isascii() else 3
    return part if least <= letters and len(part) <= _LONGEST and figures < _MOST_FIGURES else ""


def _holds(line: Box, box: Box) -> bool:
    return line[0] <= (box[0] + box[2]) / 2 <= line[2] and line[1] <= (box[1] + box[3]) / 2 <= line[3]


def _left_of(lines: Sequence[Mapping[str, Any]], box: Box, own: Any) -> list[tuple[float, str]]:
    found = []
    for line in lines:
        x1, y0, y1 = line["box"][2], line["box"][1], line["box"][3]
        level = min(y1, box[3]) - max(y0, box[1]) > 0.5 * min(y1 - y0, box[3] - box[1])
        if line is not own and level and -0.01 <= box[0] - x1 <= _REACH:
            found.append((box[0] - x1, str(line["text"])))
    return found


def _above(lines: Sequence[Mapping[str, Any]], box: Box, own: Any) -> list[tuple[float, str]]:
    height = box[3] - box[1]
    found = []
    for line in lines:
        x0, _y0, x1, y1 = line["box"]
        if line is not own and min(x1, box[2]) > max(x0, box[0]) and -0.3 * height <= box[1] - y1 <= _LINES * height:
            found.append((box[1] - y1, str(line["text"])))
    return found


def _nearest(found: list[tuple[float, str]]) -> str:
    return min(found)[1] if found else ""
