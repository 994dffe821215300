"""Traditional characters that are read as their simplified kin: at 13 pixels 額 and 额 look much alike.

Which of the two is written is no matter of single letters: a page with traditional ones has none that are simplified.
Japanese, which writes 国 beside 業, shows itself by its kana and is left alone.
"""

from __future__ import annotations

import numpy as np

_SURE = 0.9
# Drawn traditional pages of 13 px show 51 to 157 sure letters of their own and 9 to 13 simplified ones, all misread;
# of 30 simplified documents the most that any showed of the other kind was 1 beside 153.
_LEAST, _TIMES = 4, 3


class Traditional:
    """Of an alphabet: which of its letters only simplified and which only traditional Chinese writes."""

    def __init__(self, alphabet: list[str]) -> None:
        self._simplified = np.array([is_simplified(letter) for letter in alphabet])
        self._traditional = np.array([is_traditional(letter) for letter in alphabet])
        self._kana = np.array([_is_kana(letter) for letter in alphabet])

    def misread(self, best: np.ndarray, chance: np.ndarray, page: str = "") -> np.ndarray:
        """Which of the steps show a simplified letter that has no place on their page.

        ``page``: its text, where these steps are but a part of it.
        """
        sure = best[chance >= _SURE]
        counts = [int(kind[sure].sum()) for kind in (self._traditional, self._simplified, self._kana)]
        if page:
            counts = [sum(map(kind, page)) for kind in (is_traditional, is_simplified, _is_kana)]
        shown, other, kana = counts
        known = shown >= max(_LEAST, _TIMES * other) and kana < _LEAST
        return self._simplified[best] if known else np.zeros(len(best), bool)

    def without_simplified(self, scores: np.ndarray) -> np.ndarray:
        return np.where(self._simplified, -np.inf, scores)


def is_simplified(letter: str) -> bool:
    """Whether the old code page of the mainland knows this ideograph and that of Taiwan does not."""
    return _is_ideograph(letter) and _has(letter, "gb2312") and not _has(letter, "big5")


def is_traditional(letter: str) -> bool:
    return _is_ideograph(letter) and _has(letter, "big5") and not _has(letter, "gb2312")


def _is_ideograph(letter: str) -> bool:
    return "\u4e00" <= letter[:1] <= "\u9fff"


def _is_kana(letter: str) -> bool:
    return "\u3041" <= letter[:1] <= "\u30fa"


def _has(letter: str, encoding: str) -> bool:
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
