"""What gaps between signs, and the signs themselves, say of where words end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf, sqrt
from statistics import median

from ocr_engine.backends.letter_model import letter_model

FEW = 4                     # signs from which a line may tell by its marks or its spelling
LIKE = 1.4                  # the usual gap of a line, at most, beside that of the lines that tell
_EVEN = 1.6                 # the widest gap within words, beside their usual one
_SINGLE = 1.3               # distances of letters beyond the usual gap: a single space
_TOUCHING = 0.1             # of a line's thickness: gaps below are told apart no further
_SPACE, _STEP = 1.5, 1.25   # a word ends at a gap so many times the usual one, and the next narrower is so much smaller
_MARKS = ".,/:-．，／：－"
_WORD = -3.0                # nats a letter, of a word: TOTAL has -2.0, CASH -2.8, YNYN -3.1, SMTWTFS -7.3


def word_limit(gaps: Sequence[float]) -> float:
    """The gap from which a word ends, for ``gaps`` in ascending order; infinity where they are all of one kind."""
    usual = [max(gap, _TOUCHING) for gap in gaps]
    for index in range(1, len(usual)):
        narrower, wider = usual[index - 1], usual[index]
        if wider >= _STEP * narrower and median(usual[index:]) >= _SPACE * median(usual[:index]):
            return sqrt(narrower * wider)
    return inf


def is_even(gaps: Sequence[float], limit: float, usual: float) -> bool:
    """Whether the gaps within words, which are those up to ``limit``, are all much like the ``usual`` one."""
    return max((gap for gap in gaps if gap <= limit), default=0.0) <= _EVEN * usual


def single_space(usual: float, pitch: float) -> float:
    """The widest gap between two words of a row. ``pitch``: from letter to letter, in the same unit."""
    return usual + _SINGLE * pitch


def is_marked(before: str, mark: str, after: str) -> bool:
    """Whether the middle one of three signs set alike is a mark within a number, a date or a time."""
    return mark in _MARKS and before.isdigit() and after.isdigit()


def is_count(signs: str) -> bool:
    """Whether each sign is the next one: 12345, ABCD."""
    return len(signs) > 2 and {ord(b) - ord(a) for a, b in pairwise(signs)} in ({1}, {-1})


def are_words(words: Sequence[str]) -> bool:
    """Whether each looks like a word of a language with Latin letters, marks at its end apart."""
    plain = [word.rstrip(_MARKS) for word in words]
    return all(len(word) >= FEW and word.isalpha() and letter_model().log_chance(word) >= _WORD * (len(word) + 1)
               for word in plain)
