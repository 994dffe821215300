"""Where the value of a label may stand: behind it, to its right, under it, over it; how well each place lies for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ocr_engine.extract.labels.captions import Side, in_two_columns, lines_over
from ocr_engine.extract.labels.labelmap import Hit, LabelMap
from ocr_engine.extract.labels.offsets import Stepped
from ocr_engine.extract.page.layout import Cell, Sheet, part_of
from ocr_engine.extract.page.pieces import Piece, join
from ocr_engine.extract.values.free import is_blank
from ocr_engine.extract.values.shapes import readings
from ocr_engine.extract.weights import CAPTION, FAR
from ocr_engine.extract.words.folding import has_cjk
from ocr_engine.extract.words.lexicon import words
from ocr_engine.extract.words.wordings import wording
from ocr_engine.types import BBox
from ocr_engine.validate.spans import NO_HINTS

from .continued import continued, wrapped_words
from .neighbours import (
    heads_party,
    is_mostly_number,
    next_in_row,
    over_label,
    rest_of_cell,
    rest_of_row,
    right_of,
    slipped_beside,
    under_label,
    up_to_label,
)
from .tablehead import amount_of_row

_SURE = 0.8
_FIGURE = re.compile(r"\s*[-+]?[\d.,' ]*\d\s*(?:h|hrs?|%|€|EUR|kg)?\s*")
_SUM = re.compile("(?:合计|总计|小计|共计|总额)[）)]?\\s*$")
_TRANSLATED = re.compile(r"[A-Za-z.)]\s*[:：]\s*$")
_LEFT_EMPTY = {True: 0.35, False: 0.6}  # 名称： with nothing behind it: the next line is the next field's, by ``long``


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of text that may hold the value; ``weight`` says how well it lies for its label."""

    pieces: tuple[Piece, ...]
    how: str
    weight: float = 1.0

    @property
    def text(self) -> str:
        return join(self.pieces)


def regions(hit: Hit, labels: LabelMap, sheet: Sheet, *, long: bool) -> Iterator[Region]:
    """Places from the nearest to the farthest. ``long``: the value may run over several lines (names, free text)."""
    label = part_of(hit.cell, hit.start, hit.end, sheet)
    if inline := rest_of_cell(hit, labels):
        yield Region((inline,), "label_inline")
        if long and (more := continued(inline, labels, sheet)):
            yield Region((inline, *more), "label_inline", 0.97)
        elif not long and (rest := rest_of_row(inline, labels, sheet)):
            yield Region((inline, *rest), "label_inline", 0.99)
    if inline and hit.plan is not None and hit.plan.shape == "words_amount" and (last := wrapped_words(inline, sheet)):
        yield Region((inline, last), "label_inline", 1.02)
    alone = not inline and labels.is_label(hit.cell) and not hit.cell.standing
    side: Side = "below" if hit.cell in sheet.captions else labels.sides.get(sheet.number, "") if alone else ""
    if side == "above" and (over := [c for c in sheet.cells if labels.is_label(c)]) and (
            lines := lines_over(hit.cell, sheet, over)):
        pieces = tuple(Piece.whole(c) for c in lines)
        yield Region(pieces if long else pieces[-1:], "label_above", CAPTION["above"])
    several = hit.plan is not None and hit.plan.spec.many  # columns.py reads all that stands under a header
    if not inline and side != "above" and not several and (placed := labels.stepped.get(hit.cell)):
        yield from _at_its_step(hit, placed, labels, sheet, long)
    own = labels.is_label(hit.cell) and not hit.cell.standing and not has_cjk(hit.cell.text)
    right = right_of(hit, label, labels, sheet)
    below = under_label(hit, hit.cell.box if own else label, labels, sheet, long=long)
    places = [
        _to_the_right(hit, label, right, labels, sheet, long),
        _underneath(hit, label, below, labels, sheet, long),
    ]
    if side != "below" and right and below and _is_sibling(below[0].cell, hit.cell, right[0].cell, sheet):
        if long or not _only_one(hit, below, right):
            places.pop()
    elif long and right and below and _rather_below(label, right[0].cell, below[0].cell, sheet):
        places.reverse()
    if side and not long and _only_one(hit, right, below):
        side = ""
    if side == "below" and len(places) > 1:
        places.reverse()
    for place in places:
        yield from (_on_its_side(region, side) for region in place)
    if not long:
        for piece in slipped_beside(hit, label, labels, sheet):
            yield Region((piece,), "label_near")
    if not inline and not right and not below and (above := over_label(hit, label, labels, sheet)):
        yield Region((above,), "label_above")


def _at_its_step(hit: Hit, placed: Stepped, labels: LabelMap, sheet: Sheet, long: bool) -> Iterator[Region]:
    first = up_to_label(placed.value, labels)
    if is_blank(first.text) or (heads_party(hit) and is_mostly_number(first.text)):
        return
    left_empty = _asks_beside(hit) and placed.agreeing < 3
    weight = (_LEFT_EMPTY[long] if left_empty else 1.0) * CAPTION["below"]
    yield Region((first,), "label_below", weight)
    if long and (more := continued(first, labels, sheet)):
        yield Region((first, *more), "label_below", 0.97 * weight)


