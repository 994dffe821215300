"""The header of a table of items: which of its columns somebody asks for, and where each of them stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell, Row, Sheet, part_of
from ocr_engine.extract.words.folding import fold, has_cjk, is_lone_sign
from ocr_engine.extract.words.lexicon import Concept, concept_named
from ocr_engine.types import BBox

FIGURE_KINDS = frozenset({"money", "number"})
_CLOSE = 0.4            # of a line's height between the lines of one header
_LINES = 4              # that a header has at most
_LEAST = 0.25           # how much of a head a name must say
_OWN = 0.8              # names that a definition gives, or the thesaurus for the same thing
_COMPOUND = 5           # letters of a name that may end a longer word
_WORD = re.compile(r"[^\W_]+")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-$")


@dataclass(frozen=True, slots=True)
class Column:
    """One head with what stands under it. ``plan``: the field that asks for it, None where nobody does; ``unit``: the
    field for what the figures are counted in, where one head names both (Menge Einheit)."""

    text: str
    box: BBox
    plan: FieldPlan | None = None
    unit: FieldPlan | None = None

    @property
    def is_figures(self) -> bool:
        return self.plan is not None and self.plan.kind in FIGURE_KINDS


@dataclass(frozen=True, slots=True)
class Head:
    """A header over the rows from ``below`` on, its columns from the left; ``name``: which of them says what an item
    is, None where nobody asks for that."""

    columns: tuple[Column, ...]
    below: int
    name: int | None = None

    def plans(self) -> list[FieldPlan]:
        return [p for c in self.columns for p in (c.plan, c.unit) if p]


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in a head: words ``start`` to ``end`` of it. ``worth``: 0..1, how much of the head it says; ``rank``:
    which of its field's names it is."""

    worth: float
    column: int
    plan: FieldPlan
    rank: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Known:
    """The names of the fields, each with its field and which of that one's names it is: by their first words, those of
    one word that may end a longer one by themselves, and Chinese ones, which stand anywhere."""

    first: Mapping[str, list[_Name]]
    ends: Mapping[str, list[_Name]]
    chinese: Sequence[_Name]

    def named_in(self, words: tuple[str, ...]) -> Iterator[tuple[_Name, int, int]]:
        """Every name with the words from which to which it stands there."""
        whole = "".join(words)
        for name in self.chinese if has_cjk(whole) else ():
            if name.words[0] in whole:
                yield name, 0, len(words)
        for n, word in enumerate(words):
            for name in self.first.get(word, ()):
                if words[n : n + len(name.words)] == name.words:
                    yield name, n, n + len(name.words)
            for size in range(_COMPOUND, len(word)):    # Nettopreis, Zeilenbetrag
                for name in self.ends.get(word[-size:], ()):
                    yield name, n, n + 1


class _Name(NamedTuple):
    words: tuple[str, ...]
    plan: FieldPlan
    rank: int


@lru_cache(maxsize=32)
def _known(plans: tuple[FieldPlan, ...]) -> _Known:
    first: dict[str, list[_Name]] = {}
    ends: dict[str, list[_Name]] = {}
    chinese = []
    for plan in plans:
        texts = [n.text for n in plan.names if n.weight >= _OWN and not n.section and not n.column]
        for rank, name in enumerate(dict.fromkeys(map(words_of, texts))):
            if len(name) == 1 and has_cjk(name[0]):
                chinese.append(_Name(name, plan, rank))
            elif name:
                first.setdefault(name[0], []).append(_Name(name, plan, rank))
            if len(name) == 1 and len(name[0]) >= _COMPOUND and not has_cjk(name[0]):
                ends.setdefault(name[0], []).append(_Name(name, plan, rank))
    return _Known(first, ends, chinese)


def heads(sheet: Sheet, plans: Sequence[FieldPlan]) -> Iterator[Head]:
    """Headers in which two or more of the fields are named, one of them of figures."""
    known, after = _known(tuple(plans)), 0
    for row in sheet.rows:
        if row.index < after or not _may_head(row, known):
            continue
        band = _band(row, sheet)
        columns = _named_columns(_stacked(band, sheet), known, sheet)
        asked = [p for c in columns for p in (c.plan, c.unit) if p]
        if len(asked) > 1 and any(p.kind in FIGURE_KINDS for p in asked):
            after = band[-1].index + 1
            named = next((p for p in plans if p.kind in ("text", "name") and p in asked), None)
            number = next((n for n, c in enumerate(columns) if named is not None and c.plan is named), None)
            yield Head(tuple(columns), after, number)


def _may_head(row: Row, known: _Known) -> bool:
    """Whether a row without figures names a field at least."""
    return len(row.cells) > 1 and any(known.named_in(words_of(row.text))) and _is_plain(row)


def _is_plain(row: Row) -> bool:
    """No figures but those of a rate or of a form's own (Summe 19 %)."""
    return not any(re.search(r"\d[\d.,]*\d|^\W*\d+\W*$", c.text) for c in row.cells)


def _band(row: Row, sheet: Sheet) -> list[Row]:
    """The rows of the header: those close over and under it without figures."""
    band = [row]
    for step in (-1, 1):
        while len(band) < _LINES:
            edge = band[0] if step < 0 else band[-1]
            index = edge.index + step
            if not 0 <= index < len(sheet.rows) or not _is_plain(other := sheet.rows[index]) or _announces(other):
                break
            upper, lower = (other, edge) if step < 0 else (edge, other)
            gap = min(c.box.y0 for c in lower.cells) - max(c.box.y1 for c in upper.cells)
            if gap > _CLOSE * sheet.height:
                break
            band.insert(0, other) if step < 0 else band.append(other)
    return band


