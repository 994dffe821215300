"""What printed pages are made of: letterheads, address windows, pairs, ruled boxes, tables, sums, sentences, ticks."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..sheet import HEIGHT, WIDTH, Sheet

Pair = tuple[str, str]


@dataclass
class Paper:
    """``house`` is the same for all documents of a layout, ``rng`` another one for each."""

    house: random.Random
    rng: random.Random
    sheet: Sheet = field(default_factory=Sheet)

    def t(self, x: float, y: float, text: str, size: float = 10) -> None:
        self.sheet.text(x, y, text, size)

    def right(self, x: float, y: float, text: str, size: float = 10) -> None:
        self.sheet.text(x - self.sheet.wide(text, size), y, text, size)

    def centred(self, y: float, text: str, size: float = 10, middle: float = WIDTH / 2) -> None:
        self.sheet.text(middle - self.sheet.wide(text, size) / 2, y, text, size)

    def lines(self, x: float, y: float, texts: Sequence[str], *, size: float = 10, step: float = 14) -> float:
        for text in texts:
            self.t(x, y, text, size)
            y += step
        return y

    def pairs(
        self,
        x: float,
        y: float,
        pairs: Sequence[Pair],
        *,
        at: float | None = None,
        step: float = 16,
        colon: str = ":",
        size: float = 10,
    ) -> float:
        """Label and value as one print, or the value ``at`` a place of its own; values may have several lines."""
        for label, value in pairs:
            first, *more = value.split("\n")
            behind = at if at is not None else x + self.sheet.wide(f"{label}{colon} ", size)
            if at is None:
                self.t(x, y, f"{label}{colon} {first}", size)
            else:
                self.t(x, y, label + colon, size)
                self.t(at, y, first, size)
            y = self.lines(behind, y + 13, more, size=size, step=13) + step - 13
        return y

    def grid(
        self, x: float, y: float, width: float, rows: Sequence[Sequence[Pair]], *, tall: float = 34, size: float = 6.5
    ) -> float:
        """Ruled boxes: a small label in the upper corner of each, the value under it."""
        for row in rows:
            for column, (label, value) in enumerate(row):
                left = x + column * width / len(row) + 3
                self.t(left, y, label, size)
                self.lines(left, y + size + 4, value.split("\n"), step=12)
            y += tall + 12 * max(value.count("\n") for _, value in row)
        return y

    def under(self, x: float, y: float, width: float, rows: Sequence[Sequence[Pair]]) -> float:
        """A form with lines to write on: the small label stands under each."""
        for row in rows:
            for column, (label, value) in enumerate(row):
                left = x + column * width / len(row)
                self.t(left, y, value)
                self.t(left, y + 14, label, 7)
            y += 38
        return y

    def table(
        self,
        y: float,
        columns: Sequence[tuple[float, str]],
        rows: Sequence[Sequence[str]],
        *,
        step: float = 16,
        size: float = 9,
        last: int = 0,
    ) -> float:
        """The last ``last`` columns are set flush right at their x."""
        for number, row in enumerate((tuple(head for _, head in columns), *rows)):
            for column, text in enumerate(row):
                place = self.right if column >= len(columns) - last else self.t
                place(columns[column][0], y + number * step, text, size)
        return y + (len(rows) + 1) * step

    def sums(
        self, y: float, pairs: Sequence[Pair], *, left: float, edge: float, step: float = 15, size: float = 10
    ) -> float:
        for label, value in pairs:
            self.t(left, y, label, size)
            self.right(edge, y, value, size)
            y += step
        return y

    def prose(self, x: float, y: float, text: str, *, width: float = 470, size: float = 10, step: float = 14) -> float:
        """Broken into lines; an empty line parts paragraphs."""
        for paragraph in text.split("\n"):
            line = ""
            for word in paragraph.split():
                if line and self.sheet.wide(f"{line} {word}", size) > width:
                    self.t(x, y, line, size)
                    y, line = y + step, ""
                    if y > HEIGHT - 60:
                        self.sheet.turn()
                        y = 60.0
                line = f"{line} {word}".strip()
            self.t(x, y, line, size)
            y += step
        return y

    def ticks(
        self,
        x: float,
        y: float,
        label: str,
        options: Sequence[str],
        chosen: str,
        *,
        marks: str = "☐☒",
        gap: float = 100,
    ) -> float:
        self.t(x, y, label)
        x += self.sheet.wide(label) + 14
        for option in options:
            mark = marks[1] if option == chosen else marks[0]
            self.t(x, y, f"[{mark.strip()}] {option}" if marks == " x" else f"{mark} {option}")
            x += max(gap, self.sheet.wide(option) + 24)
        return y + 20

    def foot(self, columns: Sequence[Sequence[str]], *, y: float = 772, size: float = 7) -> None:
        for number, texts in enumerate(columns):
            self.lines(50 + number * 500 / len(columns), y, texts, size=size, step=9)
