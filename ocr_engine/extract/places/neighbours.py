"""What stands next to a label on each of its sides, up to the next label."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise, takewhile

from ocr_engine.extract.labels.captions_zh import next_unknown
from ocr_engine.extract.labels.captionwords import next_pair
from ocr_engine.extract.labels.labelmap import Hit, LabelMap
from ocr_engine.extract.page.layout import Cell, Row, Sheet
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.values.free import is_blank
from ocr_engine.extract.words.folding import has_cjk
from ocr_engine.types import BBox

_LEAD = re.compile(
    r"\s*(?:[（(](?![\d\s]+[)）])[^（）()]{0,30}[)）])?\s*(?:为(?=[:：]))?(?:[:：﹕∶=]|\*(?=[\s*:：])|#|№|n[°º]\.?(?=\s)|nr\.?(?=[\s:])|no\.?(?=[\s:])|[.\-—_](?=\s|$))*\s*[:：]?\s*",
    re.IGNORECASE,
)
_ADDRESSING = re.compile(
    r"(?:Herrn?|Frau|Firma|Spett\.le|Sig|Gentile|Sr|Sra|An|À|Mr|Mrs|Ms|Dr|Prof|Messrs|M|Mme|Monsieur|Madame)\.?$",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s*[(（][^()（）\d]{2,40}[)）]\s*")
_NUMBER_WORD = re.compile(r"\s*(?:no|nr|n[°º]|number|num)\.?\s*", re.IGNORECASE)
_PAIR = re.compile(r"[^\W\d_][^:：\d]{1,38}[:：]\s+\S")  # Date of acceptance: 28.02.2022


def next_in_row(cell: Cell, labels: LabelMap) -> Piece | None:
    """The next print of the row, for where the first is no value: what is usual may stand before what was found."""
    behind = cell.row.cells[cell.row.cells.index(cell) + 1 :] if cell.row else []
    if not behind or labels.is_label(behind[0]) or begins_label(behind[0], labels) or is_blank(behind[0].text):
        return None
    return up_to_label(behind[0], labels)


def rest_of_cell(hit: Hit, labels: LabelMap) -> Piece | None:
    lead = _LEAD.match(hit.cell.text, hit.end)
    start = lead.end() if lead else hit.end
    text = hit.cell.text
    end = min(labels.next_label(hit.cell, start), next_unknown(text, start), next_pair(text, hit.start, start))
    piece = Piece(hit.cell, start, _before_bracket(text, start, end))
    return None if is_blank(piece.text) else piece


def rest_of_row(first: Piece, labels: LabelMap, sheet: Sheet) -> tuple[Piece, ...]:
    """What stands close behind a piece in its row: a date whose parts the reader set apart (2013 | 年05月06日)."""
    found: list[Piece] = []
    last = first.cell
    row = first.cell.row
    for cell in row.cells[row.cells.index(first.cell) + 1 :] if row and first.end >= len(first.cell.text) else ():
        if (
            cell.box.x0 - last.box.x1 > 3 * sheet.height
            or begins_label(cell, labels)
            or labels.is_label(cell)
            or len(found) > 5
        ):
            break
        found.append(up_to_label(cell, labels))
        last = cell
    return tuple(found)


def _before_bracket(text: str, start: int, end: int) -> int:
    """The end of a value without the bracket that opens before the next label: Hill Mutual ( | NAIC # 25657)."""
    bare = text[start:end].rstrip(" (（[")
    return start + len(bare) if end < len(text) and bare and bare != text[start:end].rstrip() else end


def _labelled_row(cell: Cell, labels: LabelMap) -> bool:
    """Whether a label begins the cell's row: over and under the standing label the rows belong to others."""
    return any(labels.is_label(c) for c in cell.before if c not in labels.beginnings)


def _in_header(cell: Cell, labels: LabelMap, sheet: Sheet) -> bool:
    """Whether the cell is one of a table's headers: a row of labels next to each other, without values or colons."""
    if cell.row is None:
        return False
    if cell.row not in labels.headers:
        labels.headers[cell.row] = _is_header(cell.row, labels, sheet)
    return labels.headers[cell.row]


def _is_header(row: Row, labels: LabelMap, sheet: Sheet) -> bool:
    cells = [c for c in row.cells if c not in labels.beginnings]
    if len(cells) < 3 or any(re.search(r"[\d:：]", c.text) for c in cells):
        return False
    known = [labels.is_label(c) for c in cells]
    twice = len({c.text for c in cells}) < len(cells)    # a list set in two columns: 项目 | 金额 | 项目 | 金额
    if len(cells) % 2 == 0 and has_cjk(cells[1].text) and not twice:   # 款项内容 | 培训费 | 收款方式 | 支票
        shares = [_labels_in_column(c, labels, sheet) for c in cells]
        if min(shares[::2]) >= 0.5 > min(shares[1::2]) and max(shares[1::2]) <= 0.5:
            return False
    if len(cells) == 3:  # two labels and a word may be a form with an empty field
        return all(known)
    return any(a and b for a, b in pairwise(known)) and sum(known) * 2 >= len(cells)


def up_to_label(cell: Cell, labels: LabelMap) -> Piece:
    """The cell up to the next label in it."""
    return Piece(cell, 0, _before_bracket(cell.text, 0, labels.next_label(cell, 1)))


def begins_label(cell: Cell, labels: LabelMap) -> bool:
    if cell.standing:
        return True
    return labels.next_label(cell, 0) <= 1 and bool(labels.starts.get(cell)) and cell not in labels.unsure


def _stands_as_value(cell: Cell, hit: Hit, labels: LabelMap, sheet: Sheet) -> bool:
    """Whether a word that is the name of something else is a value here (服务费 beside 用途): this page's labels bear a
    colon and it has none, or what stands over and under it in its column are values."""
    if re.search(r"[:：]", cell.text) or not has_cjk(cell.text) or any(h.cell is cell for h in labels.hits):
        return False
    pair = hit.plan is not None and cell.row is not None and cell.row.cells == [hit.cell, cell]
    share = _labels_in_column(cell, labels, sheet)
    return hit.colon or share < 0.5 or (pair and share == 0.5)


def _labels_in_column(cell: Cell, labels: LabelMap, sheet: Sheet) -> float:
    """How many of the cells that begin under or over this one are labels; a half where it stands alone."""
    left, far = cell.box.x0, 0.6 * sheet.height
    column = [c for c in sheet.near(left - far, left + far, -math.inf, math.inf)
              if c is not cell and abs(c.box.x0 - left) < far]
    return sum(labels.is_label(c) for c in column) / len(column) if column else 0.5


def right_of(hit: Hit, label: BBox, labels: LabelMap, sheet: Sheet) -> tuple[Piece, ...]:
    """The nearest column to the right in the label's band; more than one piece where the value has several lines."""
    nearest = next(_band(hit, label, labels, sheet), None)
    if nearest is None or _in_header(hit.cell, labels, sheet):
        return ()
    if _both_head(hit.cell, nearest, sheet):
        return ()
    labelled = labels.is_label(nearest) or begins_label(nearest, labels)
    if labelled and not hit.cell.standing and _stands_as_value(nearest, hit, labels, sheet):
        return (Piece.whole(nearest),)
    if is_blank(nearest.text) or (labelled and not hit.cell.standing):
        return ()
    band = _band(hit, label, labels, sheet)
    if labelled:
        near = sheet.in_order(takewhile(lambda c: c.box.x0 - nearest.box.x0 < sheet.height, band))
        box = [c for c in near if not labels.is_label(c)]
        return tuple(Piece.whole(c) for c in sorted(box, key=lambda c: c.box.y0))
    near = sheet.in_order(takewhile(lambda c: c.box.x0 < nearest.box.x1, band))
    column = [c for c in near if not labels.is_label(c)]
    if column == [nearest]:
        row = (c for c in _band(hit, label, labels, sheet)
               if c is not nearest and abs(c.box.cy - nearest.box.cy) < 0.5 * nearest.height)
        return _close_together(nearest, row, labels, sheet)
    return tuple(up_to_label(c, labels) for c in sorted(column, key=lambda c: c.box.y0))


def _both_head(cell: Cell, other: Cell, sheet: Sheet) -> bool:
    """Whether two prints in capitals head what stands under each: CERTIFICATE HOLDER | CANCELLATION."""
    if cell.row is None or cell.row is not other.row or len(cell.row.cells) != 2 or has_cjk(cell.text):
        return False
    heads = all(c.text.isupper() and not re.search(r"[\d:]", c.text) for c in (cell, other))
    return heads and all(any(0 < u.box.cy - c.box.cy < 2.5 * sheet.height
                             and abs(u.box.x0 - c.box.x0) < 0.8 * sheet.height for u in sheet.cells)
                         for c in (cell, other))


def _band(hit: Hit, label: BBox, labels: LabelMap, sheet: Sheet) -> Iterator[Cell]:
    """What stands to the right at the label's height, from the left; looked for no further than it is asked for. The
    box beside a standing label is taller than its letters."""
    more = 1.2 * sheet.height if hit.cell.standing else 0.0
    return (
        c
        for c in sheet.rightwards(label.x1 - 0.5 * sheet.height, label.y0 - more, label.y1 + more)
        if c is not hit.cell
        and not c.standing
        and c.box.x0 > label.x1 - 0.5 * sheet.height
        and min(c.box.y1, label.y1 + more) - max(c.box.y0, label.y0 - more) > 0.25 * min(c.height, label.height)
        and (label.y0 < c.box.cy < label.y1 or c.row is hit.cell.row or not _labelled_row(c, labels))
    )


def _close_together(first: Cell, row: Iterable[Cell], labels: LabelMap, sheet: Sheet) -> tuple[Piece, ...]:
    """A cell with those of its ``row``, from the left, that follow closely, up to the next label."""
    last, found = first, [up_to_label(first, labels)]
    for cell in row:
        if cell.box.x0 - last.box.x1 > 1.6 * sheet.height or labels.is_label(cell) or begins_label(cell, labels):
            break
        found.append(up_to_label(cell, labels))
        last = cell
    return tuple(found)


def under_label(hit: Hit, label: BBox, labels: LabelMap, sheet: Sheet) -> tuple[Piece, ...]:
    """What stands under the label. Under a heading ("Bill to") lines with numbers may come before the name, and a form
    of address on a line of its own belongs to it."""
    under = [
        c
        for c in sheet.near(label.x0, label.x1, label.cy, label.cy + 4 * sheet.height)
        if 0 < c.box.cy - label.cy < 4 * sheet.height
        and c.box.y0 > label.cy
        and min(c.box.x1, label.x1) - max(c.box.x0, label.x0) > 0.3 * min(c.box.width, label.width)
    ]
    if not under:
        return ()
    nearest = min(under, key=lambda c: (round((c.box.y0 - label.y1) / sheet.height), abs(c.box.x0 - label.x0)))
    if _REMARK.fullmatch(nearest.text) and (after := _next_line(nearest, sheet)):  # (MM/DD/YYYY) ends the caption
        nearest = after
    if _NUMBER_WORD.fullmatch(nearest.text) and abs(nearest.box.x0 - label.x0) < 0.5 * sheet.height:
        nearest = _next_line(nearest, sheet) or nearest  # Passport | No. | 0325…
    heading = heads_party(hit)
    for _ in range(3 if heading else 0):
        if not is_mostly_number(nearest.text):
            break
        nearest = _next_line(nearest, sheet) or nearest
    if labels.is_label(nearest) or begins_label(nearest, labels) or is_blank(nearest.text):
        return ()
    if hit.colon and _PAIR.match(nearest.text) and abs(nearest.box.x0 - label.x0) < sheet.height:
        return ()  # the field is empty, and the next one follows
    first = up_to_label(nearest, labels)
    if heading and _ADDRESSING.match(nearest.text) and (after := _next_line(nearest, sheet)):
        return (first, up_to_label(after, labels))
    return (first,)


def heads_party(hit: Hit) -> bool:
    return hit.plan is not None and hit.plan.kind == "name" and bool(hit.plan.concept and hit.plan.concept.party)


def slipped_beside(hit: Hit, label: BBox, labels: LabelMap, sheet: Sheet) -> Iterator[Piece]:
    """To the right, a row higher or lower: forms whose print slipped against its labels."""
    if _in_header(hit.cell, labels, sheet):
        return
    left, right, middle = label.x1, label.x1 + 14 * sheet.height, label.cy
    near, far = 0.49 * label.height, 1.4 * sheet.height  # what is nearer stands at the label's own height
    over, under = (sheet.near(left, right, top, top + far - near) for top in (middle - far, middle + near))
    for cell in sheet.in_order({*over, *under}):
        box = cell.box
        if not left < box.x0 < right or abs(box.cy - middle) >= 1.4 * sheet.height:
            continue
        overlap = min(box.y1, label.y1) - max(box.y0, label.y0)
        if overlap <= 0.25 * min(cell.height, label.height) and not labels.starts.get(cell):
            yield up_to_label(cell, labels)


def is_mostly_number(text: str) -> bool:
    """GLN 4333741000005, Kunden-Nr.: 12."""
    return bool(re.match(r"[A-Za-z][\w.\- ]{1,20}\s*[:.]?\s*\d[\d \-/]*$", text.strip()))


def _next_line(cell: Cell, sheet: Sheet) -> Cell | None:
    under = [
        c
        for c in sheet.near(cell.box.x0 - sheet.height, cell.box.x0 + sheet.height, cell.box.cy,
                            cell.box.cy + 2 * sheet.height)
        if 0.3 * cell.height < c.box.cy - cell.box.cy < 2 * sheet.height and abs(c.box.x0 - cell.box.x0) < sheet.height
    ]
    return min(under, key=lambda c: c.box.cy, default=None)


def over_label(label: BBox, labels: LabelMap, sheet: Sheet) -> Piece | None:
    over = [
        c
        for c in sheet.near(label.x0, label.x1, label.cy - 2.2 * sheet.height, label.cy)
        if 0 < label.cy - c.box.cy < 2.2 * sheet.height
        and c.box.y1 < label.cy
        and min(c.box.x1, label.x1) - max(c.box.x0, label.x0) > 0.5 * min(c.box.width, label.width)
    ]
    if len(over) != 1 or labels.is_label(over[0]) or begins_label(over[0], labels) or is_blank(over[0].text):
        return None
    return up_to_label(over[0], labels)
