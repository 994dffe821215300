"""How a value is shown to people, where that is not how it is kept."""

from __future__ import annotations

from django.utils.translation import gettext as _


def shown(value: str, kind: str) -> str:
    """Yes and no in the reader's language. What is shown may be sent back: the kind reads it as the same value."""
    if kind == "boolean" and value in ("true", "false"):
        return _("yes") if value == "true" else _("no")
    return value
