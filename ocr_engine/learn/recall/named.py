"""Values looked for at the captions that a confirmed document taught: found, or surely not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz

from ocr_engine.extract.candidates import LONG_KINDS, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell, Sheet, part_of
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.values.free import is_blank
from ocr_engine.extract.words.folding import fold, fold_map, is_cjk
from ocr_engine.extract.words.legalforms import ends_like_name
from ocr_engine.learn.examples.captions import PAIR, letters
from ocr_engine.learn.examples.contexts import cut
from ocr_engine.learn.examples.exemplar import Caption, Exemplar, Lesson, Place

_SAME = 82.0            # rapidfuzz's 0..100 from which a longer wording is taken for the caption
_EXACT = 5              # shorter ones must be there letter by letter
_ORDINAL = 3            # digits that a caption may have
_LINE = 1.6             # line heights: one line of a value is not farther from the next, where none was seen
# Kinds whose numbers every house makes its own way.
_FREELY_MADE = frozenset({"phone", "code", "id_number", "tax_id", "bank_account"})
_LONGEST_NUMBER, _GUESSED = 30, 0.5     # characters; the fit of such a number
_LEAD = re.compile(r"[\s:：.\-—|=#№﹕∶]*")
_MARK = re.compile(r"\s*[:：=#№﹕∶]")
ANNOUNCED = re.compile(r"\s*[:：]")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a caption stands on a new page: the first ``end`` characters of a cell; ``like`` 0..1."""

    sheet: Sheet
    cell: Cell
    end: int
    like: float


@dataclass(frozen=True, slots=True)
class Slot:
    """A value beside its caption, of one or more lines; ``value`` in normal form where the reading gave one."""

    pieces: tuple[Piece, ...]
    value: str | None
    fit: float
    spot: Spot


class Spots:
    """Where captions stand on a new document, looked for once: documents of one layout know the same ones."""

    def __init__(self, document: Document) -> None:
        self._sheets = document.sheets
        self._words: dict[Cell, _Word] = {}
        self._found: dict[tuple[str, str], list[Spot]] = {}

    def of(self, caption: Caption) -> list[Spot]:
        key = (caption.text, caption.side)
        if key not in self._found:
            self._found[key] = [spot for sheet in self._sheets for cell in sheet.cells
                                if (spot := _spot(caption, sheet, cell, self._word(cell)))]
        return self._found[key]

    def _word(self, cell: Cell) -> _Word:
        if cell not in self._words:
            folded, back = fold_map(cell.text)
            own = [(c, at) for c, at in zip(folded, back, strict=True) if not c.isdigit()]
            self._words[cell] = _Word("".join(c for c, _ in own), [at for _, at in own])
        return self._words[cell]


class _Word(NamedTuple):
    """The letters of a cell, and where in it each stands."""

    letters: str
    back: list[int]


class Captions:
    """The captions of one exemplar on a new document."""

    def __init__(self, exemplar: Exemplar, document: Document, spots: Spots) -> None:
        self.document = document
        self.spots = spots.of
        places = [p for ln in exemplar.lessons for p in ln.places]
        self._texts = {p.caption.text for p in places if p.caption}
        self._values = {letters(ln.value) for ln in exemplar.lessons}
        self._beside = {word for p in places for word, _, _ in p.anchors}
        self._named: set[Cell] | None = None

    def is_static(self, cell: Cell) -> bool:
        """Whether a cell holds one of the captions, or the label of something, or just what stood beside a value on the
        known page, and nothing else."""
        return self.is_caption(cell) or letters(cell.text) in self._beside

    def is_caption(self, cell: Cell) -> bool:
        if self._named is None:
            self._named = {c for s in self.document.sheets for c in s.cells if self._alone(c)}
        return cell in self._named

    def _alone(self, cell: Cell) -> bool:
        word = letters(cell.text)
        if sum(c.isdigit() for c in cell.text) > _ORDINAL:
            return False
        return bool(word) and (word in self._texts or any(alike(t, word) for t in self._texts)
                               or (word not in self._values and self.document.labels.is_label(cell)))


def alike(known: str, word: str) -> bool:
    if len(known) < _EXACT or abs(len(known) - len(word)) > 2:
        return known == word
    return fuzz.ratio(known, word) >= _SAME


