"""Marks that make plain that a document is a specimen, and the pieces that forms share."""

from __future__ import annotations

import io
import math

import zxingcpp
from PIL import Image

from .sheet import Colour, Sheet

STAMP: Colour = (0.82, 0.12, 0.14)


def stamp(sheet: Sheet, x: float, y: float, *, rx: float, ry: float, top: str, middle: list[str],
          colour: Colour = STAMP) -> None:
    """A company stamp around (x, y): two rings, a name along the upper arc, lines in the middle. In millimetres."""
    sheet.oval(x - rx, y - ry, x + rx, y + ry, colour=colour, width=1.8, opacity=0.85)
    sheet.oval(x - rx + 0.9, y - ry + 0.9, x + rx - 0.9, y + ry - 0.9, colour=colour, width=0.5, opacity=0.85)
    size = ry * 0.74
    inner_x, inner_y = rx - 1.6 - size / sheet.unit, ry - 1.6 - size / sheet.unit
    for number, char in enumerate(top):
        angle = math.radians(205 - (230 * number / max(len(top) - 1, 1)))
        lean = math.degrees(math.atan2(math.cos(angle) * inner_y, math.sin(angle) * inner_x))
        sheet.text(x + inner_x * math.cos(angle), y - inner_y * math.sin(angle), char, face="songb", size=size,
                   colour=colour, align="centre", turn=-lean, opacity=0.85)
    for number, line in enumerate(middle):
        sheet.text(x, y + ry * (0.2 + 0.34 * number), line, face="heib", size=ry * (0.95 if number == 0 else 0.62),
                   colour=colour, align="centre", opacity=0.85)


def qr_code(sheet: Sheet, x: float, y: float, *, side: float, content: str) -> None:
    """A QR code with its upper left corner at (x, y)."""
    code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = Image.fromarray(code.to_image(scale=8, add_quiet_zones=False)).convert("1")
    out = io.BytesIO()
    image.save(out, "PNG")
    box = (x * sheet.unit, y * sheet.unit, (x + side) * sheet.unit, (y + side) * sheet.unit)
    sheet.draw(lambda page: page.insert_image(box, stream=out.getvalue()))
