"""Who may open a document again that is decided: whoever decided on it, for a limited time, or an administrator."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, may, require
from docmgr.core import clock
from docmgr.core.exceptions import Invalid, NotAllowed
from docmgr.documents import states
from docmgr.documents.models import Document, Status

MAX_LENGTH = 2000


class NotYours(NotAllowed):
    """Somebody else decided on it, or it is too long ago."""

    code = "reopen_refused"


def may_reopen(user: User, document: Document) -> bool:
    """Whether the button is shown. What passed without a person may be opened by every reviewer: nobody's decision is
    overruled."""
    if document.status not in states.DECIDED or not may(user, Act.REOPEN):
        return False
    if may(user, Act.REOPEN_ANY) or document.status == Status.AUTO_APPROVED:
        return True
    at = document.decided_at
    return document.decided_by_id == user.pk and at is not None and at > still_open_since()


def still_open_since() -> datetime:
    """Whoever decided later than this may take it back."""
    return clock.now() - timedelta(hours=settings.REOPEN_HOURS)


def require_reopen(user: User, document: Document, reason: str) -> str:
    """The reason as it is kept. Raises NotAllowed, NotYours, Invalid (no reason); whether the document is decided at
    all is the table's to say."""
    require(user, Act.REOPEN)
    if document.status in states.DECIDED and not may_reopen(user, document):
        raise NotYours(_refusal())
    kept = reason.strip()
    if not kept or len(kept) > MAX_LENGTH:
        raise Invalid(_("Please say why the document is opened again."), code="reason_missing")
    return kept


def _refusal() -> str:
    hours = round(settings.REOPEN_HOURS)
    return ngettext(
        "Only whoever decided on a document may open it again, within %(hours)d hour. After that, ask an "
        "administrator.",
        "Only whoever decided on a document may open it again, within %(hours)d hours. After that, ask an "
        "administrator.", hours) % {"hours": hours}
