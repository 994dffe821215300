"""How a row of the audit log reads."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from docmgr.audit.models import AuditEvent
from docmgr.audit.selectors import sentence

register = template.Library()

OBJECTS = {
    "documents.document": _("document"),
    "doctypes.documenttype": _("type"),
    "doctypes.typeversion": _("type version"),
    "accounts.user": _("account"),
    "accounts.department": _("department"),
    "training.datasetexport": _("export"),
}

register.filter("act", sentence)


@register.filter
def target(event: AuditEvent) -> str:
    """What was acted on: “document #17”."""
    if not event.object_type:
        return ""
    return f"{OBJECTS.get(event.object_type, event.object_type)} #{event.object_id}"


@register.filter
def change(event: AuditEvent) -> str:
    """The parts that changed, as “part: before → after”."""
    before, after = event.before or {}, event.after or {}
    parts = [_part(key, before.get(key), after.get(key), key in before) for key in dict.fromkeys([*before, *after])]
    return " · ".join(parts)


def _part(key: str, before: Any, after: Any, had_before: bool) -> str:
    return f"{key}: {before} → {after}" if had_before else f"{key}: {after}"
