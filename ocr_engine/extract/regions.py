"""Where the value of a label may stand: behind it, to its right, under it, over it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ocr_engine.types import BBox
from ocr_engine.validate.spans import NO_HINTS

from .captions import Side, in_two_columns, lines_over
from .captions_zh import next_unknown
from .continued import continued, wrapped_words
from .folding import has_cjk
from .labels import Hit, LabelMap
from .layout import Cell, Sheet, part_of
from .lexicon import legal_form_pattern, words
from .offsets import Stepped
from .pieces import Piece, box_of, cut, join
from .shapes import is_blank, readings
from .weights import CAPTION, FAR
from .wordings import wording

__all__ = ["Piece", "Region", "box_of", "cut", "ends_like_name", "join", "regions"]

_LEAD = re.compile(
    r"\s*(?:[（(][^（）()]{0,30}[)）])?\s*(?:为(?=[:：]))?(?:[:：﹕∶=]|#|№|n[°º]\.?(?=\s)|nr\.?(?=[\s:])|no\.?(?=[\s:])|[.\-—_](?=\s|$))*\s*[:：]?\s*",
    re.IGNORECASE,
)
_ADDRESSING = re.compile(
    r"(?:Herrn?|Frau|Firma|Spett\.le|Sig|Gentile|Sr|Sra|An|À|Mr|Mrs|Ms|Dr|Prof|Messrs|M|Mme|Monsieur|Madame)\.?$",
    re.IGNORECASE,
)
_SURE = 0.8
_FIGURE = re.compile(r"\s*[-+]?[\d.,' ]*\d\s*(?:h|hrs?|%|€|EUR|kg)?\s*")
_PAIR = re.compile(r"[^\W\d_][^:：\d]{1,38}[:：]\s+\S")  # Date of acceptance: 28.02.2022
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
    if inline := _inline(hit, labels):
        yield Region((inline,), "label_inline")
        if long and (more := continued(inline, labels, sheet)):
            yield Region((inline, *more), "label_inline", 0.97)
        elif not long and (rest := _rest_of_row(inline, labels, sheet)):
            yield Region((inline, *rest), "label_inline", 0.99)
    if inline and hit.plan is not None and hit.plan.shape == "words_amount" and (last := wrapped_words(inline, sheet)):
        yield Region((inline, last), "label_inline", 1.02)
    alone = not inline and labels.is_label(hit.cell) and not hit.cell.standing
    side = labels.sides.get(sheet.number, "") if alone else ""
    if side == "above" and (over := [c for c in sheet.cells if labels.is_label(c)]) and (
            lines := lines_over(hit.cell, sheet, over)):
        pieces = tuple(Piece(c, 0, len(c.text)) for c in lines)
        yield Region(pieces if long else pieces[-1:], "label_above", CAPTION["above"])
    several = hit.plan is not None and hit.plan.spec.many  # columns.py reads all that stands under a header
    if not inline and side != "above" and not several and (placed := labels.stepped.get(hit.cell)):
        yield from _at_its_step(hit, placed, labels, sheet, long)
    own = labels.is_label(hit.cell) and not hit.cell.standing and not has_cjk(hit.cell.text)
    right = _right_of(hit, label, labels, sheet)
    below = _below(hit, hit.cell.box if own else label, labels, sheet, long=long)
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
        for piece in _near(hit, label, labels, sheet):
            yield Region((piece,), "label_near")
    if not inline and not right and not below and (above := _above(hit, label, labels, sheet)):
        yield Region((above,), "label_above")


def _at_its_step(hit: Hit, placed: Stepped, labels: LabelMap, sheet: Sheet, long: bool) -> Iterator[Region]:
    first = _whole(placed.value, labels)
    if is_blank(first.text) or (_heads_party(hit) and _mostly_number(first.text)):
        return
    left_empty = hit.colon and has_cjk(hit.cell.text) and placed.agreeing < 3
    weight = (_LEFT_EMPTY[long] if left_empty else 1.0) * CAPTION["below"]
    yield Region((first,), "label_below", weight)
    if long and (more := continued(first, labels, sheet)):
        yield Region((first, *more), "label_below", 0.97 * weight)


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
    if hit.cell.standing and long:
        return [Region(right, "label_right", weight)]  # all that is in its box
    found = [Region(right[:1], "label_right", weight)]
    if last := _sum_of_row(hit, right[0].cell):
        return [Region((Piece(last, 0, len(last.text)),), "label_right", max(weight, 0.9))]
    if len(right) > 1:
        below = long and right[-1].cell.row is not right[0].cell.row
        rest = continued(right[-1], labels, sheet) if below else ()
        found.append(Region((*right, *rest), "label_right", weight * 0.98))
    elif long and (more := continued(right[0], labels, sheet)):
        found.append(Region((right[0], *more), "label_right", weight * 0.97))
    elif not long and (next_one := _beside(right[0].cell, labels)):
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


def _beside(cell: Cell, labels: LabelMap) -> Piece | None:
    """The next print of the row, for where the first is no value: what is usual may stand before what was found."""
    behind = cell.row.cells[cell.row.cells.index(cell) + 1 :] if cell.row else []
    if not behind or labels.is_label(behind[0]) or _begins_label(behind[0], labels) or is_blank(behind[0].text):
        return None
    return _whole(behind[0], labels)


def _underneath(
    hit: Hit, label: BBox, below: tuple[Piece, ...], labels: LabelMap, sheet: Sheet, long: bool
) -> list[Region]:
    if not below:
        return []
    weight = max(0.4, 1 - 0.1 * max(0.0, below[0].cell.box.y0 - label.y1) / sheet.height)
    if hit.colon and has_cjk(hit.cell.text) and labels.sides.get(sheet.number) != "below":
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


def _inline(hit: Hit, labels: LabelMap) -> Piece | None:
    lead = _LEAD.match(hit.cell.text, hit.end)
    start = lead.end() if lead else hit.end
    end = min(labels.next_label(hit.cell, start), next_unknown(hit.cell.text, start))
    piece = Piece(hit.cell, start, end)
    return None if is_blank(piece.text) else piece


def _rest_of_row(first: Piece, labels: LabelMap, sheet: Sheet) -> tuple[Piece, ...]:
    """What stands close behind a piece in its row: a date whose parts the reader set apart (2013 | 年05月06日)."""
    found: list[Piece] = []
    last = first.cell
    row = first.cell.row
    for cell in row.cells[row.cells.index(first.cell) + 1 :] if row and first.end >= len(first.cell.text) else ():
        if (
            cell.box.x0 - last.box.x1 > 3 * sheet.height
            or _begins_label(cell, labels)
            or labels.is_label(cell)
            or len(found) > 5
        ):
            break
        found.append(_whole(cell, labels))
        last = cell
    return tuple(found)


def _labelled_row(cell: Cell, labels: LabelMap) -> bool:
    """Whether a label begins the cell's row: over and under the standing label the rows belong to others."""
    return any(labels.is_label(c) for c in cell.before if c not in labels.beginnings)


