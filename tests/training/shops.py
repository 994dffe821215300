"""Approved documents of several shops: each shop a layout, each document with its picture, drawn line by line."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from docmgr.accounts.models import User
from docmgr.core.lease import JobState
from docmgr.doctypes.models import DocumentType
from docmgr.documents import storage
from docmgr.documents.models import Blob, Document, Page, Status
from docmgr.extraction.models import ExtractionRun, FieldValue
from docmgr.pipeline import flow
from docmgr.review import deciding
from docmgr.training.exports import formats
from docmgr.training.exports.formats.material import Item
from docmgr.training.selectors import SampleFilter

WIDTH, HEIGHT = 1000, 1400
SECRET = "110105194912310021"
# What makes a layout of its own: words of its own, at places of their own.
SHOPS = {
    "acorn": ("ACORN GARDEN SUPPLIES", "Mossley Lane, Thornbury", "Invoice number", "Grand amount"),
    "birch": ("BIRCHWOOD KITCHENS", "Harbour Street, Pellham", "Invoice number", "Payable sum"),
    "cedar": ("Cedarville Motor Works", "Quarry Road, Ashdown", "Invoice number", "Balance owing"),
    "dahlia": ("DAHLIA FLOWER MARKET", "Willow Crescent, Fenwick", "Invoice number", "Charge altogether"),
    "elder": ("Elderberry Stationers", "Candle Yard, Rookhope", "Invoice number", "Settled value"),
}


def lines_of(shop: str, number: str, total: str, *, id_no: str = "") -> list[dict[str, Any]]:
    """The print of one receipt; each line as wide as its letters."""
    title, street, number_label, total_label = SHOPS[shop]
    shift = 0.01 * list(SHOPS).index(shop)
    texts = [(title, 0.06), (street, 0.1), (f"{number_label}: {number}", 0.2 + shift), ("Thank you", 0.9),
             (f"{total_label}: {total}", 0.4 + shift)]
    texts += [(f"Holder {id_no}", 0.6)] if id_no else []
    return [{"text": text, "box": [0.1, y, 0.1 + 0.017 * len(text), y + 0.022], "confidence": 0.98}
            for text, y in sorted(texts, key=lambda item: item[1])]


def value_box(lines: list[dict[str, Any]], value: str) -> list[float]:
    """Where a value stands among the lines, by its share of the letters."""
    line = next(ln for ln in lines if value in ln["text"])
    x0, y0, x1, y1 = line["box"]
    start, unit = line["text"].index(value), (x1 - x0) / len(line["text"])
    return [x0 + unit * start, y0, x0 + unit * (start + len(value)), y1]


def draw(lines: list[dict[str, Any]], path: Path) -> None:
    picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
    pen = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=24)
    for line in lines:
        x0, y0, x1, _y1 = line["box"]
        step = (x1 - x0) * WIDTH / len(line["text"])
        for n, letter in enumerate(line["text"]):
            pen.text((x0 * WIDTH + n * step, y0 * HEIGHT), letter, fill="black", font=font)
    picture.save(path, quality=90)


def approved(
    owner: User, by: User, doc_type: DocumentType, shop: str, *, number: str, total: str,
    read_number: str = "", id_no: str = "", approve: bool = True,
) -> Document:
    """A receipt on which a person confirmed the total and put the number right where it was read otherwise."""
    read = read_number or number
    lines = lines_of(shop, read, total, id_no=id_no)
    blob, _made = Blob.objects.get_or_create(
        sha256=f"{Document.objects.count() + 1:064x}", defaults={"size": 1, "media_type": "image/png"})
    document = Document.objects.create(owner=owner, blob=blob, name=f"{shop}.jpg", doc_type=doc_type, page_count=1,
                                       status=Status.IN_REVIEW)
    with tempfile.TemporaryDirectory() as folder:
        draw(lines_of(shop, number, total, id_no=id_no), path := Path(folder) / "0001.jpg")
        key = storage.save_image(f"tests/{document.pk}/0001.jpg", path)  # another where a test left one under this
    Page.objects.create(document=document, number=1, width=WIDTH, height=HEIGHT, lines=lines, image=key)
    run = ExtractionRun.objects.create(document=document, state=JobState.DONE, type_version=doc_type.live,
                                       engine="test-engine", prompt="Read it.")
    for field, value, raw in (("number", read, read), ("total", total.replace(",", ""), total)):
        FieldValue.objects.create(run=run, key=field, value=value, raw=raw, confidence=0.9, page=1,
                                  box=value_box(lines, raw), source="ocr", how="label_right")
    decide(document, by, "number", "change" if read_number else "confirm", number if read_number else "")
    decide(document, by, "total", "confirm")
    decide(document, by, "buyer", "absent")
    if id_no:
        decide(document, by, "id_no", "change", id_no)
    if approve:
        flow.approve(document, actor=by, revision=document.revision)
    return document


def decide(document: Document, by: User, key: str, kind: str, value: str = "") -> None:
    deciding.decide(document, by=by, revision=document.revision, key=key, kind=kind, value=value)


def items(**options: object) -> Iterator[Item]:
    """What an export of all of them is written from."""
    return formats.gather(SampleFilter(), **{"everything": True, "masked": False, **options})
