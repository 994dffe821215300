"""The background job "budget": make evidence of a new model again, and test whatever is due of a type's budgets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docmgr.automation import bounds, remaking
from docmgr.automation.budgets import budgets_of
from docmgr.automation.regime import regime_now
from docmgr.doctypes.selectors import get_type


def run(params: dict[str, Any], *, progress: Callable[[str, int, int], None]) -> dict[str, Any]:
    """{"tested": [{"field", "empty", "threshold"}], "remade": documents}. A budget that is not due is left alone: see
    ``bounds``."""
    doc_type = get_type(params["type"])
    remade = remaking.remake(doc_type)
    budgets, regime = list(budgets_of(doc_type).values()), regime_now(doc_type)
    tested = []
    for number, budget in enumerate(budgets):
        progress("look", number, len(budgets))
        tested += bounds.look_again([budget], regime)
    return {"tested": [{"field": c.budget.key, "empty": c.empty, "threshold": c.threshold} for c in tested],
            "remade": remade}
