"""A line that may be set wide: the gaps between its letters, whether they prove it, and its words by the gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import numpy as np

from ocr_engine.backends.base import Letter, Quad, Reading
from ocr_engine.backends.crops import cut
from ocr_engine.backends.ctc import is_cjk, segment
from ocr_engine.preprocess.ink_gaps import InkGaps
from ocr_engine.recognise.spacing import FEW, are_words, is_count, is_even, is_marked, word_limit

# As parts of a strip's thickness, about 1.5 times the height of its capitals. Letters of usual print are up to 0.6
# apart from middle to middle, with blanks of 0.02 to 0.15 between them; spaces are 0.25 to 0.6.
_PITCH, _BLANK = 0.6, 0.2
_MARK = 1.15                # times the gap that ends a word, where a full stop or its like stands beside it
_UNREAD, _UNREAD_MARK = 1.7, 2.2    # times the usual gap where no space was read, after a letter and after a mark


@dataclass(frozen=True, slots=True)
class WideLine:
    """A line with the gaps between its letters; lengths are fractions of the line's thickness.

    ``letters``: its signs without the spaces. ``gaps`` and ``spaced``: for each two neighbours the blank between their
    ink, and whether a space was read there. ``usual``: the median gap within words; ``limit``: a wider gap ends a word,
    infinity where all gaps are alike; ``pitch``: from the middle of a letter to that of the next; ``reach``: where the
    ink begins and ends.
    """

    quad: Quad
    reading: Reading
    letters: tuple[Letter, ...]
    gaps: tuple[float, ...]
    spaced: tuple[bool, ...]
    usual: float
    limit: float
    pitch: float
    reach: tuple[float, float]

    @classmethod
    def measured(cls, image: np.ndarray, quad: Quad, reading: Reading) -> WideLine:
        """Measures a line on its RGB page."""
        column = _column(quad, reading)
        letters = tuple(letter for letter in reading.letters if letter.text.strip())
        places = [letter.column * column for letter in letters]
        ink = InkGaps(cut(image, quad))
        gaps = tuple(ink.between(places))
        spaced = tuple(any(a.column < other.column < b.column and other.text == " " for other in reading.letters)
                       for a, b in pairwise(letters))
        # Full stops and their like are narrow: beside them even the blanks of one word differ.
        known = sorted(gap for gap, (a, b) in zip(gaps, pairwise(letters), strict=True) if _is_plain(a, b))
        limit = word_limit(known)
        usual = median([gap for gap in known if gap <= limit] or [0.0])
        steps = [b - a for (a, b), gap in zip(pairwise(places), gaps, strict=True) if gap <= limit]
        reach = ink.reach(places[0], places[-1], max(usual, _BLANK) / 2)
        return cls(quad, reading, letters, gaps, spaced, usual, limit, median(steps or [0.0]), reach)

    @property
    def is_wide(self) -> bool:
        """Whether its letters stand apart, all of a word alike."""
        return self.usual >= _BLANK and is_even(self.gaps, self.limit, self.usual)

    @property
    def counts(self) -> bool:
        """Whether the signs are a count, each set apart: 1 2 3 4 5, A B C D."""
        return all(self.spaced) and is_count("".join(letter.text for letter in self.letters))

    def tells(self) -> bool:
        """Whether it is set wide beyond doubt: letters that were read as one word stand as far apart as those that were
        read apart, digits stand as far from a comma as from each other, or the joined letters spell words."""
        if not self.is_wide:
            return False
        pairs = zip(pairwise(self.letters), self.gaps, self.spaced, strict=True)
        within = [(a, b, space) for (a, b), gap, space in pairs if gap <= self.limit and _is_latin(a, b)]
        together = sum(not space and _is_plain(a, b) for a, b, space in within)
        if together and 3 * together >= sum(space for _, _, space in within):
            return True
        marked = any(mark is same and is_marked(before.text, mark.text, after.text)
                     for (before, mark, _), (same, after, _) in pairwise(within))
        return len(self.letters) >= FEW and (marked or self._is_spelled())

    def _is_spelled(self) -> bool:
        return not self.counts and are_words(["".join(letter.text for letter in word) for word in self._words()])

    def _words(self) -> list[list[Letter]]:
        words = [[self.letters[0]]]
        for letter, gap, spaced in zip(self.letters[1:], self.gaps, self.spaced, strict=True):
            if self._ends_word(words[-1][-1], letter, gap, spaced=spaced):
                words.append([])
            words[-1].append(letter)
        return words

    def _ends_word(self, before: Letter, after: Letter, gap: float, *, spaced: bool) -> bool:
        """Whether a word ends in this gap; beside an ideograph that is where a space was read."""
        if not _is_latin(before, after):
            return spaced
        if spaced:
            return gap > (1.0 if _is_plain(before, after) else _MARK) * self.limit
        unread = _UNREAD if before.text.isalnum() else _UNREAD_MARK
        return after.text.isalnum() and gap > max(self.limit, unread * self.usual)

    def rewritten(self) -> Reading:
        """The reading with its words as the gaps tell them."""
        text = " ".join("".join(letter.text for letter in word) for word in self._words())
        runs = [run for word in self._words() for run in _of_one_script(word)]
        words = tuple(segment([self.letters.index(letter) for letter in run], self.letters, self.reading.columns)
                      for run in runs)
        return replace(self.reading, text=text, words=words, pitch=self.pitch)


def may_be_wide(quad: Quad, reading: Reading) -> bool:
    """Whether the letters stand far apart, or at least half of the words are single signs."""
    words = reading.text.split()
    single = sum(1 for word in words if len(word) == 1 and not is_cjk(word))
    steps = [b.column - a.column for a, b in pairwise(reading.letters) if _is_latin(a, b)]
    far = bool(steps) and median(steps) * _column(quad, reading) >= _PITCH
    return len(reading.letters) > 1 and (far or 2 <= single >= len(words) / 2)


def _column(quad: Quad, reading: Reading) -> float:
    """How wide a column is, as a part of the thickness."""
    return quad.length / max(quad.thickness, 1.0) / reading.columns


def _is_latin(*letters: Letter) -> bool:
    return all(letter.text.strip() and not _is_ideograph(letter.text) for letter in letters)


def _is_plain(*letters: Letter) -> bool:
    """Whether all are letters or digits, and no ideographs."""
    return all(letter.text.isalnum() and not _is_ideograph(letter.text) for letter in letters)


def _is_ideograph(char: str) -> bool:
    """Full-width digits and marks are none: 14：07 holds the marks of a Latin time."""
    return is_cjk(char) and not "！" <= char <= "～"


def _of_one_script(word: Sequence[Letter]) -> list[list[Letter]]:
    runs: list[list[Letter]] = []
    for letter in word:
        if not runs or is_cjk(runs[-1][-1].text) != is_cjk(letter.text):
            runs.append([])
        runs[-1].append(letter)
    return runs
