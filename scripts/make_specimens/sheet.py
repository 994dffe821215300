"""A drawing surface: text and lines on pages, in millimetres or points from the top left corner."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Literal

import pymupdf
from PIL import Image

from . import fonts

Colour = tuple[float, float, float]
Align = Literal["left", "centre", "right"]

MM = 72 / 25.4
BLACK: Colour = (0.08, 0.08, 0.1)
NO_LINE_START = "，。、；：？！）》」』】,.;:?!)%"


class Sheet:
    """Collects drawing steps, because a typeface can only be cut when every character is known.

    ``unit`` is the length of one step in points; type sizes and line widths are always points.
    """

    def __init__(self, width: float, height: float, *, unit: float = 1.0) -> None:
        self.width, self.height, self.unit = width, height, unit
        self._pages: list[list[Callable[[pymupdf.Page], object]]] = [[]]
        self._characters: dict[str, set[str]] = defaultdict(set)

    @property
    def page_count(self) -> int:
        return len(self._pages)

    def new_page(self) -> None:
        self._pages.append([])

    def draw(self, step: Callable[[pymupdf.Page], object], *, page: int | None = None) -> None:
        """Adds a step that paints on the PyMuPDF page itself (points). ``page`` counts from 0; None is the last."""
        self._pages[-1 if page is None else page].append(step)

    def text(self, x: float, y: float, text: str, *, face: str = "song", size: float = 10, colour: Colour = BLACK,
             align: Align = "left", turn: float = 0, opacity: float = 1, page: int | None = None) -> None:
        """Writes one line; (x, y) is on the base line; ``turn`` is degrees counter-clockwise about that point."""
        if not text:
            return
        self._characters[face].update(text)
        shift = {"left": 0.0, "centre": 0.5, "right": 1.0}[align] * fonts.width(text, face=face, size=size)
        pivot = pymupdf.Point(x * self.unit, y * self.unit)
        morph = (pivot, pymupdf.Matrix(1, 0, 0, 1, 0, 0).prerotate(-turn)) if turn else None
        at = pymupdf.Point(pivot.x - shift, pivot.y)
        self.draw(lambda p: p.insert_text(at, text, fontname=face, fontsize=size, color=colour, morph=morph,
                                          fill_opacity=opacity, stroke_opacity=opacity), page=page)

    def spread(self, x0: float, x1: float, y: float, text: str, *, face: str = "song", size: float = 10,
               colour: Colour = BLACK) -> None:
        """Writes the characters evenly from x0 to x1, as printed forms do with short captions."""
        em = size / self.unit
        step = (x1 - x0 - em) / max(len(text) - 1, 1)
        for number, char in enumerate(text):
            self.text(x0 + number * step, y, char, face=face, size=size, colour=colour)

    def column(self, x: float, y: float, text: str, *, step: float, face: str = "song", size: float = 10,
               colour: Colour = BLACK) -> None:
        """Writes the characters one under the other, centred on x."""
        for number, char in enumerate(text):
            self.text(x, y + number * step, char, face=face, size=size, colour=colour, align="centre")

    def line(self, x0: float, y0: float, x1: float, y1: float, *, colour: Colour = BLACK, width: float = 0.6,
             dashes: str = "") -> None:
        a, b = self._at(x0, y0), self._at(x1, y1)
        self.draw(lambda p: p.draw_line(a, b, color=colour, width=width, dashes=dashes or None))

    def rect(self, x0: float, y0: float, x1: float, y1: float, *, colour: Colour | None = BLACK,
             fill: Colour | None = None, width: float = 0.6, radius: float | None = None) -> None:
        """``radius`` is a fraction of the shorter side."""
        box = pymupdf.Rect(self._at(x0, y0), self._at(x1, y1))
        self.draw(lambda p: p.draw_rect(box, color=colour, fill=fill, width=width, radius=radius))

    def oval(self, x0: float, y0: float, x1: float, y1: float, *, colour: Colour | None = BLACK,
             fill: Colour | None = None, width: float = 0.6, opacity: float = 1) -> None:
        box = pymupdf.Rect(self._at(x0, y0), self._at(x1, y1))
        self.draw(lambda p: p.draw_oval(box, color=colour, fill=fill, width=width, stroke_opacity=opacity))

    def curve(self, points: Sequence[tuple[float, float]], *, colour: Colour | None, width: float = 0.3,
              fill: Colour | None = None) -> None:
        """A line through the points, closed where it is filled."""
        path = [self._at(x, y) for x, y in points]
        if fill is None:
            self.draw(lambda p: p.draw_polyline(path, color=colour, width=width))
        else:
            self.draw(lambda p: p.draw_polyline(path, color=colour, fill=fill, width=width, closePath=True))

    def wrap(self, text: str, width: float, *, face: str = "song", size: float = 10, first: float = 0) -> list[str]:
        """Breaks Chinese text into lines of ``width``; the first one starts ``first`` further in.

        Digits and Latin words stay whole, and no line starts with a closing mark.
        """
        lines, line, room = [], "", width - first
        for word in _words(text):
            if line and fonts.width(line + word, face=face, size=size) / self.unit > room and word not in NO_LINE_START:
                lines.append(line)
                line, room = "", width
            line += word
        return [*lines, line]

    def pdf(self, *, title: str = "", language: str = "") -> bytes:
        """The pages as a PDF with a text layer. The same drawing gives the same bytes."""
        cut = {name: fonts.cut(name, chars) for name, chars in sorted(self._characters.items())}
        with pymupdf.open() as doc:
            for steps in self._pages:
                page = doc.new_page(width=self.width * self.unit, height=self.height * self.unit)
                for name, buffer in cut.items():
                    page.insert_font(name, fontbuffer=buffer)
                for step in steps:
                    step(page)
            doc.set_metadata({"title": title, "creator": "docmgr specimens"})
            if language:
                doc.set_language(language)
            return finished(doc)

    def png(self, *, dpi: int, transparent: bool = False) -> bytes:
        """The first page as a PNG file."""
        with pymupdf.open(stream=self.pdf(), filetype="pdf") as doc:
            return doc[0].get_pixmap(dpi=dpi, alpha=transparent).tobytes("png")

    def image(self, *, dpi: int) -> Image.Image:
        """The first page as pixels."""
        return Image.open(io.BytesIO(self.png(dpi=dpi))).convert("RGB")

    def picture(self, x: float, y: float, width: float, height: float, *, content: bytes) -> None:
        """Places an image file with its upper left corner at (x, y)."""
        box = pymupdf.Rect(self._at(x, y), self._at(x + width, y + height))
        self.draw(lambda p: p.insert_image(box, stream=content))

    def _at(self, x: float, y: float) -> pymupdf.Point:
        return pymupdf.Point(x * self.unit, y * self.unit)


def finished(doc: pymupdf.Document) -> bytes:
    """The PDF without the random file identifier, so that one drawing gives one sequence of bytes."""
    return doc.tobytes(garbage=4, deflate=True, deflate_fonts=True, no_new_id=True, reproducible=True)


def _words(text: str) -> list[str]:
    """Chinese characters one by one; runs of other letters and digits whole."""
    words: list[str] = []
    for char in text:
        joins = char.isascii() and not char.isspace()
        if joins and words and words[-1][-1].isascii() and not words[-1][-1].isspace():
            words[-1] += char
        else:
            words.append(char)
    return words
