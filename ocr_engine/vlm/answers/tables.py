"""Tables in the three ways models write them: HTML, Markdown and PaddleOCR-VL's OTSL."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from ocr_engine.tables.table import Cell, Table
from ocr_engine.types import Issue

_MAX_SPAN = 200
_MOST_ROWS, _MOST_COLUMNS = 2000, 200
_TAG = re.compile(r"<(/?)(table|tr|td|th|br)\b([^<>]*)>", re.IGNORECASE)
_OTHER_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
_SPANS = re.compile(r"\b(rowspan|colspan)\s?=\s?[\"']?\s{0,3}([^\s\"'>]{0,12})", re.IGNORECASE)
_SPAN = re.compile(r"\s*([0-9]{1,6})\s*")
_OTSL = re.compile(r"<(fcel|ecel|lcel|ucel|xcel|ched|rhed|srow|nl)>")
_OTSL_HEADS = frozenset(("ched", "rhed", "srow"))
_OTSL_EMPTY = frozenset(("ecel", "lcel", "ucel", "xcel"))
_RULE = re.compile(r":?-+:?")
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")


def tables_in(answer: str) -> tuple[tuple[Table, ...], tuple[Issue, ...]]:
    """The tables of an answer, in whichever of the three forms it is written, and what is wrong with them."""
    for read in (otsl_tables, html_tables, markdown_tables):
        if tables := read(answer):
            broken = sum(not t.complete for t in tables)
            return tables, (Issue("answer_cut_off"),) if broken else ()
    return (), (Issue("answer_unclear", params={"parts": 1}),)


def otsl_tables(answer: str) -> tuple[Table, ...]:
    """``<fcel>`` text, ``<ched>/<rhed>`` head, ``<ecel>`` empty, ``<lcel>/<ucel>/<xcel>`` goes on, ``<nl>`` row end."""
    if not _OTSL.search(answer):
        return ()
    rows: list[list[tuple[str, str]]] = [[]]
    marks = list(_OTSL.finditer(answer))
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        if mark.group(1) == "nl":
            rows.append([])
        else:
            text = answer[mark.end(): following.start() if following else len(answer)]
            rows[-1].append((mark.group(1), html.unescape(text).strip()))
    complete = not rows[-1]
    rows = [r for r in rows if r]
    cells = [c for r, row in enumerate(rows) for c in _otsl_row(rows, r, row)]
    return (Table(tuple(cells), complete),) if cells else ()


def _otsl_row(rows: list[list[tuple[str, str]]], r: int, row: list[tuple[str, str]]) -> Iterator[Cell]:
    for c, (kind, text) in enumerate(row):
        if _goes_on(rows, r, c):
            continue
        colspan, rowspan = 1, 1
        while _kind(rows, r, c + colspan) == "lcel":
            colspan += 1
        while _kind(rows, r + rowspan, c) == "ucel":
            rowspan += 1
        words = "" if kind in _OTSL_EMPTY else text
        yield Cell(words, r, c, rowspan, colspan, kind in _OTSL_HEADS)


def _goes_on(rows: list[list[tuple[str, str]]], r: int, c: int) -> bool:
    """Whether the place belongs to a cell that began further left or above."""
    kind = _kind(rows, r, c)
    if kind == "lcel":
        return c > 0
    if kind == "ucel":
        return r > 0 and bool(_kind(rows, r - 1, c))
    return kind == "xcel" and r > 0 and c > 0


def _kind(rows: list[list[tuple[str, str]]], r: int, c: int) -> str:
    return rows[r][c][0] if r < len(rows) and c < len(rows[r]) else ""


def markdown_tables(answer: str) -> tuple[Table, ...]:
    """Pipe tables: a head row, a rule of dashes, rows."""
    tables: list[Table] = []
    lines = answer.splitlines()
    at = 1
    while at < len(lines):
        if _is_rule(lines[at]) and "|" in lines[at - 1] and len(_pipes(lines[at - 1])) == len(_pipes(lines[at])):
            end = at + 1
            while end < len(lines) and "|" in lines[end]:
                end += 1
            rows = [_pipes(line) for line in (lines[at - 1], *lines[at + 1: end])]
            tables.append(Table(tuple(Cell(text, r, c, header=r == 0) for r, row in enumerate(rows)
                                      for c, text in enumerate(row))))
            at = end
        at += 1
    return tuple(tables)


def _is_rule(line: str) -> bool:
    return "-" in line and not line.strip(" \t|:-") and all(_RULE.fullmatch(part) for part in _pipes(line))


def _pipes(line: str) -> list[str]:
    line = line.strip()
    line = line[1:] if line.startswith("|") else line
    line = line[:-1] if line.endswith("|") and not line.endswith("\\|") else line
    return [part.replace("\\|", "|").strip() for part in _UNESCAPED_PIPE.split(line)]


def html_tables(answer: str) -> tuple[Table, ...]:
    """Tables written as HTML; tags inside cells are dropped, a table that never ends is marked as not complete.

    Takes time in proportion to the answer's length, whatever it holds; Python's own HTML parser does not.
    """
    tables: list[Table] = []
    reader = _Rows()
    at = 0
    for mark in _TAG.finditer(answer):
        reader.text(answer[at:mark.start()])
        at = mark.end()
        ended = reader.tag(mark[2].lower(), mark[3], closes=bool(mark[1]))
        if ended:
            tables += reader.finished(complete=True)
    reader.text(answer[at:])
    return (*tables, *reader.finished(complete=False))


class _Rows:
    """The rows of the table that is open, if one is: (text, rowspan, colspan, header) each cell."""

    def __init__(self) -> None:
        self._rows: list[list[tuple[str, int, int, bool]]] | None = None
        self._words: list[str] | None = None
        self._cell = (1, 1, False)

    def text(self, words: str) -> None:
        if self._words is not None and words:
            self._words.append(words)

    def tag(self, name: str, attributes: str, *, closes: bool) -> bool:
        """Whether the table is over with it."""
        if self._rows is None:
            self._rows = [] if name == "table" and not closes else None
            return False
        if name in ("td", "th", "tr"):
            self._end_cell()
            if name == "tr" and not closes:
                self._rows.append([])
            elif not closes:
                self._begin_cell(name, attributes)
        elif name == "br" and self._words is not None:
            self._words.append("\n")
        return name == "table" and closes

    def _begin_cell(self, name: str, attributes: str) -> None:
        assert self._rows is not None
        if not self._rows:
            self._rows.append([])
        given = {key.lower(): value for key, value in _SPANS.findall(attributes)}
        self._cell = (_span(given.get("rowspan")), _span(given.get("colspan")), name == "th")
        self._words = []

    def _end_cell(self) -> None:
        if self._words is not None and self._rows:
            plain = html.unescape(_OTHER_TAG.sub("", "".join(self._words)))
            self._rows[-1].append((plain.strip(), *self._cell))
        self._words = None

    def finished(self, *, complete: bool) -> list[Table]:
        self._end_cell()
        rows, self._rows = self._rows or [], None
        cells = tuple(_placed(rows[:_MOST_ROWS]))
        return [Table(cells, complete and len(rows) <= _MOST_ROWS)] if cells else []


def _span(written: str | None) -> int:
    """What a model wrote may be anything: a raised 2 counts as a digit and is no number, a long one is none to read."""
    known = _SPAN.fullmatch(written or "")
    return min(max(int(known[1]), 1), _MAX_SPAN) if known else 1


def _placed(rows: Sequence[list[tuple[str, int, int, bool]]]) -> Iterator[Cell]:
    """Cells in the first places of their row that no cell from above covers.

    Spans count while the table has a size that a page could hold; a model that runs on writes tables without end.
    """
    above: dict[int, int] = {}  # column -> first row that is free again
    for r, row in enumerate(rows):
        c = 0
        for text, rowspan, colspan, header in row:
            while above.get(c, 0) > r:
                c += 1
            if c >= _MOST_COLUMNS:
                break
            rowspan, colspan = min(rowspan, len(rows) - r), min(colspan, _MOST_COLUMNS - c)
            if rowspan > 1:
                above.update(dict.fromkeys(range(c, c + colspan), r + rowspan))
            yield Cell(text, r, c, rowspan, colspan, header)
            c += colspan