def _announces(row: Row) -> bool:
    return any(":" in c.text or "：" in c.text for c in row.cells)


def _stacked(band: Sequence[Row], sheet: Sheet) -> list[list[Cell]]:
    """The cells of the header, those of one head together: under one another, or signs that stand apart (金 | 额)."""
    found: list[list[Cell]] = []
    for row in band:
        last: list[Cell] | None = None
        for cell in row.cells:
            over = [one for one in found if any(_shared(cell.box, c.box) > 0.3 for c in one if c.row is not row)]
            if last is not None and is_lone_sign(cell.text) and is_lone_sign(last[-1].text) and not over:
                last.append(cell)
            elif len(over) == 1:
                over[0].append(cell)
                last = over[0]
            elif not over:
                last = [cell]
                found.append(last)
    return sorted(found, key=lambda one: min(c.box.x0 for c in one))


def _shared(one: BBox, other: BBox) -> float:
    common = min(one.x1, other.x1) - max(one.x0, other.x0)
    return common / max(1e-6, min(one.width, other.width))


def _named_columns(stacks: Sequence[Sequence[Cell]], known: _Known, sheet: Sheet) -> list[Column]:
    texts = [_text_of(stack) for stack in stacks]
    found = [named for n, text in enumerate(texts) for named in _names_in(text, n, known)]
    # Of equal ones the name that the definition gives first counts, but of amounts the last column: what is asked for
    # is what it comes to.
    found.sort(key=lambda f: (-f.worth, -f.column if f.plan.kind == "money" else f.rank, f.column))
    taken: dict[int, list[_Named]] = {}
    given: set[str] = set()
    for one in found:
        others = taken.setdefault(one.column, [])
        if one.plan.key in given or any(one.start < o.end and o.start < one.end for o in others):
            continue
        others.append(one)
        given.add(one.plan.key)
    columns = []
    for n, stack in enumerate(stacks):
        box = BBox.around(c.box for c in stack)
        named = sorted(taken.get(n, ()), key=lambda f: f.start)
        figures = [one for one in named if one.plan.kind in FIGURE_KINDS]
        if len(named) == 2 and len(figures) == 1:
            other = next(one for one in named if one is not figures[0])
            columns.append(Column(texts[n], box, figures[0].plan, other.plan))
        elif len(stack) == 1 and named:
            columns += _parts(stack[0], named, sheet)
        else:
            columns.append(Column(texts[n], box, named[0].plan if named else None))
    return columns


def _parts(cell: Cell, named: Sequence[_Named], sheet: Sheet) -> Iterator[Column]:
    """The heads that one print holds, each as wide as its words: MwSt-% Nettowert."""
    spans = [m.span() for m in _WORD.finditer(cell.text)]
    if has_cjk(cell.text) or len(spans) == 1:
        yield from (Column(cell.text, cell.box, one.plan) for one in named)
        return
    edges = [spans[one.start][0] for one in named]
    before = concept_named(cell.text[: edges[0]].strip(" -%"))
    if (before is None or before.kind not in FIGURE_KINDS) and 2 * edges[0] < len(cell.text):
        edges[0] = 0
    if edges[0]:
        yield Column(cell.text[: edges[0]].strip(), part_of(cell, 0, len(cell.text[: edges[0]].rstrip()), sheet))
    for one, start, end in zip(named, edges, [*edges[1:], len(cell.text)], strict=True):
        last = start + len(cell.text[start:end].rstrip())
        yield Column(cell.text[start:end], part_of(cell, start, last, sheet), one.plan)


def _text_of(stack: Sequence[Cell]) -> str:
    text = ""
    for cell in stack:
        apart = "" if _HYPHEN.search(text) or (has_cjk(text[-1:]) and has_cjk(cell.text[:1])) else " "
        text = f"{_HYPHEN.sub('', text)}{apart if text else ''}{cell.text.strip()}"
    return text


def _names_in(text: str, column: int, known: _Known) -> Iterator[_Named]:
    """The name of each field that says most of a head."""
    words = words_of(text)
    size = sum(map(len, words)) or 1
    best: dict[str, _Named] = {}
    for name, start, end in known.named_in(words):
        one = _Named(sum(map(len, name.words)) / size, column, name.plan, name.rank, start, end)
        other = best.get(name.plan.key)
        if other is None or (-one.worth, one.rank) < (-other.worth, other.rank):
            best[name.plan.key] = one
    meant = concept_named(text) if best else None
    yield from (one for one in best.values()
                if one.worth >= _LEAST and (one.worth == 1 or _may_mean(meant, one.plan)))


def _may_mean(meant: Concept | None, plan: FieldPlan) -> bool:
    """Whether a head that means something may stand over what the field asks for: over amounts of items stands what
    elsewhere tells a sum (Nettobetrag), never what tells a tax."""
    if meant is None or plan.concept is None or meant.key == plan.concept.key:
        return True
    return plan.kind == "money" and meant.role in ("net", "gross")


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    return tuple(w for m in _WORD.finditer(text) if (w := fold(m[0])))
