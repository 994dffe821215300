"""How a row of the audit log reads: words of the reader's language where we know them, the stored ones where not."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import Role
from docmgr.audit.models import AuditEvent
from docmgr.audit.selectors import sentence
from docmgr.documents.models import Status

register = template.Library()

OBJECTS = {
    "documents.document": _("document"),
    "doctypes.documenttype": _("type"),
    "doctypes.typeversion": _("type version"),
    "accounts.user": _("account"),
    "accounts.department": _("department"),
    "training.datasetexport": _("export"),
}
PARTS = {
    "status": _("status"), "type": _("type"), "bytes": _("bytes"), "username": _("user name"), "role": _("role"),
    "version": _("version"), "key": _("key"), "active": _("active"), "four_eyes": _("four eyes"), "rows": _("rows"),
    "samples": _("samples"), "masked": _("masked"), "format": _("format"), "count": _("count"), "field": _("field"),
    "index": _("place"), "value": _("value"), "revision": _("revision"), "holder": _("held by"), "reason": _("reason"),
    "department": _("department"), "shares": _("sees the department's documents"), "token": _("token"),
    "first_wrong": _("first wrong row"), "documents": _("documents"), "code": _("code"),
    "through": _("through"), "address": _("address"), "number": _("number of it"),
    "decided_by": _("decided by"), "decided_at": _("decided at"), "layout": _("learned layout forgotten"),
    "evidence": _("rows of evidence withdrawn"), "blind": _("blind samples open again"),
    "gold": _("left the gold set"), "taken_out": _("result taken out by"),
}
VALUES: dict[str, dict[str, Any]] = {
    "through": {"pages": _("the pages"), "api": _("the API")},
    "status": dict(Status.choices), "role": dict(Role.choices),
    "reason": {
        "ok": "", "wrong": _("wrong name or password"), "locked": _("paused"), "disabled": _("account disabled"),
        "no_role": _("no role"), "directory_down": _("directory not reachable"),
    },
}

register.filter("act", sentence)


@register.filter
def target(event: AuditEvent) -> str:
    """What was acted on: “document #17”."""
    if not event.object_type:
        return ""
    return f"{OBJECTS.get(event.object_type, event.object_type)} #{event.object_id}"


@register.filter
def change(event: AuditEvent) -> list[dict[str, str]]:
    """The parts of the act: [{"name", "before", "after"}]. What says nothing is left out."""
    before, after = event.before or {}, event.after or {}
    parts = [
        {"name": str(PARTS.get(key, key)), "before": _shown(key, before.get(key)), "after": _shown(key, after.get(key))}
        for key in dict.fromkeys([*before, *after])
    ]
    return [part for part in parts if part["before"] or part["after"]]


def _shown(key: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return ", ".join(str(v) for v in value)
    if key.endswith("_at") and isinstance(value, str) and (at := parse_datetime(value)):
        return timezone.localtime(at).strftime("%Y-%m-%d %H:%M:%S")
    return str(VALUES.get(key, {}).get(value, value)) if isinstance(value, str) else str(value)
