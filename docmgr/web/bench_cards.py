"""One value on the workbench, as its card or its cell shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docmgr.review import marks
from docmgr.review.fields import CurrentField
from docmgr.web.bench_learned import Teacher

_CANDIDATES = 3
# From this length on a value gets a line of its own below its label.
_LONG = 40


def card(field: CurrentField, teachers: Mapping[int, Teacher]) -> dict[str, Any]:
    """``teacher``: the document whose layout taught the value.

    ``page``, ``box``: where to look; for a typed value that stands nowhere, where the engine had looked.
    """
    page, box = (field.page, field.box) if field.box or not field.value else (field.engine_page, field.engine_box)
    return {
        "page": page, "box": box, "teacher": teachers.get(field.learned_from or 0),
        "field": field, "place": f"{field.key}:{field.index}", "candidates": candidates(field),
        "passed": marks.passed(field.checks), "is_long": len(field.value) > _LONG or "\n" in field.value,
        "is_free": field.kind in ("text", "address", "name"),
    }


def candidates(field: CurrentField) -> list[dict[str, Any]]:
    """What else the value could be: the engine's own reading where a person changed it, then the losers; no repeats."""
    own = {"value": field.engine_value, "confidence": field.engine_confidence, "page": field.engine_page,
           "box": field.engine_box}
    seen, offered = {field.value, ""}, []
    for item in (own, *field.candidates):
        if item["value"] not in seen:
            seen.add(item["value"])
            offered.append(item)
    return offered[:_CANDIDATES]
