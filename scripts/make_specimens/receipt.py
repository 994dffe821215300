"""A till receipt photographed by hand on a table: askew, creased, shaded, a little soft."""

from __future__ import annotations

import io
from decimal import Decimal

import cv2
import numpy as np
from PIL import Image

from . import photo
from .labels import Specimen
from .sheet import Colour, Sheet

INK: Colour = (0.17, 0.17, 0.21)
WIDTH, HEIGHT = 226.0, 470.0
COMPANY = "PAPER LANTERN BOOKS & CAFE LTD"
ADDRESS = ("27 Makebelieve Street", "Old Harbour", "Samplebridge SB0 7ZZ")
DATE, TIME = "09/08/2025", "15:42"
VAT_PART = Decimal("0.20")

ITEMS = (
    ("Field Notes, A5 dotted", 2, Decimal("6.50")), ("The Lamplighter (pbk)", 1, Decimal("11.99")),
    ("Flat white", 2, Decimal("3.40")), ("Almond slice", 1, Decimal("3.95")),
    ("Gift wrap", 1, Decimal("1.50")),
)
TOTAL = sum((price * count for _, count, price in ITEMS), Decimal(0))
PAID = Decimal("40.00")


def make(seed: int) -> Specimen:
    """Draws the receipt flat, then photographs it; ``seed`` decides folds, light, and noise."""
    chance = np.random.default_rng(seed)
    flat = np.asarray(_paper().image(dpi=290), np.float32)
    tint = np.array([0.985, 0.98, 0.955], np.float32)
    paper = photo.crumple(flat * tint, chance, depth=5.0)
    ground = photo.desk(chance, 2040, 1530)
    corners = [(292.0, 118.0), (1190.0, 196.0), (1296.0, 1902.0), (158.0, 1838.0)]
    picture = photo.light(photo.lay(paper, ground, corners, shadow=0.55), chance)
    soft = cv2.GaussianBlur(picture, (0, 0), 0.9)
    noise = np.asarray(chance.normal(0, 5, soft.shape), np.float32)
    noisy = np.add(soft, cv2.GaussianBlur(noise, (0, 0), 0.7))
    out = io.BytesIO()
    Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).save(out, "JPEG", quality=80, optimize=True)
    return Specimen("specimen_receipt", "receipt.jpg", "receipt", "en", out.getvalue(), _fields())


def _fields() -> dict[str, str | list[str]]:
    return {"company": COMPANY, "date": DATE, "address": ", ".join(ADDRESS), "total": f"{TOTAL:.2f}"}


def _paper() -> Sheet:
    sheet = Sheet(WIDTH, HEIGHT)
    middle, left, right = WIDTH / 2, 14.0, WIDTH - 14.0
    sheet.rect(0, 0, WIDTH, HEIGHT, colour=None, fill=(0.98, 0.98, 0.975))
    sheet.text(middle, 34, "Paper Lantern", face="sansb", size=19, colour=INK, align="centre")
    _centred(sheet, middle, 54, [COMPANY], size=9.5, face="monob")
    _centred(sheet, middle, 68, [*ADDRESS, "Tel 020 7946 0181", "VAT No. GB 999 9999 73"], size=8.6)
    y = 134.0
    sheet.line(left, y, right, y, colour=INK, dashes="[3 2]")
    _pair(sheet, y + 14, f"Date {DATE}", f"Time {TIME}")
    _pair(sheet, y + 26, "Receipt 004-11872", "Till 2  Mina")
    y += 34
    sheet.line(left, y, right, y, colour=INK, dashes="[3 2]")
    y += 3
    for name, count, price in ITEMS:
        y += 13
        _pair(sheet, y, name, f"{price * count:.2f}")
        if count > 1:
            y += 11
            sheet.text(left + 12, y, f"{count} x {price:.2f}", face="mono", size=8.4, colour=INK)
    y += 9
    sheet.line(left, y, right, y, colour=INK, dashes="[3 2]")
    _pair(sheet, y + 19, "TOTAL GBP", f"{TOTAL:.2f}", size=13, face="monob")
    _pair(sheet, y + 34, "Cash", f"{PAID:.2f}")
    _pair(sheet, y + 46, "Change", f"{PAID - TOTAL:.2f}")
    tax = (TOTAL * VAT_PART / (1 + VAT_PART)).quantize(Decimal("0.01"))
    _pair(sheet, y + 62, f"VAT incl. {VAT_PART * 100:.0f}%", f"{tax:.2f}")
    y += 72
    sheet.line(left, y, right, y, colour=INK, dashes="[3 2]")
    thanks = ["Thank you, come back soon!", "Returns within 28 days", "with this receipt"]
    _centred(sheet, middle, y + 17, thanks, size=8.6)
    _bars(sheet, middle, y + 54)
    _centred(sheet, middle, y + 92, ["*** SPECIMEN - NOT A REAL SALE ***"], size=8, face="monob")
    return sheet


def _centred(sheet: Sheet, x: float, y: float, lines: list[str], *, size: float, face: str = "mono") -> None:
    for row, line in enumerate(lines):
        sheet.text(x, y + row * size * 1.38, line, face=face, size=size, colour=INK, align="centre")


def _pair(sheet: Sheet, y: float, left: str, right: str, *, size: float = 9, face: str = "mono") -> None:
    sheet.text(14, y, left, face=face, size=size, colour=INK)
    sheet.text(WIDTH - 14, y, right, face=face, size=size, colour=INK, align="right")


def _bars(sheet: Sheet, x: float, y: float) -> None:
    """A decorative bar code."""
    pattern = "2113122131123211213112312113221131211232112"
    at = x - sum(map(int, pattern)) * 1.2 / 2
    for number, digit in enumerate(pattern):
        width = int(digit) * 1.2
        if number % 2 == 0:
            sheet.rect(at, y, at + width, y + 24, colour=None, fill=INK)
        at += width
