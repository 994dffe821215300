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
from ocr_engine.extract.weights import REGION as W
from ocr_engine.extract.words.folding import has_cjk
from ocr_engine.extract.words.lexicon import words
from ocr_engine.extract.words.wordings import wording
from ocr_engine.types import BBox
from ocr_engine.validate.spans import NO_HINTS

from .continued import continued, wrapped_words
from .keycolumn import begins_rows, is_key
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
_GAP = 6  # line heights between a label and its value that are nothing out of the way


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
    return _Around(hit, labels, sheet, long).places()


class _Around:
    """What lies around one label. ``box``: the label's own letters; ``inline``: the rest of its cell."""

    def __init__(self, hit: Hit, labels: LabelMap, sheet: Sheet, long: bool) -> None:
        self.hit, self.labels, self.sheet, self.long = hit, labels, sheet, long
        self.box = part_of(hit.cell, hit.start, hit.end, sheet)
        self.inline = rest_of_cell(hit, labels)

    def places(self) -> Iterator[Region]:
        side = self._side_of_values()
        yield from self._behind()
        if side == "above":
            yield from self._over_it_on_a_form()
        several = self.hit.plan is not None and self.hit.plan.spec.many  # columns.py reads all under a header
        placed = self.labels.stepped.get(self.hit.cell)
        if placed and not self.inline and side != "above" and not several:
            yield from self._at_its_step(placed)
        right, below = self._right_and_below()
        yield from self._beside_or_below(right, below, side)
        if not self.long:
            for piece in slipped_beside(self.hit, self.box, self.labels, self.sheet):
                yield Region((piece,), "label_near")
        if not self.inline and not right and not below and (over := over_label(self.box, self.labels, self.sheet)):
            yield Region((over,), "label_above")

    def _side_of_values(self) -> Side:
        """On which side of its label a form puts the value, where the label stands alone in its cell; else ""."""
        if is_key(self.hit.cell, self.labels, self.sheet):
            return ""
        if self.hit.cell in self.sheet.captions:
            return "below"
        alone = not self.inline and self.labels.is_label(self.hit.cell) and not self.hit.cell.standing
        return self.labels.sides.get(self.sheet.number, "") if alone else ""

    def _behind(self) -> Iterator[Region]:
        if self.inline is None or self._is_within_key():
            return
        yield Region((self.inline,), "label_inline")
        if self.long and (more := continued(self.inline, self.labels, self.sheet)):
            yield Region((self.inline, *more), "label_inline", W["continued"])
        elif not self.long and (rest := rest_of_row(self.inline, self.labels, self.sheet)):
            yield Region((self.inline, *rest), "label_inline", W["rest_of_row"])
        in_words = self.hit.plan is not None and self.hit.plan.shape == "words_amount"
        if in_words and (last := wrapped_words(self.inline, self.sheet)):
            yield Region((self.inline, last), "label_inline", W["words_wrapped"])

    def _is_within_key(self) -> bool:
        """Diện tích sử dụng | 75 m²: what follows in the cell of a key belongs to the key."""
        hit = self.hit
        return hit.joined == "word" and not hit.colon and self.long and is_key(hit.cell, self.labels, self.sheet)

    def _over_it_on_a_form(self) -> Iterator[Region]:
        captions = [c for c in self.sheet.cells if self.labels.is_label(c)]
        if captions and (lines := lines_over(self.hit.cell, self.sheet, captions)):
            pieces = tuple(Piece.whole(c) for c in lines)
            yield Region(pieces if self.long else pieces[-1:], "label_above", CAPTION["above"])

    def _at_its_step(self, placed: Stepped) -> Iterator[Region]:
        first = up_to_label(placed.value, self.labels)
        numbered = heads_party(self.hit) and is_mostly_number(first.text)
        if is_blank(first.text) or numbered or self._tells_its_own(placed.value):
            return
        left_empty = _asks_beside(self.hit) and placed.agreeing < 3
        weight = (W["left_empty_long" if self.long else "left_empty"] if left_empty else 1.0) * CAPTION["below"]
        yield Region((first,), "label_below", weight)
        if self.long and (more := continued(first, self.labels, self.sheet)):
            yield Region((first, *more), "label_below", W["continued"] * weight)

    def _tells_its_own(self, cell: Cell) -> bool:
        """Whether a line is a pair of its own: Họ và tên: Đỗ Thị Hạnh under the heading of a party."""
        starts = self.labels.starts.get(cell, ())
        return any(start <= 1 and cell.text[end:].lstrip().startswith((":", "：")) for start, end in starts)

    def _right_and_below(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        cell = self.hit.cell
        whole = self.labels.is_label(cell) and not cell.standing and not has_cjk(cell.text)
        return (right_of(self.hit, self.box, self.labels, self.sheet),
                under_label(self.hit, cell.box if whole else self.box, self.labels, self.sheet))

    def _beside_or_below(self, right: tuple[Piece, ...], below: tuple[Piece, ...], side: Side) -> Iterator[Region]:
        """The places beside and under the label, the likelier first."""
        hit, sheet = self.hit, self.sheet
        places = [self._to_the_right(right), self._underneath(below)]
        if side != "below" and right and below and _is_sibling(below[0].cell, hit.cell, right[0].cell, sheet):
            if self.long or not _only_one(hit, below, right):
                places.pop()
        elif self.long and right and below and _rather_below(self.box, right[0].cell, below[0].cell, sheet):
            places.reverse()
        if side and not self.long and _only_one(hit, right, below):
            side = ""
        if side == "below" and len(places) > 1:
            places.reverse()
        for place in places:
            yield from (_on_its_side(region, side) for region in place)

    def _to_the_right(self, right: tuple[Piece, ...]) -> list[Region]:
        if not right:
            return []
        plan, first, weight = self.hit.plan, right[0], self._weight_to_the_right(right[0].cell)
        if self.hit.cell.standing and self.long:
            return [Region(right, "label_right", weight)]  # all that is in its box
        total = _sum_of_row(self.hit, first.cell)
        if total is None and plan is not None and plan.kind == "money":
            total = amount_of_row(first.cell, self.sheet)
        if total is not None:
            return [Region((Piece.whole(total),), "label_right", max(weight, W["sum"]))]
        found = [Region((first,), "label_right", weight)]
        if len(right) > 1:
            below = self.long and right[-1].cell.row is not first.cell.row
            rest = continued(right[-1], self.labels, self.sheet) if below else ()
            found.append(Region((*right, *rest), "label_right", weight * W["lines_beside"]))
        elif self.long and (more := continued(first, self.labels, self.sheet)):
            found.append(Region((first, *more), "label_right", weight * W["continued"]))
        elif not self.long and (next_one := next_in_row(first.cell, self.labels)):
            found.append(Region((next_one,), "label_right", weight * W["next_in_row"]))
        return found

    def _weight_to_the_right(self, right: Cell) -> float:
        """1, and less the farther the value stands from the label."""
        cell, plan = self.hit.cell, self.hit.plan
        if _SUM.search(cell.text) and cell.row is not None and cell.row.cells[1:] == [right]:
            return 1.0    # its box spans the columns up to the one that it sums up
        if not (plan and plan.spec.many) and in_two_columns(cell, right, self.sheet):
            return 1.0
        gap = max(0.0, right.box.x0 - self.box.x1) / self.sheet.height
        far = FAR["colon" if self.hit.colon and not has_cjk(cell.text) else "free" if self.long else "typed"]
        least = W["far_in_grid" if begins_rows(cell, self.labels, self.sheet) else "far_least"]
        return max(least, 1 - far * max(0.0, gap - _GAP))

    def _underneath(self, below: tuple[Piece, ...]) -> list[Region]:
        if not below:
            return []
        gap = max(0.0, below[0].cell.box.y0 - self.box.y1)
        weight = max(W["below_least"], 1 - W["below_step"] * gap / self.sheet.height)
        if _asks_beside(self.hit) and self.labels.sides.get(self.sheet.number) != "below":
            weight *= W["left_empty_long" if self.long else "left_empty"]
        found = [Region(below[:1], "label_below", weight)]
        if len(below) > 1:
            found.append(Region(below, "label_below", weight * W["with_address_form"]))
        elif self.long and (more := continued(below[0], self.labels, self.sheet)):
            found.append(Region((below[0], *more), "label_below", weight * W["continued"]))
        return found


def _asks_beside(hit: Hit) -> bool:
    """Whether a Chinese label with a colon announces what stands behind it; with a translation (收货人 TO:) it may
    head what is under it."""
    return hit.colon and has_cjk(hit.cell.text) and not _TRANSLATED.search(hit.cell.text)


def _on_its_side(region: Region, side: Side) -> Region:
    """On a form of captions the value stands on the form's side of its label, and rarely elsewhere."""
    if not side or (side, region.how) == ("below", "label_below"):
        return replace(region, weight=region.weight * (CAPTION["below"] if side else 1.0))
    return replace(region, weight=region.weight * CAPTION["elsewhere"])


def _sum_of_row(hit: Hit, first: Cell) -> Cell | None:
    """The end of a row of figures behind a label that says total: what the others add up to."""
    if hit.plan is None or hit.plan.kind not in ("number", "money") or hit.cell.row is None:
        return None
    row = hit.cell.row.cells
    figures = row[row.index(first) :] if first in row else []
    said = any(w in words()["row_total_words"] for w, _ in wording(hit.cell.text).words)
    return figures[-1] if said and len(figures) > 2 and all(_FIGURE.fullmatch(c.text) for c in figures) else None


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
