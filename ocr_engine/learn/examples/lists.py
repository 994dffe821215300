"""How the values of a field with several lie on a confirmed page: in a column, each at its own label, or in a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

from ocr_engine.extract.candidates import Document
from ocr_engine.extract.page.layout import Cell, Row, Sheet
from ocr_engine.extract.page.pieces import Piece, box_of

from .align import Found
from .captions import LONGEST, is_number, letters, says_something
from .exemplar import Caption, Line
from .inline import is_inline, within
from .ordinals import any_ordinal, first_ordinal

_WORDS = re.compile(r"\S+\s*")
_END_ROWS, _END_REACH = 2, 5        # rows under a list that are kept, of so many
_LONGEST_COUNT = 5      # characters
# With a bound, and a space between two of them: in how many ways letters without a space can be cut into four words,
# nobody can wait for.
_ANY_WORD = r"\S{1,60}"
_HEADER = 7.0                       # line heights up to a header


def chosen(values: Sequence[Sequence[Found]]) -> list[Found]:
    """Of all prints of each value the one that stands in line with those of the others and nearest to them, each print
    once, in order."""
    edges: Counter[int] = Counter()
    for places in values:
        edges.update({_edge(f) for f in places})
    sole = [_depth(places[0]) for places in values if len(places) == 1] or [_depth(f) for p in values for f in p]
    middle = sorted(sole)[len(sole) // 2] if sole else 0.0
    found: list[Found] = []
    used: set[tuple[Cell, int]] = set()
    for places in values:
        free = [f for f in places if (f.pieces[0].cell, f.pieces[0].start) not in used]
        best = max(free, key=lambda f: (edges[_edge(f)], f.like, -round(abs(_depth(f) - middle), 2), -_depth(f)),
                   default=None)
        if best is not None:
            used.add((best.pieces[0].cell, best.pieces[0].start))
            found.append(best)
    return sorted(found, key=lambda f: (*_row(f), f.pieces[0].cell.box.x0, f.pieces[0].start))


def _row(found: Found) -> tuple[float, float]:
    """The page and, on it, the row: cells of one row may stand a little higher or lower."""
    cell = found.pieces[0].cell
    return found.sheet.number, cell.row.cells[0].box.cy if cell.row else cell.box.cy


def _depth(found: Found) -> float:
    """How far down the document a value begins, in pages."""
    return found.sheet.number + found.pieces[0].cell.box.cy


def _edge(found: Found) -> int:
    """The left edge on a grid of two line heights."""
    return round(box_of(found.pieces[:1], found.sheet).x0 / (2 * found.sheet.height))


def how_of(found: Sequence[Found]) -> str:
    if is_inline(found):
        return "inline"
    names = [letters(f.pieces[0].cell.text[:f.pieces[0].start]) or _left_word(f) for f in found]
    alike = says_something(names[0]) and len(set(names)) == 1
    return "repeated" if alike and (len(found) > 1 or found[0].pieces[0].start) else "column"


def _left_word(found: Found) -> str:
    left = _left_of(found.pieces[0].cell)
    return letters(left.text) if left and not any(c.isdigit() for c in left.text) else ""


def _left_of(cell: Cell) -> Cell | None:
    return cell.before[-1] if cell.before else None


def caption_of(found: Sequence[Found], how: str, document: Document, values: Collection[Cell]) -> Caption | None:
    """The words before a value in its cell or row, or the header of its column; none of the confirmed ``values``."""
    first, sheet = found[0].pieces[0], found[0].sheet
    before = letters(first.cell.text[:first.start])
    if len(first.cell.text[:first.start]) > LONGEST:
        return None
    if (how != "column" or len(found) == 1) and says_something(before):
        return _made(first, first.cell, "inside", before[-40:], sheet)
    left, above = _left_of(first.cell), _header(found, sheet, values)[0]
    if left is not None and not is_number(left.text) and (how == "repeated" or how == "inline" or _stands_alone(
            left, found, document)):
        return _made(first, left, "left", letters(left.text), sheet)
    if above is not None:
        return _made(first, above, "above", letters(above.text), sheet)
    words = letters(left.text) if left is not None and len(found) == 1 and not is_number(left.text) else ""
    return _made(first, left, "left", words, sheet) if left is not None and says_something(words) else None


def _stands_alone(left: Cell, found: Sequence[Found], document: Document) -> bool:
    """Whether the word left of the first value is the list's label: the other rows have none there."""
    if len(found) == 1:
        return document.labels.is_label(left)
    return all(_left_of(f.pieces[0].cell) is None for f in found[1:] if f.pieces[0].cell.row is not left.row)


