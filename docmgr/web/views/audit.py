"""The audit log: read, filter, check the chain, take it out as CSV."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from docmgr.accounts.roles import Act
from docmgr.audit import selectors
from docmgr.audit.export import export_csv
from docmgr.audit.verification import verify_for
from docmgr.web.decorators import requires
from docmgr.web.forms.audit import AuditFilterForm
from docmgr.web.http import PersonRequest
from docmgr.web.listing import listed

ROWS = 50


@require_GET
@requires(Act.SEE_AUDIT)
def audit_log(request: PersonRequest) -> HttpResponse:
    return listed(request, _page(request), page="audit/log.html", rows="audit/_rows.html")


def _page(request: PersonRequest) -> dict[str, Any]:
    form = AuditFilterForm(request.GET)
    return {"form": form, "page": Paginator(selectors.events(form.wanted()), ROWS).get_page(request.GET.get("page"))}


@require_POST
@requires(Act.SEE_AUDIT)
def audit_verify(request: PersonRequest) -> HttpResponse:
    verdict = verify_for(request.user)
    if request.htmx:
        return render(request, "audit/_verdict.html", {"verdict": verdict})
    return render(request, "audit/log.html", {"verdict": verdict, **_page(request)})


@require_POST
@requires(Act.SEE_AUDIT)
def audit_export(request: PersonRequest) -> HttpResponseBase:
    form = AuditFilterForm(request.GET)
    if not form.is_valid():  # taken out is never more than was asked for
        return listed(request, _page(request), page="audit/log.html", rows="audit/_rows.html", status=422)
    lines = export_csv(form.wanted(), by=request.user)
    name = f"docmgr-audit-{timezone.localtime():%Y%m%d-%H%M}.csv"
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers={
        "Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store",
    })
