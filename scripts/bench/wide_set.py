"""``python -m scripts.bench.wide_set``: slips whose letters stand apart, read with and without joining their words.

Drawn with the fonts inside PyMuPDF at several spreads, plain or as a dot-matrix printer prints: how many words and
whole cells of the slips stand in the text of the page.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from unicodedata import normalize
from unittest.mock import patch

import cv2
import numpy as np
import pymupdf

from ocr_engine.backends.rapid import RapidReader
from ocr_engine.config import Config
from ocr_engine.recognise.ocr import read_image

Slip = tuple[tuple[str, ...], ...]
WEIGHED = (("WEIGHBRIDGE SLIP",), ("Slip No.", "WB-20417"), ("Date", "2025/12/23"), ("Time", "14:07:55"),
           ("Vehicle", "KJA 482 XY"), ("Gross", "42180 kg"), ("Tare", "15260 kg"), ("Net", "26920 kg"),
           ("Amount", "182.50"), ("Fee USD", "1,345.00"), ("TOTAL", "1527.50"), ("Operator", "M. OKORO"))
PARKED = (("CITY PARKING",), ("TICKET No. 0017",), ("DATE: 23/12/2025",), ("IN 08:15 OUT 17:42",), ("PAID: $ 18.00",),
          ("THANK YOU FOR PARKING WITH US",))
CHINESE = (("过磅单",), ("单号:", "WB20251223017"), ("日期:", "2025-12-23"), ("时间:", "14:07"), ("车号:", "沪A12345"),
           ("毛重:", "42180"), ("皮重:", "15260"), ("净重:", "26920"), ("金额:", "182.50"), ("经手人:", "王小明"))
COUNTED = (("Item", "Qty", "A", "B", "C"), ("Bolt M8", "4", "1", "2", "7"), ("Nut M8", "6", "2", "5", "3"),
           ("Washer", "8", "9", "1", "4"), ("Total", "18", "12", "8", "14"), ("Rate us 3 4 5 1 2",))
SLIPS = {"weighed": WEIGHED, "parked": PARKED, "Chinese": CHINESE, "counted": COUNTED}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench.wide_set", description=__doc__)
    parser.add_argument("--spreads", default="1,1.3,1.6,2,2.5", help="times the usual distance of letters")
    spreads = [float(part) for part in parser.parse_args().spreads.split(",")]
    reader = RapidReader(Config())
    print("print, spread: words without joining, with, of; cells the same")
    for name, font, dots in (("Courier", "cour", False), ("Helvetica", "helv", False), ("dot matrix", "cobo", True)):
        for spread in spreads:
            counts = np.sum([_counts(slip, picture(slip, font, spread, dots=dots), reader) for slip in SLIPS.values()],
                            axis=0)
            before, after, words, *cells = counts
            print(f"{name}, {spread:g}: {before}, {after}, of {words}; {cells[0]}, {cells[1]}, of {cells[2]}")
    return 0


def picture(slip: Slip, font: str, spread: float, *, dots: bool, size: float = 13) -> np.ndarray:
    """The slip as an RGB page."""
    page = pymupdf.open().new_page(width=760, height=30 * (len(slip) + 2))
    wide = 300 if len(slip[1]) < 4 else 140
    for row, cells in enumerate(slip):
        for column, text in enumerate(cells):
            for x, sign in _placed(text, font, size, spread):
                page.insert_text((30 + wide * column + x, 40 + 30 * row), sign, fontsize=size,
                                 fontname=font if sign.isascii() else "china-s")
    pixmap = page.get_pixmap(dpi=200 if dots else 150, colorspace=pymupdf.csGRAY)
    grey = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width)
    grey = _dotted(grey) if dots else grey
    noisy = grey + np.random.default_rng(0).normal(0, 4, grey.shape)
    return cv2.cvtColor(noisy.clip(0, 255).astype(np.uint8), cv2.COLOR_GRAY2RGB)


def _placed(text: str, font: str, size: float, spread: float) -> Iterator[tuple[float, str]]:
    """Where each sign stands, in points: a typewriter's steps are wider, other print has more between its letters."""
    x = 0.0
    for sign in text:
        yield x, sign
        width = pymupdf.get_text_length(sign, font if sign.isascii() else "china-s", size)
        x += width * spread if font.startswith("co") else width + 0.55 * size * (spread - 1)


def _dotted(grey: np.ndarray) -> np.ndarray:
    """Each dark spot as a round dot, a little blurred."""
    height, width = (length // 2 for length in grey.shape)
    dark = grey[:height * 2, :width * 2].reshape(height, 2, width, 2).mean(axis=(1, 3)) < 190
    dot = np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]], np.uint8)
    ink = np.kron(dark.astype(np.uint8), dot)
    return cv2.GaussianBlur(np.where(ink > 0, 30, 255).astype(np.uint8), (0, 0), 0.8)


def _counts(slip: Slip, image: np.ndarray, reader: RapidReader) -> list[int]:
    """Words found without joining and with it, all words; the same of cells."""
    with patch("ocr_engine.recognise.ocr.words_joined", lambda _image, lines: list(lines)):
        before = _texts(image, reader)
    after = _texts(image, reader)
    cells = [cell for row in slip for cell in row]
    words = [word for cell in cells for word in cell.split()]
    return [*(_shared(_words(texts), words) for texts in (before, after)), len(words),
            *(_shared(texts, cells) for texts in (before, after)), len(cells)]


def _texts(image: np.ndarray, reader: RapidReader) -> list[str]:
    return [normalize("NFKC", line.text) for line in read_image(image, reader).lines]


def _words(texts: list[str]) -> list[str]:
    return [word for text in texts for word in text.split()]


def _shared(read: list[str], printed: list[str]) -> int:
    return sum((Counter(read) & Counter(printed)).values())


if __name__ == "__main__":
    raise SystemExit(main())
