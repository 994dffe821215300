"""Why the engine was wrong, told from its value, the right one, and what stands on the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from docmgr.review.places import plain
from docmgr.training.models import ErrorSample

Cause = ErrorSample.Cause
# Two readings of the same characters share more than this; two different values of a page seldom do.
_SAME_TEXT = 0.5
# Boxes that share this much of the smaller one stand at the same place.
_SAME_PLACE = 0.5


@dataclass(frozen=True, slots=True)
class Reading:
    """One value as somebody gave it; ``raw`` is the wording on the page where it is known."""

    value: str
    raw: str = ""
    page: int | None = None
    box: Sequence[float] | None = None

    @property
    def wordings(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, (plain(self.value), plain(self.raw)))))


def cause_of(before: Reading, after: Reading, *, text: str) -> Cause:
    """``text`` is all that was read on the document.

    Either side may be empty: nothing read (missed), or nothing there (invented, or taken from the wrong place where
    the document does hold the words).
    """
    page = plain(text)
    if not before.value:
        return Cause.MISSED
    if not after.value:
        return Cause.WRONG_PLACE if _stands(before, page) else Cause.INVENTED
    if _one_within_the_other(before, after):
        return Cause.PARTIAL
    if _same_place(before, after):
        return Cause.MISREAD
    if before.box and after.box and _stands(before, page):
        return Cause.WRONG_PLACE
    if _likeness(before, after) >= _SAME_TEXT and not (_stands(before, page) and _stands(after, page)):
        return Cause.MISREAD
    return Cause.WRONG_PLACE if _stands(before, page) else Cause.INVENTED


def _stands(reading: Reading, page: str) -> bool:
    return any(wording in page for wording in reading.wordings)


def _one_within_the_other(before: Reading, after: Reading) -> bool:
    pairs = ((b, a) for b in before.wordings for a in after.wordings)
    return any(b != a and (b in a or a in b) for b, a in pairs)


def _likeness(before: Reading, after: Reading) -> float:
    return max(Levenshtein.normalized_similarity(b, a) for b in before.wordings for a in after.wordings)


def _same_place(before: Reading, after: Reading) -> bool:
    if not before.box or not after.box or before.page != after.page:
        return False
    (a0, b0, a1, b1), (c0, d0, c1, d1) = before.box, after.box
    shared = max(0.0, min(a1, c1) - max(a0, c0)) * max(0.0, min(b1, d1) - max(b0, d0))
    smaller = min((a1 - a0) * (b1 - b0), (c1 - c0) * (d1 - d0))
    return smaller > 0 and shared / smaller >= _SAME_PLACE