def _header(found: Sequence[Found], sheet: Sheet, values: Collection[Cell]) -> tuple[Cell | None, list[Cell]]:
    """The nearest words over the first value that lie over the column, and the values of other fields between. Rows
    made like the value's own are passed by, too, for a person may have told but some of the values."""
    first = found[0].pieces[0].cell
    own = [f for f in found if f.sheet is sheet]
    left = min(f.pieces[0].cell.box.x0 for f in own)
    right = max(f.pieces[0].cell.box.x1 for f in own)
    counts = [c.box.x0 for f in own if (c := _count_of(f.pieces[0].cell))]
    edges = [left, *([min(counts)] if len(counts) == len(own) else [])]
    for edge in edges:      # the header of numbers stands over them only where nothing stands over the values
        header, between = _over(first, edge, right, sheet, values)
        if header is not None:
            break
    return header, between


def _over(first: Cell, left: float, right: float, sheet: Sheet, values: Collection[Cell]
          ) -> tuple[Cell | None, list[Cell]]:
    over = [c for c in sheet.cells if c.box.cy < first.box.y0 and c.box.x0 < right and c.box.x1 > left]
    last, between = first, []
    for cell in sorted(over, key=lambda c: -c.box.cy):
        if last.box.y0 - cell.box.cy > _HEADER * sheet.height:
            break
        if cell in values or (_make(cell, sheet) and _make(cell, sheet) == _make(first, sheet)):
            last = cell
            between += [cell] if cell in values else []
        elif not is_number(cell.text):
            return cell if len(cell.text) <= LONGEST else None, between
    return None, []


def _count_of(cell: Cell) -> Cell | None:
    """The cell left of a value that holds no more than the number by which the list counts it."""
    left = _left_of(cell)
    return left if left is not None and len(letters(left.text)) < 2 and len(left.text) <= _LONGEST_COUNT else None


def _make(cell: Cell, sheet: Sheet) -> tuple[int, ...]:
    """Where the numbers of its row stand, on a grid of two line heights."""
    others = [c for c in cell.row.cells if c is not cell] if cell.row else []
    return tuple(round(c.box.x0 / (2 * sheet.height)) for c in others if is_number(c.text))


def _made(first: Piece, cell: Cell, side: str, text: str, sheet: Sheet) -> Caption:
    value, box = box_of((first,), sheet), cell.box
    return Caption(text, side, round((value.x0 - box.x0) / sheet.width, 4), round((value.x1 - box.x0) / sheet.width, 4),
                   round((value.cy - box.cy) / sheet.width, 4), bool(re.search(r"[:：]", cell.text)))


def is_right(found: Sequence[Found]) -> bool:
    """Whether the values are even at their right edges, and not at their left ones."""
    boxes = [box_of(f.pieces[:1], f.sheet) for f in found]
    spread = [max(edges) - min(edges) for edges in ([b.x0 for b in boxes], [b.x1 for b in boxes])]
    return len(found) > 1 and spread[1] < 0.5 * found[0].sheet.height < spread[0]


