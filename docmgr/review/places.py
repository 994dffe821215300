"""Finding where a value stands among the lines that were read on a document's pages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

Box = list[float]
# Shorter ones stand anywhere by chance.
_SHORTEST = 2


def plain(text: str) -> str:
    """Without case, width and blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def find(
    value: str, pages: Iterable[Any], *, near: tuple[int | None, Box | None] = (None, None),
) -> tuple[int, Box] | None:
    """Page number and box of the value, cut out of its line: the first one, or the nearest to ``near`` on that page.

    ``pages`` have number and lines.
    """
    found = list(find_all(value, pages)) if len(plain(value)) >= _SHORTEST else []
    page, box = near
    if page is None or box is None:
        return found[0] if found else None
    return min(found, key=lambda place: (place[0] != page, _apart(place[1], box)), default=None)


def _apart(one: Box, other: Box) -> float:
    return abs(one[0] + one[2] - other[0] - other[2]) + abs(one[1] + one[3] - other[1] - other[3])


def find_all(value: str, pages: Iterable[Any]) -> Iterator[tuple[int, Box]]:
    wanted = plain(value)
    if not wanted:
        return
    for page in pages:
        for line in page.lines:
            held = plain(line["text"])
            start = held.find(wanted)
            while start >= 0:
                yield page.number, part_of(line["box"], start, start + len(wanted), held)
                start = held.find(wanted, start + len(wanted))


def part_of(box: Box, start: int, end: int, text: str) -> Box:
    """The part of a line's box that its characters start..end take; wide characters count twice."""
    widths = [2 if ord(c) > 0x2E7F else 1 for c in text]
    total = sum(widths) or 1
    x0, y0, x1, y1 = box
    left, right = sum(widths[:start]) / total, sum(widths[:end]) / total
    return [x0 + (x1 - x0) * left, y0, x0 + (x1 - x0) * right, y1]
