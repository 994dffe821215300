"""Several papers in one file: the page on which another one seems to begin.

What tells: pages that are counted from 1 again; a page that bears a title over it where the page before was the last of
its paper; another number of the paper under the same caption. A page that goes on with the paper before it repeats its
head, its number and counts on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ocr_engine.types import DocType, PageText

from .classify import Recognised, recognise
from .papers import Title, called, titles
from .words.folding import fold

_WHOLE = 0.45               # a page that bears so much of a type is hardly the rest of a paper
_AS_MUCH = 0.8
_COVER = 0.5                # of the next page's lines: a page with fewer is the cover of a long paper
_SAME_SIZE = 0.05
_MARGIN = 0.15              # of the page's height, above and below: where pages are counted
_WORDED = re.compile(  # 12 Riverside 1 counts no page, nor does 第5条
    r"(?:(?<![a-zà-ÿ])(?:page|seite|pagina|página|blad|sida|side|strona|sivu|pág|pag)"
    r"|第(?!\s*\d+\s*[^\s\d页頁/共,，|]))\s*\.?\s*(\d{1,3})(?!\d)\s*[页頁]?\s*"
    r"(?:[,，/]|of|von|van|de|di|sur|av|af|z|\||共)*\s*(\d{1,3})?", re.IGNORECASE)
_BARE = re.compile(r"(\d{1,3})\s*(?:/|of|von|van)\s*(\d{1,3})", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?P<label>[^\d:：#]{0,30}?(?:no|nr|num|number|nummer|numéro|numero|n°|nº|#|号|号码|编号|单号))\s*[.:：#]*\s*"
    r"(?P<value>[A-Z]{0,5}[-/ ]?\d[A-Z0-9/-]{2,})\s*", re.IGNORECASE)


class _Counted(NamedTuple):
    """Page ``at`` ``of`` so many; 0 for a number of pages that is not told."""

    at: int
    of: int


class _Front(NamedTuple):
    """What a page says about where it belongs. ``title``: the first prominent one of ``headings``."""

    page: PageText
    counted: _Counted | None
    headings: list[Title]
    title: Title | None
    numbers: dict[str, str]


def next_paper(pages: Sequence[PageText], types: Sequence[DocType] = ()) -> int | None:
    """The number of the first page on which another paper seems to begin; None for one paper. With ``types`` it is also
    asked which of them a page is by itself, where it looks like a first page. Less than a millisecond a page, and some
    for each that looks so, in proportion to the number of types."""
    begun = _front(pages[0]) if pages else None
    before, first = begun, None
    for page in pages[1:]:
        front = _front(page)
        assert begun is not None and before is not None
        if _begins(front, before, begun):
            return page.number
        if _may_begin(front, begun):
            first = first or recognise([begun.page], types)
            if _votes(front, begun, first, types):
                return page.number
        before = front
    return None


def _begins(front: _Front, before: _Front, begun: _Front) -> bool:
    """``before`` is the page before it, ``begun`` the first of the paper that may go on."""
    here, last = front.counted, before.counted
    if here is not None and here.at > 1:
        return False
    renumbered = _differ(front.numbers, begun.numbers)
    if here is not None and last is not None:
        counts_again = here.at == 1 and (last.of in (0, last.at) or here.of != last.of)
        return counts_again and (front.title is not None or renumbered or here.of > 0)
    return front.title is not None and renumbered


def _may_begin(front: _Front, begun: _Front) -> bool:
    """Whether the page could be a first one: not counted on, no number of the paper repeated, and a title over it or
    another size of paper."""
    if front.counted is not None and front.counted.at > 1:
        return False
    shared = front.numbers.items() & begun.numbers.items()
    return not shared and (front.title is not None or _other_size(front.page, begun.page))


def _votes(front: _Front, begun: _Front, first: Recognised, types: Sequence[DocType]) -> bool:
    """Whether the page by itself is of one of the types without a doubt, as is the first one, which is ``first`` by
    itself: of another type, or as much of the same."""
    if first.doc_type is None:
        return False
    here = recognise([front.page], types)
    if here.doc_type is None or here.doubt or here.score < _WHOLE:
        return False
    if here.doc_type is not first.doc_type:
        return not first.doubt
    if len(begun.page.lines) < _COVER * len(front.page.lines):
        return False
    return here.score >= _AS_MUCH * first.score and (
        _other_size(front.page, begun.page) or (called(here.doc_type, front.headings) and front.title is not None))


def _other_size(one: PageText, other: PageText) -> bool:
    sizes = sorted((one.width, one.height)), sorted((other.width, other.height))
    return any(abs(a - b) > _SAME_SIZE * max(a, b) for a, b in zip(*sizes, strict=True))


def _differ(one: dict[str, str], other: dict[str, str]) -> bool:
    """Whether all numbers that both pages announce by one caption are others."""
    shared = one.keys() & other.keys()
    return bool(shared) and all(one[label] != other[label] for label in shared)


def _front(page: PageText) -> _Front:
    headings = titles(page)
    return _Front(page, _counted(page), headings, next((t for t in headings if t.prominent), None),
                  dict(_numbers(page)))


def _counted(page: PageText) -> _Counted | None:
    """Page n of m as it stands above or below the text."""
    for line in page.lines:
        if _MARGIN < line.box.cy < 1 - _MARGIN:
            continue
        text = line.text.strip()
        found = _WORDED.search(text) if len(text) < 40 else None
        found = found or _BARE.fullmatch(text)
        if found:
            at, of = int(found[1]), int(found[2] or 0)
            if at >= 1 and (not of or at <= of):
                return _Counted(at, of)
    return None


def _numbers(page: PageText) -> Iterator[tuple[str, str]]:
    """Caption -> number, of lines that bear both."""
    for line in page.lines:
        if len(line.text) <= 60 and (found := _NUMBER.fullmatch(line.text.strip())):
            yield fold(found["label"]), fold(found["value"])
