"""Which type of document this is: by its keywords, by the labels of its fields, or none of them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from ocr_engine.types import DocType, PageText

from .folding import fold

UNKNOWN = "unknown"
_ENOUGH = 0.3
_FIRST_LINES = 12
_READ_LINES = 400


def classify(pages: Sequence[PageText], types: Sequence[DocType]) -> tuple[DocType | None, float]:
    """The type that fits best with a confidence of 0..1; (None, confidence of that) where none fits.

    A type without keywords is known by the labels of its fields alone: words that few of the types share count most.
    """
    lines = [fold(ln.text) for page in pages for ln in page.lines][:_READ_LINES]
    if not lines or not types:
        return None, 0.0
    text, top = "\n".join(lines), "\n".join(lines[:_FIRST_LINES])
    rarity = _rarity(types)
    scored = sorted(((_score(t, text, top, rarity), t) for t in types), key=lambda s: -s[0])
    best, runner_up = scored[0], scored[1][0] if len(scored) > 1 else 0.0
    if best[0] < _ENOUGH:
        return None, round(1 - best[0] / _ENOUGH / 2, 3)
    return best[1], round(min(0.99, best[0] / (best[0] + 0.8 * runner_up + 0.05)), 3)


def _rarity(types: Sequence[DocType]) -> dict[str, float]:
    """Label -> 1 where only one type has it, less where several have."""
    seen = Counter(name for t in types for name in {fold(n) for f in t.fields for n in f.names})
    return {name: 1 / count for name, count in seen.items()}


def _score(doc_type: DocType, text: str, top: str, rarity: dict[str, float]) -> float:
    titles = [fold(w) for w in doc_type.label.values()]
    keywords = [fold(w) for w in doc_type.keywords]
    title = max((_present(t, top) for t in titles if len(t) > 1), default=0.0)
    words = sum(_present(w, top) + 0.6 * _present(w, text) for w in keywords if w)
    labels = sum(_label_weight(names, text, rarity) for f in doc_type.fields if (names := {fold(n) for n in f.names}))
    share = labels / max(4.0, math.sqrt(len(doc_type.fields)) * 2)
    return 0.35 * title + 0.45 * (1 - math.exp(-words / 1.5)) + 0.5 * min(1.0, share)


def _present(word: str, text: str) -> float:
    return float(word in text)


def _label_weight(names: set[str], text: str, rarity: dict[str, float]) -> float:
    return max((rarity[n] * min(1.0, len(n) / (3 if not n.isascii() else 7)) for n in names if len(n) > 1 and n in text), default=0.0)
