"""How a value is shown to people, where that is not how it is kept."""

from __future__ import annotations

from docmgr.core.yes_no import yes_or_no


def shown(value: str, kind: str) -> str:
    """Yes and no in the reader's language. What is shown may be sent back: the kind reads it as the same value."""
    if kind == "boolean" and value in ("true", "false"):
        return yes_or_no(value == "true")
    return value
