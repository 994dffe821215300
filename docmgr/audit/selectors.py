"""Reading the audit log. Whoever calls has checked Act.SEE_AUDIT."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from docmgr.audit.actions import Action
from docmgr.audit.chain import Verdict, verify
from docmgr.audit.models import AuditEvent, AuditHead
from docmgr.core import days


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Empty parts do not narrow. ``actor``: part of a user name; both days are included."""

    actor: str = ""
    action: str = ""
    object_type: str = ""
    object_id: str = ""
    since: date | None = None
    until: date | None = None
    failures_only: bool = False


def events(wanted: AuditFilter) -> QuerySet[AuditEvent]:
    """Rows, newest first."""
    where = Q(**days.between("at", wanted.since, wanted.until))
    for lookup, value in (
        ("actor_name__icontains", wanted.actor), ("action", wanted.action), ("object_type", wanted.object_type),
        ("object_id", wanted.object_id),
    ):
        if value:
            where &= Q(**{lookup: value})
    if wanted.failures_only:
        where &= Q(ok=False)
    return AuditEvent.objects.filter(where).order_by("-seq")


def sentence(event: AuditEvent) -> str:
    """What happened, in the reader's language; the bare name for an action that this version no longer knows."""
    return str(Action(event.action).label) if event.action in Action.values else event.action


def verify_all(anchor: tuple[int, str] | None = None) -> Verdict:
    """Check the whole chain: about 30,000 rows a second, in bounded memory, while new rows may be added."""
    newest = AuditEvent.objects.aggregate(n=Max("seq"))["n"] or 0  # read before the head, which only ever grows
    head = AuditHead.objects.filter(pk=1).values_list("seq", "hash").first() or (0, "")
    if newest > head[0]:
        return Verdict(ok=False, rows=newest, head="", seq=head[0] + 1, reason=_("It was not written by this system."))
    rows = AuditEvent.objects.filter(seq__lte=head[0]).order_by("seq").iterator(chunk_size=2000)
    return verify(rows, head=head, anchor=anchor)
