"""Shares and names of the error budgets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.translation import gettext as _

from docmgr.automation.models import WHOLE, ErrorBudget
from docmgr.automation.recall import KIND, Recallable, recallables
from docmgr.training.background import jobs
from docmgr.training.models import Job
from docmgr.web.forms.shares import digits

register = template.Library()


@register.filter
def sure(delta: float) -> str:
    """1 - delta in percent: 0.05 as "95"."""
    return digits(1 - delta)


@register.filter
def field_label(labels: Mapping[str, str], key: str) -> str:
    """The field's label in the live version, else its key."""
    return labels.get(key, key)


@register.simple_tag
def recalls_of(budgets: Iterable[ErrorBudget]) -> list[tuple[Recallable, Job | None, bool]]:
    """Of each budget that switched itself off: what it had accepted and what of it can be called back, the job that is
    at it, and whether one of the type is at work for another field. As many queries for many as for one."""
    stopped = list(budgets)
    under_way = {topic: job for topic, job in jobs.newest(KIND).items() if job.is_open} if stopped else {}
    found = []
    for one in recallables(stopped) if stopped else []:
        job = under_way.get(one.budget.doc_type.key)
        own = job is not None and job.params.get("field") == one.budget.key
        found.append((one, job if own else None, job is not None and not own))
    return found


@register.simple_tag
def budget_name(budget: ErrorBudget) -> Any:
    """The label of the budget's field in the live version, else its key."""
    if budget.key == WHOLE:
        return _("Whole document")
    return next((f.label for f in budget.doc_type.live_fields() if f.key == budget.key), budget.key)
