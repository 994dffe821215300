"""Whose results or files left the system, by the audit log: downloads of single documents, and of lists that name them.

Asked before a decision is taken back, because whoever holds what was decided has to be told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from docmgr.audit.actions import Action
from docmgr.audit.models import AuditEvent
from docmgr.documents.models import Document


def taken_out(documents: Collection[int], *, since: datetime | None) -> dict[int, list[str]]:
    """Document -> the user names of those who took its result or its file since then; the others are left out.

    Two queries. The second one goes through all lists that were downloaded since.
    """
    if not documents:
        return {}
    rows = AuditEvent.objects.filter(ok=True)
    if since is not None:
        rows = rows.filter(at__gte=since)
    single = rows.filter(action__in=[Action.DOCUMENT_EXPORTED, Action.DOCUMENT_DOWNLOADED],
                         object_type=Document._meta.label_lower)
    if len(documents) == 1:
        single = single.filter(object_id=str(*documents))
    found: dict[int, set[str]] = defaultdict(set)
    for number, name in single.order_by().values_list("object_id", "actor_name"):
        found[int(number)].add(name)
    lists = rows.filter(action=Action.DOCUMENTS_EXPORTED).order_by().values_list("after", "actor_name")
    for after, name in lists:
        for number in (after or {}).get("documents", ()):
            found[int(number)].add(name)
    return {number: sorted(found[number]) for number in sorted(documents) if number in found}
