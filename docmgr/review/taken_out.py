"""Whose results or files left the system, by the audit log: downloads of single documents, and of lists that name them.

Asked before a decision is taken back, because whoever holds what was decided has to be told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime

from docmgr.audit.actions import Action
from docmgr.audit.models import AuditEvent
from docmgr.documents.models import Document


def taken_out(documents: Collection[int], *, since: datetime | None) -> dict[int, list[str]]:
    """Document -> the user names of those who took its result or its file since then; the others are left out.

    Two queries. The second one goes through all lists that were downloaded since.
    """
    found: dict[int, set[str]] = defaultdict(set)
    for number, name, _at in _leavings(documents, since):
        found[number].add(name)
    return {number: sorted(found[number]) for number in sorted(documents) if number in found}


def last_taken_out(documents: Collection[int], *, since: datetime | None) -> dict[int, datetime]:
    """Document -> when that happened last since then; the others are left out. As many queries."""
    found: dict[int, datetime] = {}
    for number, _name, at in _leavings(documents, since):
        found[number] = max(at, found.get(number, at))
    return {number: found[number] for number in sorted(documents) if number in found}


def _leavings(documents: Collection[int], since: datetime | None) -> Iterator[tuple[int, str, datetime]]:
    """(document, user name, when), of other documents, too."""
    if not documents:
        return
    rows = AuditEvent.objects.filter(ok=True)
    if since is not None:
        rows = rows.filter(at__gte=since)
    single = rows.filter(action__in=[Action.DOCUMENT_EXPORTED, Action.DOCUMENT_DOWNLOADED],
                         object_type=Document._meta.label_lower)
    if len(documents) == 1:
        single = single.filter(object_id=str(*documents))
    for number, name, at in single.order_by().values_list("object_id", "actor_name", "at"):
        yield int(number), name, at
    lists = rows.filter(action=Action.DOCUMENTS_EXPORTED).order_by().values_list("after", "actor_name", "at")
    for after, name, at in lists:
        for one in (after or {}).get("documents", ()):
            yield int(one), name, at