def _asks_beside(hit: Hit) -> bool:
    """Whether a Chinese label with a colon announces what stands behind it; with a translation (收货人 TO:) it may
    head what is under it."""
    return hit.colon and has_cjk(hit.cell.text) and not _TRANSLATED.search(hit.cell.text)


def _on_its_side(region: Region, side: Side) -> Region:
    """On a form of captions the value stands on the form's side of its label, and rarely elsewhere."""
    if not side or (side, region.how) == ("below", "label_below"):
        return replace(region, weight=region.weight * (CAPTION["below"] if side else 1.0))
    return replace(region, weight=region.weight * CAPTION["elsewhere"])


def _to_the_right(
    hit: Hit, label: BBox, right: tuple[Piece, ...], labels: LabelMap, sheet: Sheet, long: bool
) -> list[Region]:
    if not right:
        return []
    gap = max(0.0, right[0].cell.box.x0 - label.x1) / sheet.height
    far = FAR["colon" if hit.colon and not has_cjk(hit.cell.text) else "free" if long else "typed"]
    weight = max(0.3, 1 - far * max(0.0, gap - 6))
    if not (hit.plan and hit.plan.spec.many) and in_two_columns(hit.cell, right[0].cell, sheet):
        weight = 1.0
    if _SUM.search(hit.cell.text) and hit.cell.row is not None and hit.cell.row.cells[1:] == [right[0].cell]:
        weight = 1.0    # its box spans the columns up to the one that it sums up
    if hit.cell.standing and long:
        return [Region(right, "label_right", weight)]  # all that is in its box
    found = [Region(right[:1], "label_right", weight)]
    if last := _sum_of_row(hit, right[0].cell):
        return [Region((Piece.whole(last),), "label_right", max(weight, 0.9))]
    if hit.plan is not None and hit.plan.kind == "money" and (amount := amount_of_row(right[0].cell, sheet)):
        return [Region((Piece.whole(amount),), "label_right", max(weight, 0.9))]
    if len(right) > 1:
        below = long and right[-1].cell.row is not right[0].cell.row
        rest = continued(right[-1], labels, sheet) if below else ()
        found.append(Region((*right, *rest), "label_right", weight * 0.98))
    elif long and (more := continued(right[0], labels, sheet)):
        found.append(Region((right[0], *more), "label_right", weight * 0.97))
    elif not long and (next_one := next_in_row(right[0].cell, labels)):
        found.append(Region((next_one,), "label_right", weight * 0.9))
    return found


def _sum_of_row(hit: Hit, first: Cell) -> Cell | None:
    """The end of a row of figures behind a label that says total: what the others add up to."""
    if hit.plan is None or hit.plan.kind not in ("number", "money") or hit.cell.row is None:
        return None
    row = hit.cell.row.cells
    figures = row[row.index(first) :] if first in row else []
    said = any(w in words()["row_total_words"] for w, _ in wording(hit.cell.text).words)
    return figures[-1] if said and len(figures) > 2 and all(_FIGURE.fullmatch(c.text) for c in figures) else None


def _underneath(
    hit: Hit, label: BBox, below: tuple[Piece, ...], labels: LabelMap, sheet: Sheet, long: bool
) -> list[Region]:
    if not below:
        return []
    weight = max(0.4, 1 - 0.1 * max(0.0, below[0].cell.box.y0 - label.y1) / sheet.height)
    if _asks_beside(hit) and labels.sides.get(sheet.number) != "below":
        weight *= _LEFT_EMPTY[long]
    found = [Region(below[:1], "label_below", weight)]
    if len(below) > 1:
        found.append(Region(below, "label_below", weight * 1.02))
    elif long and (more := continued(below[0], labels, sheet)):
        found.append(Region((below[0], *more), "label_below", weight * 0.97))
    return found


def _only_one(hit: Hit, here: tuple[Piece, ...], there: tuple[Piece, ...]) -> bool:
    """Whether a figure or a day stands in the one place and none in the other: sums under a form stand beside their
    labels, and a header's neighbour is no value."""
    if hit.plan is None or not here:
        return False
    told = [any(r.fit >= _SURE for r in readings(hit.plan.kind, hit.plan.shape, join(p), NO_HINTS)) for p in
            (here[:1], there[:1])]
    return told == [True, False]


def _is_sibling(below: Cell, label: Cell, right: Cell, sheet: Sheet) -> bool:
    """In a list of labels with a column of values, the line below is the next label: a value stands right of it too."""
    if abs(below.box.x0 - label.box.x0) > sheet.height or below.row is None:
        return False
    return any(
        abs(c.box.x0 - right.box.x0) < sheet.height or abs(c.box.x1 - right.box.x1) < sheet.height
        for c in below.row.cells
        if c is not below
    )


def _rather_below(label: BBox, right: Cell, below: Cell, sheet: Sheet) -> bool:
    """A line right under the label, with its left edge, is nearer than one across the page."""
    aligned = abs(below.box.x0 - label.x0) < sheet.height and below.box.y0 - label.y1 < 0.8 * sheet.height
    return aligned and right.box.x0 - label.x1 > 12 * sheet.height
