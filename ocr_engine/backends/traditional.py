"""Finds traditional characters that were read as their simplified forms: at 13 pixels 額 and 额 look much alike.

The page decides, not the single letter: a page in traditional Chinese has no simplified characters. Japanese, which
mixes both (国 beside 業), is told by its kana and left alone.
"""

from __future__ import annotations

import numpy as np

_SURE = 0.9
# Drawn traditional pages of 13 px show 51 to 157 sure letters of their own and 9 to 13 simplified ones, all misread;
# of 30 simplified documents the most that any showed of the other kind was 1 beside 153.
_LEAST, _TIMES = 4, 3


class Traditional:
    """For one alphabet: which of its letters are written in simplified Chinese only, and which in traditional only."""

    def __init__(self, alphabet: list[str]) -> None:
        self._simplified = np.array([is_simplified(letter) for letter in alphabet])
        self._traditional = np.array([is_traditional(letter) for letter in alphabet])
        self._kana = np.array([_is_kana(letter) for letter in alphabet])

    def misread(self, best: np.ndarray, chance: np.ndarray, page: str = "") -> np.ndarray:
        """Which steps show a simplified letter although their page is in traditional Chinese; a mask like ``best``.

        ``best``, ``chance`` (n,): class index and probability of each step. ``page``: text of the page that was read
        before, where these steps are only a part of it.
        """
        sure = best[chance >= _SURE]
        counts = [int(kind[sure].sum()) for kind in (self._traditional, self._simplified, self._kana)]
        if page:
            counts = [sum(map(kind, page)) for kind in (is_traditional, is_simplified, _is_kana)]
        shown, other, kana = counts
        known = shown >= max(_LEAST, _TIMES * other) and kana < _LEAST
        return self._simplified[best] if known else np.zeros(len(best), bool)

    def without_simplified(self, scores: np.ndarray) -> np.ndarray:
        """Scores (rows, letters) with minus infinity for simplified letters."""
        return np.where(self._simplified, -np.inf, scores)


def is_simplified(letter: str) -> bool:
    """Whether the code page of mainland China (GB 2312) has this ideograph and that of Taiwan (Big5) has not."""
    return _is_ideograph(letter) and _has(letter, "gb2312") and not _has(letter, "big5")


def is_traditional(letter: str) -> bool:
    """Whether Big5 has this ideograph and GB 2312 has not."""
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
