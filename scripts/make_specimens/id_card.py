"""A Chinese resident identity card: the two sides as cut-out scans, and the one-page copy that offices ask for."""

from __future__ import annotations

import io
import math
import random

import pymupdf
from PIL import Image, ImageDraw, ImageFilter

from . import numbers, photo
from .labels import Specimen
from .sheet import MM, Colour, Sheet, finished

WIDTH, HEIGHT = 85.6, 54.0
CAPTION: Colour = (0.16, 0.43, 0.68)
PRINT: Colour = (0.06, 0.06, 0.08)
MARK: Colour = (0.78, 0.1, 0.12)
DPI = 300

# 510202 was a district of Chongqing until the city left Sichuan in March 1997; the card's holder would have been born
# in December of that year, and order number 000 is given to nobody.
NUMBER = numbers.resident_id(region="510202", born="19971228", sequence="000")
FRONT = {"name": "李样例", "sex": "女", "nation": "汉", "birth_date": "1997年12月28日",
         "address": "示范省样例市演示区虚构路19号院3号楼501室", "id_number": NUMBER}
BACK = {"issuing_authority": "样例市公安局演示分局", "validity": "2024.03.01-2044.03.01"}


def make(seed: int) -> list[Specimen]:
    """Front, back, and both on one sheet. ``seed`` decides the fine lines of the ground and the scanner's grain."""
    chance = random.Random(seed)
    front, back = _scan(_front(chance)), _scan(_back(chance))
    return [
        Specimen("specimen_id_card_front", "id_card_front.jpg", "id_card", "zh", _jpeg(front), dict(FRONT), list(BACK)),
        Specimen("specimen_id_card_back", "id_card_back.jpg", "id_card", "zh", _jpeg(back), dict(BACK), list(FRONT)),
        Specimen("specimen_id_card_copy", "id_card_copy.pdf", "id_card", "zh", _copy(front, back, seed), FRONT | BACK),
    ]


def _ground(chance: random.Random, *, tint: Colour, line: Colour) -> Sheet:
    """An empty card with woven fine lines."""
    sheet = Sheet(WIDTH, HEIGHT, unit=MM)
    sheet.rect(0, 0, WIDTH, HEIGHT, colour=None, fill=tint)
    phase = [chance.uniform(0, math.tau) for _ in range(2)]
    for number in range(-12, 74):
        for turn, height, length in ((phase[0], 2.6, 9.0), (phase[1], 3.8, 15.0)):
            wave = [(x / 2, number * 0.95 + height * math.sin(x / 2 / length + turn + number / 15))
                    for x in range(0, 174, 2)]
            sheet.curve(wave, colour=line, width=0.16)
    return sheet


def _front(chance: random.Random) -> Sheet:
    sheet = _ground(chance, tint=(0.93, 0.965, 0.975), line=(0.78, 0.87, 0.9))
    _caption(sheet, 6.2, 10.8, "姓名", FRONT["name"], size=11.5)
    _caption(sheet, 6.2, 18, "性别", FRONT["sex"])
    _caption(sheet, 24.5, 18, "民族", FRONT["nation"])
    year, month, day = "1997", "12", "28"
    sheet.text(6.2, 25, "出生", face="hei", size=7.6, colour=CAPTION)
    for x, value, unit in ((15, year, "年"), (28, month, "月"), (37, day, "日")):
        sheet.text(x, 25, value, face="hei", size=9.5, colour=PRINT)
        sheet.text(x + (8.8 if unit == "年" else 4.9), 25, unit, face="hei", size=7.6, colour=CAPTION)
    sheet.text(6.2, 32.2, "住址", face="hei", size=7.6, colour=CAPTION)
    for row, line in enumerate(sheet.wrap(FRONT["address"], 37.5, face="hei", size=9.2)):
        sheet.text(15, 32.2 + row * 4.4, line, face="hei", size=9.2, colour=PRINT)
    sheet.text(6.2, 48.6, "公民身份号码", face="hei", size=7.6, colour=CAPTION)
    for place, char in enumerate(NUMBER):
        sheet.text(28.5 + place * 2.75, 48.8, char, face="heib", size=11.2, colour=PRINT)
    _portrait(sheet)
    return sheet


def _caption(sheet: Sheet, x: float, y: float, caption: str, value: str, *, size: float = 9.5) -> None:
    sheet.text(x, y, caption, face="hei", size=7.6, colour=CAPTION)
    sheet.text(x + 8.8, y, value, face="hei", size=size, colour=PRINT)


