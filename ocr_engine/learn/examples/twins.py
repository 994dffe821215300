"""Two fields with one value, as where somebody is tenant and payer at once: which print is whose."""

from __future__ import annotations

from collections.abc import Sequence

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.labelled import by_label

from .align import Found

_Places = list[Found]


def parted(found: Sequence[tuple[str, _Places]], document: Document) -> list[_Places]:
    """The places of each (field, places), without those that a label gives to another field of the same value. Each
    keeps one place at least."""
    places = [list(own) for _, own in found]
    shared = [at for at, own in enumerate(places) if len(own) > 1 and any(
        _spots(own) & _spots(other) for n, other in enumerate(places) if found[n][0] != found[at][0])]
    if not shared:
        return places
    labelled = list(document.once(by_label))
    owner = {spot: key for at in shared for spot in _spots(places[at]) if (key := _named(spot, labelled))}
    for at in shared:
        key = found[at][0]
        own = [f for f in places[at] if owner.get(_spot(f)) == key]
        free = [f for f in places[at] if owner.get(_spot(f), key) == key]
        places[at] = own or free or places[at]
    return places


_Spot = tuple[int, int, int]


def _spot(found: Found) -> _Spot:
    first = found.pieces[0]
    return found.sheet.number, first.cell.order, first.start


def _spots(found: Sequence[Found]) -> set[_Spot]:
    return {_spot(f) for f in found}


def _named(spot: _Spot, labelled: Sequence[Candidate]) -> str | None:
    """The field whose label announces what begins there, where that is one alone."""
    page, order, start = spot
    scores: dict[str, float] = {}
    for c in labelled:
        first = c.pieces[0]
        if (c.page, first.cell.order) == (page, order) and abs(first.start - start) <= 1:
            scores[c.plan.key] = max(scores.get(c.plan.key, 0.0), c.score)
    best = max(scores.values(), default=0.0)
    likely = [key for key, score in scores.items() if score > 0.5 * best]
    return likely[0] if len(likely) == 1 else None
