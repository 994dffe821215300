"""Looks for a value on another side of its caption than on the known page.

Forms are made of blocks, and into which block a field falls depends on how many fields stand before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ocr_engine.extract.candidates import LONG_KINDS
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell
from ocr_engine.learn.examples.exemplar import Caption, Exemplar, Lesson, Place

from .named import Captions, Slot, Spot, slots

_STEP = 1.25            # line heights from a caption with a mark to a value under it, where the known page shows none
_SHORTEST = 2           # letters: a shorter caption is not looked for anywhere else than where it was


def on_other_sides(place: Place, lesson: Lesson, plan: FieldPlan, captions: Captions, exemplar: Exemplar,
                   taken: set[Cell]) -> list[Slot]:
    """The texts beside the place's caption, from the first side that holds any: first in its row, then under it, at the
    distances at which other values of the known page stood under their captions.

    ``taken``: cells that belong to other captions.
    """
    caption = place.caption
    if caption is None or caption.side == "below" or len(caption.text) < _SHORTEST:
        return []  # forms that print captions under their values do so everywhere
    for other in _turned(caption, exemplar, captions.spots(caption)):
        found = slots(replace(place, caption=other), lesson, plan, captions)
        free = [s for s in found if s.pieces[0].cell not in taken and _is_its_own(s, other, plan)]
        if free:
            return free
    return []


def _turned(caption: Caption, exemplar: Exemplar, spots: list[Spot]) -> Iterator[Caption]:
    if caption.side not in ("left", "inside"):
        yield replace(caption, side="left")
    steps = {(c.dx, c.dx1, c.dy) for lesson in exemplar.lessons for p in lesson.places
             if (c := p.caption) and c.side == "above"}
    for dx, dx1, dy in sorted(steps, key=lambda s: (s[2], s[0])):
        yield replace(caption, side="above", dx=dx, dx1=dx1, dy=dy)
    for step in sorted({_STEP * s.sheet.height / s.sheet.width for s in spots}) if caption.marked else ():
        yield replace(caption, side="above", dx=0.0, dx1=0.0, dy=step)


def _is_its_own(slot: Slot, caption: Caption, plan: FieldPlan) -> bool:
    """Free text under a caption is its own where a mark or an edge ties the two."""
    if plan.kind not in LONG_KINDS or caption.side != "above":
        return True
    spot, first = slot.spot, slot.pieces[0].cell
    return caption.marked or abs(first.box.x0 - spot.cell.box.x0) < spot.sheet.height
