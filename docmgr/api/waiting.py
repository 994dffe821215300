"""``?wait=``: answering later instead of being asked again and again. No transaction is held meanwhile."""

from __future__ import annotations

import threading
import time

from django.conf import settings

from docmgr.accounts.models import User
from docmgr.documents import selectors
from docmgr.documents.models import Document
from docmgr.documents.states import BEING_READ

LONGEST = 60.0
LOOK_EVERY = 0.25
# A waiting request holds a thread of the web server. Half of them stay free for people, whatever programs do.
_places = threading.BoundedSemaphore(max(1, settings.WEB_THREADS // 2))


def once_read(document: Document, *, seconds: float, by: User) -> Document:
    """The document as it is when the engine is done with it, or when the time is up.

    At once where too many wait already: the answer says that the document is under way, and the caller asks again.
    Raises NotThere where the caller lost sight of the document meanwhile.
    """
    if seconds <= 0 or document.status not in BEING_READ or not _places.acquire(blocking=False):
        return document
    try:
        _watch(document.pk, until=time.monotonic() + min(seconds, LONGEST))
    finally:
        _places.release()
    return selectors.get_visible(by, document.pk)


def _watch(pk: int, *, until: float) -> None:
    while time.monotonic() < until and Document.objects.filter(pk=pk, status__in=BEING_READ).exists():
        time.sleep(min(LOOK_EVERY, max(0.0, until - time.monotonic())))
