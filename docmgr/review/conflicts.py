"""What somebody who was too late has to know: which values others saved, and what they are now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext_lazy as _

from docmgr.core.exceptions import Conflict
from docmgr.documents.models import Document, Status
from docmgr.review.models import Correction


class Stale(Conflict):
    """``params``: "revision" (the newest), "status", "saved" [{key, index, kind, value, by, at}], oldest first."""

    code = "stale"


class ReadAgain(Conflict):
    """The engine read the document once more since its values were looked at: others may stand at their places."""

    code = "read_again"
    message = _("This document was read again in the meantime. Please look at its values once more.")


@contextmanager
def explained(document: Document, revision: int) -> Iterator[None]:
    """Turn a bare Conflict into a Stale that tells what was saved after ``revision``."""
    try:
        yield
    except Conflict as error:
        if type(error) is not Conflict:
            raise
        raise stale(document, revision) from error


def stale(document: Document, revision: int) -> Stale:
    now = Document.objects.values("revision", "status").get(pk=document.pk)
    saved = saved_since(document, revision)
    if saved:
        told: Any = _("%(name)s saved this document in the meantime. Nothing of yours or theirs is lost.") % {
            "name": saved[-1]["by"]}
    elif now["revision"] == revision:
        told = _("The document is %(status)s now; its values cannot be changed.") % {
            "status": Status(now["status"]).label}
    else:
        told = Conflict.message
    return Stale(told, revision=now["revision"], status=now["status"], saved=saved)


def saved_since(document: Document, revision: int) -> list[dict[str, Any]]:
    rows = Correction.objects.filter(document=document, revision__gt=revision).select_related("by").order_by("id")
    return [{"key": c.key, "index": c.index, "kind": c.kind, "value": c.after, "by": c.by.display_name,
             "at": c.at.isoformat()} for c in rows]
