"""Finding where a value stands among the lines that were read on a document's pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from docmgr.extraction import engine

Box = list[float]
# Shorter ones stand anywhere by chance.
_SHORTEST = 2


def plain(text: str) -> str:
    """Without case, width and blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def folded(text: str, fold: Callable[[str], str]) -> tuple[str, list[int]]:
    """What ``fold`` makes of the text sign by sign, and where in the text each letter of that comes from."""
    made = {sign: fold(sign) for sign in set(text)}
    letters = [(letter, place) for place, sign in enumerate(text) for letter in made[sign]]
    return "".join(letter for letter, _place in letters), [place for _letter, place in letters]


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


def find_value(value: str, pages: Iterable[Any], *, kind: str) -> tuple[int, Box] | None:
    """Where a value stands that is printed in another way: 2850.36 as 2,850.36, 2026-08-11 as 11/08/2026.

    Only where it stands once: of two places nobody knows which one was meant. Only lines that share its last figures
    are looked at closely, so that a long document costs some milliseconds.
    """
    figures = _last_figures(value)
    if kind not in engine.SHAPED_KINDS or not figures:
        return None
    found = [
        (page.number, part_of(line["box"], start, end, line["text"]))
        for page in pages for line in page.lines if figures in _figures(line["text"])
        for start, end, raw in engine.spans_of(line["text"], kind=kind)
        if engine.same_value(value, engine.normalise(raw, kind=kind).value, kind=kind)]
    return found[0] if len(found) == 1 else None


def _last_figures(value: str) -> str:
    """The last two of the longest run of digits: the cents are often left out, the century of a year is, too."""
    return max(re.findall(r"\d+", value), key=len, default="")[-2:]


def _figures(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isdecimal())


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
