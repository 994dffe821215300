"""Whether a page holds print that its reader does not know: of a script that it never learned it drops most lines and
writes others in letters that look like them (HEMAHbA for НЕМАЊА), often quite sure of itself.

Measured (docs/benchmarks/reader.md): of sharp pages in scripts that the reader knows up to a fifth of the print is
dropped or unsure, of Korean ones more than half, of Cyrillic ones a sixth to a half.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ocr_engine.backends.base import Quad, Reading
from ocr_engine.backends.letter_model import letter_model

_DROPPED, _LONE, _UNSURE = 0.5, 0.7, 0.85   # confidences: of a line, of a single sign; of one that may be wrong
_SHORTEST = 1.2     # of a line's height: shorter strips are marks and single signs
_FIGURES = 2
_MUCH, _SOME = 0.25, 0.12                   # of the print, by its length
_SURE = 0.97
_UNLIKELY, _STRANGE_WORDS = -3.0, 4         # logarithm a letter; words that no language would have
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ž]{4,}")
_WORD, _GREEK = re.compile(r"[^\W\d_]{4,}"), re.compile(r"[\u0370-\u03ff]")
_GREEK_WORDS, _GREEK_SHARE = 3, 0.15


def is_unknown_script(quads: Sequence[Quad], readings: Sequence[Reading]) -> bool:
    """Whether so much of the print with letters could not be read that the reader can hardly know the script."""
    share = unread_share(quads, readings)
    return share >= _MUCH or (share >= _SOME and _strange_words(readings) >= _STRANGE_WORDS) or _holds_greek(readings)


def unread_share(quads: Sequence[Quad], readings: Sequence[Reading]) -> float:
    """The share, by length, of the print with letters that was dropped or is unsure; 0 where there is none."""
    whole = unread = 0.0
    for quad, reading in zip(quads, readings, strict=True):
        length = quad.length / max(quad.thickness, 1.0)
        dropped = not reading.text or reading.confidence < (_DROPPED if len(reading.text) > 1 else _LONE)
        if length < _SHORTEST or (not dropped and _is_figures(reading.text)):
            continue
        whole += length
        unread += length if dropped or reading.confidence < _UNSURE else 0.0
    return unread / whole if whole else 0.0


def _is_figures(text: str) -> bool:
    return sum(c.isdigit() for c in text) >= _FIGURES > sum(c.isalpha() for c in text)


def _strange_words(readings: Sequence[Reading]) -> int:
    """Words in Latin letters of unsure lines that look like those of no language."""
    words = [word for r in readings if _DROPPED <= r.confidence < _SURE for word in _LATIN_WORD.findall(r.text)]
    return sum(letter_model().log_chance(word) / (len(word) + 1) < _UNLIKELY for word in words)


def _holds_greek(readings: Sequence[Reading]) -> bool:
    """Greek is read with Latin letters among its own (KAPAΓIANNH), and no doubt shows in the confidence."""
    words = [word for r in readings for word in _WORD.findall(r.text)]
    greek = sum(bool(_GREEK.search(word)) for word in words)
    return greek >= _GREEK_WORDS and greek >= _GREEK_SHARE * len(words)
