"""How the engine and its workers stand now, for pages."""

from __future__ import annotations

from typing import Any

from docmgr.automation.selectors import stopped_budgets
from docmgr.doctypes.selectors import live_types
from docmgr.extraction import engine
from docmgr.pipeline.selectors import is_late, queue_state


def health() -> dict[str, Any]:
    """What templates/home/_health.html shows; ``stopped``: budgets that switched themselves off."""
    queue, readers = queue_state(), engine.health()["readers"]
    return {"stopped": stopped_budgets(), "late": is_late(queue), "queue": queue, "lost": engine.out_of_order(),
            "readers": [engine.label_of(one["name"]) for one in readers if one["state"] == "ready"],
            "types": live_types().count()}
