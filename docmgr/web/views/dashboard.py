"""The dashboard: what came in, what became of it, how much of it was right, what waits."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, may
from docmgr.dashboard.figures import Figures, figures
from docmgr.dashboard.health import health
from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.selectors import find_type
from docmgr.evaluation import selectors as evaluation
from docmgr.web.charts.columns import columns_of
from docmgr.web.charts.curve import chart_of_runs
from docmgr.web.charts.shares import shares_of
from docmgr.web.dashboard_rows import bars_of, squares_of
from docmgr.web.decorators import requires
from docmgr.web.forms.dashboard import DashboardForm
from docmgr.web.http import PersonRequest


@require_GET
@requires(Act.SEE_LEARNING)
def dashboard(request: PersonRequest) -> HttpResponse:
    """``?type=KEY&days=90``. The state of the engine is told to whoever may see it."""
    form = DashboardForm(request.GET)
    chosen, period = find_type(form.key()) if form.key() else None, form.period()
    told = figures(request.user, period, chosen)
    return render(request, "dashboard/dashboard.html", {
        "form": form, "all_types": DocumentType.objects.select_related("live"), "chosen": chosen, "figures": told,
        "charts": _charts(told), **_learning(request.user, chosen),
        **(health() if may(request.user, Act.SEE_HEALTH) else {})})


def _charts(told: Figures) -> dict[str, Any]:
    volume, readings = told.steps, told.readings.steps
    days = [step.day for step in volume]
    return {
        "volume": columns_of(days, [
            ("one", [s.handed_in for s in volume]), ("two", [s.decided for s in volume]),
            ("three", [s.passed for s in volume])], stacked=False),
        "readings": columns_of(days, [
            ("one", [s.first for s in readings]), ("two", [s.again for s in readings]),
            ("three", [s.failed for s in readings])], stacked=True),
        "shares": shares_of(told.weeks), "squares": squares_of(told.quadrants), "ages": bars_of(told.queue)}


def _learning(user: User, chosen: DocumentType | None) -> dict[str, Any]:
    """The curve of one type, or what every type reached last."""
    if chosen is None:
        return {"measured": [row for row in evaluation.overview(user) if row.run]}
    curve = evaluation.curve_of(chosen)
    return {"curve": curve, "chart": chart_of_runs(curve)}
