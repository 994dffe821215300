"""Settles letters in doubt by what words look like: "WorId" was read with a capital I, which looks like an l.

A letter is replaced only where the recogniser itself is unsure of it, only by one that it thinks possible, and only
where the word gains more probability (``letter_model``) than the letter loses. Numbers and codes are left alone: what
holds two digits is no word, and a digit is replaced only between letters. The reader's confidence is not changed.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise, product

import numpy as np

from ocr_engine.backends.letter_model import LetterModel, codes_of, letter_model
from ocr_engine.backends.letters import DOUBT, Best

_POSSIBLE = 0.05        # the least chance of a letter that is put in place of another
_SHORTEST = 3
_MOST = 81              # ways to write one word that are tried
# How much the look of a word counts beside that of a letter, and by how much (in nats) both together have to gain.
# Between 0.5 and 1 and between 1 and 2 the same words of receipts are won.
_WEIGHT, _GAIN = 0.7, 1.5
_SHORT, _GAIN_SHORT = 4, 3.0    # there is little in a short word that could tell
_USUAL = -3.2           # log chance a letter that the new word has at least: codes of random letters have less


@dataclass(frozen=True, slots=True)
class _Letter:
    """One letter of the text: which, and the steps from ``start`` to ``end`` that show it."""

    text: str
    start: int
    end: int


class Doubts:
    """``alphabet``: the letters by class index. ``words``: the letter model; the shipped one unless given."""

    def __init__(self, alphabet: list[str], words: LetterModel | None = None) -> None:
        self._alphabet, self._words = alphabet, words
        self._latin = np.array([_is_latin(letter) for letter in alphabet])
        self._place = {letter: index for index, letter in enumerate(alphabet)}

    def settled(self, seen: Best) -> np.ndarray:
        """The class index of each step of one line, doubtful ones replaced where a likelier word comes of it."""
        if not np.isfinite(seen.behind).any():
            return seen.letter
        letters = seen.letter.copy()
        for word in _words(letters, self._alphabet):
            if self._is_word(word):
                for old, new in zip(word, self._likelier(word, seen), strict=True):
                    letters[old.start:old.end] = self._place[new]
        return letters

    def _is_word(self, word: list[_Letter]) -> bool:
        digits = sum(letter.text.isdigit() for letter in word)
        latin = sum(bool(self._latin[self._place[letter.text]]) for letter in word)
        return len(word) >= _SHORTEST and digits <= 1 and latin + digits == len(word)

    def _likelier(self, word: list[_Letter], seen: Best) -> str:
        """The word as it was read, or the likeliest other reading of it."""
        before = "".join(letter.text for letter in word)
        options = [self._options(word, place, seen) for place in range(len(word))]
        if not 1 < math.prod(map(len, options)) <= _MOST:
            return before
        model = self._words or letter_model()
        usual, best, most = model.log_chance(before), before, _GAIN if len(word) > _SHORT else _GAIN_SHORT
        for way in product(*options):
            after = "".join(letter for letter, _ in way)
            if after == before:
                continue
            chance = model.log_chance(after)
            gain = _WEIGHT * (chance - usual) - sum(behind for _, behind in way)
            if gain > most and chance >= _USUAL * (len(after) + 1):
                best, most = after, gain
        return best

    def _options(self, word: list[_Letter], place: int, seen: Best) -> list[tuple[str, float]]:
        """The letters that may stand in this place, each with how many nats it scores below what was read."""
        old = word[place]
        options = [(old.text, 0.0)]
        sure = float(seen.chance[old.start:old.end].max())
        if sure >= DOUBT or (old.text.isdigit() and not 0 < place < len(word) - 1):
            return options
        for index, behind in zip(seen.others[old.start].tolist(), seen.behind[old.start].tolist(), strict=True):
            new = self._alphabet[index]
            if (self._latin[index] and sure * math.exp(-behind) >= _POSSIBLE and codes_of(new) != codes_of(old.text)
                    and _fits(new, word, place) and not _merges(index, old, seen.letter)):
                options.append((new, behind))
        return options


def _words(steps: np.ndarray, alphabet: list[str]) -> Iterator[list[_Letter]]:
    """The runs of letters and digits of a line."""
    edges = [0, *(np.flatnonzero(np.diff(steps)) + 1).tolist(), len(steps)]
    letters = [_Letter(alphabet[steps[start]], start, end)
               for start, end in pairwise(edges) if steps[start] != 0]
    for is_word, run in groupby(letters, lambda letter: letter.text.isalnum()):
        if is_word:
            yield list(run)


def _is_latin(letter: str) -> bool:
    return len(letter) == 1 and letter.isalpha() and unicodedata.name(letter, "").startswith("LATIN ")


def _fits(letter: str, word: list[_Letter], place: int) -> bool:
    """Small letters do not stand in a word of capitals, nor capitals within one of small letters."""
    others = [other.text for at, other in enumerate(word) if at != place]
    if letter.isupper():
        return place == 0 or not any(other.islower() for other in others[1:])
    return any(other.islower() for other in others) or not any(other.isupper() for other in others)


def _merges(index: int, old: _Letter, steps: np.ndarray) -> bool:
    """Whether the same letter stands beside it with no step between: the two would be read as one."""
    return bool((steps[max(0, old.start - 1):old.start] == index).any() or (steps[old.end:old.end + 1] == index).any())
