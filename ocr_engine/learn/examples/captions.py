"""What names a value on a confirmed page: the words in its cell, left of it, over it or under it, and where exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ocr_engine.extract.candidates import Document
from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.page.pieces import Piece, box_of
from ocr_engine.extract.words.folding import fold, is_cjk
from ocr_engine.types import BBox

from .align import Found
from .exemplar import Caption

_MARK = re.compile(r"[:：=#№]\s*$")
PAIR = re.compile(r"[^:：]{1,40}[:：]\s*\S")
LONGEST = 45               # characters: a longer text names nothing
_FIGURES = 0.4              # share of figures beyond which a text is a number
_FARTHEST = 2.6             # what a caption may cost; see _claims
_BESIDE = 3.0               # line heights
_MOST = 300                 # cells of a page that are looked at
_ALIKE = 2                  # other fields with a caption at the same side and distance that make one sure
Taken = Mapping[Cell, Sequence[Piece]]


@dataclass(frozen=True, slots=True)
class _Claim:
    cost: float
    place: int
    side: str
    cell: Cell
    text: str


@lru_cache(maxsize=16384)
def letters(text: str) -> str:
    return "".join(c for c in fold(text) if not c.isdigit())


def says_something(word: str) -> bool:
    return len(word) >= 2 or (len(word) == 1 and is_cjk(word))


def is_number(text: str) -> bool:
    """Whether its figures say more than its letters: such a print names nothing."""
    return not says_something(letters(text)) or sum(c.isdigit() for c in text) > _FIGURES * len(text)


def captions_of(found: Sequence[tuple[str, Found]], document: Document) -> list[Caption | None]:
    """For each place (field, where) the caption that names it, or None; no print names two values.

    Only what is surely a label counts: a mark behind it, a wording that definitions know, or several fields whose
    captions lie to them alike.
    """
    count, found = len(found), [*found, *_unasked(found, document)]
    taken: dict[Cell, list[Piece]] = {}
    for _, one in found:
        for piece in one.pieces:
            taken.setdefault(piece.cell, []).append(piece)
    claims = sorted((c for at, (_, one) in enumerate(found) for c in _claims(at, one, taken)), key=lambda c: c.cost)
    chosen: dict[int, _Claim] = {}
    used: set[Cell] = set()
    for claim in claims:
        if claim.place in chosen or (claim.side != "inside" and claim.cell in used):
            continue
        chosen[claim.place] = claim
        if claim.side != "inside":
            used.add(claim.cell)
    made = {at: _caption(claim, found[at][1]) for at, claim in chosen.items()}
    sure = {at for at, claim in chosen.items()
            if _is_label(claim, made[at], found[at][1].pieces[0].start, document) or _in_company(at, made, found)}
    return [made[at] if at in sure else None for at in range(count)]


def _unasked(found: Sequence[tuple[str, Found]], document: Document) -> Iterator[tuple[str, Found]]:
    """Numbers that nobody asked for: their captions lie as those of the values that were."""
    told = {piece.cell for _, one in found for piece in one.pieces}
    for sheet in document.sheets[:2]:
        for cell in sheet.cells[:_MOST]:
            if cell not in told and sum(c.isdigit() for c in cell.text) >= 0.5 * len(cell.text):
                yield f"?{cell.order}", Found(sheet, (Piece(cell, 0, len(cell.text)),), 1.0)


def _claims(at: int, found: Found, taken: Taken) -> Iterator[_Claim]:
    sheet, first, last = found.sheet, found.pieces[0], found.pieces[-1]
    if len(first.cell.text[:first.start]) > LONGEST:
        return  # running text names nothing
    if before := _before(first, taken):
        yield _Claim(0.0, at, "inside", first.cell, before)
        return
    begin, end = box_of((first,), sheet), box_of((last,), sheet)
    for cell in sheet.cells:
        if cell in taken or len(cell.text) > LONGEST or is_number(cell.text) or PAIR.match(cell.text):
            continue
        word = letters(cell.text)
        overlap = min(cell.box.y1, begin.y1) - max(cell.box.y0, begin.y0)
        if cell.box.x1 <= begin.x0 + 0.3 * sheet.height and overlap > 0.4 * min(cell.height, begin.height):
            if not _between(cell, first.cell, sheet):
                yield from _at_cost(0.2 + 0.04 * (begin.x0 - cell.box.x1) / sheet.height, at, "left", cell, word)
        elif cell.box.cy < begin.y0 and _is_over(cell, begin, sheet) and not _parted(cell, begin, taken, sheet):
            cost = 0.3 + _aside(cell, begin.x0, begin.x1, begin.y0 - cell.box.y1, sheet)
            yield from _at_cost(cost, at, "above", cell, word)
        elif cell.box.cy > end.y1 and not _MARK.search(cell.text) and cell.box.x0 < end.x1 and cell.box.x1 > end.x0:
            cost = 0.45 + _aside(cell, end.x0, end.x1, cell.box.y0 - end.y1, sheet)
            yield from _at_cost(cost, at, "below", cell, word)


def _at_cost(cost: float, at: int, side: str, cell: Cell, word: str) -> Iterator[_Claim]:
    if cost <= _FARTHEST:
        yield _Claim(cost, at, side, cell, word)


def _aside(cell: Cell, left: float, right: float, gap: float, sheet: Sheet) -> float:
    """Half a line height a line height away, and a little for every one that its edges are off."""
    off = min(abs(cell.box.x0 - left), abs(cell.box.x1 - right))
    return 0.5 * max(0.0, gap) / sheet.height + 0.06 * off / sheet.height


def _before(piece: Piece, taken: Taken) -> str:
    """The letters before a value in its own cell, up to another value."""
    start = max((p.end for p in taken[piece.cell] if p.end <= piece.start), default=0)
    before = piece.cell.text[start:piece.start]
    word = letters(before)
    return word[-40:] if says_something(word) and len(before) <= LONGEST else ""


def _between(left: Cell, right: Cell, sheet: Sheet) -> bool:
    """Whether another cell stands between two of a row."""
    return any(c is not left and c is not right and left.box.x1 <= c.box.x0 + 0.2 * sheet.height
               and c.box.x1 <= right.box.x0 + 0.2 * sheet.height
               and abs(c.box.cy - right.box.cy) < 0.5 * sheet.height for c in sheet.cells)


def _is_over(cell: Cell, value: BBox, sheet: Sheet) -> bool:
    """Whether it stands over the value or hardly beside it: over the next column it names that one."""
    return cell.box.x0 < value.x1 + _BESIDE * sheet.height and cell.box.x1 > value.x0 - _BESIDE * sheet.height


def _parted(above: Cell, value: BBox, taken: Taken, sheet: Sheet) -> bool:
    """Whether a line that is not just a value stands between a value and what stands over it."""
    return any(above.box.y1 < c.box.cy < value.y0 and c.box.x0 < min(value.x1, above.box.x1)
               and c.box.x1 > max(value.x0, above.box.x0)
               and sum(p.end - p.start for p in taken.get(c, ())) < 0.5 * len(c.text)
               for c in sheet.between(above.box.y1, value.y0))


def _caption(claim: _Claim, found: Found) -> Caption:
    sheet = found.sheet
    ends = found.pieces[-1:] if claim.side == "below" else found.pieces[:1]
    value, box = box_of(ends, sheet), claim.cell.box
    marked = _MARK.search(claim.cell.text[:found.pieces[0].start] if claim.side == "inside" else claim.cell.text)
    return Caption(claim.text, claim.side, round((value.x0 - box.x0) / sheet.width, 4),
                   round((value.x1 - box.x0) / sheet.width, 4), round((value.cy - box.cy) / sheet.width, 4),
                   marked is not None)


def _is_label(claim: _Claim, made: Caption, start: int, document: Document) -> bool:
    if made.marked:
        return True
    if claim.side == "inside":
        return any(end <= start + 1 for _, end in document.labels.starts.get(claim.cell, ()))
    return document.labels.is_label(claim.cell)


def _in_company(at: int, made: Mapping[int, Caption], found: Sequence[tuple[str, Found]]) -> bool:
    own, key, sheet = made[at], found[at][0], found[at][1].sheet
    last = found[at][1].pieces[-1]
    if own.side == "inside" and fold(last.cell.text[last.end:]):
        return False        # a sentence that goes on
    near = 0.6 * sheet.height / sheet.width
    others = {found[n][0] for n, c in made.items() if found[n][0] != key and c.side == own.side
              and abs(c.dy - own.dy) < near and (own.side == "inside" or _one_edge(c, own, near))}
    return len(others) >= _ALIKE


def _one_edge(one: Caption, other: Caption, near: float) -> bool:
    return abs(one.dx - other.dx) < near or abs(one.dx1 - other.dx1) < near
