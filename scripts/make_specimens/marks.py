"""Marks that make plain that a document is a specimen, and the pieces that forms share."""

from __future__ import annotations

import io
import math

import zxingcpp
from PIL import Image

from .sheet import Colour, Sheet

STAMP: Colour = (0.82, 0.12, 0.14)


def stamp(sheet: Sheet, x: float, y: float, *, rx: float, ry: float, top: str, middle: list[str]) -> None:
    """A company stamp around (x, y): two rings, a name along the upper arc, lines in the middle.

    It is placed as a picture, as a pressed stamp would be: its letters are not part of the page's text.
    """
    seal = Sheet(2 * rx + 2, 2 * ry + 2, unit=sheet.unit)
    em = ry * sheet.unit
    _rings(seal, rx, ry)
    inner_x, inner_y = rx - ry * 0.33, ry * 0.67
    for number, char in enumerate(top):
        angle = math.radians(205 - (230 * number / max(len(top) - 1, 1)))
        lean = math.degrees(math.atan2(math.cos(angle) * inner_y, math.sin(angle) * inner_x))
        seal.text(rx + 1 + inner_x * math.cos(angle), ry + 1 - inner_y * math.sin(angle), char, face="songb",
                  size=em * 0.225, colour=STAMP, align="centre", turn=-lean, opacity=0.85)
    for number, line in enumerate(middle):
        seal.text(rx + 1, ry + 1 + ry * (0.16 + 0.3 * number), line, face="heib", colour=STAMP, align="centre",
                  size=em * (0.32 if number == 0 else 0.165), opacity=0.85)
    sheet.picture(x - rx - 1, y - ry - 1, seal.width, seal.height, content=seal.png(dpi=300, transparent=True))


def _rings(seal: Sheet, rx: float, ry: float) -> None:
    for inset, width in ((0.0, 1.8), (ry * 0.065, 0.5)):
        seal.oval(1 + inset, 1 + inset, 1 + 2 * rx - inset, 1 + 2 * ry - inset, colour=STAMP, width=width, opacity=0.85)


def qr_code(sheet: Sheet, x: float, y: float, *, side: float, content: str) -> None:
    """A QR code with its upper left corner at (x, y)."""
    code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = Image.fromarray(code.to_image(scale=8, add_quiet_zones=False)).convert("1")
    out = io.BytesIO()
    image.save(out, "PNG")
    sheet.picture(x, y, side, side, content=out.getvalue())
