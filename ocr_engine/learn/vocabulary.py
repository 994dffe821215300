"""Words that confirmed names and addresses are made of, and misread words put right by them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from rapidfuzz.distance import OSA

from ocr_engine.extract.folding import has_cjk

KINDS = frozenset({"name", "address"})
# In how many documents a word must stand before it corrects others: a long one of the same length, and any other. Fewer
# made as many right words wrong as wrong ones right (JASA is not JAYA, KELANG not KLANG).
_OFTEN, _VERY_OFTEN = 6, 20
_SHORTEST, _LONG = 3, 5
_WORD = re.compile(r"[^\W\d_]+")

Vocabulary = Mapping[str, int]


def vocabulary_of(values: Iterable[str]) -> dict[str, int]:
    """Word -> in how many of the values it stands; words of one value only are kept too, so that nothing corrects them.

    Chinese is left out: its words are not parted, and one character makes another word.
    """
    counts: Counter[str] = Counter()
    for value in values:
        counts.update({m.group().upper() for m in _WORD.finditer(value) if not has_cjk(m.group())})
    return dict(sorted(counts.items()))


def corrected(text: str, vocabulary: Vocabulary) -> str:
    """The text with those words exchanged that nobody has confirmed and that are a letter away from a common one."""
    return _WORD.sub(lambda m: _word(m.group(), text, m.start(), vocabulary), text)


def _word(word: str, text: str, at: int, vocabulary: Vocabulary) -> str:
    upper = word.upper()
    beside_digit = text[at - 1:at].isdigit() or text[at + len(word):at + len(word) + 1].isdigit()
    if len(word) < _SHORTEST or upper in vocabulary or beside_digit or has_cjk(word):
        return word
    allowed = 2 if len(word) >= 8 else 1
    near = [(OSA.distance(upper, known, score_cutoff=allowed), -count, known) for known, count in vocabulary.items()
            if count >= _needed(word, known) and abs(len(known) - len(word)) <= allowed]
    near = sorted(n for n in near if n[0] <= allowed)
    if not near or (len(near) > 1 and near[0][:2] == near[1][:2]):
        return word
    return _cased(near[0][2], word)


def _needed(word: str, known: str) -> int:
    if len(known) < _SHORTEST:
        return 1 << 30
    return _OFTEN if len(known) == len(word) >= _LONG else _VERY_OFTEN


def _cased(known: str, like: str) -> str:
    if like.isupper():
        return known
    return known.capitalize() if like[:1].isupper() else known.lower()