def lines_of(found: Sequence[Found], refused: Sequence[Found], values: Collection[Cell], *, whole: bool
             ) -> tuple[Line, ...]:
    """The lines of the column from the first value to the last, by what they are. ``whole``: all values are told, so
    what is none of them is no value; else only what was refused is not. ``values`` of other fields under the header
    come last, as lines that are none."""
    kinds: dict[Cell, str] = {}
    for kind, items in (("other", refused), ("value", found)):
        for one in items:
            kinds.update({p.cell: "more" if at and kind == "value" else kind for at, p in enumerate(one.pieces)})
    made: list[Line] = []
    for sheet in dict.fromkeys(f.sheet for f in found):
        own = [f for f in found if f.sheet is sheet]
        left = box_of(own[0].pieces[:1], sheet).x0
        reach = (min(f.pieces[0].cell.box.cy for f in own), max(f.pieces[-1].cell.box.cy for f in own))
        spans = [f.pieces[0].cell.box for f in own]
        column = [c for c in _column(sheet, min(b.x0 for b in spans), max(b.x1 for b in spans))
                  if reach[0] <= c.box.cy <= reach[1] or c in kinds]
        for last, cell in zip([None, *column], column, strict=False):
            kind = kinds.get(cell, "other" if whole else "")
            if kind:
                made.append(line_of(kind, cell, last, left, sheet))
    sheet = found[0].sheet
    left = box_of(found[0].pieces[:1], sheet).x0
    made += [line_of("other", cell, None, left, sheet) for cell in _header(found, sheet, values)[1]]
    return tuple(dict.fromkeys(made))


def _column(sheet: Sheet, left: float, right: float) -> list[Cell]:
    inside = [c for c in sheet.cells if c.box.x0 < right and c.box.x1 > left]
    return sorted(inside, key=lambda c: c.box.cy)


def line_of(kind: str, cell: Cell, last: Cell | None, left: float, sheet: Sheet) -> Line:
    others = cell.row.cells if cell.row else []
    slots = tuple(round((c.box.x0 - left) / sheet.width, 3) for c in others if c is not cell)
    step = (cell.box.cy - last.box.cy) / sheet.height if last is not None else 0.0
    return Line(kind, round((cell.box.x0 - left) / sheet.width, 4), slots, round(cell.height / sheet.height, 2),
                round(step, 2))


def ends_of(found: Sequence[Found]) -> tuple[str, ...]:
    """The letters of the cells in the rows under the last value, those left out that stand between values, too."""
    row, first = found[-1].pieces[-1].cell.row, found[0].pieces[0].cell.row
    rows: Sequence[Row] = found[-1].sheet.rows
    if row is None or first is None:
        return ()
    inside = rows[first.index if found[0].sheet is found[-1].sheet else 0:row.index + 1]
    within = {letters(c.text) for r in inside for c in r.cells}
    left = min(f.pieces[0].cell.box.x0 for f in found)
    right = max(f.pieces[0].cell.box.x1 for f in found)
    below = rows[row.index + 1:row.index + 1 + _END_REACH]
    under = [r for r in below if any(c.box.x0 < right and c.box.x1 > left for c in r.cells)] or below
    ends = [[w for c in r.cells if not is_number(c.text) and says_something(w := letters(c.text)) and w not in within]
            for r in under]
    return tuple(dict.fromkeys(w for words in [e for e in ends if e][:_END_ROWS] for w in words))


def around(found: Sequence[Found], values: Sequence[str]) -> tuple[str, str]:
    """Patterns of what stands before and behind the values in their cells, "" for nothing. ``values``: as they were
    confirmed."""
    before = [p.cell.text[:p.start + within(p, values)[0]] for p in (f.pieces[0] for f in found)]
    after = [f.pieces[-1].cell.text[f.pieces[-1].end:] for f in found]
    return _pattern(before), _pattern(after)


def _pattern(texts: Sequence[str]) -> str:
    """Word by word: what all have alike, ordinals as ordinals, and any word where they differ."""
    parts = [_WORDS.findall(t.strip()) for t in texts]
    if not all(parts) or len({len(p) for p in parts}) != 1:
        return ""
    words = [_word([p[at].strip() for p in parts]) for at in range(len(parts[0]))]
    return words[0] + "".join((r"\s+" if a == b == _ANY_WORD else r"\s*") + b for a, b in pairwise(words))


def _word(words: Sequence[str]) -> str:
    return _ANY_WORD if len({first_ordinal(w) for w in words}) > 1 else any_ordinal(words[0])


def is_list(lines: Sequence[Line]) -> bool:
    """Whether the values follow one another: names that stand apart on a letter are no column."""
    kinds = Counter(line.kind for line in lines)
    return kinds["other"] <= 2 * max(kinds["value"], 1)
