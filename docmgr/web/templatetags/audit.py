"""How a row of the audit log reads: words of the reader's language where we know them, the stored ones where not."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from docmgr.audit.models import AuditEvent
from docmgr.audit.selectors import sentence
from docmgr.core.sentences import listed
from docmgr.core.yes_no import yes_or_no
from docmgr.web.audit_words import OBJECTS, PARTS, VALUES

register = template.Library()
register.filter("act", sentence)


@register.filter
def target(event: AuditEvent) -> str:
    """What was acted on: “document #17”."""
    if not event.object_type:
        return ""
    return f"{OBJECTS.get(event.object_type, event.object_type)} #{event.object_id}"


@register.filter
def change(event: AuditEvent) -> list[dict[str, str]]:
    """The parts of the act: [{"name", "before", "after"}]. What says nothing is left out, and ``before`` where it is
    the same."""
    before, after = event.before or {}, event.after or {}
    parts = [
        {"name": str(PARTS.get(key, key)), "before": _shown(key, before.get(key)), "after": _shown(key, after.get(key))}
        for key in dict.fromkeys([*before, *after])
    ]
    return [{**part, "before": "" if part["before"] == part["after"] else part["before"]}
            for part in parts if part["before"] or part["after"]]


def _shown(key: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return yes_or_no(value)
    if isinstance(value, dict):
        return "; ".join(_named(name, part, shown) for name, part in value.items() if (shown := _shown(name, part)))
    if isinstance(value, list):
        return listed(_shown(key, v) for v in value)
    if key.endswith("_at") and isinstance(value, str) and (at := parse_datetime(value)):
        return timezone.localtime(at).strftime("%Y-%m-%d %H:%M:%S")
    return str(VALUES.get(key, {}).get(value, value)) if isinstance(value, str) else str(value)


def _named(name: str, part: Any, shown: str) -> str:
    """One part of several: a figure, or the figures of a field."""
    if isinstance(part, dict):
        return f"{VALUES['field'].get(name, name)} ({shown})"
    return f"{PARTS.get(name, name)} {shown}"