def _in_header(cell: Cell, labels: LabelMap, sheet: Sheet) -> bool:
    """Whether the cell is one of a table's headers: a row of labels next to each other, without values or colons."""
    cells = [c for c in (cell.row.cells if cell.row else ()) if c not in labels.beginnings]
    if len(cells) < 3 or any(re.search(r"[\d:：]", c.text) for c in cells):
        return False
    known = [labels.is_label(c) for c in cells]
    if len(cells) % 2 == 0 and has_cjk(cells[1].text):   # 款项内容 | 培训费 | 收款方式 | 支票
        shares = [_labels_in_column(c, labels, sheet) for c in cells]
        if min(shares[::2]) >= 0.5 > min(shares[1::2]) and max(shares[1::2]) <= 0.5:
            return False
    if len(cells) == 3:  # two labels and a word may be a form with an empty field
        return all(known)
    return any(a and b for a, b in pairwise(known)) and sum(known) * 2 >= len(cells)


def _whole(cell: Cell, labels: LabelMap) -> Piece:
    """The cell up to the next label in it."""
    return Piece(cell, 0, labels.next_label(cell, 1))


def _begins_label(cell: Cell, labels: LabelMap) -> bool:
    if cell.standing:
        return True
    return labels.next_label(cell, 0) <= 1 and bool(labels.starts.get(cell)) and cell not in labels.unsure


def _stands_as_value(cell: Cell, hit: Hit, labels: LabelMap, sheet: Sheet) -> bool:
    """Whether a word that is the name of something else is a value here (服务费 beside 用途): this page's labels bear a
    colon and it has none, or what stands over and under it in its column are values."""
    if re.search(r"[:：]", cell.text) or not has_cjk(cell.text) or any(h.cell is cell for h in labels.hits):
        return False
    return hit.colon or _labels_in_column(cell, labels, sheet) < 0.5


def _labels_in_column(cell: Cell, labels: LabelMap, sheet: Sheet) -> float:
    """How many of the cells that begin under or over this one are labels; a half where it stands alone."""
    column = [c for c in sheet.cells if c is not cell and abs(c.box.x0 - cell.box.x0) < 0.6 * sheet.height]
    return sum(labels.is_label(c) for c in column) / len(column) if column else 0.5


