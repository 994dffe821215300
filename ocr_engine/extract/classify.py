"""Which type of document this is, by its keywords, the labels of its fields and its title, or none; and how sure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ocr_engine.types import DocType, PageText

from .papers import Title, called, spaced, titles
from .words.folding import fold, has_cjk

UNKNOWN = "unknown"
_ENOUGH = 0.3
_TOP_LINES, _READ_LINES = 15, 500
_KEYWORDS, _LABELS = 0.5, 0.5  # what each kind of evidence can bring at most
_SATURATED = 1.3  # so many weighty keywords say nearly all that keywords can
_CALLED = 0.1  # what a title of the type's own adds
_PLENTY = 0.4  # below it, what was found of the type may be chance
_CLOSE = 0.03  # a runner-up so near might as well be the one
_WORTH_NAMING = 0.15  # a runner-up that says anything at all
_DOUBTED = 0.6


@dataclass(frozen=True, slots=True)
class Recognised:
    """``doc_type`` None where none fits. ``doubt`` says why somebody should look: "close" (``other`` fits nearly as
    well), "little" (hardly anything of the type was found) or "titled" (the paper calls itself ``title``, as no
    document of the type does); "" for none. ``other`` is the runner-up, if any fits at all; ``score`` says how much of
    the type was found, 0 to about 1."""

    doc_type: DocType | None
    certainty: float
    doubt: str = ""
    other: DocType | None = None
    title: str = ""
    score: float = 0.0


def classify(pages: Sequence[PageText], types: Sequence[DocType]) -> tuple[DocType | None, float]:
    """The type that fits best with a confidence of 0..1; (None, confidence of that) where none fits."""
    told = recognise(pages, types)
    return told.doc_type, told.certainty


def recognise(pages: Sequence[PageText], types: Sequence[DocType]) -> Recognised:
    """The type that fits best, and whether there is a doubt; a doubted one has a certainty below ``_DOUBTED``.

    A type without keywords is known by the labels of its fields alone. What few of the types share counts most.
    """
    lines = [ln.text for page in pages for ln in page.lines][:_READ_LINES]
    if not lines or not types:
        return Recognised(None, 0.0)
    return _told(_Evidence(lines, types), titles(pages[0]), types)


class _Words(NamedTuple):
    """Of a type: the words that tell it."""

    key: str
    names: tuple[str, ...]
    keywords: tuple[str, ...]
    fields: tuple[tuple[str, ...], ...]

    @property
    def all(self) -> set[str]:
        return {*self.names, *self.keywords, *(name for field in self.fields for name in field)}


class _Worth(NamedTuple):
    """Of a type, as they are searched for: its names, its keywords and the names of each field with their weight."""

    names: list[str]
    keywords: list[tuple[str, float]]
    fields: list[list[tuple[str, float]]]


class _Vocabulary:
    """The terms of some types and what each is worth, for whatever page is asked about."""

    def __init__(self, types: tuple[_Words, ...]) -> None:
        told = {words.key: [_term(name) for name in words.all] for words in types}
        self.terms = {key: {term.spelled for term in terms} for key, terms in told.items()}
        self._rarity = _rarity(types)
        self.worth = {words.key: self._worth(words) for words in types}
        self._by_beginning: dict[str, set[str]] = {}
        for term in {term for terms in told.values() for term in terms if term.folded}:
            self._by_beginning.setdefault(term.beginning, set()).add(term.spelled)

    def held(self, text: _Text) -> list[str]:
        """The terms that stand in a text, the longest first: where two overlap, it has the other within itself."""
        here = {*text.words.split(), *text.dense, *map("".join, zip(text.dense, text.dense[1:], strict=False))}
        found = {term for begun in here & self._by_beginning.keys() for term in self._by_beginning[begun]
                 if text.holds(term)}
        return sorted(found, key=lambda term: (-len(term), term))

    def _worth(self, words: _Words) -> _Worth:
        names = [_term(name) for name in words.names if name not in words.keywords]
        keywords = [_term(keyword) for keyword in words.keywords]
        fields = [[_term(name) for name in field] for field in words.fields]
        return _Worth([w.spelled for w in names if len(w.folded) > 1],
                      [(w.spelled, self._rarity[w.folded]) for w in keywords],
                      [[(w.spelled, self._rarity[w.folded] * w.weight) for w in field] for field in fields])


@lru_cache(maxsize=4)
def _vocabulary(types: tuple[_Words, ...]) -> _Vocabulary:
    return _Vocabulary(types)


def _told(evidence: _Evidence, headings: Sequence[Title], types: Sequence[DocType]) -> Recognised:
    scored = sorted(((_with_title(evidence.score(t), t, headings), t) for t in types), key=lambda s: -s[0])
    best, doc_type = scored[0]
    second, other = scored[1] if len(scored) > 1 else (0.0, None)
    likely = other if second >= _WORTH_NAMING else None
    if best < _ENOUGH:
        return Recognised(None, round(1 - best / _ENOUGH / 2, 3), other=doc_type if best >= _WORTH_NAMING else None)
    certainty = round(min(0.99, best / (best + 0.8 * second + 0.05)), 3)
    is_called, title = called(doc_type, headings), next((t.name for t in headings if t.prominent), "")
    doubt = ("titled" if title and not is_called else "little" if best < _PLENTY and not is_called
             else "close" if best - second < _CLOSE else "")
    if doubt:
        certainty = min(certainty, _DOUBTED)
    return Recognised(doc_type, certainty, doubt, likely, title if doubt == "titled" else "", best)


def _with_title(score: float, doc_type: DocType, headings: Sequence[Title]) -> float:
    """A title alone makes no type of it: papers refer to others."""
    return score + _CALLED if score >= _ENOUGH and called(doc_type, headings) else score


class _Evidence:
    """What of the types stands in a text. A shorter term does not count within a longer one of another type: TAX
    INVOICE is no word of a type that says "invoice" where another says "tax invoice"."""

    def __init__(self, lines: Sequence[str], types: Sequence[DocType]) -> None:
        self._top, self._whole = _Text.of(lines[:_TOP_LINES]), _Text.of(lines)
        self._vocabulary = _vocabulary(tuple(
            _Words(t.key, tuple(t.label.values()), tuple(t.keywords), tuple(f.names for f in t.alone or t.fields))
            for t in types))
        held = self._vocabulary.held(self._whole)
        self._longer = {term: [one for one in held if len(one) > len(term) and _within(term, one)] for term in held}

    def score(self, doc_type: DocType) -> float:
        """0..1."""
        names, keywords, fields = self._vocabulary.worth[doc_type.key]
        words = 0.7 * any(self._holds(self._top, doc_type, w) for w in names)
        for keyword, rarity in keywords:
            if self._holds(self._whole, doc_type, keyword):
                at_the_top = self._holds(self._top, doc_type, keyword)
                words += rarity * (1.0 if at_the_top else 0.7)
        labels = sum(
            max((weight for name, weight in field if self._holds(self._whole, doc_type, name)), default=0.0)
            for field in fields)
        share = min(1.0, labels / min(6.0, max(2.5, 0.4 * len(fields))))
        if keywords and len(fields) > 6 and share < 0.2:
            words *= 0.4  # the words of the trade, but hardly a field of this type: a neighbour of it
        by_words = 1 - math.exp(-words / _SATURATED)
        return _KEYWORDS * by_words + _LABELS * share if keywords else (_KEYWORDS + _LABELS) * 0.9 * share

    def _holds(self, text: _Text, doc_type: DocType, spelled: str) -> bool:
        if spelled not in self._longer:
            return False
        own = self._vocabulary.terms[doc_type.key]
        return text.holds(spelled, but_in=[one for one in self._longer[spelled] if one not in own])


@dataclass(frozen=True, slots=True)
class _Text:
    """Folded twice: Latin words keep a space between them, Chinese is searched without any."""

    words: str
    dense: str

    @classmethod
    def of(cls, lines: Iterable[str]) -> _Text:
        items = list(lines)
        return cls(f" {' '.join(spaced(line) for line in items)} ", "\n".join(fold(line) for line in items))

    def holds(self, spelled: str, but_in: Iterable[str] = ()) -> bool:
        """Whether a term, as ``_spelled`` gives it, stands anywhere but in these longer ones."""
        if not spelled.strip():
            return False
        text = self.dense if has_cjk(spelled) else self.words
        if spelled not in text:
            return False
        for longer in but_in:
            text = text.replace(longer, " \n ")
        return spelled in text


class _Term(NamedTuple):
    """``spelled``: as it is searched for, Chinese folded, other words with a space around each. ``beginning``: what a
    text has to hold for the term to stand in it, the first word or the first two signs. ``weight``: as a label."""

    folded: str
    spelled: str
    beginning: str
    weight: float


@lru_cache(maxsize=32768)
def _term(term: str) -> _Term:
    """Long names tell more than short ones."""
    folded = fold(term)
    if has_cjk(term):
        return _Term(folded, folded, folded[:2], min(1.0, len(folded) / 4) if len(folded) > 1 else 0.0)
    spelled = f" {spaced(term)} "
    return _Term(folded, spelled, "".join(spelled.split()[:1]), min(1.0, len(folded) / 8) if len(folded) > 1 else 0.0)


def _within(term: str, longer: str) -> bool:
    return has_cjk(term) == has_cjk(longer) and term in longer


def _rarity(types: Iterable[_Words]) -> dict[str, float]:
    """Folded keyword or label -> 1 where only one type has it, less where several have."""
    seen = Counter(folded for words in types for folded in {
        _term(word).folded for word in (*words.keywords, *(name for field in words.fields for name in field))})
    return {term: 1 / count for term, count in seen.items()}
