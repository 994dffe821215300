"""Whether a page begins another paper, by what it says and what the paper before it said.

A page that goes on counts on, continues clauses and repeats what the head said; a page that begins another paper has
a head of its own and says other things under the same captions. No single sign is sure, so they are weighed. What they
are worth was fitted (a logistic regression, each sign held to what it means) on documents of the labelled sets and of
printed papers, joined in pairs, against pages that go on: those of documents with several pages and pages cut in two,
both also as if photographed, each page a little otherwise. Then it was rounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ocr_engine.extract.words.folding import fold
from ocr_engine.types import PageText, TextLine

from .captions import Said
from .counters import is_counter
from .fronts import Front
from .passages import Clause

_ENOUGH = 3.9
# What a sign is worth, and how often one of its kind counts.
_WORTH = {
    "a day of its own": (1.4, 1), "other days below": (0.7, 1), "title": (0.8, 1), "cover": (2.0, 1),
    "large print at the head": (1.0, 1), "number": (0.35, 1), "an agreement opens": (0.5, 1),
    "another house": (0.45, 1), "another exhibit": (2.6, 1),
    "other number": (0.75, 2), "other day": (0.85, 2), "other amount": (1.15, 2), "other value": (0.6, 3),
    "same value": (-0.3, 3), "day of the paper": (-0.95, 1),
    "the paper was summed up": (0.85, 1), "summed up again": (0.25, 1), "the paper was signed": (1.4, 1),
    "clauses from the first again": (1.3, 1), "clauses go on": (-0.7, 1), "pages from the first again": (0.7, 1),
    "other print": (1.2, 1), "other language": (1.0, 1), "same form": (1.1, 1), "same head": (-0.2, 1)}
# Signs that a page says something of its own; the others tell of its looks and of the paper before it.
_SAYS = frozenset((
    "a day of its own", "other days below", "title", "cover", "number", "another house", "another exhibit",
    "an agreement opens", "other number", "other day", "other amount", "other value", "summed up again"))
_CARDS = frozenset(("identity", "licence"))
_FEW = 12               # lines: a paper of fewer is hardly more than a cover
_LEAST = 6              # lines: a page of fewer says too little
_COVER = 20             # lines: no cover has more
_COVER_PRINT = 1.25     # times the print of the page before
_OTHER_PRINT = 0.2
_OTHER_LANGUAGE = 0.4
_OTHER_SHAPE, _OTHER_SIZE = 0.08, 0.05
_HEAD, _HEAD_LINES = 0.4, 15
_FORM_LINES, _FEWEST = 6, 4
_ACROSS, _DOWN = 0.03, 0.02     # of the page: as far as the same line may stand on another page
_LAST_CLAUSES, _MANY = 4, 2


@dataclass
class Paper:
    """The pages of a paper so far: the first, the last and what all of them said."""

    first: Front
    last: Front
    lines: int = 0
    summed: bool = False
    titled: bool = False
    days: set[str] = field(default_factory=set)
    days_below: set[str] = field(default_factory=set)
    said: dict[str, set[str]] = field(default_factory=dict)
    clauses: list[Clause] = field(default_factory=list)

    @classmethod
    def begun(cls, front: Front) -> Paper:
        paper = cls(front, front)
        paper.goes_on(front)
        return paper

    def goes_on(self, front: Front) -> None:
        self.last = front
        self.lines += len(front.page.lines)
        self.summed |= front.summed
        self.titled |= bool(front.headings)
        self.days |= front.days
        self.days_below |= front.days_below
        self.clauses += front.clauses
        for caption, said in front.captions.items():
            self.said.setdefault(caption, set()).update(said.values)


def begins(front: Front, paper: Paper) -> bool:
    """Whether the page with this front is the first of another paper."""
    here, last = front.counted, paper.last.counted
    if here is not None and here.at > 1:
        return False
    own = set(_own_numbers(front, paper))
    other = own == {False}
    if here is not None and last is not None and here.at == 1 and (last.of in (0, last.at) or here.of != last.of) and (
            front.title is not None or other or here.of > 0):
        return True
    if own == {True} or _goes_on(front, paper):
        return False
    if front.title is not None and other:
        return True
    return not _too_little(front, paper) and weight(front, paper) >= _ENOUGH


def weight(front: Front, paper: Paper) -> float:
    """What the signs are worth that the page begins another paper; nothing where it says nothing of its own."""
    counts: dict[str, float] = {}
    for sign, much in _signs(front, paper):
        counts[sign] = min(counts.get(sign, 0.0) + much, _WORTH[sign][1])
    return sum(_WORTH[sign][0] * much for sign, much in counts.items()) if counts.keys() & _SAYS else 0.0


def _goes_on(front: Front, paper: Paper) -> bool:
    """Whether the page says that it is of the paper before it."""
    bare, before = front.bare, paper.last.bare
    if (bare is not None and before is not None and bare == before + 1) or front.goes_on:
        return True
    return front.annex is not None and not _another_exhibit(front, paper)


def _too_little(front: Front, paper: Paper) -> bool:
    """Whether the paper so far, or the page, says too little to be one by itself: a cover, or the rest of a text."""
    if _other_size(front.page, paper.last.page):
        return False
    return paper.lines < _FEW or (len(front.page.lines) < _LEAST and not _is_cover(front, paper))


def _own_numbers(front: Front, paper: Paper) -> Iterator[bool]:
    """For each number of its own that the page bears once and the paper under the same caption, if it is the same."""
    for caption, said in _said_once(front, paper):
        if said.own:
            yield said.values <= paper.said[caption]


def _said_once(front: Front, paper: Paper) -> Iterator[tuple[str, Said]]:
    """What the page says under captions that the paper has, too; of several values none can be told from the other."""
    return ((caption, said) for caption, said in front.captions.items()
            if len(said.values) == 1 and caption in paper.said)


def _signs(front: Front, paper: Paper) -> Iterator[tuple[str, float]]:
    yield from ((sign, 1.0) for sign, stands in _own_signs(front, paper) if stands)
    yield from ((sign, 1.0) for sign, stands in _signs_against(front, paper) if stands)
    yield from ((sign, 1.0) for sign in _compared(front, paper))
    yield "same form", _repeated(_form_lines(paper.first), front, _FORM_LINES)
    yield "same head", _repeated(_head_lines(paper.first), front, _FEWEST)


def _own_signs(front: Front, paper: Paper) -> Iterator[tuple[str, bool]]:
    """Signs that are seen on the page alone."""
    is_cover = _is_cover(front, paper)
    titled = front.title is not None and not _runs(front, paper) and not _is_other_side(front, paper)
    yield "title", titled or is_cover
    yield "cover", is_cover
    yield "large print at the head", front.large
    yield "number", any(said.own for said in front.captions.values())
    yield "an agreement opens", front.opens and front.title is not None
    yield "another exhibit", _another_exhibit(front, paper)


def _signs_against(front: Front, paper: Paper) -> Iterator[tuple[str, bool]]:
    """Signs that are seen against the pages before."""
    last, first = paper.last, paper.first
    yield "a day of its own", bool(front.days) and not front.days & paper.days
    every_day = paper.days | paper.days_below
    yield "other days below", bool(not front.days and front.days_below and every_day) and not (
        front.days_below & every_day)
    yield "day of the paper", bool(front.days & paper.days)
    yield "the paper was summed up", last.summed
    yield "summed up again", front.summed and paper.summed
    yield "the paper was signed", last.signed
    begun = front.clauses[0] if front.clauses else None
    yield "clauses from the first again", bool(
        begun and begun.number == 1 and max((c.number for c in paper.clauses), default=0) > _MANY)
    yield "clauses go on", bool(begun and begun.number > 1 and any(
        c.kind == begun.kind and begun.number in (c.number, c.number + 1) for c in paper.clauses[-_LAST_CLAUSES:]))
    yield "another house", bool(front.house) and bool(first.house) and not front.house & first.house
    yield "pages from the first again", front.bare == 1 and (last.bare or 0) > 1
    prints = front.print_height, last.print_height
    yield "other print", abs(prints[0] - prints[1]) > _OTHER_PRINT * max(prints)
    yield "other language", abs(front.chinese - first.chinese) > _OTHER_LANGUAGE


def _compared(front: Front, paper: Paper) -> Iterator[str]:
    """A sign for each caption that page and paper share."""
    other = {"date": "other day", "money": "other amount"}
    for caption, said in _said_once(front, paper):
        same = said.values <= paper.said[caption]
        if said.own or said.kind in other:
            if not same:
                yield "other number" if said.own else other[said.kind]
        else:
            yield "same value" if same else "other value"


def _is_cover(front: Front, paper: Paper) -> bool:
    """Whether the page bears little besides a title, not a running one, in larger print than the page before."""
    heading, last = front.heading, paper.last
    return heading is not None and heading.box.height >= _COVER_PRINT * last.print_height > 0 and (
        2 < len(front.page.lines) <= _COVER and not _stands(heading, last))


def _is_other_side(front: Front, paper: Paper) -> bool:
    """Whether the page is headed as cards are and the paper by nothing: most cards bear their title on one side."""
    return front.title is not None and front.title.rings <= _CARDS and not paper.titled


def _runs(front: Front, paper: Paper) -> bool:
    """Whether the title is a running one: it stands where it stood, and no day under a caption is another."""
    if front.title is None or "other day" in set(_compared(front, paper)):
        return False
    name = fold(front.title.text)
    line = next((line for line in front.page.lines if name in fold(line.text)), None)
    return line is not None and _stands(line, paper.first)


def _another_exhibit(front: Front, paper: Paper) -> bool:
    """Whether the paper is an annex itself, and the page one of the same rank: Exhibit 10.2 after Exhibit 10.1."""
    here, first = front.annex, paper.first.annex
    return here is not None and first is not None and here.word == first.word and len(here.number) > 1 and (
        not here.number.startswith(first.number))


def _other_size(one: PageText, other: PageText) -> bool:
    """Whether the sheets are of another shape, or of another size where that is known: a picture's pixels tell none."""
    sizes = [sorted((page.width, page.height)) for page in (one, other)]
    shapes = [short / long if long else 1.0 for short, long in sizes]
    if abs(shapes[0] - shapes[1]) > _OTHER_SHAPE:
        return True
    return one.exact and other.exact and any(
        abs(a - b) > _OTHER_SIZE * max(a, b) for a, b in zip(*sizes, strict=True))


def _head_lines(front: Front) -> list[TextLine]:
    return [line for line in front.page.lines if line.box.cy < _HEAD and len(fold(line.text)) > 1][:_HEAD_LINES]


def _form_lines(front: Front) -> list[TextLine]:
    """The lines without a digit: what is printed on every sheet of a form is among them."""
    return [line for line in front.page.lines if len(fold(line.text)) > 1 and not any(map(str.isdigit, line.text))]


def _repeated(lines: list[TextLine], front: Front, least: int) -> float:
    """The share of these lines that stand on the page in the same place; 0 for fewer than ``least``."""
    return sum(_stands(line, front) for line in lines) / len(lines) if len(lines) >= least else 0.0


def _stands(line: TextLine, front: Front) -> bool:
    same = front.places.get(fold(line.text))
    return same is not None and not is_counter(line) and (
        abs(same.box.x0 - line.box.x0) < _ACROSS and abs(same.box.cy - line.box.cy) < _DOWN)
