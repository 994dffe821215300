"""Where a part of a line of print stands on the picture of its page, which may lie on its side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docmgr.documents.models import Page
from docmgr.review.places import Box, part_of

# Places inside a line are reckoned from shares of its letters, and letters differ in width.
_UNSURE = 0.05
_AT_MOST = 1.0  # of the line's height


def part_on(page: Page, line: Mapping[str, Any], start: int, end: int, *, text: str = "", wider: bool = False) -> Box:
    """The box of the characters start..end of ``text``, the line's own unless given. ``wider``: inner ends are moved
    out by as much as the place may be wrong."""
    told, upright = text or line["text"], turned(line["box"], page.rotation)
    part = part_of(upright, start, end, told)
    if wider:
        on_its_side = page.rotation % 180 == 90
        wide, high = (page.height, page.width) if on_its_side else (page.width, page.height)
        em = (upright[3] - upright[1]) * (high / wide if high and wide else 1.0)
        room = min(_UNSURE * (upright[2] - upright[0]), _AT_MOST * em)
        part[0], part[2] = max(upright[0], part[0] - room), min(upright[2], part[2] + room)
    return turned(part, -page.rotation)


def turned(box: Box, degrees: int) -> Box:
    """The box (fractions of the page) after the page was turned clockwise by a multiple of 90 degrees."""
    x0, y0, x1, y1 = box
    match degrees % 360:
        case 90:
            return [1 - y1, x0, 1 - y0, x1]
        case 180:
            return [1 - x1, 1 - y1, 1 - x0, 1 - y0]
        case 270:
            return [y0, 1 - x1, y1, 1 - x0]
    return list(box)
