"""Whether a text may be a known value as a reader got it wrong, and not another value."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from ocr_engine.extract.page.pieces import join
from ocr_engine.extract.words.folding import fold
from ocr_engine.validate.lookalikes import is_figure_for

from .align import Found

_LOOK_ALIKES = str.maketrans("oOqQdDiIlL|!zZsSbBgG", "00000011111122558896")


def is_misreading(read: str, known: str) -> bool:
    """Whether ``read`` may be ``known`` as a reader got it wrong, and not another name: the digits must agree."""
    a, b = fold(read), fold(known)
    if a == b or looks_the_same(read, known):
        return True
    if fuzz.ratio(a, b) < 100 * _needed(len(b)):
        return False
    others = _words(read)
    alike = all(any(fuzz.ratio(w, o) >= 50 for o in others) for w in _words(known) if len(w) > 3)
    return alike and _digits(read, known)


def looks_the_same(read: str, known: str) -> bool:
    """Whether only letters differ that readers take for one another (S/B and 5/8; l and I, but not L and I)."""
    one, other = (fold(t).upper().translate(_LOOK_ALIKES) for t in (read, known))
    return len(one) > 3 and one == other and not _another_capital(read, known)


def _another_capital(read: str, known: str) -> bool:
    letters, others = ([c for c in t if c.isalnum()] for t in (read, known))
    return len(letters) == len(others) and any({a, b} == {"L", "I"} for a, b in zip(letters, others, strict=True))


def _needed(length: int) -> float:
    return 0.9 if length < 12 else 0.84


def _words(text: str) -> Sequence[str]:
    return [w for part in text.split() if (w := fold(part))]


def says(found: Found, known: str) -> bool:
    """Whether just the known letters stand there: 20 rue Haute does not stand in 120 rue Haute."""
    first, last = found.pieces[0], found.pieces[-1]
    whole = first.cell.text[max(0, first.start - 1):first.start + 1], last.cell.text[last.end - 1:last.end + 1]
    cut = any(len(both) == 2 and both.isdigit() for both in whole)
    return found.like == 1.0 and not cut and _digits(join(found.pieces), known)


def _digits(read: str, known: str) -> bool:
    """Whether each digit of the known value stands at its place, letters that look like it allowed. One letter may have
    been read as a digit, where it makes no longer number: 16 rue Haute is not 20 rue Haute."""
    one, other = fold(known), fold(read)
    strays = 0
    for edit in Levenshtein.editops(one, other):
        meant = one[edit.src_pos] if edit.tag != "insert" else ""
        seen = other[edit.dest_pos] if edit.tag != "delete" else ""
        if meant.isdigit() and not is_figure_for(meant, seen):
            return False
        if seen.isdigit() and not is_figure_for(meant, seen):
            beside = other[max(0, edit.dest_pos - 1):edit.dest_pos] + other[edit.dest_pos + 1:edit.dest_pos + 2]
            strays += 1 if not any(c.isdigit() for c in beside) else 2
    return strays <= 1
