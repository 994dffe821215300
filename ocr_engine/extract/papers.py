"""What a paper calls itself: the title over it, by the words that papers are called by in several languages.

A title says more than all words beneath it, for those are shared: an order bears the customers, articles and sums of
an invoice. Words of one ring name the same kind of paper. A word that begins with "-" may end a longer one.
"""

from __future__ import annotations

import json
import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from ocr_engine.types import DocType, PageText, TextLine

from .words.folding import fold, has_cjk

_RINGS = Path(__file__).parent / "words" / "lexicon" / "papers.json"
_MOST_WORDS, _MOST_SIGNS = 6, 18
_SIGNS = 3                  # of a Chinese title that ends in 单 or 表: 确认表
_UPPER_PART = 0.5           # of the page: a title stands above its text
_FIRST_LINES = 25
_AT_THE_TOP = 12
_LARGE = 1.25               # times the print of the page
# What follows a title on its line: the number of the paper.
_NUMBERED = frozenset(("no", "nr", "num", "number", "numero", "nummer", "n", "ref"))
_OF = frozenset(("of", "de", "d", "di", "da", "do", "del", "dell", "della", "du", "des", "von", "van", "for", "pour"))
_OTHER = "form"             # papers of any kind whose name only ends like one


@dataclass(frozen=True, slots=True)
class Title:
    """``text`` as it stands there, without the number behind it; ``name``: of it what names a paper, and no person;
    ``rings``: the kinds of paper that it names."""

    text: str
    name: str
    rings: frozenset[str]
    prominent: bool


def titles(page: PageText) -> list[Title]:
    """The lines of a first page that name a kind of paper, from above."""
    if not page.lines:
        return []
    print_height = statistics.median(line.box.height for line in page.lines)
    found = []
    for order, line in enumerate(page.lines[:_FIRST_LINES]):
        if line.box.cy > _UPPER_PART or line.text.rstrip().endswith((":", "：")):
            continue
        text = _without_number(line.text)
        if rings := rings_named(text):
            found.append(Title(text, name_in(text), rings, _prominent(line, text, print_height, order)))
    return found


def _prominent(line: TextLine, text: str, print_height: float, order: int) -> bool:
    """Larger than the print of the page, or among its first lines in capitals that nothing follows, or with a number
    behind it."""
    if line.box.height >= _LARGE * print_height:
        return True
    alone = fold(text) == fold(line.text)
    return order < _AT_THE_TOP and not has_cjk(text) and (text.isupper() if alone else True)


def _without_number(text: str) -> str:
    """The words before the first with a digit, without what announces a number."""
    words = []
    for word in text.replace("（", "(").split("(")[0].split():
        if any(c.isdigit() for c in word) or word.strip(".:#°º").lower() in _NUMBERED:
            break
        words.append(word)
    return " ".join(words).strip(" -–—:：#.,，。【】[]《》")


def rings_named(text: str) -> frozenset[str]:
    """The kinds of paper that a short wording names. The longest of its words that do so decides; a tax invoice is
    both what a shop hands out and what a firm sends."""
    return _named(text)[1]


def name_in(text: str) -> str:
    """The words of a title that name the paper, as they stand there: of 王某送货单 the last three signs."""
    return _named(text)[0]


@lru_cache(maxsize=4096)
def _named(text: str) -> tuple[str, frozenset[str]]:
    if has_cjk(text):
        folded = fold(text)
        ends = [(len(word), text[-max(len(word), _SIGNS):], ring) for word, ring in _chinese()
                if folded.endswith(word) and 2 <= len(folded) <= _MOST_SIGNS]
    else:
        words = [word for word in text.split() if fold(word)]
        ends = list(_latin_ends(words)) if 1 <= len(words) <= _MOST_WORDS else []
    length, name, _ring = max(ends, default=(0, "", ""))
    return name, frozenset(ring for long, _name, ring in ends if long == length)


def _latin_ends(words: list[str]) -> Iterator[tuple[int, str, str]]:
    """English and Germanic names bear the kind at their end, Romance ones at their beginning."""
    said = [fold(word) for word in words]
    for name, ring, compound in _latin():
        end = len(name)
        if said[-end:] == name and not (said[-end - 1:-end] and said[-end - 1] in _OF):  # the place of receipt is none
            yield sum(map(len, name)), " ".join(words[-end:]), ring
        elif said[:end] == name and said[end:end + 1] and said[end] in _OF:
            yield sum(map(len, name)), " ".join(words[:end]), ring
        elif compound and end == 1 and said[-1].endswith(name[0]):
            yield len(name[0]), words[-1], ring


def _rings_of(doc_type: DocType) -> frozenset[str]:
    """The kinds of paper that the names and keywords of a type tell."""
    return frozenset().union(*(rings_named(name) for name in (*doc_type.label.values(), *doc_type.keywords)))


def called(doc_type: DocType, headings: Sequence[Title]) -> bool:
    """Whether documents of the type bear one of these titles: a paper of its kind, or one of its own words."""
    if not headings:
        return False
    own, names = _rings_of(doc_type) - {_OTHER}, [fold(n) for n in (*doc_type.label.values(), *doc_type.keywords)]
    return any(title.rings & own
               or any(len(name) > 1 and name in fold(title.text) for name in names) for title in headings)


def spaced(text: str) -> str:
    """Folded words with a space between them."""
    return " ".join(fold(word) for word in re.findall(r"[^\W_]+", text))


@cache
def _rings() -> dict[str, list[str]]:
    told: dict[str, list[str]] = json.loads(_RINGS.read_text("utf-8"))
    return told


@cache
def _chinese() -> tuple[tuple[str, str], ...]:
    return tuple((fold(name), ring) for ring, names in _rings().items() for name in names if has_cjk(name))


@cache
def _latin() -> tuple[tuple[list[str], str, bool], ...]:
    return tuple((spaced(name).split(), ring, name.startswith("-"))
                 for ring, names in _rings().items() for name in names if not has_cjk(name))
