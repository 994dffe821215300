"""What the finders of values share: a place in a line, the document's habits, and width folding that keeps offsets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

DateOrder = Literal["DMY", "MDY", "YMD"]
Reader = Callable[[re.Match[str]], tuple[str, float] | None]


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text that could be a value: ``text[start:end] == raw``, ``value`` normalised, ``score`` 0..1.

    The score says how much the shape alone speaks for the kind (a currency sign, a passed check digit), not how well
    the text was read.
    """

    start: int
    end: int
    raw: str
    value: str
    score: float


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of the document's habits; it decides only where a value can be read in two ways.

    ``date_order`` says how 05/03/2024 is meant. ``decimal`` is "." or "," where known, else "": then 1,234 and 1.234
    are amounts of one thousand and more, and 1.234 is a number a little above one.
    """

    date_order: DateOrder = "DMY"
    decimal: Literal["", ".", ","] = ""


NO_HINTS = Hints()

# One character for one character, so that an offset in the folded text is an offset in the page's text.
_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLD |= dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\u02d7"), ord("-"))
_FOLD |= dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u00b4\u2032\u0060"), ord("'"))
_FOLD |= {0x3000: 0x20, 0xFFE5: 0xA5, 0xFFE0: 0xA2, 0xFFE1: 0xA3, 0x2236: ord(":"), 0xFE30: ord(":")}
_FOLD |= {0x3002: ord("."), 0xFF61: ord("."), 0x2215: ord("/"), 0x2044: ord("/")}


def fold(text: str) -> str:
    """Full-width forms, dashes and quotes as their ASCII twins; the length does not change."""
    return text if text.isascii() and "`" not in text else text.translate(_FOLD)


def scan(pattern: re.Pattern[str], text: str, read: Reader) -> Iterator[Span]:
    """Every match of ``pattern`` in the folded text that ``read`` understands as (value, score)."""
    for match in pattern.finditer(fold(text)):
        answer = read(match)
        if answer is not None:
            start, end = match.span()
            yield Span(start, end, text[start:end], *answer)


def best_apart(spans: list[Span]) -> list[Span]:
    """The spans without overlaps, in order of place; of two that overlap the longer, then the better one stays."""
    kept: list[Span] = []
    taken = bytearray(max((s.end for s in spans), default=0))
    for span in sorted(spans, key=lambda s: (s.start - s.end, -s.score, s.start)):
        if not any(taken[span.start:span.end]):
            taken[span.start:span.end] = b"\x01" * (span.end - span.start)
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)
