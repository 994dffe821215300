"""Where a value that somebody types into a cell of a table stands on the page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from docmgr.documents.models import Page
from docmgr.extraction import engine
from docmgr.review.fields import CurrentField
from docmgr.review.places import find, part_of, plain

Where = tuple[int, list[float]]


class RowPlaces:
    """Where a value that is typed into a cell stands: in the band of its row, and nowhere else."""

    def __init__(self, pages: Sequence[Page], fields: Iterable[CurrentField]) -> None:
        self._pages = {page.number: page for page in pages}
        self._mates: dict[tuple[str, int], list[Where]] = {}
        self._columns: dict[str, list[list[float]]] = {}
        self._lines: dict[tuple[str, int], list[tuple[int, dict[str, Any]]]] = {}
        self._plain: list[tuple[int, dict[str, Any], str]] | None = None
        for one in fields:
            if one.rows:
                self.add(one, one.page, one.box)

    def add(self, cell: CurrentField, page: int | None, box: list[float] | None) -> None:
        """The value of the cell stands there."""
        if page in self._pages and box and cell.rows:
            self._mates.setdefault((cell.rows, cell.index), []).append((page, box))
            self._columns.setdefault(cell.key, []).append(box)
            self._lines.pop((cell.rows, cell.index), None)

    def find(self, cell: CurrentField, wordings: Collection[str]) -> tuple[str, int, list[float]] | None:
        """Wording, page and box. Of a row that stands nowhere yet, only what is printed once."""
        row = cell.rows, cell.index
        return self._in_band(cell, row, wordings) if self._mates.get(row) else self._printed_once(wordings)

    def _in_band(
        self, cell: CurrentField, row: tuple[str, int], wordings: Collection[str],
    ) -> tuple[str, int, list[float]] | None:
        if row not in self._lines:
            mates = self._mates[row]
            self._lines[row] = [
                (number, line) for number in {page for page, _ in mates}
                for line, is_beside in self._told_beside(self._pages[number], mates) if is_beside]
        band = [_OneLine(number, [line]) for number, line in self._lines[row]]
        near = (cell.page, cell.box) if cell.box else self._crossing(cell, row)
        for wording in wordings:
            if found := find(wording, band, near=near):
                return wording, *found
        if cell.kind not in engine.SHAPED_KINDS | {"number"}:
            return None
        printed = {raw: (raw, number, part_of(line["box"], start, end, line["text"]))
                   for number, line in self._lines[row]
                   for start, end, raw in engine.spans_of(line["text"], kind=cell.kind)
                   if any(engine.same_value(w, engine.normalise(raw, kind=cell.kind).value, kind=cell.kind)
                          for w in wordings)}
        return next(iter(printed.values())) if len(printed) == 1 else None

    @staticmethod
    def _told_beside(page: Page, mates: Sequence[Where]) -> Iterable[tuple[dict[str, Any], bool]]:
        places = [(page.number, line["box"]) for line in page.lines]
        return zip(page.lines, engine.beside(places, mates, page), strict=True)

    def _crossing(self, cell: CurrentField, row: tuple[str, int]) -> tuple[int, list[float] | None]:
        """Where row and column meet: of what a row says twice, as price and as amount, the one there is meant."""
        page, beside = self._mates[row][0]
        column = sorted(self._columns.get(cell.key, ()))
        middle = column[len(column) // 2] if column else None
        return page, [middle[0], beside[1], middle[2], beside[3]] if middle else None

    def _printed_once(self, wordings: Collection[str]) -> tuple[str, int, list[float]] | None:
        if self._plain is None:
            self._plain = [(page.number, line, plain(line["text"])) for page in self._pages.values()
                           for line in page.lines]
        for wording in wordings:
            wanted = plain(wording)
            if len(wanted) < 2:
                continue
            found = [(number, line) for number, line, text in self._plain if wanted in text]
            if len(found) == 1 and plain(found[0][1]["text"]).count(wanted) == 1:
                place = find(wording, [_OneLine(found[0][0], [found[0][1]])])
                return (wording, *place) if place else None
        return None


@dataclass(frozen=True, slots=True)
class _OneLine:
    """A page of which only some lines are looked at."""

    number: int
    lines: list[dict[str, Any]]
