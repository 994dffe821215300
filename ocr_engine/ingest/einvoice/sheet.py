"""A clean page for an invoice that is nothing but data, so that a person has something to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pymupdf

from .facts import Fact, Facts
from .vocabulary import vocabulary

_WIDTH, _HEIGHT, _MARGIN = 595.0, 842.0, 50.0
_LABEL, _VALUE = _MARGIN, 240.0
_SIZE, _LEADING = 10.0, 14.0
_GREY, _BLACK, _RULE = (0.42, 0.45, 0.5), (0.07, 0.09, 0.13), (0.85, 0.87, 0.9)
_LINE_TERMS = ("BT-126", "BT-153", "CN-20", "BT-129", "BT-130", "BT-146", "BT-131", "BT-152", "CN-21")
# The order in which the header is shown; what is not named follows.
_FIRST = ("BT-1", "CN-1", "BT-2", "BT-9", "BT-27", "BT-31", "BT-32", "BG-5", "CN-5", "CN-6", "BT-44", "BT-48", "BG-8",
          "CN-7", "CN-8", "BT-13", "BT-84", "BT-86", "BT-5", "BT-109", "BT-110", "BT-112", "BT-115")
_MAX_ROWS = 3_000


def pages_of(facts: Facts) -> pymupdf.Document:
    """The data as a PDF: a row per value, then each line of the invoice."""
    chinese = facts.form.startswith("cn")
    sheet = _Sheet()
    sheet.title("\u53d1\u7968" if chinese else "Invoice", " ".join(filter(None, (facts.form.upper(), facts.profile))))
    for fact in _header(facts.items, chinese=chinese):
        sheet.row(_name(fact, chinese=chinese), fact.value)
    for number in sorted({f.line for f in facts.items if f.line})[:_MAX_ROWS]:
        sheet.gap()
        for fact in sorted((f for f in facts.items if f.line == number), key=_line_rank):
            if fact.term in _LINE_TERMS or fact.term == "BT-154":
                sheet.row(_name(fact, chinese=chinese), fact.value)
    return sheet.finished()


def _header(items: Sequence[Fact], *, chinese: bool) -> Iterator[Fact]:
    rank = {term: n for n, term in enumerate(_FIRST)}
    shown: set[tuple[str, str]] = set()
    for fact in sorted((f for f in items if not f.line), key=lambda f: rank.get(f.term, len(rank))):
        key = (fact.term, fact.value)
        twin = chinese and fact.term == "BT-32"  # the one number of a Chinese firm, shown as BT-31
        if fact.term in vocabulary() and key not in shown and not twin and len(shown) < _MAX_ROWS:
            shown.add(key)
            yield fact


def _line_rank(fact: Fact) -> int:
    return _LINE_TERMS.index(fact.term) if fact.term in _LINE_TERMS else len(_LINE_TERMS)


def _name(fact: Fact, *, chinese: bool) -> str:
    return vocabulary()[fact.term].name(chinese=chinese)


class _Sheet:
    def __init__(self) -> None:
        self._pdf = pymupdf.open()
        self._fonts = (pymupdf.Font("helv"), pymupdf.Font("china-s"))
        self._new_page()

    def _new_page(self) -> None:
        self._page = self._pdf.new_page(width=_WIDTH, height=_HEIGHT)
        self._writers = {_GREY: pymupdf.TextWriter(self._page.rect), _BLACK: pymupdf.TextWriter(self._page.rect)}
        self._y = _MARGIN + 20

    def _flush(self) -> None:
        for colour, writer in self._writers.items():
            writer.write_text(self._page, color=colour)

    def title(self, words: str, about: str) -> None:
        self._put(_LABEL, self._y, words, 18.0, _BLACK)
        self._put(_LABEL, self._y + 16, about[:90], 8.0, _GREY)
        self._y += 44

    def gap(self) -> None:
        self._y += _LEADING * 0.7

    def row(self, label: str, value: str) -> None:
        """A label and its value, which is wrapped; a rule below."""
        lines = list(self._wrapped(value, _WIDTH - _MARGIN - _VALUE))[:60]
        if self._y + len(lines) * _LEADING > _HEIGHT - _MARGIN:
            self._flush()
            self._new_page()
        self._put(_LABEL, self._y, label[:60], _SIZE, _GREY)
        for line in lines:
            self._put(_VALUE, self._y, line, _SIZE, _BLACK)
            self._y += _LEADING
        rule = self._y - _LEADING + 4.5
        self._page.draw_line((_LABEL, rule), (_WIDTH - _MARGIN, rule), color=_RULE, width=0.5)
        self._y += 4

    def _put(self, x: float, y: float, words: str, size: float, colour: tuple[float, float, float]) -> None:
        for font, run in self._runs(words):
            self._writers[colour].append((x, y), run, font=font, fontsize=size)
            x += font.text_length(run, size)

    def _runs(self, words: str) -> Iterator[tuple[pymupdf.Font, str]]:
        """Parts of the text with the font that has their letters: Latin ones look better in their own."""
        latin, wide = self._fonts
        run, current = "", latin
        for letter in words:
            font = latin if ord(letter) < 0x250 and latin.has_glyph(ord(letter)) else wide
            if font is not current and run:
                yield current, run
                run = ""
            current = font
            run += letter if font.has_glyph(ord(letter)) else " "
        if run:
            yield current, run

    def _wrapped(self, value: str, width: float) -> Iterator[str]:
        for part in value.splitlines() or [""]:
            line = ""
            for piece in _pieces(part):
                if line and self._length(line + piece.rstrip()) > width:
                    yield line.rstrip()
                    line = ""
                line += piece
            if line.strip():
                yield line.rstrip()

    def _length(self, words: str) -> float:
        return sum(font.text_length(run, _SIZE) for font, run in self._runs(words))

    def finished(self) -> pymupdf.Document:
        self._flush()
        return self._pdf


def _pieces(line: str) -> Iterator[str]:
    """Where a line may be broken: behind spaces, between ideographs, within what is too long for any line."""
    word = ""
    for letter in line:
        word += letter
        if letter == " " or ord(letter) > 0x2E80 or len(word) >= 40:
            yield word
            word = ""
    if word:
        yield word
