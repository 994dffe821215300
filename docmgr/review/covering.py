"""Pages for a reader who may not see sensitive values: covered in the text, painted over in the picture.

Whoever uploaded a document and those who check it get its pages as they are.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from PIL import Image, ImageDraw

from docmgr.accounts.models import User
from docmgr.core.exceptions import NotAllowed
from docmgr.documents.models import Document, Page, Status
from docmgr.documents.states import BEING_READ
from docmgr.documents.storage import open_key
from docmgr.review.disclosure import sees_sensitive
from docmgr.review.fields import CurrentField
from docmgr.review.masking import wherever
from docmgr.review.values import current_fields

Box = list[float]
LEAST = 2  # a single character says nothing and stands everywhere
MARGIN = 0.002
UNREAD = BEING_READ | {Status.FAILED}


@dataclass(frozen=True, slots=True)
class Secrets:
    """What has to be covered: texts wherever they stand, and (page, box) places."""

    texts: tuple[str, ...] = ()
    places: tuple[tuple[int, Box], ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.texts or self.places)

    def covered(self, text: str) -> str:
        for secret in self.texts:
            text = wherever(secret).sub(lambda found: "•" * len(found[0]), text)
        return text


def wordings(field: CurrentField) -> set[str]:
    """As its value stands now and as the engine read it, which is what the page's text goes on saying; whole and by
    lines."""
    read = (field.value, field.raw, field.engine_value, field.engine_raw)
    return {t.strip() for text in read for t in (text, *text.splitlines()) if len(t.strip()) >= LEAST}


def secrets_for(user: User, document: Document) -> Secrets:
    """Empty for those who may read everything."""
    if sees_sensitive(user, document):
        return Secrets()
    fields = [f for f in current_fields(document) if f.sensitive]
    texts = {text for f in fields for text in wordings(f)}
    places = [(page, box) for f in fields for page, box in ((f.page, f.box), (f.engine_page, f.engine_box))
              if page and box]
    return Secrets(tuple(sorted(texts, key=len, reverse=True)), tuple(places))


def picture(page: Page, secrets: Secrets) -> bytes:
    """The JPEG of a page; painted over where a secret stands."""
    with open_key(page.image) as stored:
        content = stored.read()
    boxes = _boxes_on(page, secrets)
    return _painted(content, boxes) if boxes else content


def pages_for(user: User, document: Document) -> list[Page]:
    """All pages of a document as somebody may read them: with their lines covered, never to be saved."""
    pages, secrets = list(document.pages.all()), secrets_for(user, document)
    for page in pages if secrets else ():
        page.lines = [{**line, "text": secrets.covered(line["text"])} for line in page.lines]
    return pages


def require_original(user: User, document: Document) -> None:
    """The file itself cannot be covered, so it is only for those who may read everything. What is secret in it nobody
    knows before it was read. Raises NotAllowed."""
    if not sees_sensitive(user, document) and (document.status in UNREAD or secrets_for(user, document)):
        raise NotAllowed


def _boxes_on(page: Page, secrets: Secrets) -> list[Box]:
    """The places of the fields, and every line that repeats one of their texts."""
    if not secrets:
        return []
    lines: list[dict[str, Any]] = page.lines
    repeated = [line["box"] for line in lines if secrets.covered(line["text"]) != line["text"]]
    return [box for number, box in secrets.places if number == page.number] + repeated


def _painted(content: bytes, boxes: list[Box]) -> bytes:
    with Image.open(io.BytesIO(content)) as image:
        canvas = image.convert("RGB")
    pen = ImageDraw.Draw(canvas)
    for x0, y0, x1, y1 in boxes:
        edges = ((x0 - MARGIN) * canvas.width, (y0 - MARGIN) * canvas.height,
                 (x1 + MARGIN) * canvas.width, (y1 + MARGIN) * canvas.height)
        pen.rectangle(edges, fill=(40, 44, 52))
    out = io.BytesIO()
    canvas.save(out, "JPEG", quality=85)
    return out.getvalue()
