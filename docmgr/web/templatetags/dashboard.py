"""Small sums and lengths of the dashboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template

from docmgr.dashboard.promises import Promise

register = template.Library()


@register.filter
def total(steps: Sequence[Any], name: str) -> int:
    """The sum of one count over all days."""
    return sum(getattr(step, name) for step in steps)


@register.inclusion_tag("dashboard/_bar.html")
def bar(
    share: float | None, low: float | None = None, high: float | None = None, *, promised: float | None = None,
    scale: float = 1.0,
) -> dict[str, float | None]:
    """A share with its interval, as a bar of a hundred beside its figures; ``scale`` is the share at its end.
    ``promised``: what it should not exceed. None: not to be drawn."""
    told = {"share": share, "low": share if low is None else low, "high": share if high is None else high,
            "promised": promised}
    return {name: None if value is None else round(min(100.0, 100 * value / scale), 2) for name, value in told.items()}


@register.filter
def widest(promises: Sequence[Promise]) -> float:
    """The share at the end of the bars: twice the largest promise, and all that was measured within reason."""
    measured = [p.high for p in promises if p.typed]
    return round(min(1.0, max(0.02, *(2 * p.promised for p in promises), *(min(m, 0.3) for m in measured))), 2)