def _spot(caption: Caption, sheet: Sheet, cell: Cell, word: _Word) -> Spot | None:
    """None where the cell does not begin with the caption, and does not hold one that stands inside."""
    start = max(0, word.letters.find(caption.text)) if caption.side == "inside" else 0
    part = word.letters[start:start + len(caption.text)]
    if not part or not alike(caption.text, part):
        return None
    end = word.back[start + len(part) - 1] + 1
    return Spot(sheet, cell, end, fuzz.ratio(caption.text, part) / 100) if _bounded(cell.text, end) else None


def _bounded(text: str, end: int) -> bool:
    """A caption in letters does not end inside a word."""
    after = text[end:end + 1]
    return not after.isalpha() or is_cjk(after) or is_cjk(text[end - 1])


def slots(place: Place, lesson: Lesson, plan: FieldPlan, captions: Captions) -> list[Slot]:
    """What stands beside each print of the place's caption, empty where nothing does."""
    found = []
    for spot, first in beginnings(place, plan, captions):
        if slot := _read(place, lesson, first, spot, plan, captions):
            found.append(slot)
    return found


def beginnings(place: Place, plan: FieldPlan, captions: Captions, *, parted: re.Pattern[str] | None = None
               ) -> Iterator[tuple[Spot, Piece]]:
    """The text in which a value begins beside each print of the caption. ``parted``: the marks between several values:
    words that are labels elsewhere may be some of them."""
    assert place.caption is not None
    for spot in captions.spots(place.caption):
        first = _first(place.caption, spot, plan, captions, parted)
        if first is None or (not first.start and _is_static(first.cell, captions, parted)):
            continue
        if plan.kind not in LONG_KINDS or first.start or not PAIR.match(first.text):
            yield spot, first


def _is_static(cell: Cell, captions: Captions, parted: re.Pattern[str] | None) -> bool:
    return captions.is_static(cell) and not (parted and parted.search(cell.text))


def end_of(cell: Cell, start: int, captions: Captions, parted: re.Pattern[str] | None) -> int:
    """Where the next label begins. Where values are parted by marks, a label begins the list or follows a mark only if
    it announces something."""
    labels = captions.document.labels
    if parted is None:
        return labels.next_label(cell, start)
    behind = {start, *(m.end() for m in parted.finditer(cell.text, start))}
    return min((s for s, end in labels.starts.get(cell, ())
                if s >= start and (s not in behind or ANNOUNCED.match(cell.text, end))), default=len(cell.text))


def _first(caption: Caption, spot: Spot, plan: FieldPlan, captions: Captions, parted: re.Pattern[str] | None
           ) -> Piece | None:
    """The line in which the value begins (of a caption under its value: the last line)."""
    cell, text = spot.cell, spot.cell.text
    if caption.side in ("inside", "left"):
        lead = _LEAD.match(text, spot.end)
        at = lead.end() if lead else spot.end
        rest = Piece(cell, at, end_of(cell, at, captions, parted))
        if not is_blank(rest.text):
            marked = _MARK.match(text, spot.end) is not None
            tied = parted is not None or (caption.side == "inside" and not caption.marked)
            return rest if marked or tied or plan.kind not in LONG_KINDS else None
        beside = _beside(spot, captions, parted)
        return Piece(beside, 0, end_of(beside, 0 if parted else 1, captions, parted)) if beside else None
    if not is_blank(text[spot.end:].strip(" :：.-—|")):
        return None
    near = [(miss, c) for c in spot.sheet.cells
            if c is not cell and not _is_static(c, captions, parted) and (miss := _miss(caption, spot, c)) is not None]
    best = min(near, key=lambda item: item[0], default=None)
    return Piece(best[1], 0, len(best[1].text)) if best else None


def _beside(spot: Spot, captions: Captions, parted: re.Pattern[str] | None) -> Cell | None:
    """The next cell of the caption's row, unless that is a caption too."""
    label = spot.cell.box
    band = [c for c in spot.sheet.cells if c is not spot.cell and c.box.x0 > label.x1 - 0.3 * spot.sheet.height
            and min(c.box.y1, label.y1) - max(c.box.y0, label.y0) > 0.35 * min(c.height, label.height)]
    nearest = min(band, key=lambda c: c.box.x0, default=None)
    blank = nearest is None or _is_static(nearest, captions, parted) or is_blank(nearest.text)
    return None if blank else nearest


