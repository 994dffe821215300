"""A known caption with its value on another side than on the known page: forms are put together of blocks, and which of
them a field falls into depends on how many fields stand before it."""

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
    """What stands beside a print of the place's caption, on the first side that holds something: in its row, then under
    it as other values of the known page stood under theirs. ``taken``: cells that other captions name."""
    caption = place.caption
    if caption is None or caption.side == "below" or len(caption.text) < _SHORTEST:
        return []  # under its value a caption stands on forms that hold to it everywhere
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
