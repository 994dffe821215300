"""Tables as pictures with the text lines that a reader would find on them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from ocr_engine.types import BBox, PageText, TextLine

SIZE = (1000, 1400)
ROW, LEFT, TOP = 60, 80, 200


def ruled(
    rows: Sequence[Sequence[tuple[str, int]]], widths: Sequence[int], *, merged_down: tuple[int, int] | None = None,
) -> tuple[np.ndarray, PageText]:
    """``rows`` of (text, how many columns it covers); ``merged_down`` (row, column) has no rule below it."""
    image = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(image)
    edges = [LEFT + sum(widths[:n]) for n in range(len(widths) + 1)]
    lines = []
    for r, row in enumerate(rows):
        y, column = TOP + r * ROW, 0
        for text, span in row:
            x0, x1 = edges[column], edges[column + span]
            pen.line((x0, y, x0, y + ROW), "black", 2)
            pen.line((x1, y, x1, y + ROW), "black", 2)
            if merged_down != (r - 1, column):
                pen.line((x0, y, x1, y), "black", 2)
            if text:
                lines.append(line(text, x0 + 8, y + 18))
            column += span
    pen.line((edges[0], TOP + len(rows) * ROW, edges[-1], TOP + len(rows) * ROW), "black", 2)
    return np.asarray(image), page(lines)


def line(text: str, x: float, y: float, height: float = 24) -> TextLine:
    wide = sum(height if ord(c) > 0x2E80 else height / 2 for c in text)
    box = BBox(x / SIZE[0], y / SIZE[1], (x + wide) / SIZE[0], (y + height) / SIZE[1])
    return TextLine(text, box)


def page(lines: Sequence[TextLine], rotation: int = 0) -> PageText:
    return PageText(1, *SIZE, tuple(lines), "ocr", rotation)
