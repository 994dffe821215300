"""How pages are counted: page 2 of 3, 第2页, or a number alone in the margin."""

from __future__ import annotations

import re
from typing import NamedTuple

from ocr_engine.types import PageText, TextLine

_MARGIN = 0.15              # of the page's height, above and below: where pages are counted
_NARROW = 0.12              # the same for a number that no word announces
_LONGEST = 40               # signs of a line that counts pages
_WORDED = re.compile(  # 12 Riverside 1 counts no page, nor does 第5条
    r"(?:(?<![a-zà-ÿ])(?:page|seite|pagina|página|blad|sida|side|strona|sivu|pág|pag)"
    r"|第(?!\s*\d+\s*[^\s\d页頁/共,，|]))\s*\.?\s*(\d{1,3})(?!\d)\s*[页頁]?\s*"
    r"(?:[,，/]|of|von|van|de|di|sur|av|af|z|\||共)*\s*(\d{1,3})?", re.IGNORECASE)
_PARTED = re.compile(r"(\d{1,3})\s*(?:/|of|von|van)\s*(\d{1,3})", re.IGNORECASE)
_BARE = re.compile(r"[-–—·•.\s]*(\d{1,3})[-–—·•.\s]*")


class Counted(NamedTuple):
    """Page ``at`` ``of`` so many; 0 for a number of pages that is not told."""

    at: int
    of: int


def counted(page: PageText) -> Counted | None:
    """Page n of m as it stands above or below the text, or alone on a line anywhere."""
    for line in page.lines:
        text = line.text.strip()
        if len(text) >= _LONGEST:
            continue
        found = (_WORDED.fullmatch(text) if _MARGIN < line.box.cy < 1 - _MARGIN else
                 _WORDED.search(text) or _PARTED.fullmatch(text))
        if found:
            at, of = int(found[1]), int(found[2] or 0)
            if at >= 1 and (not of or at <= of):
                return Counted(at, of)
    return None


def bare_number(page: PageText) -> int | None:
    """A number alone at the head or the foot of the page, the lowest of several."""
    found = [(line.box.cy, int(match[1])) for line in page.lines
             if not _NARROW < line.box.cy < 1 - _NARROW and (match := _BARE.fullmatch(line.text))]
    return max(found)[1] if found else None


def is_counter(line: TextLine) -> bool:
    return bool(_BARE.fullmatch(line.text)) or (
        len(line.text) < _LONGEST and _WORDED.search(line.text) is not None)
