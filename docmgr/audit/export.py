"""The audit log as CSV that a spreadsheet shows and does not execute."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from docmgr.audit.actions import Action
from docmgr.audit.models import AuditEvent
from docmgr.audit.selectors import AuditFilter, events, sentence
from docmgr.audit.services import record
from docmgr.core.spreadsheet import safe_cell

COLUMNS = ("seq", "at", "actor", "ip", "action", "what", "object_type", "object_id", "ok", "before", "after", "hash")


class _Echo:
    def write(self, line: str) -> str:
        return line


@transaction.atomic
def export_csv(wanted: AuditFilter, *, by: AbstractBaseUser) -> Iterator[str]:
    """Lines of CSV, streamed. The export itself is recorded before the first line leaves, and is not part of it.

    Whoever calls has checked Act.SEE_AUDIT (this room stands below accounts and does not know roles).
    """
    rows = events(wanted)
    count, newest = rows.count(), rows.values_list("seq", flat=True).first() or 0
    record(Action.AUDIT_EXPORTED, actor=by, after={"rows": count})
    return _lines(rows.filter(seq__lte=newest).order_by("seq").iterator(chunk_size=1000))


def _lines(rows: Iterable[AuditEvent]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)  # the mark by which Excel knows UTF-8
    for event in rows:
        yield writer.writerow([safe_cell(cell) for cell in _cells(event)])


def _cells(event: AuditEvent) -> list[Any]:
    return [
        event.seq, event.at.isoformat(), event.actor_name, event.ip or "", event.action, sentence(event),
        event.object_type, event.object_id, event.ok, _json(event.before), _json(event.after), event.hash,
    ]


def _json(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
