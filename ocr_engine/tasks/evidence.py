"""What a model says stands on a page, held against what the independent reader saw there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ocr_engine.evidence.page_index import PageIndex
from ocr_engine.types import BBox, FieldSpec, PageText
from ocr_engine.vlm.answers import Spotted

_WORDS = FieldSpec("found", {"en": "Found"}, "text")


def settled(spots: Iterable[Spotted], page: PageText) -> tuple[tuple[Spotted, ...], int]:
    """The spots where the reader saw their words (of several places the one nearest to the model's), and how many it
    saw nowhere: those keep the model's own box, which may be drawn anywhere."""
    index = PageIndex([page])
    found, unseen = [], 0
    for spot in spots:
        places = [e.box for e in index.occurrences(spot.text)]
        if not places and (evidence := index.find(spot.text, _WORDS)) is not None:
            places = [evidence.box]
        unseen += not places
        found.append(replace(spot, box=_nearest(spot.box, places)) if places else spot)
    return tuple(found), unseen


def _nearest(said: BBox | None, places: list[BBox]) -> BBox:
    if said is None:
        return places[0]
    return min(places, key=lambda box: (box.cx - said.cx) ** 2 + (box.cy - said.cy) ** 2)
