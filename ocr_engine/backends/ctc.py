"""From the recogniser's columns to text with words and where they stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ocr_engine.backends.base import Reading, Segment

_EDGE = 0.25  # how far a letter reaches beyond its first and last column, in columns beside half the distance


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    column: float
    confidence: float


def decode(scores: np.ndarray, alphabet: list[str]) -> Reading:
    """Greedy reading of one line: ``scores`` has a row per column of the image and a column per character."""
    best = scores.argmax(axis=1)
    keep = best != 0
    keep[1:] &= best[1:] != best[:-1]
    columns = np.flatnonzero(keep)
    if not len(columns):
        return Reading("", 0.0)
    sure = scores[columns, best[columns]]
    letters = [_Letter(alphabet[best[c]], float(c) + 0.5, float(p)) for c, p in zip(columns, sure, strict=True)]
    text = "".join(letter.text for letter in letters)
    words = tuple(_segment(run, letters, len(best)) for run in _runs(letters))
    return Reading(text.strip(), float(sure.mean()), words)


def is_cjk(char: str) -> bool:
    """Ideographs, kana and their full-width company: scripts without spaces between words."""
    code = ord(char[:1] or " ")
    return (0x2E80 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF
            or 0xFF00 <= code <= 0xFFEF or 0xAC00 <= code <= 0xD7AF)


def _runs(letters: list[_Letter]) -> list[list[int]]:
    """Indices of the letters of each word: split at spaces and where the script changes."""
    runs: list[list[int]] = []
    previous = ""
    for index, letter in enumerate(letters):
        if letter.text.isspace() or not letter.text:
            previous = ""
            continue
        if previous and is_cjk(previous) == is_cjk(letter.text):
            runs[-1].append(index)
        else:
            runs.append([index])
        previous = letter.text
    return runs


def _segment(run: list[int], letters: list[_Letter], columns: int) -> Segment:
    """A word reaches half-way to its neighbouring letters, at most about half a letter of its own."""
    first, last = run[0], run[-1]
    own = (letters[last].column - letters[first].column) / max(1, len(run) - 1) if len(run) > 1 else 2.0
    before = letters[first].column - letters[first - 1].column if first else own
    after = letters[last + 1].column - letters[last].column if last + 1 < len(letters) else own
    start = letters[first].column - min(before, own) / 2 - _EDGE
    end = letters[last].column + min(after, own) / 2 + _EDGE
    confidence = sum(letters[i].confidence for i in run) / len(run)
    return Segment("".join(letters[i].text for i in run), max(0.0, start / columns), min(1.0, end / columns), confidence)
