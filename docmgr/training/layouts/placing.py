"""Where a decided value is taught to stand: where a person saw or pointed, not where a search happened to find it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import Levenshtein

from docmgr.documents.models import Page
from docmgr.extraction import engine
from docmgr.review.models import Correction
from docmgr.review.places import find_all, plain
from docmgr.review.values import Sheet

# Two readings of the same characters share more than this; two different values of a page seldom do.
_MISREAD = 0.5
_EQUAL = 1e-4
Where = tuple[int | None, list[float] | None]


def told(sheet: Sheet, decided: Iterable[Correction], pages: Sequence[Page]) -> list[engine.Told]:
    """What the decisions that name a value teach, each at its place."""
    places = [(c, *taught_place(sheet, c, pages)) for c in decided if c.after]
    return [engine.Told(key=c.key, value=c.after, page=page, box=box) for c, page, box in places]


def taught_place(sheet: Sheet, decision: Correction, pages: Sequence[Page]) -> Where:
    """Page and box; (None, None) leaves it to the engine, which looks for all prints of the value and weighs them by
    what announces each.

    Whoever confirms a value says that it is right, not that this print of it is the one: the others would be taught as
    wrong. Of a field with several values each has its own place. A value that was typed over a wrong one stands by its
    words wherever they are nearest to the wrong one: of several prints that says nothing. Where its words are nowhere,
    the wrong one's place counts only if it may be the same print misread.
    """
    if decision.kind != Correction.Kind.CHANGE:
        known = _of_several(sheet, decision) or not _stands(decision, pages)
        return sheet.place_of(decision) if known else (None, None)
    if decision.box:
        return (None, None) if _searched(decision, decision.box, pages) else (decision.page, decision.box)
    read = sheet.read.get((decision.key, decision.index))
    if read is None or not read.value:
        return None, None
    like = max(Levenshtein.normalized_similarity(plain(text), plain(decision.after)) for text in (read.value, read.raw))
    return (read.page, read.box) if like > _MISREAD else (None, None)


def _of_several(sheet: Sheet, decision: Correction) -> bool:
    definition = sheet.definition(decision.key)
    return definition is not None and definition.many


def _stands(decision: Correction, pages: Sequence[Page]) -> bool:
    return any(True for wording in (decision.raw, decision.after) if wording for _ in find_all(wording, pages))


def _searched(decision: Correction, box: Sequence[float], pages: Sequence[Page]) -> bool:
    """Whether the decision's box is just what a search for the words gives."""
    return any(page == decision.page and all(abs(a - b) < _EQUAL for a, b in zip(found, box, strict=True))
               for wording in {decision.raw, decision.after} if wording for page, found in find_all(wording, pages))
