"""The seal: HMAC-SHA256 over the hash of the row before and the canonical JSON of this row.

The key lives outside the database, so whoever can write to the tables cannot compute a new chain.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.encoding import force_str
from django.utils.translation import gettext as _

from docmgr.audit.models import AuditEvent

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What checking the chain found.

    ``rows``: how many were looked at; ``head``: the hash of the last sound one. Where ``ok`` is False, ``seq`` is the
    number of the first wrong row and ``reason`` says in a sentence what is wrong with it.
    """

    ok: bool
    rows: int
    head: str
    seq: int | None = None
    reason: str = ""


def storable(value: Any) -> Any:
    """``value`` as any database gives it back: jsonb knows no NUL and no NaN, and writes 1e16 as an integer."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return _plain_number(value)
    if isinstance(value, dict):
        return {force_str(k).replace("\0", "�"): storable(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [storable(v) for v in value]
    return _as_text(value)


def _as_text(value: Any) -> str:
    text = value if isinstance(value, str) else json.loads(json.dumps(value, cls=DjangoJSONEncoder))
    return text.replace("\0", "�").encode("utf-8", "replace").decode()


def _plain_number(value: float) -> int | float | str:
    if not math.isfinite(value):
        return str(value)
    return int(value) if value.is_integer() else value


def canonical(event: AuditEvent) -> bytes:
    row = {
        "seq": event.seq, "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": event.actor_id, "actor_name": event.actor_name, "ip": event.ip, "action": event.action,
        "object_type": event.object_type, "object_id": event.object_id, "ok": event.ok,
        "before": event.before, "after": event.after,
    }
    return json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def seal(event: AuditEvent, previous: str) -> str:
    message = previous.encode() + b"|" + canonical(event)
    return hmac.new(settings.AUDIT_KEY.encode(), message, hashlib.sha256).hexdigest()


def verify(events: Iterable[AuditEvent], *, head: tuple[int, str], anchor: tuple[int, str] | None = None) -> Verdict:
    """Walk the rows (ordered by seq) and name the first that is not what was written.

    ``head`` is what the database says is the end; ``anchor`` a (seq, hash) noted outside the database earlier, which
    also finds a tail that was cut off together with the head.
    """
    previous, rows = GENESIS, 0
    for event in events:
        rows += 1
        wrong = _wrong(event, rows, previous)
        if not wrong and anchor and anchor[0] == event.seq and anchor[1] != event.hash:
            wrong = _("It is not the row that was noted outside the database.")
        if wrong:
            return Verdict(ok=False, rows=rows, head=previous, seq=rows, reason=wrong)
        previous = event.hash
    if (rows, previous) != (head[0], head[1] or GENESIS):
        return Verdict(ok=False, rows=rows, head=previous, seq=rows + 1, reason=_(
            "Rows are missing at the end: %(there)s are there, %(known)s were written.") % {
                "there": rows, "known": head[0]})
    if anchor and anchor[0] > rows:
        return Verdict(ok=False, rows=rows, head=previous, seq=rows + 1, reason=_(
            "Rows are missing at the end: %(known)s were noted outside.") % {"known": anchor[0]})
    return Verdict(ok=True, rows=rows, head=previous)


def _wrong(event: AuditEvent, expected_seq: int, previous: str) -> str:
    if event.seq != expected_seq:
        return _("It is missing: the next row there is %(number)s.") % {"number": event.seq}
    if event.previous != previous:
        return _("It does not follow the row before it.")
    if not hmac.compare_digest(event.hash, seal(event, previous)):
        return _("It was changed after it was written.")
    return ""
