"""Finding where a value stands among the lines that were read on a document's pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docmgr.training.causes import plain

Box = list[float]


def find(value: str, pages: Iterable[Any]) -> tuple[int, Box] | None:
    """Page number and box of the first line that holds the value, cut to it. ``pages`` have number and lines."""
    return next(find_all(value, pages), None)


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
