"""A gold set's labels as they are now, in the form that gold files are read in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from django.db import transaction

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.doctypes.models import DocumentType
from docmgr.evaluation.models import GoldDocument
from docmgr.evaluation.selectors import members_in_clear
from docmgr.extraction import engine


@transaction.atomic
def gold_lines(doc_type: DocumentType, *, by: User) -> list[str]:
    """A JSON line for each document whose values this person reads in clear, with a row in the audit log.

    ``file`` is the name that the document was handed in by; two of one name are told apart by their ``id``, the number
    of the document. Raises NotAllowed.
    """
    require(by, Act.MANAGE_GOLD)
    members = members_in_clear(by, doc_type).select_related("document").defer("document__search_text").order_by("pk")
    lines = list(_lines(members))
    record(Action.GOLD_EXPORTED, actor=by, obj=doc_type, after={"documents": len(lines)})
    return lines


def _lines(members: Iterable[GoldDocument]) -> Iterator[str]:
    for member in members:
        values = {key: engine.gold_values(raw) for key, raw in member.fields.items()}
        line = {
            "id": str(member.document_id), "file": member.document.name,
            "fields": {key: v[0] if len(v) == 1 else list(v) for key, v in values.items() if v},
            "null_fields": [key for key, v in values.items() if not v]}
        yield json.dumps(line, ensure_ascii=False)
