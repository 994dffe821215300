"""An identity card of the specimens on a sheet with all that papers about people bear: a photograph, a signature, a
seal, codes, lines for machines, and its number once more in other spellings; read by the product itself."""

from __future__ import annotations

import io
import json
import math
from functools import cache

import numpy as np
import zxingcpp
from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from docmgr.accounts.models import User
from docmgr.doctypes import builtin
from docmgr.doctypes.selectors import get_type
from docmgr.documents.models import Document
from docmgr.extraction.models import ExtractionRun
from docmgr.pipeline import flow
from docmgr.pipeline.demo import SPECIMENS
from docmgr.review.values import current_fields
from tests.training import shops

NUMBER = "51020219971228000X"
SENSITIVE = {"name": "李样例", "birth_date": "1997-12-28", "address": "示范省样例市演示区虚构路19号院3号楼501室",
             "id_number": NUMBER}
OPEN = {"sex": "女", "nation": "汉"}
WIDTH, HEIGHT = 1240, 1754
FACE = (760, 130, 980, 420)
BENEATH = 760  # pixels from the top: the card ends above


@cache
def sheet() -> Image.Image:
    picture = Image.new("RGB", (WIDTH, HEIGHT), (252, 252, 250))
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(size=30)
    with Image.open(SPECIMENS / "id_card_front.jpg") as card:
        picture.paste(card.convert("RGB").resize((962, 641)), (100, 60))
    picture.paste(face(), FACE[:2])
    for y, text in ((800, f"Number {NUMBER[:4]} {NUMBER[4:8]} {NUMBER[8:12]} {NUMBER[12:16]} {NUMBER[16:]}"),
                    (860, "Born 28.12.1997, in figures 1997/12/28"), (920, f"Ref {NUMBER} page 1 of 1"),
                    (1560, "P<CHNLI<<YANGLI<<<<<<<<<<<<<<<<<<<<<<<<<<<<"),
                    (1610, "E123456784CHN9712284F3403015<<<<<<<<<<<<<<<8"), (1100, "Signature of the holder")):
        pen.text((110, y), text, fill=(15, 15, 20), font=font)
    strokes = [(300 + 4 * n, 1120 + 45 * math.sin(n / 5) * math.cos(n / 31)) for n in range(110)]
    pen.line(strokes, fill=(20, 30, 120), width=4)
    pen.ellipse((760, 1000, 1000, 1240), outline=(205, 40, 45), width=7)
    pen.text((800, 1100), "LI YANGLI", fill=(205, 40, 45), font=font)
    for kind, place in ((zxingcpp.BarcodeFormat.QRCode, (130, 1220)), (zxingcpp.BarcodeFormat.PDF417, (420, 1300)),
                        (zxingcpp.BarcodeFormat.Code128, (420, 1420))):
        code = zxingcpp.create_barcode(NUMBER, kind)
        picture.paste(Image.fromarray(code.to_image(scale=3)).convert("RGB"), place)
    for y in (960, 1020):
        pen.line((100, y, 1100, y), fill=(30, 30, 30), width=2)
    return picture


def face() -> Image.Image:
    """Light and shade as of a photograph, nobody's."""
    wide, high = FACE[2] - FACE[0], FACE[3] - FACE[1]
    y, x = np.mgrid[0:high, 0:wide]
    shade = 130 + 70 * np.sin(x / 23) * np.cos(y / 31) + np.random.default_rng(7).normal(0, 9, (high, wide))
    return Image.fromarray(np.stack([shade, shade * 0.85, shade * 0.75], axis=2).clip(0, 255).astype(np.uint8))


def read(owner: User, *, degrees: int = 0, name: str = "sheet.png") -> Document:
    """The sheet as somebody scanned it who has to turn it clockwise by so much, read."""
    definition = json.loads((settings.BUILTIN_TYPES_DIR / "id_card.json").read_text("utf-8"))
    builtin.load(definition)
    file = io.BytesIO()
    sheet().rotate(degrees, expand=True).save(file, "PNG")
    file.seek(0)
    document = flow.submit(stream=file, name=name, owner=owner, doc_type=get_type("id_card")).document
    flow.process(ExtractionRun.objects.get(document=document).pk)
    document.refresh_from_db()
    return document


def approved(owner: User, by: User, *, degrees: int = 0) -> Document:
    """The same, approved with right values."""
    document = read(owner, degrees=degrees)
    decide(document, by)
    flow.approve(document, actor=by, revision=document.revision)
    return document


def decide(document: Document, by: User) -> None:
    """Each field has its right value."""
    for field in current_fields(document):
        right = (SENSITIVE | OPEN).get(field.key, "")
        kind = "absent" if not right else "confirm" if field.value == right else "change"
        shops.decide(document, by, field.key, kind, right if kind == "change" else "")
