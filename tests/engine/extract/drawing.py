"""Pages for the tests, made by the tests: as the reader would return them, or drawn into a real PDF."""

from __future__ import annotations

from pathlib import Path

import pymupdf

from ocr_engine.types import BBox, PageText, TextLine

WIDTH, HEIGHT = 595, 842
Line = tuple[float, float, str]


def width_of(text: str, size: float) -> float:
    return sum(size if ord(c) > 0x2E80 else size * 0.52 for c in text)


def page(
    *lines: Line, number: int = 1, size: float = 11, source: str = "text_layer", sizes: dict[str, float] | None = None
) -> PageText:
    """A page with a line of text for each (x, y of its top, text), in points of an A4 page."""
    found = []
    for x, y, text in lines:
        height = (sizes or {}).get(text, size)
        box = BBox(x / WIDTH, y / HEIGHT, (x + width_of(text, height)) / WIDTH, (y + height * 1.15) / HEIGHT)
        found.append(TextLine(text, box))
    return PageText(number, WIDTH, HEIGHT, tuple(found), source)  # type: ignore[arg-type]


def turned(original: PageText, rotation: int) -> PageText:
    """The page as a camera held the wrong way sees it: turning it clockwise by ``rotation`` sets it upright."""

    lines = tuple(TextLine(ln.text, ln.box.turned((360 - rotation) % 360)) for ln in original.lines)
    width, height = (original.height, original.width) if rotation in (90, 270) else (original.width, original.height)
    return PageText(original.number, width, height, lines, original.source, rotation)


def draw_pdf(path: Path, *pages: tuple[Line, ...], size: float = 11) -> Path:
    """A born-digital PDF with these lines; Chinese text in the font that comes with PyMuPDF."""
    document = pymupdf.open()
    for lines in pages:
        sheet = document.new_page(width=WIDTH, height=HEIGHT)
        for x, y, text in lines:
            font = "china-s" if any(ord(c) > 0x2E80 for c in text) else "helv"
            sheet.insert_text((x, y + size), text, fontname=font, fontsize=size)
    document.save(path)
    return path