def _right_of(hit: Hit, label: BBox, labels: LabelMap, sheet: Sheet) -> tuple[Piece, ...]:
    """The nearest column to the right in the label's band; more than one piece where the value has several lines. The
    box beside a standing label is taller than its letters."""
    more = 1.2 * sheet.height if hit.cell.standing else 0.0
    band = [
        c
        for c in sheet.cells
        if c is not hit.cell
        and not c.standing
        and c.box.x0 > label.x1 - 0.5 * sheet.height
        and min(c.box.y1, label.y1 + more) - max(c.box.y0, label.y0 - more) > 0.25 * min(c.height, label.height)
        and (label.y0 < c.box.cy < label.y1 or not _labelled_row(c, labels))
    ]
    if not band or _in_header(hit.cell, labels, sheet):
        return ()
    nearest = min(band, key=lambda c: c.box.x0)
    labelled = labels.is_label(nearest) or _begins_label(nearest, labels)
    if labelled and not hit.cell.standing and _stands_as_value(nearest, hit, labels, sheet):
        return (Piece(nearest, 0, len(nearest.text)),)
    if is_blank(nearest.text) or (labelled and not hit.cell.standing):
        return ()
    if labelled:
        box = [c for c in band if abs(c.box.x0 - nearest.box.x0) < sheet.height and not labels.is_label(c)]
        return tuple(Piece(c, 0, len(c.text)) for c in sorted(box, key=lambda c: c.box.y0))
    column = [c for c in band if c.box.x0 < nearest.box.x1 and not labels.is_label(c)]
    column.sort(key=lambda c: c.box.y0)
    row = [c for c in band if c not in column and abs(c.box.cy - nearest.box.cy) < 0.5 * nearest.height]
    pieces = [_whole(c, labels) for c in column]
    if len(column) == 1:
        for cell in sorted(row, key=lambda c: c.box.x0):
            if (
                cell.box.x0 - pieces[-1].cell.box.x1 > 1.6 * sheet.height
                or labels.is_label(cell)
                or _begins_label(cell, labels)
            ):
                break
            pieces.append(_whole(cell, labels))
    pieces.sort(key=lambda p: p.cell is not nearest) if len(column) == 1 else None
    return tuple(pieces)


def _below(hit: Hit, label: BBox, labels: LabelMap, sheet: Sheet, *, long: bool) -> tuple[Piece, ...]:
    """What stands under the label. Under a heading ("Bill to") lines with numbers may come before the name, and a form
    of address on a line of its own belongs to it."""
    under = [
        c
        for c in sheet.cells
        if 0 < c.box.cy - label.cy < 4 * sheet.height
        and c.box.y0 > label.cy
        and min(c.box.x1, label.x1) - max(c.box.x0, label.x0) > 0.3 * min(c.box.width, label.width)
    ]
    if not under:
        return ()
    nearest = min(under, key=lambda c: (round((c.box.y0 - label.y1) / sheet.height), abs(c.box.x0 - label.x0)))
    heading = _heads_party(hit)
    for _ in range(3 if heading else 0):
        if not _mostly_number(nearest.text):
            break
        nearest = _next_line(nearest, sheet) or nearest
    if labels.is_label(nearest) or _begins_label(nearest, labels) or is_blank(nearest.text):
        return ()
    if hit.colon and _PAIR.match(nearest.text) and abs(nearest.box.x0 - label.x0) < sheet.height:
        return ()  # the field is empty, and the next one follows
    first = _whole(nearest, labels)
    if heading and _ADDRESSING.match(nearest.text) and (after := _next_line(nearest, sheet)):
        return (first, _whole(after, labels))
    return (first,)


def _heads_party(hit: Hit) -> bool:
    return hit.plan is not None and hit.plan.kind == "name" and bool(hit.plan.concept and hit.plan.concept.party)


def _near(hit: Hit, label: BBox, labels: LabelMap, sheet: Sheet) -> Iterator[Piece]:
    """To the right, a row higher or lower: forms whose print slipped against its labels."""
    if _in_header(hit.cell, labels, sheet):
        return
    for cell in sheet.cells:
        apart = abs(cell.box.cy - label.cy)
        overlap = min(cell.box.y1, label.y1) - max(cell.box.y0, label.y0)
        if (
            cell.box.x0 > label.x1
            and overlap <= 0.25 * min(cell.height, label.height)
            and apart < 1.4 * sheet.height
            and cell.box.x0 - label.x1 < 14 * sheet.height
            and not labels.starts.get(cell)
        ):
            yield _whole(cell, labels)


def _mostly_number(text: str) -> bool:
    """GLN 4333741000005, Kunden-Nr.: 12."""
    return bool(re.match(r"[A-Za-z][\w.\- ]{1,20}\s*[:.]?\s*\d[\d \-/]*$", text.strip()))


def _next_line(cell: Cell, sheet: Sheet) -> Cell | None:
    under = [
        c
        for c in sheet.cells
        if 0.3 * cell.height < c.box.cy - cell.box.cy < 2 * sheet.height and abs(c.box.x0 - cell.box.x0) < sheet.height
    ]
    return min(under, key=lambda c: c.box.cy, default=None)


def _above(hit: Hit, label: BBox, labels: LabelMap, sheet: Sheet) -> Piece | None:
    over = [
        c
        for c in sheet.cells
        if 0 < label.cy - c.box.cy < 2.2 * sheet.height
        and c.box.y1 < label.cy
        and min(c.box.x1, label.x1) - max(c.box.x0, label.x0) > 0.5 * min(c.box.width, label.width)
    ]
    if len(over) != 1 or labels.is_label(over[0]) or _begins_label(over[0], labels) or is_blank(over[0].text):
        return None
    return _whole(over[0], labels)


def ends_like_name(text: str) -> bool:
    """Whether a legal form closes the text, so that the next line is no part of the name."""
    match = list(legal_form_pattern().finditer(text))
    return bool(match) and match[-1].end() >= len(text.rstrip(" .")) - 1
