"""The sections of a contract: a numbered or set-off heading with the text up to the next one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ocr_engine.types import BBox, PageText, TextLine

from .markdown import is_heading

_TOP = re.compile(r"^\s*(?:第[一二三四五六七八九十百零\d]+[条章]|[一二三四五六七八九十]{1,3}、|"
                  r"(?:article|section|clause)\s+[\divxlc]+\b|\d{1,2}[.)、．]\s*(?=[^\d\s]))", re.IGNORECASE)
_SECOND = re.compile(r"^\s*(?:\d{1,2}\.\d{1,2}[.)]?\s+(?=\D)|[(（][a-z一二三四五六七八九十]{1,3}[)）]\s*)")
# A number that the reader found apart from the words behind it.
_NUMBER_ALONE = re.compile(
    r"\s*(?:\d{1,2}(?:\.\d{1,2})*[.)、．]?|[(（](?:[a-z]{1,3}|[一二三四五六七八九十]{1,3})[)）]"
    r"|第[一二三四五六七八九十百零\d]+[条章]|(?:article|section|clause)\s+[\divxlc]+[.:]?)\s*", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"\s*(?:[-–—·]*\s*\d{1,3}\s*[-–—·]*|第\s*\d+\s*页(?:\s*[/共].*)?|page\s+\d+(?:\s+of\s+\d+)?"
                          r"|\d{1,3}\s*(?:/|of)\s*\d{1,3})\s*", re.IGNORECASE)
_FEWEST = 3             # sections of the first level; with fewer, any numbered heading opens one
_HEAD_LETTERS = 90
_TITLE, _TITLE_ZH = 70, 24  # letters of a heading; what is longer, or goes on after a comma, is a sentence
_EDGE = 0.09            # share of the page's height in which headers and footers stand


@dataclass(frozen=True, slots=True)
class Section:
    """``heading`` with its number, ``body`` the lines behind it; ``page`` and ``box`` are where it begins.

    Where a section has no heading of its own, its first words stand for one and are part of the body (``titled``).
    """

    heading: str
    titled: bool
    body: tuple[str, ...]
    page: int
    box: BBox


def sections(pages: Sequence[PageText]) -> list[Section]:
    """Of the first level where there are enough of them, else of every numbered heading."""
    lines = list(_lines(pages))
    first = _opened(lines, lambda text: bool(_TOP.match(text)))
    return first if len(first) >= _FEWEST else _opened(lines, is_heading)


def subsections(pages: Sequence[PageText]) -> list[Section]:
    """Of both levels: "2.1 Restrictions on use. Each party …" opens one as well."""
    return _opened(list(_lines(pages)), lambda text: bool(_TOP.match(text) or _SECOND.match(text)))


def _lines(pages: Sequence[PageText]) -> Iterator[tuple[int, TextLine]]:
    """The lines without page numbers and running heads; a number that stands apart joins the words beside it."""
    running = _running_heads(pages)
    for page in pages:
        waiting: TextLine | None = None
        for line in page.lines:
            text = line.text.strip()
            if waiting is not None:
                if _beside(waiting.box, line.box):
                    line = replace(line, text=f"{waiting.text.strip()} {text}", words=(),
                                   box=BBox.around((waiting.box, line.box)))
                elif not _PAGE_NUMBER.fullmatch(waiting.text):
                    yield page.number, waiting
                waiting = None
            elif _NUMBER_ALONE.fullmatch(text):
                waiting = line
                continue
            if text and not _PAGE_NUMBER.fullmatch(text) and not (_at_edge(line.box) and text in running):
                yield page.number, line


def _running_heads(pages: Sequence[PageText]) -> frozenset[str]:
    edge = Counter(text for page in pages for text in {ln.text.strip() for ln in page.lines if _at_edge(ln.box)})
    return frozenset(text for text, times in edge.items() if times >= 3)


def _at_edge(box: BBox) -> bool:
    return box.cy < _EDGE or box.cy > 1 - _EDGE


def _beside(number: BBox, line: BBox) -> bool:
    return abs(number.cy - line.cy) < 0.6 * max(number.height, line.height) and line.x0 >= number.x1 - 0.01


def _opened(lines: Sequence[tuple[int, TextLine]], opens: Callable[[str], bool]) -> list[Section]:
    groups: list[list[tuple[int, TextLine]]] = []
    for page, line in lines:
        if opens(line.text.strip()):
            groups.append([(page, line)])
        elif groups:
            groups[-1].append((page, line))
    found = [_section(group) for group in groups]
    # A heading above numbered sections says what these are about.
    return [one if one.body else replace(one, body=(after.heading, *after.body) if after.titled else after.body)
            for one, after in zip(found, [*found[1:], *found[-1:]], strict=True)]


def _section(lines: Sequence[tuple[int, TextLine]]) -> Section:
    page, first = lines[0]
    text = first.text.strip()
    heading = _head(text)
    titled = is_title(heading)
    rest = text.removeprefix(heading).lstrip(" .。:：,，、;；") if titled else text
    body = tuple(t for t in (rest, *(line.text.strip() for _p, line in lines[1:])) if t)
    return Section(heading, titled, body, page, first.box)


def is_title(heading: str) -> bool:
    """Whether a section's beginning names it and does not already speak."""
    chinese = any(ord(c) > 0x2E80 for c in heading)
    return len(heading) <= (_TITLE_ZH if chinese else _TITLE) and not re.search(r"[，；]|,\s\S+\s\S+\s\S+\s", heading)


def _head(text: str) -> str:
    """The heading in a section's first line: all of it where it is short, else up to the first stop or colon."""
    cut = re.search(r"(?<=\D)[.。:：](?:\s|$)|[。：]", text[4:])
    return (text[:cut.start() + 4] if cut else text)[:_HEAD_LETTERS].strip()