def _miss(caption: Caption, spot: Spot, cell: Cell) -> float | None:
    """How far a cell is from where the value should begin or end, in line heights; None where it is too far."""
    wide, high = spot.sheet.width, spot.sheet.height
    down = abs(cell.box.cy - spot.cell.box.cy - caption.dy * wide) / high
    left = abs(cell.box.x0 - spot.cell.box.x0 - caption.dx * wide) / high
    right = abs(cell.box.x1 - spot.cell.box.x0 - caption.dx1 * wide) / high
    aside = min(left, right)
    return down + 0.5 * aside if down < 0.8 and aside < 2.0 else None


def _read(place: Place, lesson: Lesson, first: Piece, spot: Spot, plan: FieldPlan, captions: Captions) -> Slot | None:
    if place.plain or (plan.kind in LONG_KINDS and (place.cells > 1 or not plan.shape)):
        if place.plain or (place.after and place.cells == 1):
            whole = ended(place, first)
            return Slot((whole,), None, 1.0, spot) if whole else None
        upwards = place.caption is not None and place.caption.side == "below"
        return Slot(lines(place, lesson, first, captions, upwards=upwards), None, 1.0, spot)
    found = captions.document.readings(plan, first.text)
    if not found:
        return _as_printed(lesson, first, spot, plan)
    best = max(found, key=lambda r: (r.fit, -r.start))
    return Slot((Piece(first.cell, first.start + best.start, first.start + best.end),), best.value, best.fit, spot)


def _as_printed(lesson: Lesson, first: Piece, spot: Spot, plan: FieldPlan) -> Slot | None:
    """A number of a make that no reading knows, where the caption says that it is one: a phone without its country."""
    text = first.text.strip()
    if plan.kind not in _FREELY_MADE or len(text) > _LONGEST_NUMBER or PAIR.match(text):
        return None
    alike = {c.isdigit() for c in text if c.isalnum()} == {c.isdigit() for c in lesson.value if c.isalnum()}
    return Slot((first,), None, _GUESSED, spot) if alike and any(c.isdigit() for c in text) else None


def ended(place: Place, piece: Piece) -> Piece | None:
    """The piece without what followed the value in its cell; None where that is not found."""
    if place.context:
        return cut(place.context, piece, led=place.caption is None or place.caption.side != "inside")
    if place.after:
        for at in range(piece.start + 1, piece.end):
            rest = fold(piece.cell.text[at:])
            if rest == place.after or (len(place.after) > 3 and rest.startswith(place.after[:8])):
                return Piece(piece.cell, piece.start, at)
        return None
    return piece


def lines(place: Place, lesson: Lesson, first: Piece, captions: Captions, *, upwards: bool = False
          ) -> tuple[Piece, ...]:
    """The value with its further lines, as far as they follow one another as closely as they did, or more closely than
    what followed the value; a name that ended with a legal form ends with one again."""
    whole = ends_like_name(lesson.value)
    sheet = captions.document.sheet(first.cell.page)
    limit, most = reach(place, upwards=upwards)
    limit *= sheet.height
    left = part_of(first.cell, first.start, first.end, sheet).x0
    pieces, last = [first], first.cell
    while len(pieces) < most and first.end >= len(first.cell.text.rstrip()):
        step = -1 if upwards else 1
        near = [c for c in sheet.cells if 0.5 * last.height < step * (c.box.cy - last.box.cy) <= limit
                and abs(c.box.x0 - left) < 0.9 * sheet.height]
        cell = min(near, key=lambda c: abs(c.box.cy - last.box.cy), default=None)
        if whole and not upwards and ends_like_name(pieces[-1].text):
            break
        if cell is None or captions.is_static(cell) or captions.document.labels.starts.get(cell):
            break
        pieces.append(Piece(cell, 0, len(cell.text)))
        last = cell
    return tuple(reversed(pieces)) if upwards else tuple(pieces)


def reach(place: Place, *, upwards: bool) -> tuple[float, int]:
    """How far apart lines of the value may be, in line heights, and how many there are at most.

    Where the next print stood as close under the value as its own lines, only their number tells where it ends.
    """
    closest = 1.3 * place.pitch if place.pitch else _LINE
    room = 9.0 if upwards else place.room
    if room < 1.2 * (place.pitch or _LINE):
        return closest, place.cells
    return min(closest, 0.8 * room), max(5, place.cells + 2)
