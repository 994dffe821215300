"""The piece of a page around a value, cut from its picture as somebody may see it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from docmgr.accounts.models import User
from docmgr.core.exceptions import NotThere
from docmgr.documents import pictures
from docmgr.documents.models import Page
from docmgr.review import covering
from docmgr.review.concealing.line_parts import turned as placed
from docmgr.review.places import Box

_ABOVE = 0.6  # room over and under the value, in heights of a line
_SHAPE = 3.4  # how wide for its height a piece is at least, so that all of them fill their place on the wall
_IN_FRONT = 0.75  # of the room beside the value: its label stands there
_LEAST = 12  # pixels
_LARGEST = (960, 280)  # a value of many lines is made smaller
_INK = (47, 85, 212)


def crop_of(user: User, page: Page, box: Sequence[float]) -> bytes:
    """A JPEG, upright, with a frame around the value. Some hundredths of a second. Raises NotThere."""
    try:
        with Image.open(io.BytesIO(covering.picture(user, page))) as whole:
            picture = whole.convert("RGB")
    except OSError as error:
        raise NotThere from error
    return pictures.encoded(_cut(picture, box, page.rotation), format="JPEG")


def version_of(user: User, page: Page, box: Sequence[float]) -> str:
    """Says which crop this is: another picture or another box, another version."""
    told = f"{covering.version_of(user, page)} {[round(v, 5) for v in box]}"
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def _cut(picture: Image.Image, box: Sequence[float], turned: int) -> Image.Image:
    """Turned upright first: what stands in front of a value is known then, and lines lie."""
    picture, box = pictures.upright(picture, turned), placed(_sorted(box), turned)
    width, height = picture.size
    x0, x1, y0, y1 = box[0] * width, box[2] * width, box[1] * height, box[3] * height
    line = max(min(y1 - y0, height / 45), _LEAST)
    top, bottom = int(max(0.0, y0 - _ABOVE * line)), min(height, int(y1 + _ABOVE * line) + 1)
    room = max(_SHAPE * (bottom - top) - (x1 - x0), 2 * line)
    left = int(max(0.0, x0 - _IN_FRONT * room))
    right = min(width, int(x1 + (1 - _IN_FRONT) * room) + 1)
    part = picture.crop((min(left, width - 1), min(top, height - 1), right, bottom))
    ImageDraw.Draw(part).rectangle((x0 - left - 3, y0 - top - 3, x1 - left + 3, y1 - top + 3), outline=_INK, width=2)
    part.thumbnail(_LARGEST)
    return part


def _sorted(box: Sequence[float]) -> Box:
    return [min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])]