def _portrait(sheet: Sheet) -> None:
    """Nobody's outline where the photograph would be, with the specimen mark across the chest."""
    grey: Colour = (0.62, 0.67, 0.71)
    left, right, top, bottom = 55.5, 80.5, 7.0, 39.5
    middle = (left + right) / 2
    sheet.rect(left, top, right, bottom, colour=None, fill=(0.86, 0.89, 0.91))
    body = [(middle + 10.6 * math.cos(a), bottom - 10.2 * math.sin(a) ** 0.8)
            for a in (math.pi * step / 40 for step in range(41))]
    sheet.curve([(left + 1.2, bottom), *body[::-1], (right - 1.2, bottom)], colour=None, fill=grey)
    sheet.rect(middle - 3.1, 24, middle + 3.1, 31.5, colour=None, fill=grey)
    sheet.oval(middle - 6.0, 11.6, middle + 6.0, 26.8, colour=None, fill=grey)
    sheet.text(middle, 35.6, "样  本", face="heib", size=13, colour=MARK, align="centre")
    sheet.text(middle, 38.6, "SPECIMEN", face="sansb", size=7, colour=MARK, align="centre")


def _back(chance: random.Random) -> Sheet:
    sheet = _ground(chance, tint=(0.955, 0.965, 0.955), line=(0.84, 0.88, 0.84))
    _rosette(sheet, 14, 14.2, 7.4)
    sheet.spread(28, 76, 12.5, "中华人民共和国", face="song", size=13, colour=PRINT)
    sheet.spread(25.5, 78.5, 23, "居民身份证", face="songb", size=20, colour=PRINT)
    sheet.text(52, 30.5, "样本 SPECIMEN", face="heib", size=9, colour=MARK, align="centre")
    for y, caption, value in zip((41.5, 48.3), ("签发机关", "有效期限"), BACK.values(), strict=True):
        sheet.text(34, y, caption, face="heib", size=7.6, colour=PRINT, align="right")
        sheet.text(36.5, y, value, face="hei", size=9.2, colour=PRINT)
    return sheet


def _rosette(sheet: Sheet, x: float, y: float, radius: float) -> None:
    """A woven ring in the place of the emblem."""
    for turn in range(18):
        a = math.tau * turn / 18
        cx, cy, r = x + radius * 0.5 * math.cos(a), y + radius * 0.5 * math.sin(a), radius * 0.5
        sheet.oval(cx - r, cy - r, cx + r, cy + r, colour=(0.82, 0.35, 0.32), width=0.35)
    sheet.oval(x - 3.1, y - 3.1, x + 3.1, y + 3.1, colour=MARK, fill=(1, 1, 1), width=0.6)
    sheet.text(x, y + 1.05, "样本", face="heib", size=8, colour=MARK, align="centre")


def _scan(sheet: Sheet) -> Image.Image:
    """The card as a scanner sees it: rounded corners, a soft edge shadow, white around it."""
    card = sheet.image(dpi=DPI)
    margin, radius = 55, 38
    mask = Image.new("L", card.size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, card.width - 1, card.height - 1), radius, fill=255)
    size = (card.width + 2 * margin, card.height + 2 * margin)
    scan = Image.new("RGB", size, (250, 250, 248))
    shadow = Image.new("L", size, 0)
    shadow.paste(mask.point(lambda v: v // 3), (margin + 4, margin + 6))
    scan.paste((90, 90, 95), mask=shadow.filter(ImageFilter.GaussianBlur(7)))
    scan.paste(card, (margin, margin), mask)
    return scan


def _copy(front: Image.Image, back: Image.Image, seed: int) -> bytes:
    """Both sides on one A4 sheet, scanned a little askew: an image without a text layer."""
    sheet = Image.new("RGB", (1654, 2339), (250, 250, 248))
    for image, top, angle in ((front, 470, 0.9), (back, 1230, -0.6)):
        side = image.resize((round(image.width * 0.82), round(image.height * 0.82)), Image.Resampling.LANCZOS)
        turned = side.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=(250, 250, 248))
        sheet.paste(turned, ((sheet.width - turned.width) // 2, top))
    scanned = photo.grain(sheet, seed=seed, strength=2.2)
    with pymupdf.open() as doc:
        page = doc.new_page(width=595.3, height=841.9)
        page.insert_image(page.rect, stream=_jpeg(scanned))
        doc.set_metadata({"title": "居民身份证复印件（样本）", "creator": "docmgr specimens"})
        return finished(doc)


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=86, optimize=True, dpi=(DPI, DPI))
    return out.getvalue()
