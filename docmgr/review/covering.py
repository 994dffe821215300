"""Pages for a reader who may not see sensitive values: hidden in the text, never drawn in the picture
(``concealing.viewing`` says what). Whoever uploaded a document and those who check it get its pages as they are.

A covered picture is made when it is first asked for and lies beside the page's own one, under a name that holds what it
was made from: another value, decision or mark "sensitive" makes another one. It goes with the pictures of its run.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from threading import Lock
from typing import Any

from docmgr.accounts.models import User
from docmgr.core.exceptions import NotAllowed, NotThere
from docmgr.documents import pictures, storage
from docmgr.documents.models import Document, Page, Status
from docmgr.documents.states import BEING_READ
from docmgr.review.concealing.masked_pictures import masked_picture
from docmgr.review.concealing.viewing import View, view_of
from docmgr.review.disclosure import sees_sensitive
from docmgr.review.values import Sheet, sheets

UNREAD = BEING_READ | {Status.FAILED}
# Raised whenever the same document would be drawn otherwise: pictures of earlier versions are made anew.
DRAWN = 1
# Some hundredths of a second a page each; a long one takes some megabytes.
_VIEWS_HELD = 8
_views: dict[str, View | None] = {}
_views_lock = Lock()


def picture(user: User, page: Page) -> bytes:
    """The JPEG of a page as this person may see it; some tenths of a second where a covered one is made. Raises
    NotThere where it has none."""
    return _read(page.image) if sees_sensitive(user, page.document) else _covered(page)[1]


def version_of(user: User, page: Page) -> str:
    """Says which picture this person gets of the page: another one, another version."""
    if sees_sensitive(user, page.document):
        return page.image
    return storage.beside(page.image, _stamp(page.document))


def pages_for(user: User, document: Document, *, pictures: bool = False) -> list[Page]:
    """All pages of a document as somebody may read them, never to be saved: with their lines covered, and with the keys
    of covered ``pictures`` where those are wanted, else with none."""
    pages = list(document.pages.all())
    view = None if sees_sensitive(user, document) else _view_of(document, pages)
    for page in pages if view else ():
        told = view.lines[page.number] if view else []
        page.lines = [{"text": text, "box": line["box"], "confidence": line.get("confidence", 1.0)}
                      for text, line in zip(told, page.lines, strict=True)]
        page.image = _covered_key(page) if pictures and page.image else ""
    return pages


def covers(user: User, document: Document) -> bool:
    """Whether something of the document is hidden from this person."""
    return view_for(user, document) is not None


def view_for(user: User, document: Document) -> View | None:
    """What of the document is hidden from this person; None where nothing is."""
    return None if sees_sensitive(user, document) else _view_of(document, list(document.pages.all()))


def require_original(user: User, document: Document) -> None:
    """The file itself cannot be covered, so it is only for those who may read everything. What is secret in it nobody
    knows before it was read. Raises NotAllowed."""
    if not sees_sensitive(user, document) and (document.status in UNREAD or _hides_something(document)):
        raise NotAllowed


def _hides_something(document: Document) -> bool:
    return _view_of(document, list(document.pages.all())) is not None


def _covered_key(page: Page) -> str:
    try:
        return _covered(page)[0]
    except NotThere:
        return ""


def _covered(page: Page) -> tuple[str, bytes]:
    """Its key and its bytes; those of the page itself where nothing of the document is hidden. Raises NotThere.

    A picture that cannot be kept is given all the same, without a key.
    """
    stamp = _stamp(page.document)
    key = storage.beside(page.image, stamp)
    with suppress(NotThere):
        return key, _read(key)
    view = _view_of(page.document, list(page.document.pages.all()))
    if view is None:
        return page.image, _read(page.image)
    drawn, _gone = masked_picture(page, view.hidden)
    if drawn is None:
        raise NotThere
    content = pictures.encoded(drawn, format="JPEG")
    try:
        storage.keep_beside(page.image, stamp, content)
    except OSError:
        return "", content
    return key, content


def _read(key: str) -> bytes:
    with storage.open_key(key) as stored:
        return stored.read()


def _view_of(document: Document, pages: Sequence[Page]) -> View | None:
    """Kept in memory while it is new: the pictures and the text of a document are asked for one after the other."""
    told = json.dumps([page.lines for page in pages])
    key = f"{document.pk}/{_stamp(document)}/{hashlib.sha256(told.encode()).hexdigest()}"
    with _views_lock:
        if key in _views:
            return _views[key]
    view = view_of(_sheet(document), pages, looked_at=document.status == Status.APPROVED)
    with _views_lock:
        while len(_views) >= _VIEWS_HELD:
            del _views[next(iter(_views))]
        _views[key] = view
    return view


def _sheet(document: Document) -> Sheet:
    return sheets([document.pk])[document.pk]


def _stamp(document: Document) -> str:
    """A digest of all that decides what is hidden, but for the pages, which are those of the run."""
    sheet = _sheet(document)
    fields = list(sheet.version.fields.all()) if sheet.version else []
    told: dict[str, Any] = {
        "drawn": DRAWN, "approved": document.status == Status.APPROVED,
        "run": sheet.run_id, "typed": sheet.version is not None,
        "fields": [[f.key, f.kind, f.sensitive, f.many, f.label_zh, f.label_en, f.aliases] for f in fields],
        "read": [[*place, v.value, v.raw, v.page, v.box, v.candidates] for place, v in sorted(sheet.read.items())],
        "decided": [[c.pk, c.key, c.index, c.kind, c.before, c.after, c.raw, c.page, c.box, c.run_id]
                    for c in sheet.corrections],
    }
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()[:24]
