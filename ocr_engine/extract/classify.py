"""Which type of document this is: by its keywords, by the labels of its fields, or none of them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ocr_engine.types import DocType, PageText

from .words.folding import fold, has_cjk

UNKNOWN = "unknown"
_ENOUGH = 0.3
_TOP_LINES, _READ_LINES = 15, 500
_KEYWORDS, _LABELS = 0.5, 0.5  # what each kind of evidence can bring at most
_SATURATED = 1.3  # so many weighty keywords say nearly all that keywords can


@dataclass(frozen=True, slots=True)
class _Text:
    """Folded twice: Latin words keep a space between them, Chinese is searched without any."""

    words: str
    dense: str

    @classmethod
    def of(cls, lines: Iterable[str]) -> _Text:
        items = list(lines)
        words = " ".join(fold(w) for line in items for w in re.findall(r"[^\W_]+", line))
        return cls(f" {words} ", "\n".join(fold(line) for line in items))

    def holds(self, term: str) -> bool:
        if has_cjk(term):
            return fold(term) in self.dense
        wanted = " ".join(fold(w) for w in re.findall(r"[^\W_]+", term))
        return bool(wanted) and f" {wanted} " in self.words


def classify(pages: Sequence[PageText], types: Sequence[DocType]) -> tuple[DocType | None, float]:
    """The type that fits best with a confidence of 0..1; (None, confidence of that) where none fits.

    A type without keywords is known by the labels of its fields alone. What few of the types share counts most.
    """
    lines = [ln.text for page in pages for ln in page.lines][:_READ_LINES]
    if not lines or not types:
        return None, 0.0
    top, whole = _Text.of(lines[:_TOP_LINES]), _Text.of(lines)
    rarity = _rarity(types)
    scored = sorted(((_score(t, top, whole, rarity), t) for t in types), key=lambda s: -s[0])
    best, runner_up = scored[0][0], scored[1][0] if len(scored) > 1 else 0.0
    if best < _ENOUGH:
        return None, round(1 - best / _ENOUGH / 2, 3)
    return scored[0][1], round(min(0.99, best / (best + 0.8 * runner_up + 0.05)), 3)


def _rarity(types: Sequence[DocType]) -> dict[str, float]:
    """Folded keyword or label -> 1 where only one type has it, less where several have."""
    seen = Counter(
        term for t in types for term in {fold(w) for w in (*t.keywords, *(n for f in t.fields for n in f.names))}
    )
    return {term: 1 / count for term, count in seen.items()}


def _score(doc_type: DocType, top: _Text, whole: _Text, rarity: dict[str, float]) -> float:
    titles = [w for w in doc_type.label.values() if len(fold(w)) > 1]
    words = 0.7 * any(top.holds(t) for t in titles)
    for keyword in doc_type.keywords:
        if whole.holds(keyword):
            words += rarity[fold(keyword)] * (1.0 if top.holds(keyword) else 0.7)
    labels = sum(
        max((_label_weight(n, rarity) for n in f.names if whole.holds(n)), default=0.0) for f in doc_type.fields
    )
    enough = min(6.0, max(2.5, 0.4 * len(doc_type.fields)))
    share = min(1.0, labels / enough)
    if doc_type.keywords and len(doc_type.fields) > 6 and share < 0.2:
        words *= 0.4  # the words of the trade, but hardly a field of this type: a neighbour of it
    by_words = 1 - math.exp(-words / _SATURATED)
    return _KEYWORDS * by_words + _LABELS * share if doc_type.keywords else (_KEYWORDS + _LABELS) * 0.9 * share


def _label_weight(name: str, rarity: dict[str, float]) -> float:
    """Long and rare names tell more than short and common ones."""
    folded = fold(name)
    return rarity[folded] * min(1.0, len(folded) / (4 if has_cjk(name) else 8)) if len(folded) > 1 else 0.0
