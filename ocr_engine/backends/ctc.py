"""From the recogniser's columns to text with words and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import numpy as np

from ocr_engine.backends.base import Letter, Reading, Segment

_WIDE = 2.2  # a distance between letters this many times the usual one ends a word
_MIN_GAP = 5.0  # in columns; one is 8 pixels of a strip 48 high
_EDGE = 0.25  # how far a letter reaches beyond its first and last column, in columns beside half the distance


def decode(best: np.ndarray, confidence: np.ndarray, alphabet: list[str]) -> Reading:
    """Greedy reading of one line from the best character of each step and its probability (both (steps,))."""
    keep = best != 0
    keep[1:] &= best[1:] != best[:-1]
    columns = np.flatnonzero(keep)
    if not len(columns):
        return Reading("", 0.0)
    sure = confidence[columns]
    letters = [Letter(alphabet[best[c]], float(c) + 0.5, float(p)) for c, p in zip(columns, sure, strict=True)]
    text = "".join(letter.text for letter in letters)
    words = tuple(segment(run, letters, len(best)) for run in _runs(letters))
    return Reading(text.strip(), float(sure.mean()), words, float(sure.min()), tuple(letters), len(best))


def is_cjk(char: str) -> bool:
    """Ideographs, kana and their full-width company: scripts without spaces between words."""
    code = ord(char[:1] or " ")
    return (0x2E80 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF
            or 0xFF00 <= code <= 0xFFEF or 0xAC00 <= code <= 0xD7AF)


def _runs(letters: list[Letter]) -> list[list[int]]:
    """Indices of the letters of each word: split at spaces, where the script changes, and at a gap left unread.

    The recogniser often reads no space where the columns of a table are far apart.
    """
    steps = [b.column - a.column for a, b in pairwise(letters) if a.text.strip() and b.text.strip()]
    wide = max(_MIN_GAP, _WIDE * median(steps)) if steps else _MIN_GAP
    runs: list[list[int]] = []
    previous: Letter | None = None
    for index, letter in enumerate(letters):
        if letter.text.isspace() or not letter.text:
            previous = None
            continue
        same = previous is not None and is_cjk(previous.text) == is_cjk(letter.text)
        if same and previous is not None and letter.column - previous.column < wide:
            runs[-1].append(index)
        else:
            runs.append([index])
        previous = letter
    return runs


def segment(run: Sequence[int], letters: Sequence[Letter], columns: int) -> Segment:
    """The word that these letters of a line make up, told by their indices.

    It reaches half-way to its neighbouring letters, at most about half a letter of its own.
    """
    first, last = run[0], run[-1]
    own = (letters[last].column - letters[first].column) / max(1, len(run) - 1) if len(run) > 1 else 2.0
    before = letters[first].column - letters[first - 1].column if first else own
    after = letters[last + 1].column - letters[last].column if last + 1 < len(letters) else own
    start = letters[first].column - min(before, own) / 2 - _EDGE
    end = letters[last].column + min(after, own) / 2 + _EDGE
    confidence = sum(letters[i].confidence for i in run) / len(run)
    text = "".join(letters[i].text for i in run)
    return Segment(text, max(0.0, start / columns), min(1.0, end / columns), confidence)
