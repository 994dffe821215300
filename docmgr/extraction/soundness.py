"""What forbids a type definition to go live: what its author left open, and what the engine cannot work with."""

from __future__ import annotations

from typing import Any

from docmgr.doctypes import validation
from docmgr.extraction import engine


def problems(definition: dict[str, Any]) -> list[str]:
    """In sentences. The engine is asked about a definition that is complete: it names one fault at a time."""
    return validation.problems(definition) or engine.check_definition(definition)
