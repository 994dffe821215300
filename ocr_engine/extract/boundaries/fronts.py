"""What one page says about where it belongs, taken down once a page."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from ocr_engine.extract.finders.letters.letterlines import has_postcode, is_registered
from ocr_engine.extract.papers import Title, titles
from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.lexicon import words
from ocr_engine.extract.words.patterns import any_word
from ocr_engine.types import PageText, TextLine
from ocr_engine.validate import dates

from .captions import Said, captioned
from .counters import Counted, bare_number, counted
from .passages import Annex, Clause, annex, clauses, goes_on, is_signed, opens

_HEAD, _UPPER, _LOWER = 0.35, 0.45, 0.5         # of the page's height
_DATED = 4                                      # digits of a line that may hold a day
_LONGEST = 400                                  # signs of one: looking through thousands of figures takes long
_AMOUNTS = 2                                    # lines with an amount on a page that adds up
_LARGE = 1.3                                    # times the print of the page
_LARGEST = 0.99
_AMOUNT = re.compile(r"\d[.,]\d\d(?!\d)|[¥￥]\s*\d")
_FEW = 15                                       # lines: of so few all may be the last ones


@dataclass(frozen=True, slots=True)
class Front:
    """``title``: the first prominent one of ``headings``. ``days``: those of its upper part. ``house``: the lines of
    its head that name a firm or a place. ``summed``: it bears a total. ``places``: its lines by their folded text.
    ``print_height``: the median height of its lines, a fraction of the page. ``large``: its largest print stands at
    its head. ``heading``: the line of its largest print, if that names a paper. ``chinese``: the share of Chinese among
    its letters."""

    page: PageText
    counted: Counted | None
    bare: int | None
    headings: list[Title]
    title: Title | None
    captions: dict[str, Said]
    days: frozenset[str]
    days_below: frozenset[str]
    house: frozenset[str]
    summed: bool
    signed: bool
    opens: bool
    annex: Annex | None
    goes_on: bool
    clauses: list[Clause]
    places: dict[str, TextLine]
    print_height: float
    large: bool
    heading: TextLine | None
    chinese: float


def front_of(page: PageText) -> Front:
    texts = [line.text for line in page.lines]
    headings = titles(page)
    largest, usual = _print(page.lines)
    return Front(
        page=page, counted=counted(page), bare=bare_number(page), headings=headings,
        title=next((title for title in headings if title.prominent), None), captions=captioned(page),
        days=_days(line for line in page.lines if line.box.cy < _UPPER),
        days_below=_days(line for line in page.lines if line.box.cy >= _UPPER),
        house=_house(page), summed=_is_summed(texts),
        signed=any(is_signed(line.text) for line in page.lines if line.box.cy > _LOWER or len(texts) < _FEW),
        opens=opens(texts), annex=annex(texts), goes_on=goes_on(texts), clauses=clauses(texts),
        places={folded: line for line in page.lines if len(folded := fold(line.text)) > 1}, print_height=usual,
        large=_is_large(page.lines, largest, usual), heading=_heading(page.lines, headings, largest),
        chinese=_chinese("".join(texts)))


def _print(lines: Sequence[TextLine]) -> tuple[float, float]:
    """How high the largest and the usual line is."""
    heights = [line.box.height for line in lines]
    return (max(heights), statistics.median(heights)) if heights else (0.0, 0.0)


def _is_large(lines: Sequence[TextLine], largest: float, usual: float) -> bool:
    return any(line.box.height >= max(_LARGE * usual, _LARGEST * largest) and line.box.cy < _HEAD
               and len(fold(line.text)) > 1 and not line.text.strip().isdigit() for line in lines)


def _heading(lines: Sequence[TextLine], headings: Sequence[Title], largest: float) -> TextLine | None:
    named = [fold(title.text) for title in headings]
    return next((line for line in lines if line.box.height >= _LARGEST * largest
                 and any(name in fold(line.text) for name in named)), None)


def _days(lines: Iterable[TextLine]) -> frozenset[str]:
    return frozenset(span.value for line in lines
                     if len(line.text) <= _LONGEST and sum(map(str.isdigit, line.text)) >= _DATED
                     for span in dates.find(line.text))


def _house(page: PageText) -> frozenset[str]:
    return frozenset(fold(line.text) for line in page.lines
                     if line.box.cy < _HEAD and (has_postcode(line.text) or is_registered(line.text)))


def _is_summed(texts: Sequence[str]) -> bool:
    return any(map(_total_words().search, texts)) and sum(bool(_AMOUNT.search(text)) for text in texts) >= _AMOUNTS


@cache
def _total_words() -> re.Pattern[str]:
    roles = words()["total_roles"]
    return any_word((*roles["gross"], *roles["due"]))


def _chinese(text: str) -> float:
    letters = [c for c in text if c.isalpha()]
    return sum(map(has_cjk, letters)) / len(letters) if letters else 0.0
