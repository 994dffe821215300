"""Running text on pages: headings, paragraphs with filled-in blanks, page turns."""

from __future__ import annotations

import re

from . import fonts
from .sheet import BLACK, NO_LINE_START, Colour, Sheet

FILLED: Colour = (0.07, 0.14, 0.42)
BLANK = re.compile(r"(\{[^}]*\})")


class Flow:
    """Writes down a page from ``top`` and turns it at ``bottom``. All lengths are points."""

    def __init__(self, sheet: Sheet, *, left: float, right: float, top: float, bottom: float, size: float) -> None:
        self.sheet, self.left, self.right, self.top, self.bottom, self.size = sheet, left, right, top, bottom, size
        self.lead = size * 1.85
        self.y = top

    def space(self, points: float) -> None:
        self.y += points

    def need(self, points: float) -> None:
        """Turns the page where less than this is left."""
        if self.y + points > self.bottom:
            self.turn()

    def turn(self) -> None:
        self.sheet.new_page()
        self.y = self.top

    def heading(self, text: str) -> None:
        """A clause title, kept together with the two lines after it."""
        self.space(self.size * 0.55)
        self.need(self.lead * 3)
        self.y += self.lead
        self.sheet.text(self.left, self.y, text, face="heib", size=self.size + 0.5)

    def paragraph(self, text: str, *, indent: float = 2, hang: float = 0) -> None:
        """Justified Chinese text. A {value} is printed as filled in, on a ruled blank. Indents count in characters."""
        lines: list[list[tuple[str, bool]]] = [[]]
        width, room = indent * self.size, self.right - self.left
        for piece, filled in _pieces(text):
            step = self._width(piece, filled=filled)
            if width + step > room and piece not in NO_LINE_START:
                lines.append([])
                width = hang * self.size
            lines[-1].append((piece, filled))
            width += step
        for number, line in enumerate(lines):
            self.need(self.lead)
            self.y += self.lead
            start = (indent if number == 0 else hang) * self.size
            self._line(line, self.left + start, last=number == len(lines) - 1)

    def _line(self, line: list[tuple[str, bool]], x: float, *, last: bool) -> None:
        used = sum(self._width(piece, filled=filled) for piece, filled in line)
        runs = _runs(line, whole=last)
        gap = 0.0 if last else max(0.0, self.right - x - used) / max(len(runs) - 1, 1)
        for text, filled in runs:
            width = self._width(text, filled=filled)
            colour = FILLED if filled else BLACK
            if filled:
                self.sheet.line(x, self.y + 2.6, x + width, self.y + 2.6, width=0.5)
            self.sheet.text(x, self.y, text, face=self._face(filled), size=self.size, colour=colour)
            x += width + gap

    def _width(self, text: str, *, filled: bool) -> float:
        return fonts.width(text, face=self._face(filled), size=self.size)

    @staticmethod
    def _face(filled: bool) -> str:
        return "hei" if filled else "song"


def _pieces(text: str) -> list[tuple[str, bool]]:
    """The smallest parts that may not be broken, each with whether it is a filled-in value."""
    pieces: list[tuple[str, bool]] = []
    for part in BLANK.split(text):
        filled = part.startswith("{")
        body = f" {part[1:-1]} " if filled else part
        pieces += [(word, filled) for word in re.findall(r"[\x21-\x7e]+|.", body)]
    return pieces


def _runs(line: list[tuple[str, bool]], *, whole: bool) -> list[tuple[str, bool]]:
    """What is written at once: filled-in values always whole, print whole only where it need not be spread."""
    runs: list[tuple[str, bool]] = []
    for text, filled in line:
        if runs and runs[-1][1] == filled and (filled or whole):
            runs[-1] = (runs[-1][0] + text, filled)
        else:
            runs.append((text, filled))
    return runs
