"""Crops and pages of an export, from the pictures that the product rendered itself."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from PIL import Image, ImageDraw

from docmgr.core.exceptions import NotThere
from docmgr.documents import storage

# Around a value, in heights of it: enough to see its label.
_MARGIN = 0.6
_TIGHT = 0.12
# A little more than the box is covered, for boxes are reckoned from shares of a line.
_COVER = 0.004


def open_page(key: str) -> Image.Image | None:
    """The page's picture in memory; None where there is none, or the file store has lost or spoilt it."""
    if not key:
        return None
    try:
        stream = storage.open_key(key)
    except NotThere:
        return None
    try:
        with stream, Image.open(stream) as picture:
            return picture.convert("RGB")
    except OSError:
        return None


def is_there(key: str) -> bool:
    """Whether the file store has the page's picture and it begins as one; nothing is unpacked."""
    try:
        with storage.open_key(key) as stream, Image.open(stream):
            return True
    except (NotThere, OSError):
        return False


def cover(picture: Image.Image, boxes: Iterable[Sequence[float]]) -> None:
    """Paint the boxes (fractions of the page) black, for good: the pixels are gone."""
    pen = ImageDraw.Draw(picture)
    for x0, y0, x1, y1 in boxes:
        pen.rectangle(_pixels(picture, (x0 - _COVER, y0 - _COVER, x1 + _COVER, y1 + _COVER)), fill=(0, 0, 0))


def crop(picture: Image.Image, box: Sequence[float]) -> Image.Image:
    """The value with some page around it."""
    room = (box[3] - box[1]) * _MARGIN
    wide = room * picture.height / picture.width * 2
    return picture.crop(_pixels(picture, (box[0] - wide, box[1] - room, box[2] + wide, box[3] + room)))


def tight(picture: Image.Image, box: Sequence[float]) -> Image.Image:
    """A line of text with a hair of page around it, as readers of single lines are trained on."""
    room = (box[3] - box[1]) * _TIGHT
    wide = room * picture.height / picture.width
    return picture.crop(_pixels(picture, (box[0] - wide, box[1] - room, box[2] + wide, box[3] + room)))


def upright(picture: Image.Image, degrees: int) -> Image.Image:
    """Turned clockwise by a multiple of 90 degrees."""
    return picture.rotate(-degrees, expand=True) if degrees % 360 else picture


def encoded(picture: Image.Image, *, format: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, format=format, **({"quality": 90} if format == "JPEG" else {"optimize": True}))
    return out.getvalue()


def _pixels(picture: Image.Image, box: Sequence[float]) -> tuple[int, int, int, int]:
    """At least one pixel wide and high, inside the picture."""
    x0, y0 = (int(max(0.0, min(v, 1.0)) * size) for v, size in zip(box[:2], picture.size, strict=True))
    x1, y1 = (int(max(0.0, min(v, 1.0)) * size + 0.5) for v, size in zip(box[2:], picture.size, strict=True))
    x0, y0 = min(x0, picture.width - 1), min(y0, picture.height - 1)
    return x0, y0, max(x1, x0 + 1), max(y1, y0 + 1)
