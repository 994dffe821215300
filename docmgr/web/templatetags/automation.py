"""Shares and names of the error budgets."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

from docmgr.automation.models import WHOLE, ErrorBudget
from docmgr.automation.recall import Recallable, recallable
from docmgr.training import jobs

register = template.Library()


@register.filter
def percent(share: float | None) -> str:
    """0.0123 as "1.2 %"; small shares keep a digit that says something."""
    if share is None:
        return "—"
    value = 100 * share
    digits = 0 if value >= 10 or value == int(value) else 1 if value >= 1 else 2
    return f"{value:.{digits}f} %"


@register.filter
def plain_percent(share: float) -> str:
    """0.01 as "1", for an input."""
    return f"{100 * share:.3f}".rstrip("0").rstrip(".")


@register.filter
def sure(delta: float) -> str:
    """1 - delta for an input: 0.05 as "95"."""
    return plain_percent(1 - delta)


@register.simple_tag
def recall_of(budget: ErrorBudget) -> Recallable:
    """What the budget had accepted when it switched itself off, and what of it can be called back."""
    return recallable(budget)


@register.simple_tag
def recall_job(budget: ErrorBudget) -> Any:
    """The job that calls back documents of the type while it runs, else None."""
    return jobs.open_job("recall", budget.doc_type.key)


@register.simple_tag
def budget_name(budget: ErrorBudget) -> Any:
    """The label of the budget's field in the live version, else its key."""
    if budget.key == WHOLE:
        return _("Whole document")
    return next((f.label for f in budget.doc_type.live_fields() if f.key == budget.key), budget.key)
