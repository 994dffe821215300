"""The paper that documents are drawn on: lines of text with boxes, or a picture of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ocr_engine.types import BBox, PageText, TextLine
from scripts.bench.ocr_pages import Page, scanned

WIDTH, HEIGHT, SIZE = 595, 842, 10.5
_DPI, _INK = 150, (25, 25, 30)
_FONTS = {"zh": ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
          "": ("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 0)}
Line = tuple[float, float, str, float]


@dataclass
class Sheet:
    """Points from the upper left corner; ``turn`` begins another page."""

    pages: list[list[Line]] = field(default_factory=lambda: [[]])

    @staticmethod
    def wide(text: str, size: float = SIZE) -> float:
        return sum(size if ord(c) > 0x2E80 else size * 0.52 for c in text)

    def text(self, x: float, y: float, text: str, size: float = SIZE) -> None:
        if text.strip():
            self.pages[-1].append((x, y, text.strip(), size))

    def turn(self) -> None:
        self.pages.append([])

    def read(self) -> tuple[PageText, ...]:
        """In reading order, as a text layer gives it."""
        return tuple(PageText(number, WIDTH, HEIGHT, tuple(self._line(line) for line in _ordered(lines)), "text_layer")
                     for number, lines in enumerate(self.pages, 1))

    def _line(self, line: Line) -> TextLine:
        x, y, text, size = line
        return TextLine(text, BBox(x / WIDTH, y / HEIGHT, (x + self.wide(text, size)) / WIDTH, (y + size) / HEIGHT))

    def scan(self, file: Path, *, lang: str, seed: int) -> list[Path]:
        """A damaged picture of each page as a file; what is there already is not drawn again."""
        files = [file.with_name(f"{file.name}-{number}.png") for number in range(1, len(self.pages) + 1)]
        for number, (lines, path) in enumerate(zip(self.pages, files, strict=True)):
            if not path.exists():
                page = scanned(Page(_drawn(lines, lang), ()), np.random.default_rng((seed, number)))
                cv2.imwrite(str(path), page.image[:, :, ::-1])
        return files


def _ordered(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (round(line[1] / 6), line[0]))


def _drawn(lines: list[Line], lang: str) -> np.ndarray:
    scale = _DPI / 72
    image = Image.new("RGB", (round(WIDTH * scale), round(HEIGHT * scale)), "white")
    brush = ImageDraw.Draw(image)
    for x, y, text, size in lines:
        brush.text((x * scale, y * scale), text, font=_font(lang, round(size * scale * 0.92)), fill=_INK, anchor="lt")
    return np.asarray(image).copy()


@cache
def _font(lang: str, pixels: int) -> ImageFont.FreeTypeFont:
    path, number = _FONTS.get(lang, _FONTS[""])
    return ImageFont.truetype(path, pixels, index=number)
