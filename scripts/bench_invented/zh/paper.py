"""Chinese forms on paper: ruled grids, cells that span, upright captions, red seals; as a PDF or as a picture of it.

A layout is a list of parts whose texts are templates: ``{key}`` stands for the value of a field, nothing where it has
none. Points from the upper left corner.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pymupdf

from scripts.bench.ocr_pages import Page, scanned

_INK, _RED = (0.1, 0.1, 0.12), (0.85, 0.15, 0.15)


class Values(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


@dataclass(frozen=True)
class T:
    """A line of text. Wider than ``wide``, it goes on in the next line."""

    x: float
    y: float
    text: str
    size: float = 9.0
    wide: float = 400.0


@dataclass(frozen=True)
class V:
    """A caption from top to bottom."""

    x: float
    y: float
    text: str
    size: float = 9.0


@dataclass(frozen=True)
class G:
    """A grid: rows of cells parted by ``|``. A cell that is ``>`` belongs to the one before it, ``^`` to the one above;
    one that begins with ``↓`` is written from top to bottom. Without ``ruled`` only the places are kept."""

    x: float
    y: float
    widths: tuple[float, ...]
    rows: tuple[str, ...]
    high: float = 20.0
    size: float = 9.0
    ruled: bool = True
    centred: bool = False


@dataclass(frozen=True)
class S:
    """A red seal, pressed over the print; only pictures have it."""

    x: float
    y: float
    radius: float
    text: str


Part = T | V | G | S


@dataclass(frozen=True)
class Layout:
    name: str
    parts: tuple[Part, ...]
    width: float = 595.0
    height: float = 420.0
    font: str = "china-s"


@cache
def _font(name: str) -> pymupdf.Font:
    return pymupdf.Font(name)


def drawn(layout: Layout, values: Mapping[str, str], *, seals: bool) -> pymupdf.Document:
    document = pymupdf.open()
    page = document.new_page(width=layout.width, height=layout.height)
    filled = Values(values)
    for part in layout.parts:
        if isinstance(part, T):
            _lines(page, layout.font, part.x, part.y, part.text.format_map(filled), part.size, part.wide)
        elif isinstance(part, V):
            _upright(page, layout.font, part.x, part.y, part.text.format_map(filled), part.size)
        elif isinstance(part, G):
            _grid(page, layout.font, part, filled)
        elif seals:
            _seal(page, layout.font, part)
    return document


def _lines(page: pymupdf.Page, name: str, x: float, y: float, text: str, size: float, wide: float) -> int:
    """Writes, and tells how many lines it took."""
    font, lines = _font(name), [""]
    for sign in text:
        if font.text_length(lines[-1] + sign, fontsize=size) > wide:
            lines.append("")
        lines[-1] += sign
    writer = pymupdf.TextWriter(page.rect, color=_INK)
    for step, line in enumerate(lines):
        if line.strip():
            writer.append((x, y + size * (0.9 + 1.25 * step)), line.rstrip(), font=font, fontsize=size)
    writer.write_text(page)
    return len(lines)


def _upright(page: pymupdf.Page, name: str, x: float, y: float, text: str, size: float) -> None:
    for step, sign in enumerate(text):
        _lines(page, name, x, y + step * size * 1.2, sign, size, 2 * size)


def _grid(page: pymupdf.Page, name: str, grid: G, values: Values) -> None:
    rows = [row.split("|") for row in grid.rows]
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell not in (">", "^"):
                across, down = _spans(rows, r, c)
                x, y = grid.x + sum(grid.widths[:c]), grid.y + r * grid.high
                wide = sum(grid.widths[c:c + across])
                if grid.ruled:
                    page.draw_rect((x, y, x + wide, y + down * grid.high), color=_INK, width=0.6)
                _cell(page, name, grid, cell.format_map(values), (x, y, wide, down * grid.high))


def _cell(page: pymupdf.Page, name: str, grid: G, text: str, room: tuple[float, float, float, float]) -> None:
    x, y, wide, high = room
    if text.startswith("↓"):
        step = grid.size * 1.2
        return _upright(page, name, x + (wide - grid.size) / 2, y + max(2, (high - step * (len(text) - 1)) / 2),
                        text[1:], grid.size)
    font = _font(name)
    length = font.text_length(text, fontsize=grid.size)
    lines = math.ceil(length / max(1.0, wide - 6))
    left = (wide - length) / 2 if grid.centred and lines == 1 else 3
    _lines(page, name, x + left, y + max(1, (high - lines * grid.size * 1.25) / 2), text, grid.size, wide - 5)


def _spans(rows: Sequence[Sequence[str]], r: int, c: int) -> tuple[int, int]:
    across = down = 1
    while c + across < len(rows[r]) and rows[r][c + across] == ">":
        across += 1
    while r + down < len(rows) and c < len(rows[r + down]) and rows[r + down][c] == "^":
        down += 1
    return across, down


def _seal(page: pymupdf.Page, name: str, seal: S) -> None:
    page.draw_circle((seal.x, seal.y), seal.radius, color=_RED, width=1.8, stroke_opacity=0.75)
    page.draw_circle((seal.x, seal.y), seal.radius / 6, color=_RED, fill=_RED, fill_opacity=0.7, stroke_opacity=0.7)
    size, turn = seal.radius / 4, math.pi / (len(seal.text) + 1)
    for number, sign in enumerate(seal.text, 1):
        angle = math.pi + number * turn
        at = (seal.x + 0.72 * seal.radius * math.cos(angle) - size / 2, seal.y + 0.72 * seal.radius * math.sin(angle))
        writer = pymupdf.TextWriter(page.rect, color=_RED, opacity=0.75)
        writer.append(at, sign, font=_font(name), fontsize=size)
        writer.write_text(page)


def save(document: pymupdf.Document, file: Path, *, seed: int) -> Path:
    """A PDF with a text layer, or a damaged picture of its page at 150 dpi where the file is to be one."""
    if file.suffix == ".pdf":
        document.save(file)
        return file
    pixmap = document[0].get_pixmap(dpi=150, colorspace=pymupdf.csRGB, alpha=False)
    image = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3).copy()
    damaged = scanned(Page(image, ()), np.random.default_rng(seed)).image
    cv2.imwrite(str(file), damaged[:, :, ::-1])
    return file
