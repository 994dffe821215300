"""Accents that the recogniser only believes to see: on a page without accents a speck makes Cheras Cheräs.

Of five such on receipts each had a chance below 0.8; on five German pages all but two true ones have more than 0.9.
"""

from __future__ import annotations

import unicodedata

import numpy as np

SURE = 0.85


class Accents:
    """Of an alphabet: which of its letters are Latin letters with an accent, and which one each is without."""

    def __init__(self, alphabet: list[str]) -> None:
        place = {letter: index for index, letter in enumerate(alphabet)}
        self._plain = np.array([place.get(_plain(letter), index) for index, letter in enumerate(alphabet)])

    def without_doubtful(
        self, lines: list[tuple[np.ndarray, np.ndarray]], page: str = "",
    ) -> list[tuple[np.ndarray, np.ndarray]]:
        """The best letter of each step and its probability, by line: as given where any accent of the page is sure.

        Where none is, the language has none, and letters with a doubtful one are taken without it. ``page``: its text,
        where these lines are but a part of it.
        """
        if has_accents(page):
            return lines
        marked = [self._plain[best] != best for best, _ in lines]
        if any((marks & (chance >= SURE)).any() for marks, (_, chance) in zip(marked, lines, strict=True)):
            return lines
        return [(np.where(marks, self._plain[best], best), chance)
                for marks, (best, chance) in zip(marked, lines, strict=True)]


def has_accents(text: str) -> bool:
    """Whether a page with this text is one with accents: doubtful ones stand on no other."""
    return any(_plain(letter) != letter for letter in text)


def _plain(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    return parts[0] if len(parts) > 1 and parts[0].isascii() and parts[0].isalpha() else letter
