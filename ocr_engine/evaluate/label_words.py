"""Which words the labels of a set use: one that no other document knows is more likely a slip than one that many do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from .gold import GoldDocument

_WORD = re.compile(r"[^\W\d_]{2,}")


class LabelWords:
    """By field, in how many documents each word of the labels stands. Scripts without blanks between words have none
    that could be told apart."""

    def __init__(self, gold: Iterable[GoldDocument]) -> None:
        self._documents: dict[str, Counter[str]] = {}
        for document in gold:
            for key in document.fields:
                self._documents.setdefault(key, Counter()).update(_words_of(document, key))

    def only_first_is_usual(self, document: GoldDocument, key: str, first: str, second: str) -> bool:
        """Of two wordings, whether labels of other documents know all words that only the first one has, and none of
        those that only the second one has. Both have to have such words."""
        one, other = _words(first) - _words(second), _words(second) - _words(first)
        own, known = _words_of(document, key), self._documents.get(key, Counter())

        def elsewhere(word: str) -> bool:
            return known[word] > (word in own)

        return bool(one and other) and all(map(elsewhere, one)) and not any(map(elsewhere, other))


def _words_of(document: GoldDocument, key: str) -> set[str]:
    return _words(" ".join(document.fields.get(key, ())))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))
